"""Visits: the random number that the key of what a device keeps is derived with, one for each account and browser.

Here lives how long a number holds: from one session to the next in the same browser, until its person signs out or
sets a password, or the session or the account is closed. Then what the device still has can be read by nobody.
"""

import secrets
from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa

from webapp.deeds import Deed
from webapp.storage import session_statements, visit_statements
from webapp.storage.link_statements import mark
from webapp.storage.opened import Opened, now
from webapp.storage.session_statements import Session
from webapp.storage.visit_statements import VisitNumber

_BYTES = 32
_KEY = "The key of what this device keeps"
_MOVED = "key taken up elsewhere"
_ASKED_ANEW = timedelta(days=1)


class Visits(Opened):
    """The numbers that are kept."""

    def visit_number(self, session: Session, browser: str) -> str:
        """Return the number of a session's account in a browser, made when there is none: 64 letters.

        `browser` is the token by which the browser is known for this; what is kept of it is its SHA-256.
        """
        known, moment = mark(browser), now()
        with self._database.reading(_KEY) as connection:
            found = visit_statements.find(connection, known, session.user)
        if found and found.session == session.id and moment - found.asked < _ASKED_ANEW:
            return found.number
        with self._database.writing(_KEY) as connection:
            made = VisitNumber(secrets.token_hex(_BYTES), session.id, moment)
            visit_statements.add(connection, known, session.user, made)
            visit_statements.ask(connection, known, session.user, session=session.id, now=moment)
            kept = visit_statements.find(connection, known, session.user)
        return (kept or made).number

    def take_up_number(self, session: Session, browser: str, is_wanted: Callable[[str], bool]) -> str | None:
        """Return the number of a session's account that is wanted, and keep it for this browser from now on.

        It is for a browser that lost the token by which it was known, and has what it keeps still. The session that had
        the number ends, so that ending the last session which had a number always ends the number. The one that the
        browser had meanwhile stays, and can be taken up. None when there is no such number any more.
        """
        known, moment = mark(browser), now()
        with self._database.writing(_KEY) as connection:
            for before, kept in visit_statements.numbers(connection, session.user):
                if is_wanted(kept.number):
                    if before != known:
                        self._move(connection, session, kept, before=before, browser=known)
                    visit_statements.ask(connection, known, session.user, session=session.id, now=moment)
                    return kept.number
        return None

    def _move(
        self, connection: sa.Connection, session: Session, kept: VisitNumber, *, before: str, browser: str
    ) -> None:
        user = session.user
        if kept.session != session.id and session_statements.end(connection, user, kept.session, _MOVED, now=now()):
            self._note(connection, Deed.SESSION_ENDED, kept.session, who=user, why=_MOVED)
        visit_statements.move(connection, user, before=browser, browser=mark(secrets.token_urlsafe(_BYTES)))
        visit_statements.move(connection, user, before=before, browser=browser)
        self._note(connection, Deed.KEY_TAKEN_UP, session.id, who=user)
