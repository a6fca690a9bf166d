"""A file that no answer names is forgotten a day later, and one that anything names is kept."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from webapp.settings import Settings
from webapp.storage import tidying
from webapp.storage.failures import Unknown
from webapp.storage.opening import open_repository
from webapp.storage.repository import Document, Draft, Repository
from webapp.storage.stored import Upload

Build = Callable[[Draft], Document]


def kept(repository: Repository, words: str) -> str:
    return repository.keep_file(words.encode(), "text/plain")


def later(monkeypatch: pytest.MonkeyPatch, hours: int) -> None:
    monkeypatch.setattr(tidying, "now", lambda: datetime.now(UTC) + timedelta(hours=hours))


def test_a_file_that_nothing_names_goes_after_a_day(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    orphan = kept(repository, "Nobody's words")
    later(monkeypatch, 23)
    repository.tidy()
    assert repository.file(orphan) is not None
    later(monkeypatch, 25)
    repository.tidy()
    assert repository.file(orphan) is None


def test_a_file_that_was_named_anywhere_stays(
    repository: Repository, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    replaced, carried, begun, beside = (kept(repository, words) for words in ("one", "two", "three", "four"))
    draft = repository.start_draft("audit", 1, entries={"a.file": f"{replaced} 3 text/plain a.txt"})
    draft = repository.save(draft.id, base=1, posted={"a.file": f"x{beside} 3 text/plain b.txt"}).draft
    repository.carry_draft(draft.id, base=2, version=1, sha256=draft.sha256, entries={}, report=f'["{carried}"]')
    repository.start_draft("audit", 1, report=f'["{begun}"]')
    later(monkeypatch, 25)
    repository.tidy()
    assert all(repository.file(each) is not None for each in (replaced, carried, begun, beside))


def test_nothing_of_it_is_left_in_the_files_of_the_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def holding() -> bool:
        return any(b"MarkedOrphan" in each.read_bytes() for each in tmp_path.iterdir() if each.is_file())

    with open_repository(Settings.from_environment({"FORMSPEC_DATA": str(tmp_path)})) as repository:
        kept(repository, "MarkedOrphanWord" * 900)
        assert holding()
        later(monkeypatch, 25)
        repository.tidy()
        assert not holding()


@pytest.mark.parametrize(("content", "scrubbed"), [(b"", 0), (b"half", 1)], ids=["without content", "with content"])
def test_a_database_is_scrubbed_only_where_content_went(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, content: bytes, scrubbed: int
) -> None:
    draft, asked = repository.start_draft("audit", 1), list[object]()
    upload = Upload(draft=draft.id, id="1" * 16, address="a.file", name="a.txt", size=9, begun=datetime.now(UTC))
    repository.begin_upload(upload)
    repository.add_piece(draft.id, upload.id, at=0, content=content)
    monkeypatch.setattr(tidying.scrubbing, "scrub", lambda *given: asked.append(given))
    later(monkeypatch, 31 * 24)
    repository.tidy()
    assert len(asked) == scrubbed
    with pytest.raises(Unknown):
        repository.upload(draft.id, upload.id)
