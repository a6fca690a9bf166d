"""The list of a register: how each entry stands, and which names in records no entry goes by.

Here lives what is gathered for it, of the records within somebody's reach, and how it is narrowed. Whether a subject
may be used is for `standing` to say.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from engine.register.details import day
from engine.subject import subject_key
from formspec.reviews import day_in_words
from webapp.pages.decisions.last import may_be_last, without_reissued
from webapp.pages.desk import Desk, today
from webapp.pages.identity import viewer
from webapp.pages.registers.standing import (
    Followed,
    Standing,
    newest_letters,
    newest_with_concerns,
    open_of,
    standing_of,
)
from webapp.pages.subjects import Register
from webapp.rights import Act, Reach
from webapp.storage.action_statements import Left
from webapp.storage.register_statements import Mention, RegisterEntry

_NOT_LOOKED = "not known"
OVERDUE, DUE_SOON, DUE_LATER, NOT_SET = "overdue", "review-soon", "review-later", "review-not-set"
SOON_DAYS = 30
REVIEWS = {
    OVERDUE: "Next review past",
    DUE_SOON: f"Next review within {SOON_DAYS} days",
    DUE_LATER: f"Next review in more than {SOON_DAYS} days",
    NOT_SET: "Next review not set",
}
"""The choices on the list by when the next review is; each entry is in one of them."""


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """An entry on the list: how it stands, how many records about it there are, and in words what concerns count."""

    entry: RegisterEntry
    standing: Standing
    records: int
    concerns: str

    @property
    def next_review(self) -> str:
        """The day of the next review in words, "" for none."""
        due = day(self.entry.details.next_review)
        return day_in_words(due) if due else ""

    @property
    def is_overdue(self) -> bool:
        """Whether the next review is past."""
        return self.review == OVERDUE

    @property
    def review(self) -> str:
        """Which of the choices by the next review it is in."""
        due = day(self.entry.details.next_review)
        if due is None:
            return NOT_SET
        away = (due - today()).days
        return OVERDUE if away < 0 else DUE_SOON if away <= SOON_DAYS else DUE_LATER


@dataclass(frozen=True, slots=True)
class NotYetThere:
    """A name that records give their subject and that no entry goes by, with how many records that are."""

    name: str
    records: int


def by_name(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    """Return records by what they are about, the latest first within each."""
    found: dict[str, list[Mention]] = defaultdict(list)
    key_of = cache(subject_key)
    for each in mentions:
        key = key_of(each.about)
        if key:
            found[key].append(each)
    return found


def of_entry(entry: RegisterEntry, mentioned: Mapping[str, Sequence[Mention]]) -> Sequence[Mention]:
    """Return the records about an entry, the latest first, given records by what they are about."""
    named = [mentioned[key] for key in entry.details.keys if key in mentioned]
    if len(named) == 1:
        return named[0]
    return sorted((each for own in named for each in own), key=lambda each: (each.submitted, each.id), reverse=True)


def listed(
    at: Desk, register: Register, entries: Iterable[RegisterEntry], mentioned: Mapping[str, Sequence[Mention]]
) -> Iterator[ListedEntry]:
    """Yield the entries as a list shows them, given the records by what they are about."""
    editions, now = cache(at.edition), today()
    owned = [(entry, of_entry(entry, mentioned)) for entry in entries]
    counting = [without_reissued(own) for _, own in owned]
    moments = at.repository.decision_moments()
    last = [each for _, own in owned for each in may_be_last(own, moments)]
    raising = [each for own in counting for each in newest_with_concerns(own, editions)]
    letters = [each for own in counting for each in newest_letters(own, editions)]
    followed = followed_in(at, last, raising, letters, at.repository.actions_left())
    for entry, own in owned:
        standing = standing_of(register, entry.details, own, editions, now, followed)
        newest = list(newest_with_concerns(standing.current, editions))
        left = sum(map(followed.open_concerns, newest))
        concerns = open_of(sum(each.concerns for each in newest), left) if newest else _NOT_LOOKED
        yield ListedEntry(entry, standing, len(own), concerns)


def followed_in(
    at: Desk, decided: Iterable[Mention], raising: Iterable[Mention], letters: Iterable[Mention], left: Iterable[Left]
) -> Followed:
    """Return what was done about records, by record.

    That is decisions on some, concerns of others, how letters came, and what is left to do.
    """
    days: dict[str, list[date | None]] = defaultdict(list)
    for each in left:
        days[each.record].append(each.due)
    unsettled = at.repository.open_concerns([each.id for each in raising if each.concerns])
    decisions = at.repository.standing_decisions([each.id for each in decided])
    came = at.repository.provenance([each.id for each in letters])
    return Followed(decisions, days, unsettled, came, of_all=reads_all())


def reads_all() -> bool:
    """Say whether whoever asks may read all records, so that a record that is not seen is not there."""
    return viewer().reach(Act.READ_RECORDS) is Reach.SENSITIVE


def missing(entries: Iterable[RegisterEntry], mentioned: Mapping[str, Sequence[Mention]]) -> Iterator[NotYetThere]:
    """Yield the names that records give their subject and that no entry goes by, as the latest record writes them."""
    known = {key for entry in entries for key in entry.details.keys}
    for key, mentions in sorted(mentioned.items()):
        if key not in known:
            yield NotYetThere(mentions[0].about, len(mentions))


def fits(listed: ListedEntry, words: str, chosen: str) -> bool:
    """Say whether an entry has a name like the words, and stands as was chosen."""
    stands = not chosen or chosen in {listed.review, listed.standing.short}
    return stands and is_like(listed.entry.details.names, words)


def is_like(names: Iterable[str], words: str) -> bool:
    """Say whether one of the names holds the words, as people type names; any does where there are none."""
    return not words.strip() or any(subject_key(words) in subject_key(each) for each in names)
