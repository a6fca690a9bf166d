"""Files on their way to a draft, piece by piece, so that a bad line costs a piece and not a photo.

Here lives what has come, that each piece counts once and in its place, however often and in whatever order they come,
and that the whole is added to its answer once. What it is, once it is there, is for pages to find out;
`webapp.storage.files` keeps it.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from webapp.rights import Act
from webapp.storage import upload_statements as statements
from webapp.storage.drafts import Drafts, Settle, held_draft, require_asked, require_open
from webapp.storage.failures import Unknown
from webapp.storage.opened import now
from webapp.storage.stored import Draft, Upload

MOST_UNDER_WAY = 60
"""How many files may be on their way to one draft."""
ON_ITS_WAY = timedelta(days=1)
"""How long a file may be on its way: one that is older is forgotten, and counts no more."""
Add = Callable[[Draft], Mapping[str, str]]
"""Returns the entries of a draft, which nobody else can change just then, with a file; may raise."""
_FILE = "The file"


class TooManyUploadsError(Exception):
    """More files are on their way to a draft than are taken at once."""


class Uploads(Drafts):
    """The files that are on their way."""

    def begin_upload(self, wanted: Upload) -> Upload:
        """Keep that a file is on its way, and return how far it has come: begun once more, it goes on.

        Raises TooManyUploadsError, DraftClosed, NotYours and Unknown.
        """
        wanted = replace(wanted, owner=self._viewer.id, received=0, sha256="", begun=now())
        with self._database.writing(_FILE) as connection:
            self._require_draft(connection, wanted.draft)
            if statements.upload(connection, wanted.draft, wanted.id) is None:
                if statements.count(connection, wanted.draft, since=now() - ON_ITS_WAY) >= MOST_UNDER_WAY:
                    raise TooManyUploadsError
                statements.add(connection, wanted)
            return self._held_upload(connection, wanted.draft, wanted.id)

    def add_piece(self, draft_id: str, upload_id: str, *, at: int, content: bytes) -> Upload:
        """Keep a piece that begins where the file has come to, and return how far it is now.

        A piece that is there already, or that does not follow, changes nothing. Raises DraftClosed, NotYours, Unknown.
        """
        with self._database.writing(_FILE) as connection:
            self._require_draft(connection, draft_id)
            upload = self._held_upload(connection, draft_id, upload_id)
            end = at + len(content)
            if upload.sha256 or not content or at > upload.received or end <= upload.received or end > upload.size:
                return upload
            statements.add_piece(connection, upload, content[upload.received - at :])
            return replace(upload, received=end)

    def upload(self, draft_id: str, upload_id: str) -> tuple[Upload, bytes]:
        """Return how far a file has come, and what has come of it. Raises DraftClosed, NotYours and Unknown."""
        with self._database.writing(_FILE) as connection:
            self._require_draft(connection, draft_id)
            found = self._held_upload(connection, draft_id, upload_id)
            return found, statements.content(connection, found)

    def upload_as_is(self, draft_id: str, upload_id: str) -> Upload:
        """Return how far a file has come, of a draft in any state. Raises NotYours and Unknown."""
        with self._database.writing(_FILE) as connection:
            self._require_reach(Act.FILL_IN, held_draft(connection, draft_id))
            return self._held_upload(connection, draft_id, upload_id)

    def add_upload(
        self, upload: Upload, sha256: str, *, add: Add, asked: str = "", settle: Settle | None = None
    ) -> tuple[Draft, Draft]:
        """Add a file that has come, and is kept under a checksum, to its draft, once; return this before and after.

        One that was added before, by whichever answer that did not come, changes nothing, also where it was taken out
        since or the draft was closed. `asked` is the checksum of the spec text that `add` goes by, `settle` is as of
        `save`. Raises what `add` does, DraftClosed, NotYours and Unknown.
        """
        with self._database.writing(_FILE) as connection:
            draft = self._held_draft(connection, upload.draft)
            found = self._held_upload(connection, upload.draft, upload.id)
            if found.sha256:
                return draft, draft
            require_open(draft)
            require_asked(draft, asked)
            saved = self._save(connection, draft, seen=draft.kept, posted=add(draft), settle=settle)
            statements.settle(connection, found, sha256)
            return draft, saved.draft

    def describe_upload(self, upload: Upload, *, describe: Add, asked: str = "") -> tuple[Draft, Draft]:
        """Save what `describe` returns of a draft to which a file was added; return this before and after.

        `asked` is as of `add_upload`. Raises DraftClosed, NotYours and Unknown.
        """
        with self._database.writing(_FILE) as connection:
            draft = self._held_draft(connection, upload.draft)
            self._held_upload(connection, upload.draft, upload.id)
            require_open(draft)
            require_asked(draft, asked)
            return draft, self._save(connection, draft, seen=draft.kept, posted=describe(draft)).draft

    def forget_upload(self, upload: Upload) -> None:
        """Forget a file that cannot be kept, unless it was added. Raises DraftClosed, NotYours and Unknown."""
        with self._database.writing(_FILE) as connection:
            self._require_draft(connection, upload.draft)
            found = self._held_upload(connection, upload.draft, upload.id)
            if not found.sha256:
                statements.drop(connection, found)

    def _require_draft(self, connection: sa.Connection, draft_id: str) -> None:
        draft = held_draft(connection, draft_id)
        self._require_reach(Act.FILL_IN, draft)
        require_open(draft)

    def _held_upload(self, connection: sa.Connection, draft_id: str, upload_id: str) -> Upload:
        found = statements.upload(connection, draft_id, upload_id)
        if found is None or found.owner != self._viewer.id:
            raise Unknown("There is no such file on its way.")
        return found
