"""Which section and which question of the new version is which of the old, and where it stands now.

Here lives the finding and the applying of that: added, removed, renamed, moved, split, merged, put in another order.
What differs within a section or question lives in `contents`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from formspec.diff.change import Difference, Sort
from formspec.diff.flat import Flat
from formspec.model import Question, Section
from formspec.sources import Sources, Traced

SECTION, QUESTION = "section", "question"
GONE = frozenset({"removed", "merged"})
COME = frozenset({"added", "split"})


@dataclass(frozen=True, slots=True)
class Placing:
    """What continues what: new addresses with the old ones, of sections and of questions."""

    sections: dict[str, str]
    questions: dict[str, str]

    def home(self, address: str) -> str | None:
        """Return what a section or a question was, None when it is new."""
        return self.sections.get(address) if "." not in address else self.questions.get(address)

    @property
    def renamed(self) -> dict[str, str]:
        """The new addresses of what has another one, by the old."""
        both = [*self.sections.items(), *self.questions.items()]
        return {old: new for new, old in both if old != new}


def placing(new: Flat, found: Sources) -> Placing:
    """Return what continues what. Where two claim the same, it is the one with its name, or else the first."""
    sections = _Pairing(new.sections, found.sections, lambda each, _: each).pairs
    questions = _Pairing(new.questions, found.questions, lambda each, pairs: _own(each, sections, pairs)).pairs
    return Placing(sections, questions)


def _own(address: str, sections: Mapping[str, str], questions: Mapping[str, str]) -> str:
    """Return what a question is called in the old version while only what it stands in has another name."""
    within, _, name = address.rpartition(".")
    above = sections.get(within) or questions.get(within)
    return f"{above}.{name}" if above else ""


class _Pairing:
    """Pairs what is in the new version with what it continues, each old part once.

    What has the name that it had comes first, then, from the outermost in, what says that it was something.
    """

    def __init__(self, new: Iterable[str], found: Traced, own: Callable[[str, Mapping[str, str]], str]) -> None:
        self.pairs: dict[str, str] = {}
        self._found, self._own, self._taken = found, own, set[str]()
        listed = list(new)
        self._named(listed)
        for depth in sorted({each.count(".") for each in listed}):
            level = [each for each in listed if each.count(".") == depth]
            self._named(level)
            self._said(level)

    def _named(self, new: Iterable[str]) -> None:
        for each in new:
            name = self._own(each, self.pairs)
            if name in self._found.was(each):
                self._pair(each, name)

    def _said(self, new: Iterable[str]) -> None:
        for each in new:
            self._pair(each, next(iter(self._found.was(each)), ""))

    def _pair(self, new: str, old: str) -> None:
        if old and new not in self.pairs and old not in self._taken:
            self.pairs[new] = old
            self._taken.add(old)


def structural(old: Flat, new: Flat, found: Sources, placed: Placing) -> Iterator[Difference]:
    """Yield how the sections and questions of two versions are placed otherwise."""
    yield from _gone(SECTION, old.sections, placed.sections, found.sections)
    yield from _gone(QUESTION, old.questions, placed.questions, found.questions)
    yield from _Container("", SECTION, placed.sections, found.sections, (old, new)).differences("")
    for address in (*new.sections, *new.questions):
        if address in new.order:
            home = placed.home(address)
            container = _Container(address, QUESTION, placed.questions, found.questions, (old, new))
            yield from container.differences(home)


def _gone(
    noun: str, olds: Mapping[str, Section | Question], pairs: Mapping[str, str], found: Traced
) -> Iterator[Difference]:
    kept = set(pairs.values())
    for address, part in olds.items():
        if address in kept:
            continue
        into = next((each for each in found.became(address) if each in pairs), "")
        sort: Sort = "merged" if into else "removed"
        yield Difference(sort=sort, noun=noun, address=into or address, was=address if into else "", before=part)


@dataclass(frozen=True, slots=True)
class _Container:
    """What stands in one section or group of the new version, or, at "", its sections."""

    address: str
    noun: str
    pairs: Mapping[str, str]
    found: Traced
    both: tuple[Flat, Flat]

    def differences(self, home: str | None) -> Iterator[Difference]:
        """Yield what has come into it, and in which order what stayed stands; `home` is what it was."""
        old, new = self.both
        follows = ""
        stayed: list[str] = []
        for address in new.order[self.address]:
            was = self.pairs.get(address)
            if was is None:
                yield self._come(address, follows)
            elif home is None or old.parent(was) != home:
                yield Difference(sort="moved", noun=self.noun, address=address, was=was, follows=follows)
            else:
                stayed.append(address)
                if was.rpartition(".")[2] != address.rpartition(".")[2]:
                    yield Difference(sort="renamed", noun=self.noun, address=address, was=was)
            follows = address
        stood = sorted(stayed, key=lambda each: old.order[home or ""].index(self.pairs[each]))
        if stood != stayed:
            moved = tuple(stood), tuple(stayed)
            yield Difference(sort="reordered", noun=self.noun, address=self.address, before=moved[0], after=moved[1])

    def _come(self, address: str, follows: str) -> Difference:
        new = self.both[1]
        part = new.sections[address] if self.noun == SECTION else new.questions[address]
        was = next(iter(self.found.was(address)), "")
        sort: Sort = "split" if was else "added"
        return Difference(sort=sort, noun=self.noun, address=address, was=was, after=part, follows=follows)


def replaced(old: Flat, differences: Iterable[Difference]) -> Flat:
    """Return the old version with its sections and questions where these differences put them."""
    told = [each for each in differences if each.noun in {SECTION, QUESTION}]
    where = _where(old, told)
    come = {each.address: each.after for each in told if each.sort in COME}
    kept = {was: now for was, now in where.items() if was in old.sections}
    asked = {was: now for was, now in where.items() if was in old.questions}
    sections = {now: replace(old.sections[was], id=now) for was, now in kept.items()}
    questions = {now: replace(old.questions[was], id=now.rpartition(".")[2]) for was, now in asked.items()}
    sections |= {address: part for address, part in come.items() if isinstance(part, Section)}
    questions |= {address: part for address, part in come.items() if isinstance(part, Question)}
    order = _ordered(old, told, where)
    return Flat(old.head, sections, {each: questions[each] for each in _from_outside(order, "")}, order)


def _from_outside(order: Mapping[str, tuple[str, ...]], within: str) -> Iterator[str]:
    """Yield the questions of a section or group, or of all sections, each before those that stand in it."""
    for address in order.get(within, ()):
        if within:
            yield address
        yield from _from_outside(order, address)


def _where(old: Flat, told: list[Difference]) -> dict[str, str]:
    """Return the new address of everything that is still there."""
    gone = {each.was or each.address for each in told if each.sort in GONE}
    said = {each.was: each.address for each in told if each.sort in {"renamed", "moved"}}
    where: dict[str, str] = {}
    for was in (*old.sections, *old.questions):
        if was in gone:
            continue
        above, _, name = was.rpartition(".")
        where[was] = said.get(was) or (f"{where[above]}.{name}" if above else was)
    return where


def _ordered(old: Flat, told: list[Difference], where: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the order in every container: who stayed, as they stood or as is told, and who came behind whom."""
    come = [each for each in told if each.sort in COME or each.sort == "moved"]
    moved = {each.address for each in come}
    orders: dict[str, list[str]] = {"": []}
    for within in old.order:
        for was in old.order[within]:
            now = where.get(was)
            if now is not None and now not in moved:
                orders.setdefault(now.rpartition(".")[0], []).append(now)
    for each in told:
        if each.sort == "reordered" and isinstance(each.after, tuple):
            orders[each.address] = list(each.after)
    for each in come:
        listed = orders.setdefault(each.address.rpartition(".")[0], [])
        listed.insert(listed.index(each.follows) + 1 if each.follows else 0, each.address)
    return {within: tuple(listed) for within, listed in orders.items()}
