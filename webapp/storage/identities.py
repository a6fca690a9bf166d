"""Who an account is at the school's sign-in service.

Here lives which account somebody comes to who was signed in there. It is found by who they are at the service, and the
first time by an address that the service has verified. Nobody gets an account by signing in.
"""

import sqlalchemy as sa

from webapp.deeds import Deed
from webapp.storage import account_statements, identity_statements, link_statements
from webapp.storage.account_statements import Account
from webapp.storage.accounts import email_as_kept
from webapp.storage.opened import Opened, now

_ACCOUNT = "The account"


class Identities(Opened):
    """The identities that are kept."""

    def account_signed_on(self, issuer: str, subject: str, verified: str) -> Account | None:
        """Return the account of a person whom a service names; None when they have none, or a closed one.

        `verified` is the address that the service has verified, "" for none. An account that was invited can be signed
        in to from then on. An account that is somebody at the service already is nobody else there: an address that
        was given to another person leads nowhere.
        """
        with self._database.writing(_ACCOUNT) as connection:
            known = identity_statements.user_of(connection, issuer, subject)
            if known:
                found = account_statements.account(connection, known)
                return found if found is not None and found.state == "active" else None
            account_statements.hold_accounts(connection)
            found = account_statements.account_of(connection, email_as_kept(verified)) if verified else None
            if (
                found is None
                or found.state == "closed"
                or identity_statements.is_somebody(connection, issuer, found.id)
            ):
                return None
            return self._link_identity(connection, found, issuer, subject)

    def _link_identity(self, connection: sa.Connection, found: Account, issuer: str, subject: str) -> Account | None:
        identity_statements.add(connection, issuer, subject, user=found.id, now=now())
        if found.state == "invited":
            account_statements.change(connection, found.id, now=now(), state="active")
            link_statements.spend_all(connection, found.id, now=now())
        self._note(connection, Deed.ACCOUNT_LINKED, found.id, who=found.id, signs_in_at=issuer)
        return account_statements.account(connection, found.id)
