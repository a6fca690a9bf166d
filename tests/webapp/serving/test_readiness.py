"""Where records and the key have to last, on each kind of database."""

import tempfile
from pathlib import Path

import pytest

from webapp.serving.readiness import NotReadyError, require_lasting
from webapp.settings import Settings

SERVER = "postgresql://head@localhost/school"
KEY = "k" * 32


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files that a lasting one stands beside."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    (tmp_path / "link").symlink_to(folder)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def named(tmp_path: Path, **settings: str) -> str:
    """Return the setting that is complained of, "" for none; a path stands below the test's own folder."""
    placed = {name: text.replace("…", str(tmp_path)) for name, text in settings.items()}
    try:
        require_lasting(Settings.from_environment(placed))
    except NotReadyError as refused:
        return str(refused).rpartition(" ")[2].rstrip(".")
    return ""


@pytest.mark.parametrize(
    ("settings", "setting"),
    [
        ({"FORMSPEC_DATA": "…/kept"}, ""),
        ({"FORMSPEC_DATA": "…/temporary/kept"}, "FORMSPEC_DATA"),
        ({"FORMSPEC_DATA": "…/link/kept"}, "FORMSPEC_DATA"),
        ({"FORMSPEC_DATA": "…/temporary/kept", "FORMSPEC_SECRET_KEY": KEY}, "FORMSPEC_DATA"),
        ({"FORMSPEC_DATA": "…/kept", "FORMSPEC_DATABASE": "sqlite:///…/temporary/a"}, "FORMSPEC_DATABASE"),
        ({"FORMSPEC_DATA": "…/temporary/kept", "FORMSPEC_DATABASE": "sqlite:///…/a"}, "FORMSPEC_DATA"),
        (
            {
                "FORMSPEC_DATA": "…/temporary/kept",
                "FORMSPEC_DATABASE": "sqlite:///…/a",
                "FORMSPEC_SECRET_KEY": KEY,
            },
            "",
        ),
        ({"FORMSPEC_DATA": "…/kept", "FORMSPEC_DATABASE": SERVER}, ""),
        ({"FORMSPEC_DATA": "…/temporary/kept", "FORMSPEC_DATABASE": SERVER}, "FORMSPEC_DATA"),
        ({"FORMSPEC_DATA": "…/temporary/kept", "FORMSPEC_DATABASE": SERVER, "FORMSPEC_SECRET_KEY": KEY}, ""),
    ],
)
def test_records_and_the_key_are_kept_in_a_place_that_lasts(
    tmp_path: Path, settings: dict[str, str], setting: str
) -> None:
    assert named(tmp_path, **settings) == setting
