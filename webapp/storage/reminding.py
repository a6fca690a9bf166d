"""Reminders: who is to be told that an action of theirs is due soon or overdue, each once.

Here lives when that is; whoever turned reminders off is told of nothing, and of what is due by then once they are on
again. A notice that was given and the letter that gives it are kept in one transaction, so that nobody is told twice,
or not at all, however often it is looked and whenever the process is killed.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import sqlalchemy as sa

from webapp.action_state import UNFINISHED
from webapp.storage import account_statements, action_statements, outbox_statements
from webapp.storage.account_statements import Account
from webapp.storage.action_statements import Action, Chosen
from webapp.storage.action_tables import action_notices, actions
from webapp.storage.actions import follows_up
from webapp.storage.opened import Opened, now
from webapp.storage.outbox_statements import Message
from webapp.storage.text_statements import insert_into

AHEAD = timedelta(days=3)
"""How long before its day an owner is reminded of an action."""
WEEK = timedelta(days=7)
"""How long after each reminder of an action that is overdue the next one is."""
Write = Callable[[Account, Sequence[Action]], Message]
"""Writes to somebody which of their actions are due soon or overdue."""
_REMINDERS = "The reminders"


class Reminding(Opened):
    """The reminders that are given."""

    def remind(self, write: Write, *, today: date) -> int:
        """Put letters in the outbox to those who have not been told of what is due, one to each; return how many."""
        chosen = Chosen(UNFINISHED, due_to=today + AHEAD)
        with self._database.writing(_REMINDERS) as connection:
            due = action_statements.chosen(connection, actions.c.owner != "", chosen, skip=0, limit=None)
            letters = 0
            for owner in dict.fromkeys(each.standing.owner for each in due):
                found = account_statements.account(connection, owner)
                if found is None or not follows_up(found) or not found.reminders:
                    continue
                theirs = [each for each in due if each.standing.owner == owner]
                new = [each for each in theirs if _give(connection, each, today)]
                if new:
                    outbox_statements.add(connection, write(found, new), now=now())
                    letters += 1
        return letters


def _give(connection: sa.Connection, action: Action, today: date) -> bool:
    """Keep that the owner of an action is told how it is due, and return whether they had not been."""
    row = {"action": action.id, "user": action.standing.owner, "notice": _notice(action, today), "posted": now()}
    kept = insert_into(connection, action_notices).values(row).on_conflict_do_nothing()
    return connection.execute(kept.returning(action_notices.c.action)).first() is not None


def _notice(action: Action, today: date) -> str:
    """Return what an owner is told of an action today: the day that it is due on, and the week since."""
    due = action.standing.due or today
    if due >= today:
        return f"soon {due}"
    return f"overdue {due}, week {(today - due - timedelta(days=1)) // WEEK + 1}"
