"""What is kept only for a while, and then forgotten: sessions, links, tries, letters, operations, and files.

Here lives how long. What was done stands in the audit trail, which forgets nothing.
"""

from datetime import timedelta

import sqlalchemy as sa

from webapp.storage import (
    erasure_statements,
    letter_statements,
    link_statements,
    operation_statements,
    outbox_statements,
    scrubbing,
    session_statements,
    upload_statements,
    visit_statements,
    words_away,
)
from webapp.storage.account_tables import devices, tries
from webapp.storage.opened import Opened, now
from webapp.storage.outbox import FORGOTTEN as _LETTERS
from webapp.storage.outbox import GIVEN_UP
from webapp.storage.tables import files, previews, upload_pieces, uploads
from webapp.storage.tries import FORGOTTEN, takes_turn
from webapp.storage.uploads import ON_ITS_WAY

_SESSIONS = timedelta(days=30)
"""How long a session is kept after it was used last, so that words typed before it ended are known to be whose."""
_DAY = timedelta(hours=24)
_LINKS = timedelta(days=30)
_DEVICES = timedelta(days=365)
_OPERATIONS = timedelta(days=90)
"""How long a save is known to be done: far longer than a device that was out of reach goes on sending it."""
_VISITS = timedelta(days=30)
"""How long the number of a visit key is kept that nobody asks for: longer than a device keeps what it opens."""
_FILES = timedelta(days=1)
"""How long a file waits for an answer to name it."""
_SENT = timedelta(days=30)
"""How long a file is known to have come: longer than a device keeps one whose last answer was lost."""
_NO_SERVER = "there was no mail server any more"
_TOO_OLD = "it had waited for two days"


class Tidying(Opened):
    """The forgetting, done at each start and once a day."""

    def tidy_daily(self) -> None:
        """Forget what has been of no use for long, unless that was done within a day."""
        with self._database.writing("The change") as connection:
            due = takes_turn(connection, "tidying", _DAY, now=now())
        if due:
            self.tidy()

    def tidy(self, *, mail: bool = True) -> None:
        """Forget what has been of no use for long; without a mail server, also what letters say that still wait."""
        moment = now()
        with self._database.writing("The change") as connection:
            session_statements.forget(connection, before=moment - _SESSIONS)
            link_statements.forget(connection, now=moment, after=_LINKS)
            connection.execute(sa.delete(tries).where(tries.c.last < moment - FORGOTTEN))
            connection.execute(sa.delete(devices).where(devices.c.created < moment - _DEVICES))
            letter_statements.forget_sessions(connection, before=moment, after=_LINKS)
            visit_statements.forget_old(connection, before=moment - _VISITS)
            outbox_statements.forget(connection, before=moment - _LETTERS)
            outbox_statements.give_up(connection, _TOO_OLD, before=moment - GIVEN_UP)
            if not mail:
                outbox_statements.give_up(connection, _NO_SERVER, before=moment)
            operation_statements.forget(connection, before=moment - _OPERATIONS)
            words_away.forget(connection, now=moment)
            orphaned = erasure_statements.take_out_orphans(connection, before=moment - _FILES)
            orphaned += upload_statements.forget(connection, before=moment - ON_ITS_WAY, sent_before=moment - _SENT)
            if orphaned:
                scrubbing.mark(connection)
        if orphaned:
            scrubbing.scrub(self._database, (files, previews, uploads, upload_pieces))
