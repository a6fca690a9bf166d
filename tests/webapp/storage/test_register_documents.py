"""Documents of entries: each content once, and kept for as long as an entry has it."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
import sqlalchemy as sa

from engine.register.details import Details
from engine.stored_file import StoredFile, write_files
from tests.webapp.storage.conftest import Build
from webapp.rights import Role, Viewer
from webapp.storage import register_documents
from webapp.storage.failures import NotYours, Unknown
from webapp.storage.register_failures import EntryMerged, TooManyDocuments
from webapp.storage.repository import Repository
from webapp.storage.tables import files

CONTENT = b"%PDF-1.4 insured\n%%EOF\n"
FILE = StoredFile(sha256(CONTENT).hexdigest(), len(CONTENT), "application/pdf", "insurance.pdf")


@pytest.fixture
def forge(repository: Repository) -> str:
    entry = repository.add_entry("providers", Details(name="The Forge")).id
    repository.keep_file(CONTENT, FILE.type)
    repository.add_document(entry, FILE)
    return entry


def long_ago(repository: Repository) -> None:
    """Let every file have been added two days ago."""
    with repository._database.writing("The files") as connection:
        connection.execute(sa.update(files).values(added=datetime.now(UTC) - timedelta(days=2)))


def test_a_document_is_kept_once_with_who_added_it(repository: Repository, forge: str) -> None:
    repository.add_document(forge, StoredFile(FILE.sha256, FILE.size, FILE.type, "again.pdf"))
    assert [each.file for each in repository.entry_documents(forge)] == [FILE]
    assert [(each.what, each.other) for each in repository.entry_changes(forge)] == [
        ("added", ""),
        ("document-added", "insurance.pdf"),
    ]


def test_a_document_that_is_removed_goes_with_the_tidying(repository: Repository, forge: str) -> None:
    long_ago(repository)
    repository.tidy()
    assert repository.file(FILE.sha256) is not None
    repository.remove_document(forge, FILE.sha256)
    assert repository.entry_documents(forge) == ()
    assert repository.entry_changes(forge)[-1].what == "document-removed"
    repository.tidy()
    assert repository.file(FILE.sha256) is None
    with pytest.raises(Unknown):
        repository.remove_document(forge, FILE.sha256)


def test_a_document_stays_when_a_record_with_the_same_file_is_erased(
    repository: Repository, forge: str, build: Build
) -> None:
    draft = repository.start_draft("audit", 1, entries={"a.file": write_files([FILE])})
    repository.submit(draft.id, base=1, build=build)
    long_ago(repository)
    repository.erase_record(draft.id, "It is due.", by="Ann")
    assert repository.file(FILE.sha256) is not None
    assert [each.file for each in repository.entry_documents(forge)] == [FILE]


def test_an_entry_has_no_more_documents_than_it_may(
    repository: Repository, forge: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register_documents, "MOST_DOCUMENTS", 1)
    other = repository.keep_file(b"other", "text/plain")
    with pytest.raises(TooManyDocuments):
        repository.add_document(forge, StoredFile(other, 5, "text/plain", "other.txt"))
    assert len(repository.entry_documents(forge)) == 1


def test_a_merged_entry_keeps_its_documents_and_takes_no_more(repository: Repository, forge: str) -> None:
    barn = repository.add_entry("providers", Details(name="Barn")).id
    repository.merge_entries(forge, barn, base=2)
    for act in (lambda: repository.add_document(forge, FILE), lambda: repository.remove_document(forge, FILE.sha256)):
        with pytest.raises(EntryMerged):
            act()
    assert [each.file for each in repository.entry_documents(forge)] == [FILE]


def test_only_who_may_change_registers_adds_and_removes(repository: Repository, forge: str) -> None:
    mine = repository.seen_by(Viewer(id="a1", name="Ann", roles=frozenset({Role.READER})))
    assert [each.file for each in mine.entry_documents(forge)] == [FILE]
    for act in (lambda: mine.add_document(forge, FILE), lambda: mine.remove_document(forge, FILE.sha256)):
        with pytest.raises(NotYours):
            act()
    assert mine.seen_by(Viewer(id="a2", name="Bob", roles=frozenset({Role.ADMINISTRATOR}))).entry_documents(forge) == ()
