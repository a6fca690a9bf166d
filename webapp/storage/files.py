"""Files that answers name: what they hold, each content once.

Here lives the keeping alone; which file may be seen where is for pages to say.
"""

from hashlib import sha256 as checksum

from webapp.rights import Act
from webapp.storage import file_statements
from webapp.storage.failures import Damaged
from webapp.storage.identifiers import is_checksum
from webapp.storage.opened import Opened, now
from webapp.storage.stored import StoredContent

_FILE = "The file"


class Files(Opened):
    """The contents of files that are kept."""

    def keep_file(self, content: bytes, media_type: str) -> str:
        """Keep the content of a file, once however often it is given, and return its checksum."""
        self._require(Act.FILL_IN)
        kept = StoredContent(checksum(content).hexdigest(), media_type, content)
        with self._database.writing(_FILE) as connection:
            file_statements.add_or_renew(connection, kept, now=now())
        return kept.sha256

    def file(self, sha256: str) -> StoredContent | None:
        """Return what was kept under a checksum; None when nothing was. Raises Damaged."""
        if not is_checksum(sha256) or not (self._viewer.may(Act.FILL_IN) or self._viewer.may(Act.READ_RECORDS)):
            return None
        with self._database.reading(_FILE) as connection:
            kept = file_statements.content(connection, sha256)
        if kept is not None and checksum(kept.content).hexdigest() != sha256:
            raise Damaged(f"{_FILE} cannot be given out")
        return kept
