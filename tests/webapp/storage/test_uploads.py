"""What is on its way, and the previews of photos: whose they are, when they go, and that nothing of them is left."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from webapp.rights import Role, Viewer
from webapp.storage import tidying
from webapp.storage.failures import NotYours, Unknown
from webapp.storage.repository import Repository
from webapp.storage.stored import Upload
from webapp.storage.tables import files, previews, upload_pieces, uploads

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
KEPT = (previews, files, uploads, upload_pieces)


def on_its_way(repository: Repository, draft: str) -> Upload:
    wanted = Upload(draft=draft, id="u" * 32, address="a.b", name="Ann's photo.jpg", size=10, begun=NOW)
    begun = repository.begin_upload(wanted)
    return repository.add_piece(draft, begun.id, at=0, content=b"12345")


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
    repository.settle_upload(on_its_way(repository, repository.start_draft("audit", 1).id), "0" * 64)
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
        lambda: eve.settle_upload(upload, "0" * 64),
    ):
        with pytest.raises(NotYours):
            refused()
    assert ann.upload(draft.id, upload.id)[1] == b"12345"


def test_a_preview_is_kept_once_and_only_of_what_is_there(repository: Repository) -> None:
    sha256 = repository.keep_file(b"photo", "image/jpeg", preview=b"small")
    repository.keep_preview(sha256, b"other")
    repository.keep_preview("0" * 64, b"other")
    assert (repository.preview(sha256), repository.preview("0" * 64), repository.preview("x")) == (b"small", None, None)
