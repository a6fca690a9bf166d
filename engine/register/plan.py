"""What an import would do to a register, row by row, before anything is done.

Here lives which entry a row is of, and what would become of it: `new`, `changed`, `same`, or `doubtful` and `wrong`,
which are left out. The plan has a fingerprint, so that what was looked at is what is done.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from engine.canonical import digest
from engine.register.details import FIELDS, Details, Field, changed, followed, read
from engine.register.sheet import Row
from engine.subject import subject_key

Sort = Literal["new", "changed", "same", "doubtful", "wrong"]
SORTS: tuple[Sort, ...] = ("new", "changed", "same", "doubtful", "wrong")
_COLUMN = {each.name: each.column for each in FIELDS}


@dataclass(frozen=True, slots=True)
class Planned:
    """What would become of a row: `details` are what its entry would say, `before` what it says now, None if new.

    `entry` is the id of the entry, "" for a new one; `why` says what is doubtful or wrong.
    """

    line: int
    sort: Sort
    entry: str
    details: Details
    before: Details | None = None
    why: tuple[str, ...] = ()

    @property
    def changes(self) -> tuple[Field, ...]:
        """The fields that would change."""
        return changed(self.before, self.details) if self.before else ()


def planned(rows: Iterable[Row], known: Mapping[str, Details]) -> tuple[Planned, ...]:
    """Return what would become of each row, given the entries that there are, by their ids."""
    plan = _Plan(known)
    return tuple(plan.row(each) for each in rows)


def fingerprint(plan: Sequence[Planned]) -> str:
    """Return what tells one plan from every other one."""
    return digest({"rows": [[each.line, each.sort, each.entry, *each.details.texts().values()] for each in plan]})


class _Plan:
    """A plan in the making: who has which name, and which row has taken which entry or name."""

    def __init__(self, known: Mapping[str, Details]) -> None:
        self._known = known
        self._owner = {key: entry for entry, details in known.items() for key in details.keys}
        self._lines: dict[str, int] = {}
        self._named: dict[str, int] = {}

    def row(self, row: Row) -> Planned:
        """Return what would become of a row."""
        entry, doubts = self._entry(row)
        before = self._known.get(entry)
        details, faults = read(_known_by(row, before), before)
        if faults:
            return Planned(
                row.line, "wrong", entry, details, before, tuple(_told(row, *each) for each in faults.items())
            )
        details = followed(before, details).called_also(_called(row, before)) if before else details
        doubts = doubts or self._clashes(details, entry)
        if doubts:
            return Planned(row.line, "doubtful", entry, details, before, doubts)
        self._take(row.line, entry, details)
        made = Planned(row.line, "changed", entry, details, before)
        if before is None:
            return replace(made, sort="new")
        return made if made.changes else replace(made, sort="same")

    def _entry(self, row: Row) -> tuple[str, tuple[str, ...]]:
        """Return the entry that a row is of, "" for none yet, and what is doubtful about that."""
        if row.id in self._known:
            return row.id, ()
        names = (row.typed.get("name", ""), *row.typed.get("other_names", "").splitlines())
        found = sorted({self._owner[key] for key in map(subject_key, names) if key in self._owner})
        return (found[0], ()) if len(found) == 1 else ("", self._several(found))

    def _several(self, found: Sequence[str]) -> tuple[str, ...]:
        if not found:
            return ()
        names = " and ".join(f"“{self._known[each].name}”" for each in found)
        return (f"Its names are those of {names}: merge these first, or take out the names that are not its own.",)

    def _clashes(self, details: Details, entry: str) -> tuple[str, ...]:
        """Return what keeps a row from having its entry or its names: another entry, or a row before."""
        if entry in self._lines:
            return (f"Line {self._lines[entry]} is of the same entry.",)
        others = {self._owner[key] for key in details.keys if self._owner.get(key, entry) != entry}
        if others:
            return self._several(sorted({entry, *others} - {""}))
        line = next((self._named[key] for key in sorted(details.keys) if key in self._named), 0)
        return (f"Line {line} has the same name.",) if line else ()

    def _take(self, line: int, entry: str, details: Details) -> None:
        self._named |= dict.fromkeys(details.keys, line)
        if entry:
            self._lines[entry] = line


def _known_by(row: Row, before: Details | None) -> Mapping[str, str]:
    """Return what was typed, with the name that an entry has where a row that gives no id calls it by one of its names.

    To write a name otherwise than it is, a row says by the id which entry it is of.
    """
    return {**row.typed, "name": before.name} if before and _called(row, before) else row.typed


def _called(row: Row, before: Details) -> tuple[str, ...]:
    """Return the name of an entry that a row calls it by, as the entry spells it; nothing where the row gives an id."""
    key = subject_key(row.typed.get("name", ""))
    return () if row.id else tuple(each for each in before.names if subject_key(each) == key)


def _told(row: Row, field: str, fault: str) -> str:
    return f"Column {row.columns[field]}, {_COLUMN[field]}: {fault[0].lower()}{fault[1:]}."
