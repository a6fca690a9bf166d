"""The table with one row an answer, of any forms together: what was asked, how it stands, and what was answered.

Here lives that table alone. The column `state` tells *not asked* from *not answered*, and both from a reason why
something could not be found out, which stands in the place of the answer.
"""

from collections.abc import Iterator

from engine.export.columns import EVIDENCE_SEEN
from engine.export.given import Given, Submission
from engine.export.table import MIDDLE, NARROW, WIDE, Heading, Row, Table
from engine.form import Cell
from engine.row_words import row_words
from engine.wording import first_paragraph

_HEADINGS = (
    Heading("submission", "Submission", MIDDLE),
    Heading("form", "Form", MIDDLE),
    Heading("version", "Version", NARROW),
    Heading("submitted", "Submitted", MIDDLE),
    Heading("about", "About", MIDDLE),
    Heading("section", "Section", MIDDLE),
    Heading("address", "Address", MIDDLE),
    Heading("row", "Row", NARROW),
    Heading("question", "Question", WIDE),
    Heading("column", "Column", MIDDLE),
    Heading("role", "Role", NARROW),
    Heading("kind", "Kind", NARROW),
    Heading("state", "State", MIDDLE),
    Heading("answer", "Answer", WIDE),
)
_EVIDENCE = "evidence"


def answers_table() -> Table:
    """Return the table; submissions of every form may be in it."""
    return Table("Answers", _HEADINGS, _rows)


def _rows(submission: Submission) -> Iterator[Row]:
    spec = submission.form.spec
    titles = {section.id: section.title for section in spec.sections}
    about = submission.text("name", "about") or None
    first: Row = [submission.text("id"), spec.form, spec.version, submission.submitted, about]
    for given in submission.given():
        yield [*first, titles[given.owner.section], *_answer(given, submission)]


def _answer(given: Given, submission: Submission) -> Row:
    owner = given.owner
    row = row_words(submission.told, given.address) if owner.rows else ""
    asked = submission.question(owner)
    if isinstance(owner, Cell):
        label = first_paragraph(submission.told.filled(owner.column.label, owner.rows)) if owner.column.id else ""
        of_column: Row = [label or None, owner.column.role or None, owner.column.kind]
    else:
        label = submission.told.filled(owner.prompt.text, owner.rows)
        of_column = [f"{EVIDENCE_SEEN}: {label}", _EVIDENCE, _EVIDENCE]
    return [given.address, row or None, asked, *of_column, given.standing.value, given.value]
