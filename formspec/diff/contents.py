"""What differs within two versions of a form whose sections and questions have been put in the same places.

Here lives the order in which the parts are looked at, in the finding and in the applying, which have to agree.
"""

from collections.abc import Iterator
from dataclasses import replace

from formspec.diff.change import Difference
from formspec.diff.columns import COLUMN, OWN, Columns, compared_columns, following
from formspec.diff.flat import Flat
from formspec.diff.prompts import in_a_row, nested
from formspec.diff.record import Told, compared, compared_lists
from formspec.model import Group, OptionList, Question, Section, Spec

SINGLE = {name: name.replace("-", "_") for name in ("policy", "about", "completed-by", "letter", "retention")}
LISTS = {"parts": "part", "lists": "list", "checks": "check", "outcomes": "outcome", "standards": "standard"}
FORM, GROUP = "form", "group"
Had = dict[str, tuple[Columns, Columns]]
"""The columns that the old version shares in each section and group, and what they are in the new one."""


def within(old: Flat, new: Flat) -> Iterator[Difference]:
    """Yield how the contents of two versions differ; what only one has is no matter here."""
    yield from _head(old.head, new.head)
    had: Had = {"": (old.head.columns, new.head.columns)}
    yield from compared_columns("columns", old.head.columns, old.head.columns, new.head.columns)
    for address, section in new.sections.items():
        was = old.sections.get(address)
        had[address] = (was.columns if was else (), section.columns)
        if was is not None:
            yield from compared("section", address, was, section)
            expected = following(was.columns, *had[""])
            yield from compared_columns(f"{address}.columns", was.columns, expected, section.columns)
    for address, question in new.questions.items():
        before = old.questions.get(address)
        had[address] = (_shared(before), _shared(question))
        if before is not None:
            yield from _question(address, before, question, had[new.parent(address)])


def _shared(question: Question | None) -> Columns:
    return question.group.columns if question and question.group else ()


def _head(old: Spec, new: Spec) -> Iterator[Difference]:
    yield from compared(FORM, FORM, old, new)
    for noun, name in SINGLE.items():
        before, after = getattr(old, name), getattr(new, name)
        if before is not None and after is not None:
            yield from compared(noun, noun, before, after)
        elif before != after:
            sort = "added" if before is None else "removed"
            yield Difference(sort=sort, noun=noun, address=noun, before=before, after=after, within=noun)  # type: ignore[arg-type]
    for name, noun in LISTS.items():
        yield from compared_lists(noun, name, getattr(old, name), getattr(new, name))


def _question(address: str, old: Question, new: Question, shared: tuple[Columns, Columns]) -> Iterator[Difference]:
    yield from compared("question", address, old, new)
    yield from compared_lists("prompt", f"{address}.evidence", in_a_row(old.evidence), in_a_row(new.evidence))
    before, after = _bare(old.group), _bare(new.group)
    if before is not None and after is not None:
        yield from compared(GROUP, address, before, after)
    elif before != after:
        yield Difference(sort="changed", noun="question", address=address, key=GROUP, before=before, after=after)
    now = new.columns if new.group is None else _shared(new)
    place = address if new.group is None else f"{address}.columns"
    own = _own(old, shared, grouped=new.group is not None)
    yield from compared_columns(place, own, following(own, *shared) or own, now)


def _own(old: Question, shared: tuple[Columns, Columns], *, grouped: bool) -> Columns:
    """Return the columns that a question had; one that is now a group, or no longer one, had those of all."""
    if (old.group is not None) is not grouped:
        return shared[0]
    return _shared(old) if grouped else old.columns


def _bare(group: Group | None) -> Group | None:
    return replace(group, columns=(), questions=()) if group else None


def applied(old: Flat, told: Told) -> Flat:
    """Return the contents of a version with their differences applied."""
    lists = told.listed("list", "lists", old.head.lists)
    columns = _offered(told.listed(COLUMN, "columns", old.head.columns), lists)
    had: Had = {"": (old.head.columns, columns)}
    head = _applied_head(old.head, told, lists, columns)
    sections: dict[str, Section] = {}
    for address, section in old.sections.items():
        place = f"{address}.columns"
        expected = _expected(section.columns, following(section.columns, *had[""]), told, place)
        now = _offered(told.listed(COLUMN, place, expected), lists)
        had[address] = (section.columns, now)
        sections[address] = replace(told.applied("section", address, section), columns=now)
    questions: dict[str, Question] = {}
    for address, question in old.questions.items():
        questions[address] = _applied_question(address, question, told, had[old.parent(address)], lists)
        had[address] = (_shared(question), _shared(questions[address]))
    return Flat(head, sections, questions, old.order)


def _applied_head(old: Spec, told: Told, lists: tuple[OptionList, ...], columns: Columns) -> Spec:
    found: dict[str, object] = {}
    for noun, name in SINGLE.items():
        moves, part = told.moves(noun, noun), getattr(old, name)
        found[name] = moves[0].after if moves else None if part is None else told.applied(noun, noun, part)
    for name, noun in LISTS.items():
        found[name] = told.listed(noun, name, getattr(old, name))
    found |= {"lists": lists, "columns": columns}
    return replace(told.applied(FORM, FORM, old), **found)  # type: ignore[arg-type]


def _applied_question(
    address: str, old: Question, told: Told, shared: tuple[Columns, Columns], lists: tuple[OptionList, ...]
) -> Question:
    values = told.values("question", address)
    group = values[GROUP] if GROUP in values else _bare(old.group)
    had = _own(old, shared, grouped=group is not None)
    place = address if group is None else f"{address}.columns"
    own = _expected(had, following(had, *shared) or had, told, place)
    columns = _offered(told.listed(COLUMN, place, own), lists)
    made = replace(
        told.applied("question", address, old),
        evidence=nested(told.listed("prompt", f"{address}.evidence", in_a_row(old.evidence))),
        columns=() if isinstance(group, Group) else columns,
        group=None,
    )
    if not isinstance(group, Group):
        return made
    return replace(made, group=replace(told.applied(GROUP, address, group), columns=columns))


def _expected(own: Columns, followed: Columns, told: Told, place: str) -> Columns:
    """Return what columns are before their differences: as they were, where they are told not to follow the others."""
    return own if OWN in told.values(COLUMN, place) else followed


def _offered(columns: Columns, lists: tuple[OptionList, ...]) -> Columns:
    """Return the columns with the options of the lists that they name."""
    by_id = {each.id: each.options for each in lists}
    return tuple(replace(each, options=by_id[each.shared]) if each.shared in by_id else each for each in columns)
