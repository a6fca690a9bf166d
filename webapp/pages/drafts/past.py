"""Every text that ever stood in the answers of a draft, or gave way to another, with who wrote it and when.

Here lives the reading of a draft's history, answer by answer. An answer is read by the version of the form that it was
given under; one that the form does not ask any more is told by the report of carrying it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from itertools import groupby

from engine.form import Cell, Form, Tick
from engine.rules.state import State
from engine.texts import Told
from webapp.pages.desk import Desk
from webapp.pages.drafts.conflicts import label, words
from webapp.pages.shelf import Edition
from webapp.storage.stored import Carried, Draft, Entry, SetAside

Owner = Cell | Tick
_GOES_ON = timedelta(minutes=2)
"""How long after a save the next one of the same answer still goes on with it, where one person makes both."""
_FEW_WORDS = 3
_SMALL_PART = 4


@dataclass(frozen=True, slots=True)
class Stood:
    """A text that stood in an answer from a revision on, or that was set aside at one: who wrote it, and when.

    `op` names what was set aside and never stood, "" for what did. `carried` says that it came from carrying the draft
    to another version, `stands` that it stands now, and `fits` that it was written under the version that the draft has
    now, so that it can be put back. `inputs` is what stood in each of the answer's inputs, in their order,
    none where it was set aside.
    """

    revision: int
    text: str
    inputs: tuple[str, ...]
    author: str
    saved: datetime
    carried: bool
    stands: bool
    fits: bool
    op: str = ""

    def is_named(self, op: str, revision: str) -> bool:
        """Say whether it is meant: what was set aside by its own name, what stood by its revision."""
        return self.op == op and (bool(op) or str(self.revision) == revision)


class Past:
    """What stood in the answers of one draft."""

    def __init__(self, at: Desk, draft: Draft, opened: Edition) -> None:
        """Read the history of a draft."""
        self._at, self._draft, self._opened = at, draft, opened
        self._entries = at.repository.history(draft.id)
        self._moves = at.repository.carried(draft.id)
        self._asides = at.repository.asides(draft.id)
        self.form = self._laid_out(opened.form)

    @cached_property
    def owners(self) -> Mapping[str, Owner]:
        """The answers and ticks of every row that there ever was, by their addresses, in the form's order."""
        found = {_address(owner): owner for owner in self.form.tables.owners.values()}
        return dict(sorted(found.items(), key=lambda each: each[1].place))

    def label(self, owner: Owner) -> str:
        """Return what an answer is called."""
        return label(Told(self.form, self._draft.entries, State()), owner)

    def changed(self) -> Iterator[tuple[Owner, int]]:
        """Yield the answers in which another text stood than stands now, each with how many there were."""
        touched = {each.name for each in self._entries}.union(*(each.texts for each in self._asides))
        for owner in self.owners.values():
            if not touched.isdisjoint(names_of(owner)):
                texts = self.of(owner)
                if len(texts) > 1:
                    yield owner, len(texts)

    def of(self, owner: Owner) -> list[Stood]:
        """Return the texts that stood in an answer or were set aside from it, the first first.

        What was typed on in one go is told once; what was set aside and stood, before or since, is told as that.
        """
        stood = self._stood_in(owner)
        return sorted((*stood, *self._aside_from(owner, {each.text for each in stood})), key=lambda each: each.saved)

    def _stood_in(self, owner: Owner) -> list[Stood]:
        told = runs(self._each_of(owner))
        return [*told[:-1], *(replace(each, stands=True) for each in told[-1:])]

    def _each_of(self, owner: Owner) -> Iterator[Stood]:
        """Yield what stood in an answer after each save of it."""
        entries: dict[str, str] = {}
        for revision, saved in groupby(self._entries, key=lambda each: each.revision):
            changes = tuple(saved)
            entries |= {each.name: each.value for each in changes}
            mine = [each for each in changes if each.name in names_of(owner)]
            text = words(self._as_asked(owner, revision), entries) if mine else ""
            if mine:
                inputs = tuple(entries.get(name, "") for name in names_of(owner))
                yield replace(self._told(mine[0], text), inputs=inputs)

    def _aside_from(self, owner: Owner, known: set[str]) -> Iterator[Stood]:
        for each in self._asides:
            if each.texts.keys().isdisjoint(names_of(owner)):
                continue
            entries = {**self.entries_at(owner, each.revision), **each.texts}
            text = words(self._as_asked(owner, each.revision), entries)
            if text not in known:
                known.add(text)
                yield self._told(each, text, op=each.op)

    def entries_of(self, owner: Owner, told: Stood) -> dict[str, str]:
        """Return what stood in the inputs of an answer, or was set aside, "" for a blank one."""
        stood = self.entries_at(owner, told.revision)
        aside = next((each.texts for each in self._asides if told.op and each.op == told.op), {})
        return stood | {name: text for name, text in aside.items() if name in stood}

    def entries_at(self, owner: Owner, revision: int) -> dict[str, str]:
        """Return what stood in the inputs of an answer at a revision, "" for a blank one."""
        stood = dict.fromkeys(names_of(owner), "")
        stood |= {each.name: each.value for each in self._entries if each.name in stood and each.revision <= revision}
        return stood

    def _told(self, entry: Entry | SetAside, text: str, *, op: str = "") -> Stood:
        last = self._moves[-1].revision if self._moves else 0
        carried = not op and any(move.revision == entry.revision for move in self._moves)
        fits = entry.revision >= last
        return Stood(entry.revision, text, (), entry.author, entry.saved, carried, stands=False, fits=fits, op=op)

    def _as_asked(self, owner: Owner, revision: int) -> Owner:
        """Return an answer as the version asked it that the draft had at a revision."""
        move = next((move for move in self._moves if revision < move.revision), None)
        if move is None:
            return owner
        return self._asked_before(move).get(_address(owner), owner)

    def _asked_before(self, move: Carried) -> Mapping[str, Owner]:
        form = self._laid_out(self._at.edition(move.from_sha256).form)
        return {_address(owner): owner for owner in form.tables.owners.values()}

    def _laid_out(self, form: Form) -> Form:
        """Return a form with all the rows that there ever were."""
        aside = {name: text for each in self._asides for name, text in each.texts.items() if text}
        return form.of({**aside, **{each.name: each.value for each in self._entries if each.value}})


def runs(stood: Iterable[Stood]) -> list[Stood]:
    """Return texts that stood one after the other without what the next one goes on with.

    Saving by itself makes a save of each pause in typing. The last text of such a run stands for it, unless more than a
    few words went from the longest: that one stands for it then, as nothing that somebody took away is left out.
    """
    told: list[Stood] = []
    longest: Stood | None = None
    for each in stood:
        if not longest or not _goes_on(told[-1], each):
            longest = each
            told += [each] if not told or told[-1].text != each.text else []
        elif any(longest.inputs) and all(map(_has_most_of, longest.inputs, each.inputs)):
            longest = max(longest, each, key=lambda one: len(one.text))
            told[-1] = each
        else:
            told[-1:] = [longest, each]
            longest = each
    return told


def _goes_on(last: Stood, now: Stood) -> bool:
    is_alike = last.author == now.author and not now.carried and not last.carried and last.fits == now.fits
    return is_alike and now.saved - last.saved <= _GOES_ON


def _has_most_of(before: str, now: str) -> bool:
    """Say whether a text goes on from one before, or has all but a few of its words."""
    words_before = before.split()
    gone = (Counter(words_before) - Counter(now.split())).total()
    return now.startswith(before) or gone <= min(_FEW_WORDS, len(words_before) // _SMALL_PART)


def names_of(owner: Owner) -> tuple[str, ...]:
    """Return the names of the inputs of an answer or a tick."""
    return (owner.name,) if isinstance(owner, Tick) else owner.names


def _address(owner: Owner) -> str:
    return owner.name if isinstance(owner, Tick) else owner.address
