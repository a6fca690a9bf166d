"""Which rows the groups of a form have, from what was entered.

Here lives the reading of rows alone. A row is known by an id of small letters and digits, which never changes while
rows come and go around it; rows stand in the order of their ids, the shorter ones first. In a group that a person adds
rows to, the entry named by the row's address says `row` while the row is there.
"""

import re
from collections.abc import Iterator, Mapping

from engine.kinds import KINDS
from formspec.model import Column, Group, Question, Spec

ROW = "row"
ROW_ID = "[0-9a-z]{1,16}"
MOST_ROWS = 100
"""The most rows of any group, whatever a number that was entered says."""
_SPARE = 20
"""How many rows more than a group may have are still shown, so that somebody can choose which to remove."""
_ID = re.compile(ROW_ID)


def row_names(spec: Spec) -> re.Pattern[str] | None:
    """Return the pattern that every name of a row, or of something in one, begins with; None when nothing repeats."""
    groups = [f"{section.id}.{each.id}" for section in spec.sections for each in section.questions if each.group]
    return re.compile(f"(?:{'|'.join(map(re.escape, groups))})\\.{ROW_ID}(?:\\.|$)") if groups else None


def rows_of(spec: Spec, entries: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the ids of each group's rows, in order, by the group's address with its own rows in it."""
    marked: dict[str, list[str]] = {}
    for name, text in entries.items():
        if text == ROW:
            group, _, row = name.rpartition(".")
            if _ID.fullmatch(row):
                marked.setdefault(group, []).append(row)
    rows: dict[str, tuple[str, ...]] = {}
    for section in spec.sections:
        rows |= _within(section.questions, section.id, section.id, {}, (spec, entries, marked))
    return rows


def in_order(ids: list[str]) -> list[str]:
    """Return the ids of rows in the order in which they stand."""
    return sorted(ids, key=lambda row: (len(row), row))


def numbers(count: int) -> tuple[str, ...]:
    """Return the ids of so many rows that nobody added: 1, 2, 3."""
    return tuple(str(number) for number in range(1, count + 1))


def most_kept(group: Group) -> int:
    """Return the most rows of a group that a draft keeps."""
    if group.exactly is not None:
        return group.exactly
    return MOST_ROWS if group.as_many_as else group.most + _SPARE


def counted_by(spec: Spec, group: Group | None, context: Mapping[str, str]) -> str:
    """Return the name of the number that a group has as many rows as; "" where they are not counted so."""
    found = _counting(spec, group.as_many_as) if group and group.as_many_as else None
    return concrete(found[0], context) if found else ""


def one_row_each(spec: Spec) -> dict[str, tuple[str, ...]]:
    """Return rows in which every group has one, as an example of all its rows."""
    return {address: ("1",) for section in spec.sections for address in _addresses(section.questions, section.id)}


def _addresses(questions: tuple[Question, ...], within: str) -> Iterator[str]:
    for question in questions:
        if question.group is not None:
            yield f"{within}.{question.id}"
            yield from _addresses(question.group.questions, f"{within}.{question.id}.1")


def concrete(template: str, rows: Mapping[str, str]) -> str:
    """Return an address with the ids of rows put in behind the groups that it passes."""
    address = ""
    walked = ""
    for step in template.split("."):
        walked = f"{walked}.{step}" if walked else step
        address = f"{address}.{step}" if address else step
        if walked in rows and walked != template:
            address = f"{address}.{rows[walked]}"
    return address


Entered = tuple[Spec, Mapping[str, str], Mapping[str, list[str]]]


def _within(
    questions: tuple[Question, ...], within: str, template: str, context: Mapping[str, str], entered: Entered
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for question in questions:
        if question.group is None:
            continue
        address, named = f"{within}.{question.id}", f"{template}.{question.id}"
        ids = _ids(question.group, address, context, entered)
        yield address, ids
        for row in ids:
            inner = {**context, named: row}
            yield from _within(question.group.questions, f"{address}.{row}", named, inner, entered)


def _ids(group: Group, address: str, context: Mapping[str, str], entered: Entered) -> tuple[str, ...]:
    spec, entries, marked = entered
    if group.exactly is not None:
        return numbers(group.exactly)
    if group.as_many_as:
        return numbers(min(_counted(spec, entries, group.as_many_as, context), most_kept(group)))
    ids = in_order(marked.get(address, []))[: most_kept(group)]
    spare = (number for number in numbers(MOST_ROWS) if number not in ids)
    while len(ids) < group.least:
        ids = [*ids, next(spare)]
    return tuple(in_order(ids))


def _counted(spec: Spec, entries: Mapping[str, str], address: str, context: Mapping[str, str]) -> int:
    """Return the whole number that was entered at an address, 0 where there is none or it is malformed."""
    found = _counting(spec, address)
    if found is None:
        return 0
    template, column = found
    number = KINDS[column.kind].parse(column, [entries.get(concrete(template, context), "")]).value
    return max(number, 0) if isinstance(number, int) else 0


def _counting(spec: Spec, address: str) -> tuple[str, Column] | None:
    """Return the answer at an address, with its column: of a question with columns its answer, or else the first."""
    walked, *steps = address.split(".")
    questions = next((each.questions for each in spec.sections if each.id == walked), ())
    while steps:
        step, *steps = steps
        question = next((each for each in questions if each.id == step), None)
        if question is None:
            return None
        walked = f"{walked}.{step}"
        if question.group is None:
            column = _answer(question.columns, *steps)
            return (f"{walked}.{column.id}" if column.id else walked, column) if column else None
        questions = question.group.questions
    return None


def _answer(columns: tuple[Column, ...], named: str = "") -> Column | None:
    if named:
        return next((each for each in columns if each.id == named), None)
    return next((each for each in columns if each.role == "answer"), columns[0] if columns else None)
