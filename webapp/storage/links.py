"""Single-use links: to take up an invitation, to set a new password.

Here lives their making and looking up. They are used up where what they are for is done, in `accounts`.
"""

import secrets
from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa

from webapp.deeds import Deed
from webapp.rights import Act
from webapp.storage import account_statements, link_statements, outbox_statements
from webapp.storage.account_statements import Account
from webapp.storage.accounts import email_as_kept
from webapp.storage.failures import Unknown
from webapp.storage.identifiers import is_id
from webapp.storage.link_statements import Link
from webapp.storage.opened import Opened, now
from webapp.storage.outbox_statements import Message
from webapp.storage.tries import takes_turn

INVITATION_LIFETIME = timedelta(days=7)
RESET_LIFETIME = timedelta(hours=1)
RESET_PAUSE = timedelta(minutes=15)
"""How long after one letter with a link for a new password the next one to the same address is written."""
_TOKEN_BYTES = 32
_LINK = "The link"


class Links(Opened):
    """The links that hold."""

    def make_password_link(self, user_id: str, lifetime: timedelta) -> str:
        """Return the token of a link with which an account sets its password; an earlier one holds no more.

        Raises Unknown when there is no such account, or it is closed, and NotYours.
        """
        self._require(Act.MANAGE_PEOPLE)
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        with self._database.writing(_LINK) as connection:
            found = account_statements.account(connection, user_id, hold=True) if is_id(user_id) else None
            if found is None or found.state == "closed":
                raise Unknown("There is no such account.")
            link_statements.spend_all(connection, user_id, now=now())
            self._add_link(connection, token, found, lifetime)
        return token

    def send_reset_link(self, email: str, write: Callable[[Account, str], Message]) -> None:
        """Put a link for a new password in the outbox, for whoever has an account with an address.

        `write` makes the message of the account and the token. Where there is no such account, or its last letter is
        too young, nothing is put there, and neither the answer nor the transaction that it takes says so. Links that
        hold already go on to hold: whoever knows the address cannot take an invitation away.
        """
        token, kept = secrets.token_urlsafe(_TOKEN_BYTES), email_as_kept(email)
        with self._database.writing(_LINK) as connection:
            found = account_statements.account_of(connection, kept, hold=True)
            first = takes_turn(connection, f"letter {kept}", RESET_PAUSE, now=now())
            if first and found is not None and found.state != "closed":
                self._add_link(connection, token, found, RESET_LIFETIME)
                outbox_statements.add(connection, write(found, token), now=now())

    def link(self, token: str) -> Link | None:
        """Return where a token leads; None when it does not hold."""
        with self._database.reading(_LINK) as connection:
            return link_statements.find(connection, token, now=now())

    def link_email(self, link: Link) -> str:
        """Return the address of the account that a link leads to, "" when it leads to none."""
        with self._database.reading(_LINK) as connection:
            found = account_statements.account(connection, link.user) if link.user else None
        return found.email if found else ""

    def link_name(self, link: Link) -> str:
        """Return the name of the person whose account a link leads to, "" when it leads to none."""
        with self._database.reading(_LINK) as connection:
            found = account_statements.account(connection, link.user) if link.user else None
        return found.name if found else ""

    def _add_link(self, connection: sa.Connection, token: str, account: Account, lifetime: timedelta) -> None:
        made = Link("password", account.id, now() + lifetime)
        link_statements.add(connection, token, made, by=self._viewer.id, now=now())
        self._note(connection, Deed.LINK_MADE, account.id)
