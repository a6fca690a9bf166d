"""The rows that paper has room for, in groups that have none yet.

Here lives how many they are, and nothing of how they look.
"""

from collections.abc import Iterator

from engine.form import Form
from engine.rows import MOST_ROWS, numbers
from formspec.model import Group, Question, Spec

_BLANK_ROWS = 3


def blank_rows(form: Form) -> dict[str, tuple[str, ...]]:
    """Return rows to be written in, for every group of a blank form."""
    return dict(_blank_rows_within(form.spec))


def rows_with_room(form: Form) -> dict[str, tuple[str, ...]]:
    """Return the rows that there are, and rows to be written in for every group that has none."""
    rows = dict(form.rows)
    for address, laid in form.groups.items():
        group = laid.question.group
        if group is not None and not laid.row_ids:
            rows[address] = numbers(_blank_count(group))
            for row in rows[address]:
                rows |= dict(_blank_groups(group.questions, f"{address}.{row}"))
    return rows


def _blank_rows_within(spec: Spec) -> Iterator[tuple[str, tuple[str, ...]]]:
    for section in spec.sections:
        yield from _blank_groups(section.questions, section.id)


def _blank_groups(questions: tuple[Question, ...], within: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for question in questions:
        if question.group is None:
            continue
        address = f"{within}.{question.id}"
        ids = tuple(str(number) for number in range(1, _blank_count(question.group) + 1))
        yield address, ids
        for row_id in ids:
            yield from _blank_groups(question.group.questions, f"{address}.{row_id}")


def _blank_count(group: Group) -> int:
    if group.exactly is not None:
        return min(group.exactly, MOST_ROWS)
    return max(group.least, min(group.most, _BLANK_ROWS))
