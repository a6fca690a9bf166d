"""How an action stands: its state, whose it is, by when it is due, and which changes of that have to be explained.

Here lives that alone, without a word of any page. How it is kept is for storage, how it is told for the pages to say.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

SOON = timedelta(days=7)
"""How long before its day an action counts as due soon."""


class State(Enum):
    """The state of an action: the value is what is kept, `words` what people read."""

    OPEN = "open"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    NOT_NEEDED = "not-needed"

    @property
    def words(self) -> str:
        """The state as people call it."""
        return self.value.replace("-", " ").capitalize()

    @property
    def is_closed(self) -> bool:
        """Whether nothing is left to be done."""
        return self in {State.DONE, State.NOT_NEEDED}


UNFINISHED = (State.OPEN, State.IN_PROGRESS)
"""The states in which something is left to be done."""


class Reason(Enum):
    """What has to be told with a change: the value ends a sentence that begins with “Say”."""

    DONE = "what was done"
    NOT_NEEDED = "why it is not needed"
    REOPENED = "why it is opened again"
    MOVED = "why it is due on another day"


@dataclass(frozen=True, slots=True)
class Standing:
    """How an action stands: `owner` is an account, `who` a name in words; each is "" where there is none."""

    state: State
    owner: str
    who: str
    due: date | None

    def is_overdue(self, today: date) -> bool:
        """Return whether it should have been finished before today."""
        return not self.state.is_closed and self.due is not None and self.due < today

    def is_due_soon(self, today: date) -> bool:
        """Return whether it is to be finished today or within the next days."""
        return not self.state.is_closed and self.due is not None and today <= self.due <= today + SOON


def reason_for(before: Standing, after: Standing) -> Reason | None:
    """Return what has to be told with a change, None where it speaks for itself.

    A day may be set without a word where there was none, and the change that closes an action is told by why.
    """
    if after.state is State.DONE and before.state is not State.DONE:
        return Reason.DONE
    if after.state is State.NOT_NEEDED and before.state is not State.NOT_NEEDED:
        return Reason.NOT_NEEDED
    if before.state.is_closed and not after.state.is_closed:
        return Reason.REOPENED
    if before.due is not None and after.due != before.due:
        return Reason.MOVED
    return None
