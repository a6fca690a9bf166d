"""Sessions: who is signed in, in which browser, since when, and how they end.

Here lives how long a session lasts. A browser holds a token, and what is kept of it here is its SHA-256, so that
whoever reads the database can be nobody.
"""

import secrets
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

import sqlalchemy as sa

from webapp.deeds import Deed
from webapp.rights import Act
from webapp.storage import account_statements, session_statements, visit_statements
from webapp.storage.account_statements import Account
from webapp.storage.failures import NotYours, Unproven
from webapp.storage.identifiers import new_id, storable
from webapp.storage.link_statements import mark
from webapp.storage.opened import Opened, now
from webapp.storage.session_statements import Session, Stage

IDLE = timedelta(hours=4)
"""How long a session lasts that nobody uses: longer than any visit."""
ABSOLUTE = timedelta(hours=14)
"""How long a session lasts at most: a working day."""
HALF_WAY = timedelta(minutes=15)
"""How long somebody who gave a password has to show the second factor."""
_LEAST_SEEN = timedelta(minutes=1)
_TOKEN_BYTES = 32
_LONGEST_DEVICE = 120
_SESSION = "The session"
_LEFT = "signed in anew"
MOST_BROWSERS = 20
"""How many browsers are known to have signed in to an account."""


class SignedIn(NamedTuple):
    """A session that holds, and whose it is."""

    session: Session
    account: Account


class Sessions(Opened):
    """The sessions that are kept."""

    def begin_session(
        self, account: Account, *, stage: Stage, device: str, instead_of: str = ""
    ) -> tuple[str, Session]:
        """Begin a session for somebody who has proven who they are, or half of it; return its token, kept nowhere.

        `instead_of` is the token of the session that the browser had, which ends. Raises Unproven when the account was
        changed since it was read, so that no session begins on a password that holds no more.
        """
        token, moment = secrets.token_urlsafe(_TOKEN_BYTES), now()
        session = Session(
            id=new_id(),
            user=account.id,
            stage=stage,
            device=storable(device)[:_LONGEST_DEVICE],
            created=moment,
            seen=moment,
            proven=moment,
            ended=None,
            ended_why="",
        )
        with self._database.writing(_SESSION) as connection:
            if not account_statements.is_unchanged(connection, account):
                raise Unproven
            self._leave(connection, instead_of)
            session_statements.add(connection, session, mark(token))
            if stage == "full":
                self._note(connection, Deed.SIGNED_IN, session.id, who=account.id)
        return token, session

    def complete_session(self, session: Session) -> str:
        """Let a session be whole whose person has shown the second factor; return its new token.

        Raises Unproven when it ended meanwhile, or is whole already.
        """
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        with self._database.writing(_SESSION) as connection:
            moment = now()
            changed = {"token": mark(token), "seen": moment, "proven": moment, "created": moment}
            if not session_statements.complete(connection, session.id, **changed):
                raise Unproven
            self._note(connection, Deed.SIGNED_IN, session.id, who=session.user)
        return token

    def prove_again(self, session: Session) -> str:
        """Keep that somebody who is signed in has just proven again who they are; return the session's new token."""
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        with self._database.writing(_SESSION) as connection:
            session_statements.change(connection, session.id, token=mark(token), proven=now())
        return token

    def session(self, token: str, *, used: bool = True) -> SignedIn | None:
        """Return the session of a token, if it holds and its account is open; that it was `used` is kept."""
        with self._database.reading(_SESSION) as connection:
            found = session_statements.find(connection, mark(token))
            account = account_statements.account(connection, found.user) if found else None
        if found is None or account is None or account.state != "active" or not _holds(found):
            return None
        if not used or now() - found.seen < _LEAST_SEEN:
            return SignedIn(found, account)
        seen = replace(found, seen=now())
        with self._database.writing(_SESSION) as connection:
            session_statements.change(connection, found.id, seen=seen.seen)
        return SignedIn(seen, account)

    def session_left(self, token: str) -> tuple[str, timedelta]:
        """Return whose the session of a token is and how long it holds unused, "" and nothing if it ended."""
        with self._database.reading(_SESSION) as connection:
            found = session_statements.find(connection, mark(token)) if token else None
        if found is None or found.stage != "full" or not _holds(found):
            return "", timedelta()
        return found.user, time_left(found)

    def ended_session(self, token: str) -> str:
        """Return the account whose session a token was, also when it has ended; "" when it was none."""
        with self._database.reading(_SESSION) as connection:
            found = session_statements.find(connection, mark(token))
        return found.user if found else ""

    def sessions(self, user_id: str) -> tuple[Session, ...]:
        """Return the sessions of an account that hold, the last used first. Raises NotYours."""
        self._require_own(user_id)
        with self._database.reading(_SESSION) as connection:
            return tuple(filter(_holds, session_statements.standing(connection, user_id)))

    def end_session(self, user_id: str, session_id: str, why: str) -> bool:
        """End a session of an account, and return whether there was one. Raises NotYours."""
        self._require_own(user_id)
        with self._database.writing(_SESSION) as connection:
            ended = session_statements.end(connection, user_id, session_id, why, now=now())
            if ended:
                visit_statements.forget(connection, user_id, session=session_id)
                self._note(connection, Deed.SESSION_ENDED, session_id, why=why)
        return ended

    def end_sessions(self, user_id: str, why: str, *, but: str = "") -> None:
        """End every session of an account but one, and every visit key but its. Raises NotYours."""
        self._require_own(user_id)
        with self._database.writing(_SESSION) as connection:
            forgotten = visit_statements.forget_all(connection, user_id, but=but)
            if session_statements.end_all(connection, user_id, why, but=but, now=now()) or forgotten:
                self._note(connection, Deed.SESSION_ENDED, user_id, why=why)

    def know_device(self, user_id: str, *, instead_of: str = "") -> str:
        """Return a token that a browser keeps, so that an account is known to have signed in with it.

        `instead_of` is the one that it kept before, which is worth nothing any more. The oldest of too many go.
        """
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        with self._database.writing(_SESSION) as connection:
            session_statements.forget_device(connection, mark(instead_of))
            session_statements.know_device(connection, user_id, mark(token), now=now(), most=MOST_BROWSERS)
        return token

    def device_of(self, token: str) -> str:
        """Return the account that signed in with a browser, "" when none did."""
        with self._database.reading(_SESSION) as connection:
            return session_statements.device_of(connection, mark(token)) if token else ""

    def _leave(self, connection: sa.Connection, token: str) -> None:
        """End the session of a token, if there is one that has not ended."""
        found = session_statements.find(connection, mark(token)) if token else None
        if found and session_statements.end(connection, found.user, found.id, _LEFT, now=now()):
            self._note(connection, Deed.SESSION_ENDED, found.id, who=found.user, why=_LEFT)

    def _require_own(self, user_id: str) -> None:
        """Raise NotYours unless an account is one's own, or one may look after people."""
        if user_id != self._viewer.id and not self._viewer.may(Act.MANAGE_PEOPLE):
            raise NotYours


def time_left(session: Session) -> timedelta:
    """Return how long a session that is whole holds if nobody uses it."""
    return min(session.seen + IDLE, session.created + ABSOLUTE) - now()


def _holds(session: Session) -> bool:
    moment = now()
    if session.ended is not None or moment - session.created > ABSOLUTE:
        return False
    if session.stage == "password":
        return moment - session.created <= HALF_WAY
    return moment - session.seen <= IDLE
