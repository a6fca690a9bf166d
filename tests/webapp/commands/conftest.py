"""Two ways to run a command: in this process, and as the console script that the project installs."""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from webapp.cli import main

FORMSPEC = Path(sys.executable).with_name("formspec")


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit status, and what it printed on each of the two streams."""

    status: int
    out: str
    err: str


Formspec = Callable[..., Ended]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder, with no setting of Formspec in the environment."""
    for name in ("PORT", "FORMSPEC_HOST", "FORMSPEC_DATA", "FORMSPEC_SPECS", "FORMSPEC_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def formspec(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Formspec:
    """Run a command in this process."""

    def run(*words: str, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = main(words)
        printed = capsys.readouterr()
        return Ended(status, printed.out, printed.err)

    return run


@pytest.fixture
def console(here: Path) -> Formspec:
    """Run the console script, in a process of its own."""

    def run(*words: str | bytes, stdin: bytes = b"", **settings: str) -> Ended:
        ended = subprocess.run(
            [FORMSPEC, *words], input=stdin, capture_output=True, env=os.environ | settings, check=False, timeout=60
        )
        return Ended(ended.returncode, ended.stdout.decode("utf-8"), ended.stderr.decode("utf-8"))

    return run
