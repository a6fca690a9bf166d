"""Whether a subject may be used today, in words, and every reason for saying so.

Here lives that judgement alone, over what the records within somebody's reach came to and what the entry says. It is
never a bare yes: each reason says on what it rests, and leads to its record where it rests on one. Which decision is
the last one, and what waits for one, is for `webapp.pages.decisions.last` to say.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Literal

from engine.london import day_of
from engine.register.details import Details, day
from formspec.reviews import apart_in_words, day_in_words
from webapp.pages.decisions.last import (
    Decision,
    Editions,
    FilledIn,
    decided_otherwise,
    last_decision,
    waiting,
    without_reissued,
)
from webapp.pages.decisions.wording import in_words
from webapp.pages.findings import Outcome
from webapp.pages.registers.confirmed import how_signed
from webapp.pages.subjects import Register
from webapp.pages.words import count, role_word
from webapp.storage.decision_statements import Decision as Decided
from webapp.storage.provenance_statements import Provenance
from webapp.storage.register_statements import Mention

Weight = Literal["for", "settle", "against", "open"]
"""What a reason does: it speaks for using them, is to be settled first, speaks against it, or is only to be known."""
Verdict = Literal["yes", "no", "said", "undecided", "unknown"]
_SETTLE = ", with something to settle"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, in words, and the record that it rests on, "" for none."""

    words: str
    weight: Weight
    record: str = ""


@dataclass(frozen=True, slots=True)
class Followed:
    """What was done about records, by their ids: the decision that stands on each, and the days of what is left.

    A day is None for an action that has none. `unsettled` are the numbers of the concerns that are open; of a record
    that is not among them all are. `provenance` says how records came that are letters, and `sent` what became of the
    last letter of a form that was sent, as a sentence. `of_all` says that whoever asks may read every record.
    """

    decided: Mapping[str, Decided] = field(default_factory=dict)
    left: Mapping[str, Sequence[date | None]] = field(default_factory=dict)
    unsettled: Mapping[str, frozenset[int]] = field(default_factory=dict)
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
    sent: Mapping[str, str] = field(default_factory=dict)
    of_all: bool = False

    def open_concerns(self, mention: Mention) -> int:
        """Return how many concerns of a record are open."""
        found = self.unsettled.get(mention.id)
        return mention.concerns if found is None else len(found)


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a subject may be used today: the reasons, and the last decision, None where none can be seen.

    `waits` is what was filled in since and waits for a decision, the latest first. `current` are the records that
    count, the latest first: those that were re-issued are left out. `of_all` says that whoever asks may read all
    records.
    """

    reasons: tuple[Reason, ...]
    decision: Decision | None
    waits: tuple[FilledIn, ...]
    current: tuple[Mention, ...]
    of_all: bool

    @property
    def verdict(self) -> Verdict:
        """What the last decision comes to; without one, whether anything waits for one."""
        if self.decision is None:
            return "undecided" if self.waits else "unknown"
        return self.decision.verdict

    @property
    def to_settle(self) -> bool:
        """Whether something is to be settled first."""
        return any(each.weight == "settle" for each in self.reasons)

    @property
    def short(self) -> str:
        """The judgement in a few words, as a list shows it."""
        if self.of_all and not self.current:
            return "No record yet"
        return _SHORT.get(self.verdict) or self._answer + self._settled

    @property
    def words(self) -> str:
        """The judgement as a sentence."""
        if self.verdict == "unknown":
            return f"Not known: there is no decision{_as_seen(self.of_all)}."
        if self.verdict == "undecided":
            seen = "" if self.of_all else ", as far as you may see"
            return f"Not decided yet{seen}: what was filled in is {self.waits[0].said.answer}."
        if self.verdict == "no":
            return "No, by the last decision."
        lead = "Yes, by the last decision" if self.verdict == "yes" else f"The last decision: {self._answer}"
        return f"{lead}{self._settled} first." if self.to_settle else f"{lead}."

    @property
    def _answer(self) -> str:
        return "Yes" if self.verdict == "yes" or self.decision is None else self.decision.said.answer

    @property
    def _settled(self) -> str:
        return _SETTLE if self.to_settle else ""


_SHORT: dict[Verdict, str] = {"no": "No", "undecided": "Not decided yet", "unknown": "No decision"}


def standing_of(
    register: Register,
    details: Details,
    mentions: Sequence[Mention],
    editions: Editions,
    today: date,
    followed: Followed,
) -> Standing:
    """Return how a subject stands on a day, by what its entry says and by its records, the latest first.

    Where what was decided on last was re-issued, that counts no more, and nothing that was decided before it does.
    """
    current = without_reissued(mentions)
    last = last_decision(mentions, editions, followed.decided)
    decision = last if last and last.mention in current else None
    waits = tuple(waiting(current, decision, editions, followed.decided))
    reasons = (
        *_decided(decision, waits, today, of_all=followed.of_all),
        *_otherwise(decided_otherwise(current, decision, editions, followed.decided), today),
        *_concerned(current, editions, followed, today),
        *_acted(current, followed, today),
        *_reviewed(details, today),
        *_listed(register, details, today),
        *_confirmed(register, current, editions, today, followed),
    )
    return Standing(reasons, decision, waits, current, followed.of_all)


def newest_with_concerns(current: Iterable[Mention], editions: Editions) -> Iterator[Mention]:
    """Yield the latest record of each form that asks for concerns."""
    return _newest(current, lambda sha256: bool(editions(sha256).form.with_role("concern")))


def _newest(current: Iterable[Mention], wanted: Callable[[str], bool]) -> Iterator[Mention]:
    """Yield the latest record of each form whose text, named by its checksum, is wanted."""
    seen, is_wanted = set(), cache(wanted)
    for each in current:
        if each.form not in seen and is_wanted(each.sha256):
            seen.add(each.form)
            yield each


def _decided(decision: Decision | None, waits: tuple[FilledIn, ...], today: date, *, of_all: bool) -> Iterator[Reason]:
    if decision is not None:
        weights: dict[str, Weight] = {"yes": "for", "no": "against"}
        weight, made = weights.get(decision.verdict, "open"), decision.made
        by = f" by {made.who}" if made.who else ""
        words = f"{_asked(decision.said)}: {in_words(made)}. Decided{by} on {_ago(decision.day, today)}."
        yield Reason(words, "settle" if made.unmet and weight != "against" else weight, decision.mention.id)
    for each in waits:
        filled_in = f"{_asked(each.said)}: {each.said.answer}, as filled in {_when(each.mention, today)}."
        yield Reason(f"{filled_in} Nobody has decided on that record yet.", "settle", each.mention.id)
    if decision is None and not waits:
        yield Reason(f"No record{_as_seen(of_all)} decides about this.", "open")


def _otherwise(later: Iterable[Decision], today: date) -> Iterator[Reason]:
    """Yield what was decided otherwise on a later record than the one that was decided on last."""
    for each in later:
        said = f"{_asked(each.said)}: {in_words(each.made)}, decided on {_ago(each.day, today)}"
        where = f"on a later record ({day_in_words(day_of(each.mention.submitted))})"
        words = f"{said}, {where}. The last decision was made on an earlier one."
        yield Reason(words, "settle", each.mention.id)


def _asked(said: Outcome) -> str:
    return said.question.rstrip("?:. ")


def _concerned(current: Sequence[Mention], editions: Editions, followed: Followed, today: date) -> Iterator[Reason]:
    for each in newest_with_concerns(current, editions):
        spec, left = editions(each.sha256).spec, followed.open_concerns(each)
        found = f"{role_word(spec, 'concern')}: {open_of(each.concerns, left)}, in “{_title(spec.title)}”"
        yield Reason(f"{found}, {_when(each, today)}.", "settle" if left else "for", each.id)


def open_of(number: int, left: int) -> str:
    """Return how many concerns there are and how many of them are open: "none", "3 open", "3, of which 1 is open"."""
    if left in {0, number}:
        return f"{number} {'open' if left else 'closed'}" if number else "none"
    return f"{number}, of which {left} {'is' if left == 1 else 'are'} open"


def _acted(current: Sequence[Mention], followed: Followed, today: date) -> Iterator[Reason]:
    """Yield what is still to be done about the records that count."""
    own = [due for each in current for due in followed.left.get(each.id, ())]
    late = sum(due is not None and due < today for due in own)
    if own:
        overdue = f", {late} of them overdue" if late else ""
        yield Reason(f"{count(len(own), 'action')} not finished{overdue}.", "settle")


def _reviewed(details: Details, today: date) -> Iterator[Reason]:
    due = day(details.next_review)
    if due is None:
        yield Reason("No day is set for the next review.", "open")
    elif due < today:
        yield Reason(f"The next review was due on {_ago(due, today)}.", "settle")
    else:
        away = apart_in_words(due, today)
        yield Reason(f"The next review is on {day_in_words(due)}{f', in {away}' if away else ', today'}.", "for")


def _listed(register: Register, details: Details, today: date) -> Iterator[Reason]:
    if not register.directory:
        return
    checked = day(details.listed_checked)
    when = f"checked on {_ago(checked, today)}" if checked else "nobody noted when that was checked"
    if details.listed == "yes":
        yield Reason(f"Listed in {register.directory}: {when}.", "for" if checked else "settle")
    elif details.listed == "no":
        yield Reason(f"Not listed in {register.directory}: {when}.", "settle")
    else:
        yield Reason(f"Nobody noted whether this is listed in {register.directory}.", "settle")


def newest_letters(current: Iterable[Mention], editions: Editions) -> Iterator[Mention]:
    """Yield the latest record of each form that is a letter."""
    return _newest(current, lambda sha256: editions(sha256).spec.letter is not None)


def _confirmed(
    register: Register, current: Sequence[Mention], editions: Editions, today: date, followed: Followed
) -> Iterator[Reason]:
    signed = list(newest_letters(current, editions))
    for each in signed:
        words, by_link = how_signed(each, followed.provenance.get(each.id), _when(each, today))
        said = f"“{_title(editions(each.sha256).spec.title)}”: {words}."
        yield Reason(said, "for" if by_link else "open", each.id)
    for letter in register.letters:
        if letter.spec.form not in {each.form for each in signed}:
            words = f"“{_title(letter.spec.title)}”: none{_as_seen(followed.of_all)}."
            yield Reason(f"{words} {followed.sent.get(letter.spec.form, '')}".rstrip(), "settle")


def _as_seen(of_all: bool) -> str:
    """Return what is added to "none" for whoever may not read all records."""
    return "" if of_all else " that you may see"


def _when(mention: Mention, today: date) -> str:
    return f"on {_ago(day_of(mention.submitted), today)}"


def _ago(then: date, today: date) -> str:
    """Return a day with how long ago that was: "23 August 2026, 3 months ago"."""
    if then > today:
        return day_in_words(then)
    apart = apart_in_words(then, today)
    return f"{day_in_words(then)}, {f'{apart} ago' if apart else 'today'}"


def _title(title: str) -> str:
    return title.removesuffix(".")
