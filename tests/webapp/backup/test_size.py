"""However much is kept, little of it is in memory at a time.

FORMSPEC_SOAK makes the files of the test larger: 20 times is 200 MB.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.webapp.backup.conftest import SOAK
from webapp.settings import Settings
from webapp.storage.opening import open_repository

FILES = 10
MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 220
MEASURED = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from webapp.backup.making import make_backup
from webapp.backup.report import Report
from webapp.backup.restoring import restore_backup
from webapp.backup.sealing import identity_of
from webapp.settings import Settings

kept, elsewhere = (Settings.from_environment({"FORMSPEC_DATA": f, "FORMSPEC_DATABASE": d})
                   for f, d in ((sys.argv[1], sys.argv[2]), (sys.argv[3], sys.argv[4])))
file = Path(sys.argv[5])
made = make_backup(kept, file, "four small words")
restore_backup(elsewhere, file, identity_of(file, "four small words"), Report("", datetime.now(UTC)), ask=None)
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(made.size, int(peak.split()[1]) // 1024)
"""


@pytest.fixture
def large(settings_for, database_url: str) -> Settings:
    settings = settings_for("large", database_url)
    with open_repository(settings) as repository:
        for number in range(FILES * SOAK):
            repository.keep_file(number.to_bytes(4, "big") * (MEGABYTE // 4), "image/png")
    return settings


def test_a_large_database_is_backed_up_and_restored_piece_by_piece(
    large: Settings, settings_for, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    other = request.getfixturevalue("new_postgresql")() if large.database else ""
    kept = [str(large.data), large.database or f"sqlite:///{large.file}"]
    places = [*kept, str(settings_for("elsewhere").data), other, str(tmp_path / "backup")]
    measured = subprocess.run([sys.executable, "-c", MEASURED, *places], capture_output=True, check=True, timeout=600)
    size, most = map(int, measured.stdout.split())
    assert size > FILES * SOAK * MEGABYTE
    assert most < MOST_MEGABYTES
