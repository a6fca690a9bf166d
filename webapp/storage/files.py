"""Files that answers and others name: what they hold, each content once.

Here lives the keeping alone; which file may be seen where is for pages to say.
"""

from hashlib import sha256 as checksum

from webapp.rights import Act
from webapp.storage import file_statements
from webapp.storage.failures import Damaged, NotYours
from webapp.storage.identifiers import is_checksum
from webapp.storage.opened import Opened, now
from webapp.storage.stored import StoredContent

_FILE = "The file"


class Files(Opened):
    """The contents of files that are kept."""

    def keep_file(self, content: bytes, media_type: str, *, preview: bytes = b"") -> str:
        """Keep the content of a file, once however often it is given, and return its checksum.

        `preview` is a small picture of it in JPEG, where it is a photo.
        """
        if not (self._viewer.may(Act.FILL_IN) or self._viewer.may(Act.CHANGE_ACTIONS)):
            raise NotYours
        kept = StoredContent(checksum(content).hexdigest(), media_type, content)
        with self._database.writing(_FILE) as connection:
            file_statements.add_or_renew(connection, kept, now=now())
            if preview:
                file_statements.add_preview(connection, kept.sha256, preview, now=now())
        return kept.sha256

    def preview(self, sha256: str) -> bytes | None:
        """Return the preview of a photo, None when none was kept."""
        if not is_checksum(sha256) or not self._may_see():
            return None
        with self._database.reading(_FILE) as connection:
            return file_statements.preview(connection, sha256)

    def keep_preview(self, sha256: str, preview: bytes) -> None:
        """Keep the preview of a photo that was kept before there were any; nothing of a photo that is gone."""
        if not self._may_see():
            raise NotYours
        with self._database.writing(_FILE) as connection:
            if file_statements.content(connection, sha256) is not None:
                file_statements.add_preview(connection, sha256, preview, now=now())

    def _may_see(self) -> bool:
        return any(map(self._viewer.may, (Act.FILL_IN, Act.READ_RECORDS, Act.SEE_ACTIONS)))

    def file(self, sha256: str) -> StoredContent | None:
        """Return what was kept under a checksum; None when nothing was. Raises Damaged."""
        if not is_checksum(sha256) or not self._may_see():
            return None
        with self._database.reading(_FILE) as connection:
            kept = file_statements.content(connection, sha256)
        if kept is not None and checksum(kept.content).hexdigest() != sha256:
            raise Damaged(f"{_FILE} cannot be given out")
        return kept
