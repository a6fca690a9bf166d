"""The table with one row a finding: each concern, each further action, and each answer that could not be found out.

Here lives that table alone, of any forms together. What the findings of a submission are stands in its document.
"""

from collections.abc import Iterator
from datetime import date

from engine.export.given import Submission
from engine.export.table import MIDDLE, NARROW, WIDE, Heading, Row, Table
from engine.json_value import JsonObject, as_list, as_object, as_text
from engine.kinds.kind import CNFO
from engine.kinds.numbers import tabled
from engine.partners import BY_WHEN, SEVERITY, WHO, partners_of
from engine.row_words import with_rows

_HEADINGS = (
    Heading("submission", "Submission", MIDDLE),
    Heading("form", "Form", MIDDLE),
    Heading("version", "Version", NARROW),
    Heading("submitted", "Submitted", MIDDLE),
    Heading("about", "About", MIDDLE),
    Heading("finding", "Finding", MIDDLE),
    Heading("section", "Section", MIDDLE),
    Heading("address", "Address", MIDDLE),
    Heading("question", "Question", WIDE),
    Heading("text", "What was written", WIDE),
    Heading("severity", "Severity", MIDDLE),
    Heading("who", "Who", MIDDLE),
    Heading("by-when", "By when", NARROW),
    Heading("asked-by-version", "Asked by version", NARROW),
)
_SORTS = {"concerns": "Concern", "actions": "Further action", CNFO: "Could not find out"}


def findings_table() -> Table:
    """Return the table; submissions of every form may be in it."""
    return Table("Concerns and actions", _HEADINGS, _rows)


def _rows(submission: Submission) -> Iterator[Row]:
    spec, found = submission.form.spec, as_object(submission.document["findings"])
    about = submission.text("name", "about") or None
    first: Row = [submission.text("id"), spec.form, spec.version, submission.submitted, about]
    for name, sort in _SORTS.items():
        for each in map(as_object, as_list(found.get(name, []))):
            yield [*first, sort, *_finding(each, submission)]


def _finding(found: JsonObject, submission: Submission) -> Row:
    address, question, text = (as_text(found[name]) for name in ("address", "question", "text"))
    if "version" in found:
        return [None, address, question, text, None, None, None, tabled(found["version"])]
    titles = {section.id: section.title for section in submission.form.spec.sections}
    due = as_text(found.get(BY_WHEN, ""))
    return [
        titles.get(address.partition(".")[0]),
        address,
        with_rows(submission.told, address, question),
        text,
        _severity(as_text(found.get(SEVERITY, "")), submission, address),
        as_text(found.get(WHO, "")) or None,
        date.fromisoformat(due) if due else None,
        submission.form.spec.version,
    ]


def _severity(option: str, submission: Submission, address: str) -> str | None:
    """Return how bad a concern is, as the option is labelled; None where nobody said."""
    cell = submission.form.by_address.get(address)
    for beside in partners_of(submission.form, cell) if cell and option else ():
        labels = {each.value: each.label for each in submission.told.column(beside).options}
        return labels.get(option, option)
    return option or None
