"""An example of a form's submission: complete, valid, and plainly an example.

Here lives the filling in. What an answer of each kind looks like lives in the kinds.
"""

from datetime import UTC, datetime

from engine.document import submission
from engine.form import SEEN, Form
from engine.json_value import JsonObject

SUBMITTED = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)


def example(form: Form) -> JsonObject:
    """Return a valid submission with every question answered and every evidence prompt ticked."""
    return submission(form, example_entries(form), id="example", submitted=SUBMITTED)


def example_entries(form: Form) -> dict[str, str]:
    """Return the entries of the example."""
    entries = {tick.name: SEEN for tick in form.ticks}
    for cell in form.cells:
        value = cell.kind.example(cell.column)
        entries |= {cell.address + suffix: text for suffix, text in cell.kind.spread(cell.column, value).items()}
    return entries
