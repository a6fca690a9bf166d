"""Which rows of a new version the rows of an old one become.

Here lives that question alone. A row that a person added keeps its id; where two groups become one, the rows of the
second get ids that are free. In a group whose rows are counted they go by their order. What stood in no row begins one.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass, field

from engine.carry.units import Within
from engine.form import Form
from engine.rows import MOST_ROWS, concrete, in_order
from formspec.addresses import placed
from formspec.model import Group
from formspec.sources import Sources

Rows = dict[str, str]
"""The id of a row of each group that something stands in, by the group's address without rows."""


@dataclass(frozen=True, slots=True)
class _Came:
    """The row of an old version that a row comes from: its group (with rows, and without), and its id."""

    group: str = ""
    template: str = ""
    id: str = ""


@dataclass(slots=True)
class _Given:
    """The ids that the rows of one group have been given, by where they come from, and which of them are there."""

    group: str
    ids: dict[_Came, str] = field(default_factory=dict)
    there: set[str] = field(default_factory=set)


class NewRows:
    """The rows of the new version in the making."""

    def __init__(self, old: Form, new: Form, sources: Sources, marked: Container[str]) -> None:
        """Begin with none; `marked` are the names of the old entries."""
        self._standing = old.rows
        self._marked = marked
        self._sources = sources
        self._within = {each.address: each.groups for each in placed(new.spec)}
        self._groups = {
            each.address: each.question.group for each in placed(new.spec) if each.question.group is not None
        }
        self._former = {
            each.address: each.question.group for each in placed(old.spec) if each.question.group is not None
        }
        self._given: dict[str, _Given] = {}

    def found(self, question: str, rows: Within, *, stands: bool) -> Rows | None:
        """Return the rows in which something of a question stands, those of a group itself too; None for no room."""
        return self._found(self._around(question), rows, stands=stands)

    def is_group(self, question: str) -> bool:
        """Say whether a question of the new version has rows."""
        return question in self._groups

    def is_own(self, question: str, rows: Within) -> bool:
        """Say whether the groups that a question stands in go on from those of these old rows."""
        was, groups = self._sources.questions.was, self._around(question)
        return [old for old, _ in rows] == [next(iter(was(new)), "") for new in groups]

    def _around(self, question: str) -> tuple[str, ...]:
        itself = (question,) if question in self._groups else ()
        return (*self._within.get(question, ()), *itself)

    def row_from(self, rows: Within) -> str:
        """Return the address of a row that anything of an old row went to, "" when nothing did."""
        came = [*self._came(rows)][-1]
        return next((f"{group}.{given.ids[came]}" for group, given in self._given.items() if came in given.ids), "")

    def layout(self) -> dict[str, tuple[str, ...]]:
        """Return all rows that were given, by the addresses of their groups."""
        return {group: tuple(in_order([*given.ids.values()])) for group, given in self._given.items()}

    def markers(self) -> Iterator[str]:
        """Yield the names of the entries that say that rows are there, where that is for a person to say."""
        for address, given in self._given.items():
            if not _is_counted(self._groups[given.group]):
                unsaid = self._unsaid(given)
                yield from (f"{address}.{row}" for row in in_order([*given.there - unsaid]))

    def _unsaid(self, given: _Given) -> set[str]:
        """Return the rows of a group that nobody added, and that are there because it has so many at least."""
        from_one = len({came.group for came in given.ids}) == 1
        former = self._former.get(next(iter(given.ids)).template)
        if not from_one or former is None or _is_counted(former) or former.least > self._groups[given.group].least:
            return set()
        return {row for came, row in given.ids.items() if f"{came.group}.{came.id}" not in self._marked}

    def _came(self, rows: Within) -> Iterator[_Came]:
        within: Rows = {}
        for template, row in rows:
            yield _Came(concrete(template, within), template, row)
            within[template] = row

    def _found(self, groups: tuple[str, ...], rows: Within, *, stands: bool) -> Rows | None:
        found: Rows = {}
        left = list(self._came(rows))
        for at, group in enumerate(groups):
            came = self._match(group, groups[at + 1 :], left)
            row = self._row(group, concrete(group, found), came, stands=stands)
            if row is None:
                return None
            found[group] = row
        return found

    def _match(self, group: str, inner: tuple[str, ...], left: list[_Came]) -> _Came:
        """Return the old row that a row of a group comes from, and take it and those around it off the list."""
        was = self._sources.questions.was
        own = next((at for at, each in enumerate(left) if each.template in was(group)), None)
        if own is None:
            taken = {name for each in inner for name in was(each)}
            own = 0 if left and left[0].template not in taken else None
        if own is None:
            return _Came()
        came = left[own]
        del left[: own + 1]
        return came

    def _row(self, group: str, address: str, came: _Came, *, stands: bool) -> str | None:
        given = self._given.setdefault(address, _Given(group))
        if came not in given.ids:
            row = self._new_row(group, given, came)
            if row is None:
                return None
            given.ids[came] = row
        if stands:
            given.there.add(given.ids[came])
        return given.ids[came]

    def _new_row(self, group: str, given: _Given, came: _Came) -> str | None:
        """Return the id of a row: its own where that is free, else the first number that is."""
        model, taken = self._groups[group], {*given.ids.values()}
        if not _is_counted(model):
            return came.id if came.id and came.id not in taken else _free(taken, MOST_ROWS)
        own = self._number(came)
        if own is None:
            return None
        most = model.exactly or MOST_ROWS
        if own > most or str(own) not in taken:
            return str(own) if own <= most else None
        return _free(taken, most)

    def _number(self, came: _Came) -> int | None:
        """Return which row of its group an old one was, counted from 1; None for one that was taken away."""
        if not came.id:
            return 1
        if _is_counted(self._former[came.template]):
            return int(came.id) if came.id.isascii() and came.id.isdigit() else None
        there = self._standing.get(came.group, ())
        return there.index(came.id) + 1 if came.id in there else None


def _is_counted(group: Group) -> bool:
    return group.exactly is not None or bool(group.as_many_as)


def _free(taken: set[str], most: int) -> str | None:
    return next((str(number) for number in range(1, most + 1) if str(number) not in taken), None)
