"""What `engine.validate` finds and the published schema of a submission cannot say.

Here lives the list: the rules that `engine.saying` has no words for, and what the shapes of answers leave over. A
document that has none of these faults is judged alike by both.
"""

from collections.abc import Iterator
from functools import lru_cache

from engine.envelope import submission_members
from engine.form import Cell, Form
from engine.rows import one_row_each
from engine.saying.demand import Pairs
from engine.saying.rules import rules_of
from formspec.model import Column

_LEFT_OVER = {
    "decimal": ("not-a-number", "too-precise"),
    "choice": ("not-an-option",),
    "scale": ("not-an-option",),
    "yes-no": ("not-an-option",),
}
"""The faults of what a shape's schema accepts beside it, by kind; that of other kinds is malformed."""
_SAID = "These rules of the form cannot be said in JSON Schema, and formspec validate checks them besides:"


@lru_cache(maxsize=64)
def unsaid(form: Form) -> Pairs:
    """Return the faults that a document accepted by the schema may have: addresses without rows, with the code."""
    found = {fault for rule in rules_of(form) if not rule.is_said for fault in rule.faults}
    found |= {fault for cell in form.lay(one_row_each(form.spec)).cells for fault in _of_cell(cell)}
    found |= {(name, "malformed") for name, shape in submission_members(form).items() if shape.unsaid}
    return frozenset(found)


def description(form: Form) -> str:
    """Return what the schema of a form leaves unsaid, one rule a line; "" when it says every rule."""
    lines = [f"{rule.address}: {rule.what}" for rule in rules_of(form) if not rule.is_said and rule.faults]
    return "\n".join([_SAID, *dict.fromkeys(lines)]) if lines else ""


def _of_cell(cell: Cell) -> Iterator[tuple[str, str]]:
    if cell.kind.shape(cell.column, complete=True).unsaid:
        codes = _of_text(cell.column) if cell.kind.reader == "text" else _LEFT_OVER.get(cell.kind.name, ("malformed",))
        yield from ((cell.template, code) for code in codes)
    if cell.reason:
        yield cell.template, "too-long"
    if cell.override:
        yield cell.template, "not-an-option"


def _of_text(column: Column) -> Iterator[str]:
    yield "too-long"
    if (column.min_length or 0) > 1:
        yield "too-short"
    if column.check_character:
        yield "check-character"
