"""What is said beside a concern or a further action: how bad it is, who does it, and by when.

Here lives which roles stand beside which, within one question, and what a document keeps of them. What the findings are
is for `engine.document` to say, and how a page shows them for `engine.page`.
"""

from collections.abc import Mapping
from fractions import Fraction

from engine.form import Cell, Form
from engine.json_value import Json
from engine.kinds.please_say import chosen
from engine.shapes import Shape, one_of, words

SEVERITY, WHO, BY_WHEN = "severity", "who", "by-when"
PARTNERS: Mapping[str, tuple[str, ...]] = {"concern": (SEVERITY,), "action": (WHO, BY_WHEN)}
"""The roles that stand beside a role, in the order in which they are read."""


def partners_of(form: Form, cell: Cell) -> tuple[Cell, ...]:
    """Return the cells of the same question that say more of a concern or an action; none for any other cell."""
    laid = form.laid.get(cell.question_address)
    beside = laid.cells if laid is not None else ()
    return tuple(each for role in PARTNERS.get(cell.column.role, ()) for each in beside if each.column.role == role)


def said(cell: Cell, value: Json) -> Json:
    """Return what a document says of a value beside a finding: an option, a name on one line, or a day."""
    if cell.column.role == WHO:
        return cell.kind.caption(cell.column, value)
    return chosen(value) if cell.column.role == SEVERITY else value


def shape_of(cell: Cell) -> Shape:
    """Return the shape of what a document says of an answer beside a finding."""
    if cell.column.role == WHO:
        return words()
    if cell.column.role == SEVERITY:
        return one_of([option.value for option in cell.column.options])
    return cell.kind.shape(cell.column, complete=False)


def rank(cell: Cell, option: str) -> Fraction:
    """Return how bad an option of a severity is, to be compared: its score, or else its place among the options."""
    options = cell.column.options
    for place, each in enumerate(options):
        if each.value == option:
            return Fraction(place) if each.score is None else Fraction(each.score)
    return Fraction(-1)
