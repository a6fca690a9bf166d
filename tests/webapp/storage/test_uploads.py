"""What is on its way, and the previews of photos: whose they are, when they go, and that nothing of them is left."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from tests.webapp.storage.test_concurrency import at_once
from webapp.rights import Role, Viewer
from webapp.storage import tidying, upload_statements
from webapp.storage import uploads as storage_uploads
from webapp.storage.failures import DraftClosed, NotYours, StorageError, Unknown
from webapp.storage.repository import Repository
from webapp.storage.stored import Document, Draft, Upload
from webapp.storage.tables import files, previews, upload_pieces, uploads

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
SHA256 = "0" * 64
KEPT = (previews, files, uploads, upload_pieces)


def on_its_way(repository: Repository, draft: str) -> Upload:
    wanted = Upload(draft=draft, id="u" * 32, address="a.b", name="Ann's photo.jpg", size=10, begun=NOW)
    begun = repository.begin_upload(wanted)
    return repository.add_piece(draft, begun.id, at=0, content=b"12345")


def add(draft: Draft) -> dict[str, str]:
    """Return the entry that names one file more than a draft does."""
    return {"a.b": f"{draft.entries.get('a.b', '')}x"}


def counted(repository: Repository) -> list[int]:
    with repository._database.reading("x") as connection:
        return [connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in KEPT]


def test_an_erasure_takes_previews_and_what_is_on_its_way(repository: Repository) -> None:
    sha256 = repository.keep_file(b"photo", "image/jpeg", preview=b"small")
    draft = repository.start_draft("audit", 1, entries={"a.b": f"{sha256} 5 image/jpeg a.jpg"})
    on_its_way(repository, draft.id)
    assert counted(repository) == [1, 1, 1, 1]
    repository.erase_draft(draft.id, "Asked for", base=1)
    assert counted(repository) == [0, 0, 0, 0]


def test_what_nobody_went_on_sending_is_forgotten_after_a_day(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.keep_file(b"photo", "image/jpeg", preview=b"small")
    on_its_way(repository, repository.start_draft("audit", 1).id)
    for hours, left in ((23, [1, 1, 1, 1]), (25, [0, 0, 0, 0])):
        monkeypatch.setattr(tidying, "now", lambda hours=hours: datetime.now(UTC) + timedelta(hours=hours))
        repository.tidy()
        assert counted(repository) == left


def test_that_a_file_has_come_is_known_for_longer_than_a_device_asks(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.add_upload(on_its_way(repository, repository.start_draft("audit", 1).id), SHA256, add=add)
    for days, left in ((29, [0, 0, 1, 0]), (31, [0, 0, 0, 0])):
        monkeypatch.setattr(tidying, "now", lambda days=days: datetime.now(UTC) + timedelta(days=days))
        repository.tidy()
        assert counted(repository) == left


def test_only_whoever_sends_a_file_goes_on_with_it(repository: Repository) -> None:
    ann, bob, eve = (
        repository.seen_by(Viewer(id=name, name=name, roles=frozenset({role})))
        for name, role in (("ann", Role.STAFF), ("bob", Role.DECIDER), ("eve", Role.STAFF))
    )
    draft = ann.start_draft("audit", 1)
    upload = on_its_way(ann, draft.id)
    with pytest.raises(Unknown):
        bob.add_piece(draft.id, upload.id, at=5, content=b"67890")
    for refused in (
        lambda: on_its_way(eve, draft.id),
        lambda: eve.add_piece(draft.id, upload.id, at=5, content=b"67890"),
        lambda: eve.upload(draft.id, upload.id),
        lambda: eve.add_upload(upload, SHA256, add=add),
        lambda: eve.forget_upload(upload),
    ):
        with pytest.raises(NotYours):
            refused()
    assert ann.upload(draft.id, upload.id)[1] == b"12345"


def test_a_preview_is_kept_once_and_only_of_what_is_there(repository: Repository) -> None:
    sha256 = repository.keep_file(b"photo", "image/jpeg", preview=b"small")
    repository.keep_preview(sha256, b"other")
    repository.keep_preview("0" * 64, b"other")
    assert (repository.preview(sha256), repository.preview("0" * 64), repository.preview("x")) == (b"small", None, None)


def test_a_file_is_added_once_also_where_it_was_taken_out_since(repository: Repository) -> None:
    draft = repository.start_draft("audit", 1)
    upload = on_its_way(repository, draft.id)
    before, after = repository.add_upload(upload, SHA256, add=add)
    assert (before.revision, after.revision, after.entries) == (0, 1, {"a.b": "x"})
    repository.save(draft.id, base=1, posted={"a.b": ""})
    before, after = repository.add_upload(upload, SHA256, add=add)
    assert before == after == repository.draft(draft.id)
    assert (after.revision, after.entries) == (2, {})


def test_a_file_that_is_added_many_times_at_once_is_there_once(repository: Repository) -> None:
    draft = repository.start_draft("audit", 1)
    upload = on_its_way(repository, draft.id)
    added = at_once(*[partial(repository.add_upload, upload, SHA256, add=add)] * 8)
    assert sorted(before.revision for before, _ in added) == [0, *[1] * 7]
    assert {after.revision for _, after in added} == {1}
    assert repository.draft(draft.id).entries == {"a.b": "x"}
    assert counted(repository)[3] == 0


def test_files_that_are_added_at_once_are_all_there(repository: Repository) -> None:
    draft = repository.start_draft("audit", 1)
    sent = [replace(on_its_way(repository, draft.id), id=f"{number:032}") for number in range(8)]
    jobs = [partial(repository.add_upload, repository.begin_upload(each), SHA256, add=add) for each in sent]
    assert sorted(after.revision for _, after in at_once(*jobs)) == list(range(1, 9))
    assert repository.draft(draft.id).entries["a.b"].count("x") == 8


def test_a_file_that_was_added_is_there_also_where_its_draft_was_closed_since(
    repository: Repository, build: Callable[[Draft], Document]
) -> None:
    draft = repository.start_draft("audit", 1)
    upload = on_its_way(repository, draft.id)
    repository.add_upload(upload, SHA256, add=add)
    repository.submit(draft.id, base=1, build=build)
    assert repository.add_upload(upload, SHA256, add=add)[1].entries == {"a.b": "x"}


def test_a_file_is_added_and_known_to_have_come_both_or_neither(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = repository.start_draft("audit", 1)
    upload = on_its_way(repository, draft.id)
    with monkeypatch.context() as broken:
        broken.setattr(upload_statements, "settle", fail)
        with pytest.raises(StorageError):
            repository.add_upload(upload, SHA256, add=add)
    with pytest.raises(LookupError):
        repository.add_upload(upload, SHA256, add=lambda draft: {}["the row"])
    with pytest.raises(DraftClosed):
        repository.add_upload(upload, SHA256, add=add, asked="another text")
    assert (repository.draft(draft.id), repository.history(draft.id)) == (draft, ())
    assert repository.upload(draft.id, upload.id) == (upload, b"12345")
    repository.add_upload(upload, SHA256, add=add, asked=draft.sha256)
    assert repository.draft(draft.id).revision == 1


def fail(*_: object) -> None:
    raise StorageError("The disk is full.")


def test_a_file_that_was_added_is_not_forgotten_by_whoever_is_told_that_it_cannot_be(repository: Repository) -> None:
    draft = repository.start_draft("audit", 1)
    upload = on_its_way(repository, draft.id)
    repository.add_upload(upload, SHA256, add=add)
    repository.forget_upload(upload)
    assert repository.upload_as_is(draft.id, upload.id).sha256 == SHA256
    other = repository.begin_upload(replace(upload, id="v" * 32))
    repository.forget_upload(other)
    with pytest.raises(Unknown):
        repository.upload_as_is(draft.id, other.id)


def test_what_nobody_went_on_sending_for_a_day_holds_no_other_up(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage_uploads, "MOST_UNDER_WAY", 1)
    draft = repository.start_draft("audit", 1)
    upload = on_its_way(repository, draft.id)
    for hours, takes in ((23, False), (25, True)):
        monkeypatch.setattr(storage_uploads, "now", lambda hours=hours: datetime.now(UTC) + timedelta(hours=hours))
        with nullcontext() if takes else pytest.raises(storage_uploads.TooManyUploadsError):
            repository.begin_upload(replace(upload, id="v" * 32))
