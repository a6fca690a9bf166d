"""Documents of an old version as documents of a new one.

Here lives that way alone. A submission that is complete under the new version becomes a submission again, with the
moment at which it was submitted, and names the one that it stands for; one that is not, becomes a draft, and so does a
draft. What has no place stays with the document, in what is left.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from engine.answers import answers_of
from engine.carried import AGAIN, LEFT, Carried, Carry, Origin, Reissued, Step, origin_of
from engine.carry import carry_through
from engine.carry.settling import names_at
from engine.check import check, state_of
from engine.document import draft, submission
from engine.form import PARTS, Form
from engine.json_value import JsonObject, as_list, as_object, as_text
from engine.kinds.kind import is_blank
from engine.london import day_of
from engine.notes import NOTES
from engine.numbered import renaming
from engine.taking import entries_of

_SUBMITTED = "submitted"
_NOT_ASKED = "This is not asked, because of other answers."


@dataclass(frozen=True, slots=True)
class CarriedDocument:
    """A document of the new version, and what became of each answer of the old one."""

    document: JsonObject
    carried: Carried

    @property
    def complete(self) -> bool:
        """Whether it is a submission, and not a draft."""
        return self.document["status"] == _SUBMITTED


def document_entries(form: Form, document: JsonObject) -> dict[str, str]:
    """Return what was entered for a document that is valid, with the reasons and the parts that it keeps."""
    entries, _ = entries_of(form, document["answers"])
    for warning in map(as_object, as_list(document.get("warnings", []))):
        if "reason" in warning:
            entries[as_text(warning["check"])] = as_text(warning["reason"])
    for part in map(as_object, as_list(document.get(PARTS, []))):
        entries[f"{PARTS}.{as_text(part['id'])}"] = f"{as_text(part['completed'])} {as_text(part['digest'])}"
    return entries


def carry_document(forms: Sequence[Form], document: JsonObject) -> CarriedDocument:
    """Return a valid document of the first of several versions, carried to the last."""
    was_submitted = document["status"] == _SUBMITTED
    moment = datetime.fromisoformat(as_text(document[_SUBMITTED if was_submitted else "saved"]))
    new, today = forms[-1].own, day_of(moment)
    before = document_entries(forms[0].own, document)
    carried = carry_through(forms, before, today=today)
    complete = was_submitted and _is_complete(new, carried, today)
    carried = _with_the_unsaid(new, carried, before, _unsaid(new, carried.entries, today, complete=complete))
    origin = _origin(document, forms, carried, complete=complete)
    name = as_text(document["id"])
    if complete:
        return CarriedDocument(submission(new, carried.entries, id=name, submitted=moment, origin=origin), carried)
    document_now = draft(new, carried.entries, id=name, saved=moment, origin=origin)
    notes: JsonObject = {NOTES: document[NOTES]} if NOTES in document else {}
    return CarriedDocument(document_now | notes, carried)


def _is_complete(new: Form, carried: Carried, today: date) -> bool:
    """Say whether nothing is left to do before what was carried can be submitted."""
    if carried.of(AGAIN) or check(new, carried.entries, complete=True, today=today):
        return False
    return all(advice.reason for advice in state_of(new.of(carried.entries), carried.entries, today).warnings)


def _origin(document: JsonObject, forms: Sequence[Form], carried: Carried, *, complete: bool) -> Origin:
    old, new = forms[0].spec, forms[-1].spec
    before = origin_of(document)
    carries = (*before.carries, Carry(old.version, old.sha256, new.version, carried.report, carried.left))
    stands_for = Reissued(as_text(document["id"]), old.version, as_text(document["digest"])) if complete else None
    return Origin(carries, stands_for or before.reissues)


def _with_the_unsaid(new: Form, carried: Carried, before: Mapping[str, str], unsaid: frozenset[str]) -> Carried:
    """Return what was carried, with all among what is left that a document of it does not hold."""
    laid, report, left = new.of(carried.entries), list(carried.report), dict(carried.left)
    for at, step in enumerate(report):
        own = [name for name in names_at(laid, step.address) if not is_blank(carried.entries.get(name, ""))]
        if step.sort == LEFT or unsaid.isdisjoint(own):
            continue
        left |= {name: before[name] for name in step.names if unsaid.issuperset(own) or _now(step, name) in unsaid}
        if unsaid.issuperset(own) and step.sort != AGAIN:
            report[at] = replace(step, sort=LEFT, address="", note=_NOT_ASKED)
    return Carried(carried.entries, tuple(report), left)


def _now(step: Step, name: str) -> str:
    """Return the name that an old entry has where it stands now."""
    return step.address + name.removeprefix(step.was)


def _unsaid(new: Form, entries: Mapping[str, str], today: date, *, complete: bool) -> frozenset[str]:
    """Return the names of the entries that a document does not hold: what is malformed, or not asked."""
    form, numbers = renaming(new.of(entries))
    given = {now: entries[name] for name, now in numbers.items() if not is_blank(entries.get(name, ""))}
    held = {*entries_of(form, answers_of(form, given, today))[0]}
    if complete:
        held |= {advice.check for advice in state_of(form.of(given), given, today).warnings}
    return frozenset(name for name, now in numbers.items() if now in given and now not in held)
