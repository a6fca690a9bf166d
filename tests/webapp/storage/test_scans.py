"""Scans of what a record was keyed in from: read by its readers, added by who filled it in, and erased with it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest
import sqlalchemy as sa

from tests.webapp.storage.conftest import Build
from webapp.deeds import Deed
from webapp.rights import Role, Viewer
from webapp.sought import Sought
from webapp.storage import scans
from webapp.storage.failures import NotYours, Unknown
from webapp.storage.repository import Record, Repository
from webapp.storage.scans import TooManyScans
from webapp.storage.tables import files

CONTENT = b"%PDF-1.4 signed by hand\n%%EOF\n"
ANN = Viewer(id="a1", name="Ann", roles=frozenset({Role.STAFF}))


class Keyed(NamedTuple):
    """A record that Ann keyed in, with a scan of the checksum."""

    record: Record
    sha256: str


@pytest.fixture
def keyed(repository: Repository, build: Build) -> Keyed:
    mine = repository.seen_by(ANN)
    draft = mine.start_draft("audit", 1, entries={"a.b": "Marigold"})
    record = mine.submit(draft.id, base=1, build=build).record
    sha256 = mine.keep_file(CONTENT, "application/pdf")
    mine.add_scan(record.id, sha256)
    return Keyed(record, sha256)


def long_ago(repository: Repository) -> None:
    """Let every file have been added two days ago."""
    with repository._database.writing("The files") as connection:
        connection.execute(sa.update(files).values(added=datetime.now(UTC) - timedelta(days=2)))


def test_a_scan_is_kept_once_with_who_added_it(repository: Repository, keyed: Keyed) -> None:
    repository.add_scan(keyed.record.id, keyed.sha256)
    (scan,) = repository.scans(keyed.record)
    assert (scan.sha256, scan.size, scan.type, scan.author) == (keyed.sha256, len(CONTENT), "application/pdf", "a1")
    assert repository.acts(thing=keyed.record.id)[0].act == Deed.RECORD_SCAN_ADDED.value


def test_scans_stand_in_the_order_in_which_they_were_added(repository: Repository, keyed: Keyed) -> None:
    others = [repository.keep_file(content, "application/pdf") for content in (b"%PDF-2", b"%PDF-1")]
    for each in others:
        repository.add_scan(keyed.record.id, each)
    assert [each.sha256 for each in repository.scans(keyed.record)] == [keyed.sha256, *others]


def test_a_scan_that_is_removed_goes_with_the_tidying(repository: Repository, keyed: Keyed) -> None:
    long_ago(repository)
    repository.tidy()
    assert repository.file(keyed.sha256) is not None
    repository.remove_scan(keyed.record.id, keyed.sha256)
    assert repository.scans(keyed.record) == ()
    repository.tidy()
    assert repository.file(keyed.sha256) is None
    with pytest.raises(Unknown):
        repository.remove_scan(keyed.record.id, keyed.sha256)


def test_a_scan_is_erased_with_its_record_at_once(repository: Repository, keyed: Keyed) -> None:
    repository.erase_record(keyed.record.id, "It is due.", by="Ann")
    assert repository.file(keyed.sha256) is None
    with repository._database.reading("The scans") as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM record_scans")) == 0


def test_a_scan_that_another_record_has_stays_when_one_is_erased(
    repository: Repository, keyed: Keyed, build: Build
) -> None:
    draft = repository.start_draft("audit", 1, entries={"a.b": "d"})
    other = repository.submit(draft.id, base=1, build=build).record
    repository.add_scan(other.id, keyed.sha256)
    repository.erase_record(keyed.record.id, "It is due.", by="Ann")
    assert repository.file(keyed.sha256) is not None
    assert [each.sha256 for each in repository.scans(other)] == [keyed.sha256]


def test_a_record_has_no_more_scans_than_it_may(
    repository: Repository, keyed: Keyed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scans, "MOST_SCANS", 1)
    other = repository.keep_file(b"%PDF-other", "application/pdf")
    with pytest.raises(TooManyScans):
        repository.add_scan(keyed.record.id, other)
    assert len(repository.scans(keyed.record)) == 1


@pytest.mark.parametrize(("role", "reads"), [(Role.STAFF, False), (Role.READER, True), (Role.DECIDER, True)])
def test_only_who_filled_a_record_in_adds_and_removes(
    repository: Repository, keyed: Keyed, role: Role, reads: bool
) -> None:
    other = repository.seen_by(Viewer(id="b2", name="Bob", roles=frozenset({role})))
    assert other.may_scan(keyed.record) is False
    acts: tuple[Callable[[], object], ...] = (
        lambda: other.add_scan(keyed.record.id, keyed.sha256),
        lambda: other.remove_scan(keyed.record.id, keyed.sha256),
        *([] if reads else [lambda: other.scans(keyed.record)]),
    )
    for act in acts:
        with pytest.raises(NotYours):
            act()
    assert not reads or len(other.scans(keyed.record)) == 1


def test_a_record_that_is_not_there_takes_no_scan(repository: Repository) -> None:
    sha256 = repository.keep_file(CONTENT, "application/pdf")
    for wrong in ("x" * 26, "no id"):
        with pytest.raises(Unknown):
            repository.add_scan(wrong, sha256)


def test_what_is_kept_of_somebody_tells_of_scans(repository: Repository, keyed: Keyed) -> None:
    found = repository.find(Sought("Marigold"))
    (holding,) = repository.holdings([each for each in found if each.id == keyed.record.id])
    assert holding["scans"] == [keyed.sha256]
