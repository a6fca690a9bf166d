"""What is asked of the database about operations, each a function of the connection it is asked on.

Here lives also what of an answer is kept: the names of inputs, and no word that was entered in them.
"""

import json
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from webapp.storage.operation_tables import operations
from webapp.storage.tables import draft_entries

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A save that was done: whose, of which draft, from which revision to which, and what became of its inputs.

    `saved` are the inputs that stand as they were sent, `conflicts` those that somebody else had changed, `cleared`
    those that it made blank.
    """

    op: str
    account: str
    draft: str
    base: int
    revision: int
    saved: Names
    conflicts: Names
    cleared: Names


def operation(connection: sa.Connection, op: str) -> Operation | None:
    """Return an operation that was done, None when it was not."""
    row = connection.execute(sa.select(operations).where(operations.c.op == op)).one_or_none()
    if row is None:
        return None
    names = {sort: tuple(listed) for sort, listed in json.loads(row.answered).items()}
    return Operation(op=row.op, account=row.account, draft=row.draft, base=row.base, revision=row.revision, **names)


def add(connection: sa.Connection, done: Operation, *, now: datetime) -> None:
    """Keep that an operation was done."""
    names = {"saved": done.saved, "conflicts": done.conflicts, "cleared": done.cleared}
    row = {"op": done.op, "account": done.account, "draft": done.draft, "base": done.base, "revision": done.revision}
    connection.execute(sa.insert(operations).values(**row, answered=json.dumps(names), done=now))


def forget(connection: sa.Connection, *, before: datetime) -> None:
    """Forget the operations that were done before a moment."""
    connection.execute(sa.delete(operations).where(operations.c.done < before))


def written(connection: sa.Connection, draft_id: str, *, after: int, until: int) -> frozenset[str]:
    """Return the inputs of a draft that any save wrote to after one revision, until another."""
    entry = draft_entries.c
    asked = sa.select(entry.name).where(entry.draft == draft_id, entry.revision > after, entry.revision <= until)
    return frozenset(connection.execute(asked.distinct()).scalars())
