"""A process that dies in the middle of saving has kept everything that it had acknowledged."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from webapp.settings import Settings
from webapp.storage.opening import open_repository

ROUNDS = 3 * int(os.environ.get("FORMSPEC_SOAK", "1"))
ENOUGH = 40
CHILD = """
import sys
from webapp.settings import Settings
from webapp.storage.opening import open_repository

repository = open_repository(Settings.from_environment({"FORMSPEC_DATA": sys.argv[1]}))
repository.pin("audit", 1, "aa", b"text")
draft = repository.start_draft("audit", 1)
print(draft.id, flush=True)
while True:
    n = draft.revision + 1
    posted = {f"a{n % 7}": f"{n} " + "x" * 2000, "last": str(n)}
    draft = repository.save(draft.id, base=draft.revision, posted=posted).draft
    print(n, flush=True)
"""


def test_everything_acknowledged_outlives_a_kill(tmp_path: Path) -> None:
    for _ in range(ROUNDS):
        draft_id, acknowledged = _acknowledged_before_kill(tmp_path)
        with open_repository(Settings.from_environment({"FORMSPEC_DATA": str(tmp_path)})) as repository:
            draft = repository.draft(draft_id)
            assert draft is not None
            assert draft.revision in {acknowledged, acknowledged + 1}
            assert draft.entries["last"] == str(draft.revision)
            saved = {entry.revision: entry.value for entry in repository.history(draft_id) if entry.name == "last"}
            assert saved == {n: str(n) for n in range(1, draft.revision + 1)}


def _acknowledged_before_kill(folder: Path) -> tuple[str, int]:
    """Return the draft, and the last save that a process acknowledged before it was killed at its work."""
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(folder)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    draft_id = child.stdout.readline().strip()
    for _ in range(ENOUGH):
        child.stdout.readline()
    os.kill(child.pid, signal.SIGKILL)
    lines = child.stdout.read().split("\n")
    child.stdout.close()
    child.wait()
    whole = [int(line) for line in lines[:-1]]
    return draft_id, whole[-1] if whole else ENOUGH
