"""The last hash of the audit trail stands in the log, and shows what was changed behind it."""

import logging
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from webapp.deeds import Deed
from webapp.serving.anchor import anchored
from webapp.settings import Settings
from webapp.storage.failures import StorageError
from webapp.storage.opening import open_repository
from webapp.storage.repository import Repository


@pytest.fixture
def repository(tmp_path: Path):
    with open_repository(Settings.from_environment({"FORMSPEC_DATA": str(tmp_path / "kept")})) as kept:
        yield kept


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Callable[[int], list[str]]:
    """Wait until the log has so many lines about the trail; return them."""
    caplog.set_level(logging.INFO, logger="webapp.serving.anchor")

    def wait(number: int) -> list[str]:
        end = time.monotonic() + 10
        while len(caplog.records) < number and time.monotonic() < end:
            time.sleep(0.01)
        return [each.getMessage() for each in caplog.records]

    return wait


def test_the_last_hash_is_logged_at_the_start_and_again_later(
    repository: Repository, lines: Callable[[int], list[str]]
) -> None:
    repository.look(Deed.TRAIL_READ, "trail")
    first = repository.verify_trail().last
    with anchored(repository, every=0.05):
        assert lines(1)[0] == f"The last hash of the audit trail, of act 1, is {first}"
        repository.look(Deed.TRAIL_READ, "trail")
        second = repository.verify_trail().last
        end = time.monotonic() + 10
        while second not in lines(0)[-1] and time.monotonic() < end:
            time.sleep(0.01)
    assert second in lines(0)[-1]
    assert repository.verify_trail(first).fault == ""


def test_what_cannot_be_read_now_is_tried_again(
    repository: Repository, lines: Callable[[int], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.look(Deed.TRAIL_READ, "trail")

    def broken() -> None:
        raise StorageError("the disk")

    with monkeypatch.context() as patched, anchored(repository, every=0.05):
        patched.setattr(repository, "last_act", broken)
        lines(2)
        patched.undo()
        said = lines(4)
    assert "The last hash of the audit trail could not be read" in said
    assert "of act 1, is" in said[-1]


def test_a_trail_without_an_act_is_not_told_of(repository: Repository, lines: Callable[[int], list[str]]) -> None:
    with anchored(repository):
        pass
    assert lines(0) == []
