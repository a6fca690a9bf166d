"""Carrying forward: what was entered under one version of a form, under another one, with a report.

    units       the old entries, taken apart into what belongs together
    ways        where each of them belongs now, and `rows` in which rows
    fitting     what one answer becomes, and `choosing` what was chosen becomes
    joining     what several answers become together
    answers     carrying the answers, and `beside` what stands beside them
    between     what was what, where the version to carry to came first
    settling    what the new version says to it
    accounting  the last look that nothing is dropped

What a part of the new version was is declared in its spec and read by `formspec.sources`: no mapping is code. Nothing
is dropped. Every old entry that is not blank is in exactly one step of the report, and whatever is not carried as it
was entered is among what is left. The report itself, and how documents keep it, lives in `engine.carried`; carrying
documents lives in `engine.carry.documents`.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from engine.carried import AGAIN, KEPT, LEFT, MAPPED, MOVED, SORTS, Carried, Step
from engine.carry.accounting import accounted
from engine.carry.answers import Answers
from engine.carry.beside import Beside
from engine.carry.between import sources_between
from engine.carry.settling import Settling
from engine.carry.telling import Telling
from engine.carry.units import units_of
from engine.carry.ways import Ways
from engine.form import Form
from formspec.sources import Sources

__all__ = ["AGAIN", "KEPT", "LEFT", "MAPPED", "MOVED", "SORTS", "Carried", "Step", "carry", "carry_through"]


def carry(old: Form, new: Form, entries: Mapping[str, str], *, today: date | None = None) -> Carried:
    """Return what was entered under one version of a form, carried to another.

    Where rules depend on the day, `today` is as in `engine.check`.
    """
    return carry_through([old, new], entries, today=today)


def carry_through(forms: Sequence[Form], entries: Mapping[str, str], *, today: date | None = None) -> Carried:
    """Return what was entered under the first of several versions, carried to the last.

    There are at least two, in the order of their numbers or against it, and each later one says what its parts were in
    the one before. Answers are read under the first and written under the last alone: what a version between them could
    not have held loses nothing on the way.
    """
    old, new = forms[0].own, forms[-1].own
    if old.spec.sha256 and old.spec.sha256 == new.spec.sha256:
        return _unchanged(old, entries, today)
    return _carried(old, new, sources_between(forms), entries, today)


def _carried(old: Form, new: Form, sources: Sources, before: Mapping[str, str], today: date | None) -> Carried:
    units = units_of(old, before, today)
    telling = Telling(units)
    ways = Ways(units, old.of(before), new, sources)
    laid = new.lay(ways.rows.layout()) if new.row_names else new
    entries = Answers(before, laid, sources, telling).carried(units, ways)
    Beside(old.spec, laid, before, entries, telling).carry(units, ways)
    return accounted(before, Settling(old, laid, sources, today).settled(before, entries, telling))


def _unchanged(form: Form, entries: Mapping[str, str], today: date | None) -> Carried:
    """Return the entries as they are, with a report that says so."""
    units = units_of(form, entries, today)
    telling = Telling(units)
    for unit in units:
        telling.went(unit, unit.address)
    return Carried(dict(entries), tuple(step for _, step in telling.told()))
