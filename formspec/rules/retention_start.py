"""The clock of a record starts on the day of submission, or on a day that the form asks for, once.

In a group that repeats there may be several days, or none, and nobody could say from which of them the time runs.

Fails::

    retention:
      keep: 6 years
      from: placement.ended   # <- retention-start
      decided-by: The Head
    questions:
      - id: ended
        label: When did the placement end?
        kind: date
        required: true

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
from formspec.records import SUBMITTED
from formspec.suggest import did_you_mean, short
from formspec.written import Written, error

ID = "retention-start"
_DAYS = frozenset({"date", "date-time"})


def check(written: Written) -> Iterator[Problem]:
    """Yield a beginning that is neither the submission nor one day that the form asks for."""
    retention = written.spec.retention
    if retention is not None and retention.from_ not in {"", SUBMITTED}:
        message = _message(written, retention.from_)
        if message:
            yield error(written.place(retention, "from"), ID, message)


def starts_clock(named: Named) -> bool:
    """Say whether what an address names is one day that a form asks for."""
    return named.column is not None and named.column.kind in _DAYS and not named.groups


def start_column(written: Written) -> Column | None:
    """Return the answer that starts the clock of a form's records, None where the submission does, or nothing can."""
    retention = written.spec.retention
    named = written.addresses.get(retention.from_) if retention else None
    return named.column if named else None


def _message(written: Written, address: str) -> str:
    """Return why an address starts no clock, "" where it does."""
    named, column = written.addresses.get(address), start_column(written)
    if named is None or column is None:
        known = [SUBMITTED, *(at for at, each in written.addresses.table.items() if starts_clock(each))]
        more = did_you_mean(address, known) or " Write submitted, or the address of one that asks for a day."
        return f"There is no question “{short(address)}” in this form.{more}"
    if named.groups:
        return f"“{address}” stands in the group {named.groups[0]}, so there may be several days: name one outside."
    if column.kind not in _DAYS:
        return f"“{address}” is answered with {column.kind}, and no clock starts there: name a date or a date-time."
    return ""
