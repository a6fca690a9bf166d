"""Whether reviews were done in time: what the history of an entry says was due, beside the records about it.

Here lives that judgement. A next review that stood in an entry was due on its day. It was done by the first record
about the entry that came after the day was set, whatever form it is of, but for letters, and for re-issues, which are
no new look. A day that was moved before it came, with nothing done, was due on the later one alone. One that is still
to come counts once it came, whenever it was done; today's counts once it is done.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from engine.london import day_of
from engine.register.details import day
from webapp.pages.desk import Desk, today
from webapp.pages.registers.listed import by_name, of_entry
from webapp.pages.subjects import Register
from webapp.storage.register_statements import Mention, RegisterChange, RegisterEntry

IN_TIME, LATE, NOT_YET = "in-time", "late", "not-yet"
DONE = {IN_TIME: "Done in time", LATE: "Done late", NOT_YET: "Not done yet"}
"""What became of a review that was due."""
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Review:
    """A review of an entry that was due on a day, and the record by which it was done, None while it was not."""

    entry: RegisterEntry
    due: date
    by: Mention | None

    @property
    def done(self) -> str:
        """What became of it."""
        if self.by is None:
            return NOT_YET
        return IN_TIME if day_of(self.by.submitted) <= self.due else LATE


@dataclass(frozen=True, slots=True)
class _Set:
    """A day that stood in an entry as its next review: since when, and until when, None while it stands."""

    due: date
    since: datetime
    until: datetime | None


def fell_due(at: Desk, register: Register, mentions: Sequence[Mention]) -> Iterator[Review]:
    """Yield the reviews of the entries of a register that were due in the last year, given the records about it."""
    edition, now = cache(at.edition), today()
    visits = [each for each in mentions if not each.reissues and edition(each.sha256).spec.letter is None]
    about = by_name(visits)
    for entry, changes in at.repository.register_histories(register.id):
        own = of_entry(entry, about)[::-1]
        found = {each.due: each for set_then in _days(changes) if (each := _review(entry, set_then, own, now))}
        yield from found.values()


def _days(changes: Sequence[RegisterChange]) -> Iterator[_Set]:
    """Yield every day that stood as the next review, the first first."""
    before: date | None = None
    since: datetime | None = None
    for each in changes:
        stands = day(each.details.next_review)
        if stands == before:
            continue
        if before is not None and since is not None:
            yield _Set(before, since, each.saved)
        before, since = stands, each.saved
    if before is not None and since is not None:
        yield _Set(before, since, None)


def _review(entry: RegisterEntry, stood: _Set, visits: Sequence[Mention], now: date) -> Review | None:
    """Return the review that was due on a day that stood, None where it is not due yet, was moved, or is long past."""
    by = next((each for each in visits if each.submitted >= stood.since), None)
    moved = stood.until is not None and day_of(stood.until) <= stood.due
    if moved and (by is None or (stood.until is not None and by.submitted > stood.until)):
        return None
    is_due = stood.due < now or (stood.due == now and by is not None)
    return Review(entry, stood.due, by) if is_due and now - _YEAR <= stood.due else None
