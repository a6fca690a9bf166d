"""How the columns of a form differ, which its sections, groups and questions share.

Here lives what a change of shared columns means to whoever has them: it is told once, where they stand, and only what
a section or question has otherwise is told there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace

from formspec.diff.change import Difference
from formspec.diff.record import Origins, compared, id_of, joined, origins_of, paired, placed
from formspec.logic import Check
from formspec.model import Column, Option

COLUMN, OWN = "column", "columns"
Columns = tuple[Column, ...]


def following(own: Columns, old: Columns, new: Columns) -> Columns:
    """Return what somebody's columns come to when the shared ones, as they have them, become others.

    What they have otherwise stays so; whoever has columns of their own is not touched.
    """
    if not old or [each.id for each in own] != [each.id for each in old]:
        return own
    first = paired(origins_of(COLUMN, old, new)).first
    mine, theirs = ({each.id: each for each in some} for some in (own, old))
    return tuple(
        _merged(mine[first[each.id]], theirs[first[each.id]], each) if each.id in first else each for each in new
    )


def _merged(mine: Column, theirs: Column, now: Column) -> Column:
    """Return a shared column as it is now, with what somebody had otherwise than it was."""
    own = {each.name: getattr(mine, each.name) for each in fields(Column) if each.compare}
    return replace(now, **{name: value for name, value in own.items() if value != getattr(theirs, name)})


def compared_columns(within: str, old: Columns, expected: Columns, new: Columns) -> Iterator[Difference]:
    """Yield how columns differ from what is expected of them, in terms of what they were.

    Where they have the ids that they had, and those of all others have others, they do not follow the others.
    """
    ids = tuple(each.id for each in new)
    if ids == tuple(each.id for each in old) != tuple(each.id for each in expected):
        yield Difference(sort="kept", noun=COLUMN, address=within, key=OWN, before=ids, after=ids)
        expected = old
    had = {each.id: each for each in old}
    pairs = paired(_origins(expected, new))
    before, after = ({id_of(COLUMN, each): each for each in some} for some in (expected, new))
    for each in placed(COLUMN, within, before, after, pairs):
        yield _told(each, within, had, before)
    for name, was in pairs.first.items():
        for each in compared(COLUMN, joined(within, name), before[was], after[name]):
            own = had.get(was)
            yield _valued(each, own) if each.address == joined(within, name) else _nested(each, own)


def _origins(expected: Columns, new: Columns) -> Origins:
    """Return what each column continues; an answer goes on as the answer, without columns and with them."""
    origins = dict(origins_of(COLUMN, expected, new))
    own, before = answer_of(new), answer_of(expected)
    taken = {name for names in origins.values() for name in names}
    if own and before and not origins[own.id] and before.id not in taken:
        plain = not own.id or not before.id
        origins[own.id] = (before.id,) if plain or own.role == before.role == "answer" else ()
    return origins


def answer_of(columns: Sequence[Column]) -> Column | None:
    """Return the column with the answer, or else the first."""
    found = (each for each in columns if each.role == "answer")
    return next(found, columns[0] if columns else None)


def _told(each: Difference, within: str, had: dict[str, Column], expected: dict[str, Column]) -> Difference:
    """Return a coming or going in terms of what was there before."""
    name = (each.was or each.address).removeprefix(within).removeprefix(".")
    return _in_terms_of(each, name, had) if name in expected or each.sort == "added" else each


def _nested(each: Difference, own: Column | None) -> Difference:
    """Return a difference of an option or a check of a column in terms of what the column had before."""
    if own is None:
        return each
    had: dict[str, Option] | dict[str, Check]
    had = (
        {part.value: part for part in own.options} if each.noun == "option" else {part.id: part for part in own.checks}
    )
    name = (each.was or each.address).rpartition(".")[2]
    return _valued(each, had.get(name)) if each.key else _in_terms_of(each, name, had)


def _in_terms_of(each: Difference, name: str, had: Mapping[str, object]) -> Difference:
    if each.sort in {"removed", "merged"} and name not in had:
        return replace(each, sort="spared")
    if each.sort == "added" and had.get(name) == each.after:
        return replace(each, sort="kept")
    return each


def _valued(each: Difference, was: object) -> Difference:
    """Return a difference of a value in terms of what it was before."""
    if was is None or not each.key:
        return each
    before = getattr(was, each.key.replace("-", "_"))
    return replace(each, before=before, sort="kept" if before == each.after else "changed")
