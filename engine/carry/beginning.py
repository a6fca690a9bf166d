"""A form that begins with the answers of an earlier submission.

Here lives what such a beginning leaves out: nobody has signed it yet, declared anything in it, completed a part of it,
or said why a warning is overridden. Everything else is carried.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from engine.carried import AGAIN, LEFT, Carried
from engine.carry import carry_through
from engine.carry.settling import names_at
from engine.form import Form

_SIGNED = frozenset({"signature", "declaration"})
_SIGN = "This has to be declared anew."
_SAY_AGAIN = "Say why again, if the warning is given again."
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
    cell = form.by_address.get(address)
    if cell is not None and cell.kind.name in _SIGNED:
        yield _SIGN
    if address in form.reasons:
        yield _SAY_AGAIN
    if address in form.seals:
        yield _COMPLETE
