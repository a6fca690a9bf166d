"""What is asked of the database about texts that gave way to another's, each a function of the connection.

Here lives also what need not be kept twice: a text that the same account set aside before, and one that says nothing.
"""

from collections.abc import Collection
from datetime import datetime
from itertools import groupby

import sqlalchemy as sa

from webapp.storage.identifiers import new_id
from webapp.storage.stored import Saved, SetAside
from webapp.storage.together_tables import texts_set_aside


def of_draft(connection: sa.Connection, draft_id: str) -> tuple[SetAside, ...]:
    """Return what was set aside in a draft, the first first."""
    aside = texts_set_aside.c
    rows = connection.execute(
        sa.select(texts_set_aside).where(aside.draft == draft_id).order_by(aside.saved, aside.op, aside.name)
    )
    found = (tuple(group) for _, group in groupby(rows, key=lambda row: (row.saved, row.op)))
    return tuple(_read(each) for each in found)


def is_new(connection: sa.Connection, draft_id: str, aside: SetAside) -> bool:
    """Say whether a text says something, and was not set aside before by the same account or operation."""
    return any(aside.texts.values()) and not any(_holds(each, aside) for each in of_draft(connection, draft_id))


def keep(connection: sa.Connection, draft_id: str, aside: SetAside) -> None:
    """Keep what is set aside, where it is new."""
    if not is_new(connection, draft_id, aside):
        return
    made = {"draft": draft_id, "op": aside.op, "revision": aside.revision, "saved": aside.saved}
    rows = [{**made, "author": aside.author, "name": name, "value": text} for name, text in aside.texts.items()]
    connection.execute(sa.insert(texts_set_aside), rows)


def keep_refused(
    connection: sa.Connection, saved: Saved, *, by: str, now: datetime, op: str = "", but: Collection[str] = ()
) -> None:
    """Keep what an account typed in a save and what clashed, `but` for inputs that are sent again."""
    refused = {each.name: each.yours for each in saved.conflicts if each.name not in but}
    if refused:
        keep(connection, saved.draft.id, SetAside(op or new_id(), refused, saved.draft.revision, now, by))


def _read(rows: tuple[sa.Row[tuple[object, ...]], ...]) -> SetAside:
    first = rows[0]
    return SetAside(first.op, {row.name: row.value for row in rows}, first.revision, first.saved, first.author)


def _holds(before: SetAside, aside: SetAside) -> bool:
    """Say whether all of it was set aside before, by the same account or the same operation."""
    return before.op == aside.op or (before.author == aside.author and before.texts.items() >= aside.texts.items())
