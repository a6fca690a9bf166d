"""The document of a submission or of a draft: what stands around the answers, and what they come to.

Here live the findings by column role, the outcomes and the warnings, and the seal. The structure of `answers` lives in
`engine.answers`. Whether the entries are right is for `engine.check` to say, before; whether a document that came from
elsewhere is, for `engine.validate`.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime

from engine import nothing
from engine.answers import answers_of
from engine.canonical import digest
from engine.carried import LEFT, NEW, Origin
from engine.check import state_of
from engine.envelope import FORMAT
from engine.form import PARTS, Cell, Form
from engine.json_value import Json, JsonObject, as_text
from engine.kinds.kind import CNFO, Fault
from engine.london import day_of
from engine.notes import NOTES, Note, listed
from engine.numbered import numbered
from engine.partners import partners_of, said
from engine.parts import members
from engine.ruled import checks_of
from engine.rules import State
from engine.rules.state import Advice, Gap
from engine.taking import entries_of
from engine.texts import Told
from engine.wording import question_text

__all__ = ["answers_of", "caption", "draft", "entries_of", "findings", "submission", "timestamp"]


def submission(
    form: Form,
    entries: Mapping[str, str],
    *,
    id: str,  # noqa: A002 (the document's own word)
    submitted: datetime,
    origin: Origin = NEW,
) -> JsonObject:
    """Return the document of a submission, sealed with its digest.

    The entries should have passed `check(…, complete=True)`. `submitted` must know its time zone; it is kept in UTC to
    the second.
    """
    form, entries = numbered(form.own, entries)
    today = day_of(submitted)
    state = state_of(form, entries, today)
    answers = answers_of(form, entries, today)
    document: JsonObject = {
        **_pinned(form, id),
        "status": "submitted",
        "submitted": timestamp(submitted),
        "by": _by(form, entries, state),
        "about": _about(form, entries, state),
        "answers": answers,
        "findings": findings(form, entries, today, origin),
        **_ruled(Told(form, entries, state)),
    }
    if form.spec.parts:
        document[PARTS] = members(form, entries, answers, timestamp(submitted))
    document |= origin.members()
    document["digest"] = digest(document)
    return document


def draft(
    form: Form,
    entries: Mapping[str, str],
    *,
    id: str,  # noqa: A002 (the document's own word)
    saved: datetime,
    origin: Origin = NEW,
    notes: Iterable[Note] = (),
) -> JsonObject:
    """Return the document of a draft, in which nothing need be there yet, with the notes that belong to no question."""
    written = listed(form.own.of(entries), notes)
    form, entries = numbered(form.own, entries)
    today = day_of(saved)
    state = state_of(form, entries, today)
    return {
        **_pinned(form, id),
        "status": "draft",
        "saved": timestamp(saved),
        "by": _by(form, entries, state),
        "about": _about(form, entries, state),
        "answers": answers_of(form, entries, today),
        **({NOTES: written} if written else {}),
        **origin.members(),
    }


def _ruled(told: Told) -> JsonObject:
    """Return what the form's own rules came to; nothing of what the form does not have."""
    form, state = told.form, told.state
    ruled: JsonObject = {}
    if form.spec.outcomes:
        ruled["outcomes"] = outcomes(told)
    if any(check.warns for check in checks_of(form.spec)):
        ruled["warnings"] = [_warning(advice) for advice in state.warnings]
    return ruled


def outcomes(told: Told) -> JsonObject:
    """Return what the outcomes of a form came to, by their ids; those that came to nothing are absent."""
    return {name: _outcome(value, told) for name, value in told.state.outcomes.items()}


def _outcome(value: Json | tuple[Gap, ...], told: Told) -> Json:
    if not isinstance(value, tuple):
        return value
    return [_listed(told, told.form.by_address[each.address], each.text) for each in value]


def _warning(advice: Advice) -> JsonObject:
    said: JsonObject = {"reason": advice.reason} if advice.reason else {}
    return {"check": advice.check, "message": advice.message, **said}


def plain_outcome(found: JsonObject) -> str:
    """Return the option that a document's findings keep as its decision, "" when there is none."""
    given = found.get("outcome", "")
    return as_text(given["option"]) if isinstance(given, dict) else as_text(given)


def timestamp(moment: datetime) -> str:
    """Return the moment in UTC to the second, as 2026-11-23T10:15:00Z. ValueError when it has no time zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _pinned(form: Form, document_id: str) -> JsonObject:
    spec = form.spec
    return {
        "format": FORMAT,
        "form": spec.form,
        "version": spec.version,
        "spec": f"sha256:{spec.sha256}",
        "id": document_id,
    }


def _by(form: Form, entries: Mapping[str, str], state: State) -> JsonObject:
    by = form.spec.completed_by
    name = _name(form, by.question, entries, state) if by else ""
    return {"name": name} if name else {}


def _about(form: Form, entries: Mapping[str, str], state: State) -> JsonObject:
    about = form.spec.about
    name = _name(form, about.question, entries, state) if about else ""
    return {"register": about.register, "question": about.question, "name": name} if about and name else {}


def caption(form: Form, address: str, entries: Mapping[str, str]) -> str:
    """Return the answer at an address as a name for the whole submission; "" when there is none, or it is not asked."""
    form = form.of(entries)
    return _name(form, address, entries, state_of(form, entries))


def _name(form: Form, address: str, entries: Mapping[str, str], state: State) -> str:
    cell = form.cell(address)
    value = cell.value(entries) if cell and state.asked.get(cell.address, True) else None
    return cell.kind.caption(cell.column, value) if cell and value is not None and not isinstance(value, Fault) else ""


def findings(form: Form, entries: Mapping[str, str], today: date | None = None, origin: Origin = NEW) -> JsonObject:
    """Return what the answers bring to light: concerns, actions, what could not be found out, and the outcome.

    What was brought to light under an earlier version and has no place any more is among them, with that version.
    """
    form, entries = numbered(form, entries)
    told = Told(form, entries, state_of(form, entries, today))
    cells = [cell for cell in form.cells if told.state.asked.get(cell.address, True)]
    found: JsonObject = {
        "concerns": [*_collected(cells, "concern", told), *_left(origin, "concern")],
        "actions": [*_collected(cells, "action", told), *_left(origin, "action")],
        CNFO: [
            *(_listed(told, cell, excuse) for cell in cells if (excuse := cell.could_not_find_out(entries))),
            *_left(origin, CNFO),
        ],
    }
    for role in ("outcome", "reasons"):
        given = _answered(cells, role, entries)
        if given:
            found[role] = given[0][1]
    return found


def _left(origin: Origin, role: str) -> Iterator[JsonObject]:
    """Yield what was brought to light in a role before it had no place any more, with the version that asked for it."""
    for carry in origin.carries:
        for step in carry.of(LEFT):
            if step.role == role:
                said: JsonObject = {"address": step.was, "question": step.question, "text": step.before.strip()}
                yield said | {"version": carry.version}


def _collected(cells: list[Cell], role: str, told: Told) -> list[Json]:
    answered = _answered(cells, role, told.entries)
    return [
        _listed(told, cell, cell.kind.show(told.column(cell), value)) | _beside(told, cell)
        for cell, value in answered
        if not nothing.is_said(cell.column, value)
    ]


def _beside(told: Told, cell: Cell) -> JsonObject:
    """Return what is said of a concern or an action beside it, by the role: how bad, who, by when."""
    asked = (each for each in partners_of(told.form, cell) if told.state.asked.get(each.address, True))
    return {each.column.role: said(each, value) for each, value in _given(asked, told.entries)}


def _answered(cells: list[Cell], role: str, entries: Mapping[str, str]) -> list[tuple[Cell, Json]]:
    return list(_given((cell for cell in cells if cell.column.role == role), entries))


def _given(cells: Iterable[Cell], entries: Mapping[str, str]) -> Iterator[tuple[Cell, Json]]:
    """Yield the cells that have an answer which can be read, each with its value."""
    for cell in cells:
        value = cell.value(entries)
        if value is not None and not isinstance(value, Fault):
            yield cell, value


def _listed(told: Told, cell: Cell, text: str) -> JsonObject:
    """Return an answer as a document lists it, with its question as it was read."""
    question = told.filled(question_text(cell.question), cell.rows)
    return {"address": cell.address, "question": question, "text": text.strip()}
