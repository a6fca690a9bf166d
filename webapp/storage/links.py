"""Single-use links: to take up an invitation, to set a new password.

Here lives their making and looking up. They are used up where what they are for is done, in `accounts`.
"""

import secrets
from datetime import timedelta

from webapp.deeds import Deed
from webapp.rights import Act
from webapp.storage import account_statements, link_statements
from webapp.storage.failures import Unknown
from webapp.storage.identifiers import is_id
from webapp.storage.link_statements import Link
from webapp.storage.opened import Opened, now

INVITATION_LIFETIME = timedelta(days=7)
RESET_LIFETIME = timedelta(hours=1)
_TOKEN_BYTES = 32
_LINK = "The link"


class Links(Opened):
    """The links that hold."""

    def make_password_link(self, user_id: str, lifetime: timedelta) -> str:
        """Return the token of a link with which an account sets its password; an earlier one holds no more.

        Raises Unknown when there is no such account, or it is closed, and NotYours.
        """
        self._require(Act.MANAGE_PEOPLE)
        return self._password_link(user_id, lifetime)

    def make_reset_link(self, user_id: str) -> str:
        """Return the token of a link that somebody asked for who cannot sign in, to be sent to their address alone."""
        return self._password_link(user_id, RESET_LIFETIME)

    def link(self, token: str) -> Link | None:
        """Return where a token leads; None when it does not hold."""
        with self._database.reading(_LINK) as connection:
            return link_statements.find(connection, token, now=now())

    def link_email(self, link: Link) -> str:
        """Return the address of the account that a link leads to, "" when it leads to none."""
        with self._database.reading(_LINK) as connection:
            found = account_statements.account(connection, link.user) if link.user else None
        return found.email if found else ""

    def _password_link(self, user_id: str, lifetime: timedelta) -> str:
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        with self._database.writing(_LINK) as connection:
            found = account_statements.account(connection, user_id) if is_id(user_id) else None
            if found is None or found.state == "closed":
                raise Unknown("There is no such account.")
            made = Link("password", user_id, now() + lifetime)
            link_statements.add(connection, token, made, by=self._viewer.id, now=now())
            self._note(connection, Deed.LINK_MADE, user_id)
        return token
