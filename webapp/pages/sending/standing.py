"""How a letter stands at a moment, in words, and the letters about entries of a register.

Here lives what more than one page says of a letter. What happened to it, one by one, is told on its own page alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from webapp.pages.desk import Desk, desk
from webapp.pages.identity import viewer
from webapp.rights import Act
from webapp.storage.stored_letters import LetterRequest

_SOON = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class Standing:
    """A letter as it stands at a moment."""

    request: LetterRequest
    title: str
    moment: datetime

    @property
    def state(self) -> str:
        """How it stands, as it is chosen on the list."""
        if self.request.is_pending and self.request.expires <= self.moment:
            return "expired"
        return self.request.state

    @property
    def words(self) -> str:
        """How it stands, in words."""
        if self.state == "passed-on":
            return f"Passed on to {self.request.passed_to or 'somebody who was not named'}"
        return STATES[self.state]

    @property
    def is_due(self) -> bool:
        """Whether it waits still, and not for long."""
        return self.request.is_open(self.moment) and self.request.expires <= self.moment + _SOON


STATES = {
    "sent": "Not opened yet",
    "opened": "Opened, not signed yet",
    "signed": "Signed",
    "declined": "Declined",
    "passed-on": "Passed on to somebody else",
    "revoked": "Taken back",
    "expired": "Overdue: its last day is over",
}
BACK = "back"
"""What is chosen on the list to see one's own letters that came back lately."""


def standing_of(at: Desk, found: LetterRequest) -> Standing:
    """Return a letter as it stands now."""
    return Standing(found, title_of(at, found), datetime.now(UTC))


def title_of(at: Desk, found: LetterRequest) -> str:
    """Return the title of a letter, as its version has it."""
    return at.edition(found.sha256).spec.title


def about_entries(entries: Iterable[str]) -> list[Standing]:
    """Return the letters about entries of a register, for whoever may see them."""
    at = desk()
    if not viewer().may(Act.SEND_LETTERS):
        return []
    return [standing_of(at, each) for each in at.repository.letters(entries)]
