"""The audit trail: what was done and who looked, each act behind the one before it.

Here lives what is asked of it. Acts are added where they are done, in the transaction that does them; looks are added
here, before what was looked at is shown.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from webapp.deeds import Deed
from webapp.rights import Act
from webapp.storage import trail_statements
from webapp.storage.opened import Opened
from webapp.storage.trail_statements import BEGINNING, ActOf

_TRAIL = "The audit trail"
_PAGE = 50


@dataclass(frozen=True, slots=True)
class Verified:
    """What checking the trail came to: how many acts hold, the last hash, and what is wrong with the next."""

    acts: int
    last: str
    fault: str = ""


class Trail(Opened):
    """The acts that are kept."""

    def look(self, deed: Deed, thing: str, *, what: str = "") -> None:
        """Keep that this person looked at something, or asked for it."""
        with self._database.writing("That you looked") as connection:
            self._note(connection, deed, thing, **({"what": what} if what else {}))

    def look_at_each(self, deed: Deed, things: Iterable[str], *, what: str = "") -> None:
        """Keep that this person looked at several things at once, each by itself."""
        with self._database.writing("That you looked") as connection:
            for thing in things:
                self._note(connection, deed, thing, **({"what": what} if what else {}))

    def acts(
        self,
        *,
        before: int | None = None,
        until: datetime | None = None,
        who: str = "",
        thing: str = "",
        limit: int = _PAGE,
    ) -> tuple[ActOf, ...]:
        """Return so many acts, the latest first: before a number or a moment, of one person, or to one thing.

        Raises NotYours.
        """
        self._require(Act.READ_TRAIL)
        with self._database.reading(_TRAIL) as connection:
            return trail_statements.before(connection, before, until=until, who=who, thing=thing, limit=limit)

    def last_act(self) -> ActOf | None:
        """Return the last act, None when there is none yet. Raises NotYours."""
        self._require(Act.READ_TRAIL)
        with self._database.reading(_TRAIL) as connection:
            return trail_statements.last(connection)

    def every_act(self) -> Iterator[ActOf]:
        """Yield every act, the first first, a page of them in memory at a time. Raises NotYours."""
        self._require(Act.READ_TRAIL)
        number = 0
        while True:
            with self._database.reading(_TRAIL) as connection:
                page = trail_statements.after(connection, number)
            if not page:
                return
            yield from page
            number = page[-1].number

    def verify_trail(self, expected: str = "") -> Verified:
        """Check that no act was changed, taken out or put between, and return what that came to.

        `expected` is the hash of an act that has to be there still, which shows that none was cut off at the end.
        """
        number, last, seen = 0, BEGINNING, not expected
        for act in self.every_act():
            fault = _fault(act, number, last)
            if fault:
                return Verified(number, last, fault)
            number, last = act.number, act.hash
            seen = seen or last == expected
        return Verified(number, last, "" if seen else "No act has the hash that was expected: acts were cut off.")


def _fault(act: ActOf, number: int, last: str) -> str:
    """Return what is wrong with an act behind one of a number and a hash, "" when nothing is."""
    if act.number != number + 1:
        return f"Act {number + 1} is missing: the one after act {number} is act {act.number}."
    if act.previous != last:
        return f"Act {act.number} does not follow act {number}: one of the two was changed, or another stood between."
    if act.hash != act.true_hash:
        return f"Act {act.number} was changed after it was written."
    return ""
