"""A form that begins with the answers of an earlier submission.

Here lives what such a beginning leaves out: nobody has come, looked, signed, decided or completed anything yet, or said
why a warning is overridden. The words of everything else are carried, to begin with.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from engine.carried import AGAIN, LEFT, Carried
from engine.carry import carry_through
from engine.carry.settling import names_at
from engine.form import Cell, Form, Tick

_SIGNED = frozenset({"signature", "declaration"})
_WHEN = frozenset({"date", "date-time", "time"})
_DECIDED = frozenset({"outcome", "reasons"})
_SIGN = "This has to be declared anew."
_SAY_AGAIN = "Say why again, if the warning is given again."
_DAY = "This has another day or time now."
_DECIDE = "This has to be decided anew."
_WHO = "Say who completes this one."
_LOOK = "This has to be looked at again before it is ticked."
_COMPLETE = "This part is to be completed again."


def begun_with(forms: Sequence[Form], entries: Mapping[str, str], *, today: date | None = None) -> Carried:
    """Return the entries of an earlier submission, carried as what a new one begins with."""
    carried = carry_through(forms, entries, today=today)
    form = forms[-1].own.of(carried.entries)
    kept, report, left = dict(carried.entries), list(carried.report), dict(carried.left)
    for at, step in enumerate(report):
        note = "" if step.sort == LEFT else _why_not(form, step.address)
        gone = [name for name in names_at(form, step.address) if name in kept] if note else []
        if gone:
            kept = {name: text for name, text in kept.items() if name not in gone}
            left |= {name: entries[name] for name in step.names}
            report[at] = replace(step, sort=AGAIN, note=note)
    return Carried(kept, tuple(report), left)


def _why_not(form: Form, address: str) -> str:
    """Return why what stands at an address is not begun with, "" where it is."""
    return next(_reasons(form, address), "")


def _reasons(form: Form, address: str) -> Iterator[str]:
    owner = form.by_address.get(address) or form.tables.owners.get(address)
    if isinstance(owner, Cell):
        yield from _reasons_of(form, owner)
    elif isinstance(owner, Tick):
        yield _LOOK
    if address in form.reasons:
        yield _SAY_AGAIN
    if address in form.seals:
        yield _COMPLETE


def _reasons_of(form: Form, cell: Cell) -> Iterator[str]:
    by = form.spec.completed_by
    if cell.kind.name in _SIGNED:
        yield _SIGN
    if by is not None and form.cell(by.question) is cell:
        yield _WHO
    if cell.column.role in _DECIDED:
        yield _DECIDE
    if cell.kind.name in _WHEN:
        yield _DAY
