"""Writing to somebody with an account about what became of a thing of theirs, in the transaction that it happens in.

Here lives to whom nothing is written: accounts that are closed or not taken up yet, and whoever may not do with such
things any more what they did.
"""

from collections.abc import Callable

import sqlalchemy as sa

from webapp.rights import RIGHTS, Act
from webapp.storage import account_statements, outbox_statements
from webapp.storage.account_statements import Account
from webapp.storage.opened import now
from webapp.storage.outbox_statements import Message


def tell(connection: sa.Connection, account_id: str, act: Act, write: Callable[[Account], Message]) -> None:
    """Put what `write` says to an account in the outbox, as long as the account may do an act."""
    found = account_statements.account(connection, account_id) if account_id else None
    if found is not None and found.state == "active" and any(RIGHTS[act][role] for role in found.roles):
        outbox_statements.add(connection, write(found), now=now())
