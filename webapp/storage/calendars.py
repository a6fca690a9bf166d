"""Calendars: the secret address at which a person's calendar fetches the days of their actions.

Here lives the making, renewing and withdrawing of it. Of its token, 256 random bits, only the SHA-256 is kept.
"""

import secrets
from datetime import timedelta

import sqlalchemy as sa

from webapp.deeds import Deed
from webapp.rights import Act
from webapp.storage import account_statements
from webapp.storage.account_statements import Account
from webapp.storage.action_tables import calendars
from webapp.storage.actions import follows_up
from webapp.storage.failures import NotYours
from webapp.storage.link_statements import mark
from webapp.storage.opened import Opened, now
from webapp.storage.text_statements import insert_into
from webapp.storage.tries import takes_turn

_CALENDAR = "The address for your calendar"
_TOKEN_BYTES = 32
_LOOK = timedelta(hours=23)
"""How long after it was noted that a calendar was fetched it is not noted again: calendars ask every hour."""


class Calendars(Opened):
    """The addresses of calendars that hold."""

    def make_calendar(self) -> str:
        """Return the token of this person's calendar; one that they had before holds no more. Raises NotYours."""
        self._require_own_actions()
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        made = {"token": mark(token), "made": now()}
        with self._database.writing(_CALENDAR) as connection:
            connection.execute(
                insert_into(connection, calendars)
                .values(user=self._viewer.id, **made)
                .on_conflict_do_update(index_elements=["user"], set_=made)
            )
            self._note(connection, Deed.CALENDAR_MADE, self._viewer.id)
        return token

    def withdraw_calendar(self) -> None:
        """Let the address of this person's calendar hold no more; where they have none, nothing is done."""
        self._require_own_actions()
        with self._database.writing(_CALENDAR) as connection:
            gone = connection.execute(sa.delete(calendars).where(calendars.c.user == self._viewer.id))
            if gone.rowcount:
                self._note(connection, Deed.CALENDAR_WITHDRAWN, self._viewer.id)

    def has_calendar(self) -> bool:
        """Return whether this person's calendar has an address that holds."""
        with self._database.reading(_CALENDAR) as connection:
            asked = sa.select(calendars.c.user).where(calendars.c.user == self._viewer.id)
            return connection.scalar(asked) is not None

    def calendar_of(self, token: str) -> Account | None:
        """Return whose calendar a token is of; None when it does not hold, or they follow up actions no more.

        That it was fetched is noted once a day.
        """
        with self._database.reading(_CALENDAR) as connection:
            user = connection.scalar(sa.select(calendars.c.user).where(calendars.c.token == mark(token)))
            found = account_statements.account(connection, user) if user else None
        if found is None or not follows_up(found):
            return None
        with self._database.writing(_CALENDAR) as connection:
            if takes_turn(connection, f"calendar {found.id}", _LOOK, now=now()):
                self._note(connection, Deed.CALENDAR_READ, found.id, who=found.id)
        return found

    def _require_own_actions(self) -> None:
        if not self._viewer.id or not self._viewer.may(Act.CHANGE_ACTIONS):
            raise NotYours
