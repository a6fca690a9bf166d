"""Documents of an entry of a register: an insurance certificate, a contract, each content once.

Here lives that one is added and taken away. What it holds is kept as every file is (`files`); its content goes with the
tidying once nothing names it any more.
"""

from dataclasses import replace

from engine.stored_file import StoredFile
from webapp.deeds import Deed
from webapp.rights import Act
from webapp.storage import register_statements as statements
from webapp.storage.failures import Unknown
from webapp.storage.identifiers import is_id, storable
from webapp.storage.opened import now
from webapp.storage.register_failures import TooManyDocuments
from webapp.storage.register_statements import EntryDocument
from webapp.storage.registers import Registers

MOST_DOCUMENTS = 50
_DOCUMENT = "The document"


class RegisterDocuments(Registers):
    """The documents of the entries that are kept."""

    def entry_documents(self, entry_id: str) -> tuple[EntryDocument, ...]:
        """Return the documents of an entry, by name."""
        if not is_id(entry_id) or not self._viewer.may(Act.READ_REGISTERS):
            return ()
        with self._database.reading(_DOCUMENT) as connection:
            return statements.documents(connection, entry_id)

    def add_document(self, entry_id: str, file: StoredFile) -> None:
        """Add a file whose content is kept already; one that is there stays under the name that it has.

        Raises TooManyDocuments, EntryMerged, Unknown and NotYours.
        """
        self._require(Act.CHANGE_REGISTERS)
        with self._database.writing(_DOCUMENT) as connection:
            found = self._held_entry(connection, entry_id)
            there = statements.documents(connection, entry_id)
            if file.sha256 in {each.file.sha256 for each in there}:
                return
            if len(there) >= MOST_DOCUMENTS:
                raise TooManyDocuments(MOST_DOCUMENTS)
            made = EntryDocument(replace(file, name=storable(file.name)), self._viewer.id, now())
            statements.add_document(connection, entry_id, made)
            self._keep_entry(connection, found, "document-added", other=made.file.name)
            self._note(connection, Deed.ENTRY_CHANGED, entry_id, how="document-added")

    def remove_document(self, entry_id: str, sha256: str) -> None:
        """Take a document away from an entry. Raises EntryMerged, Unknown and NotYours."""
        self._require(Act.CHANGE_REGISTERS)
        with self._database.writing(_DOCUMENT) as connection:
            found = self._held_entry(connection, entry_id)
            there = {each.file.sha256: each.file.name for each in statements.documents(connection, entry_id)}
            if sha256 not in there:
                raise Unknown("There is no such document.")
            statements.remove_document(connection, entry_id, sha256)
            self._keep_entry(connection, found, "document-removed", other=there[sha256])
            self._note(connection, Deed.ENTRY_CHANGED, entry_id, how="document-removed")
