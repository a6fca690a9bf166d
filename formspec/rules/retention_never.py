"""The day from which a record is kept is given in every submission.

A record without it would never be due, and would be kept for ever without anybody having decided that.

Warns::

    retention:
      keep: 6 years
      from: visit.ended   # <- retention-never
      decided-by: The Head
    questions:
      - id: ended
        label: When did the placement end?
        kind: date

Passes::

    retention:
      keep: 6 years
      from: visit.ended
      decided-by: The Head
    questions:
      - id: ended
        label: When did the placement end?
        kind: date
        required: true
"""

from collections.abc import Iterator

from formspec.addresses import Named
from formspec.model import Column
from formspec.problem import Problem
from formspec.rules.retention_start import start_column
from formspec.written import Written, warning

ID = "retention-never"
_THEN = "and a record without it is never due"


def check(written: Written) -> Iterator[Problem]:
    """Yield the beginning of the time that records are kept where the day may be missing from a submission."""
    retention, column = written.spec.retention, start_column(written)
    named = written.addresses.get(retention.from_) if retention else None
    why = _why(named, column) if named and column else ""
    if retention and why:
        message = f"“{retention.from_}” {why}, {_THEN}: require it of everybody, or write “from: submitted”."
        yield warning(written.place(retention, "from"), ID, message)


def _why(named: Named, column: Column) -> str:
    """Return how an answer may be missing, "" where it never is."""
    question = named.question
    if named.section.when or column.when or (question and question.when):
        return "is asked in some cases only"
    if column.could_not_find_out:
        return "may be marked as “could not find out”"
    return "" if column.required else "may be left out"
