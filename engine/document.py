"""The document of a submission or of a draft: entries put in their places, and taken out of them again.

Here lives the structure of `answers`, the findings by column role, and what stands around them. Whether the entries
are right is for `engine.check` to say, before; whether a document that came from elsewhere is, for `engine.validate`.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from engine.answer_error import AnswerError
from engine.canonical import digest
from engine.check import check, reason_error, unknown_error
from engine.compile import tick_error
from engine.envelope import FORMAT
from engine.form import EVIDENCE, SEEN, Cell, Form, Places
from engine.json_value import Json, JsonObject, as_text
from engine.kinds.kind import CNFO, REASON_LIMIT, Fault, reason_shape
from engine.shapes import closed, exactly
from engine.wording import question_text

EXCUSE = closed({CNFO: reason_shape()}, required=[CNFO])
TICKED = closed({SEEN: exactly(True)}, required=[SEEN])


def answers_of(form: Form, entries: Mapping[str, str]) -> JsonObject:
    """Return the answers in their places. What is blank is absent, and so is what is malformed or too long."""
    refused = {error.name for error in check(form, entries, complete=False)}
    sound = {name: text for name, text in entries.items() if name not in refused}
    answers: JsonObject = {}
    for cell in form.cells:
        excuse = cell.could_not_find_out(sound)
        value = cell.reading(sound).value
        given: Json = value if value is not None else {CNFO: excuse} if excuse else None
        if given is not None:
            _put(answers, given, *filter(None, (cell.section, cell.question.id, cell.member)))
    for tick in form.ticks:
        if sound.get(tick.name) == SEEN:
            _put(answers, {SEEN: True}, tick.section, tick.question.id, EVIDENCE, tick.prompt.id)
    return answers


def _put(within: JsonObject, value: Json, *path: str) -> None:
    for step in path[:-1]:
        inner = within.setdefault(step, {})
        if not isinstance(inner, dict):
            raise TypeError(f"an answer stands in the place of an object at {step}")
        within = inner
    within[path[-1]] = value


def entries_of(form: Form, answers: Json) -> tuple[dict[str, str], tuple[AnswerError, ...]]:
    """Return the entries that stand for these answers, and what in the answers has no place or not the right shape.

    Only structure and shape are judged here: what is missing or too much is for `engine.check` to say of the entries.
    """
    entries: dict[str, str] = {}
    refused = list(_take_answers(form, answers, entries))
    ordered = sorted(refused, key=lambda error: form.tables.places.get(error.name, len(form.tables.places)))
    return entries, tuple(ordered)


def _take_answers(form: Form, answers: Json, entries: dict[str, str]) -> Iterator[AnswerError]:
    if not isinstance(answers, dict):
        yield _not_an_object("answers")
        return
    for section_id, questions in answers.items():
        if section_id not in form.questions:
            yield unknown_error(section_id)
        elif not isinstance(questions, dict) or not questions:
            yield _not_an_object(section_id)
        else:
            for question_id, given in questions.items():
                address = f"{section_id}.{question_id}"
                places = form.questions[section_id].get(question_id)
                yield from (
                    [unknown_error(address)] if places is None else _take_question(address, places, given, entries)
                )


def _take_question(address: str, places: Places, given: Json, entries: dict[str, str]) -> Iterator[AnswerError]:
    if "" in places.cells:
        yield from _take_value(places.cells[""], given, entries)
        return
    if not isinstance(given, dict) or not given:
        yield _not_an_object(address)
        return
    for member, value in given.items():
        if member in places.cells:
            yield from _take_value(places.cells[member], value, entries)
        elif member == EVIDENCE and places.ticks:
            yield from _take_evidence(f"{address}.{EVIDENCE}", places, value, entries)
        else:
            yield unknown_error(f"{address}.{member}")


def _take_value(cell: Cell, value: Json, entries: dict[str, str]) -> Iterator[AnswerError]:
    if cell.reason and isinstance(value, dict) and CNFO in value:
        if EXCUSE.accepts(value):
            entries[cell.reason] = as_text(value[CNFO])
        else:
            yield _refused_excuse(cell, value)
    elif cell.kind.shape(cell.column, complete=False).accepts(value):
        texts = cell.kind.spread(cell.column, value)
        entries.update({cell.address + suffix: text for suffix, text in texts.items()})
    else:
        fault = cell.kind.refusal(cell.column, value)
        yield cell.error(fault._replace(suffix=cell.inputs[0].suffix))


def _refused_excuse(cell: Cell, value: JsonObject) -> AnswerError:
    reason = value[CNFO]
    if isinstance(reason, str) and len(reason) > REASON_LIMIT:
        return reason_error(cell)
    message = f"The reason for not finding out {cell.wording.ask} must be text, and nothing may stand beside it"
    return AnswerError(cell.address, cell.reason, "malformed", message)


def _take_evidence(within: str, places: Places, given: Json, entries: dict[str, str]) -> Iterator[AnswerError]:
    if not isinstance(given, dict) or not given:
        yield _not_an_object(within)
        return
    for prompt_id, value in given.items():
        tick = places.ticks.get(prompt_id)
        if tick is None:
            yield unknown_error(f"{within}.{prompt_id}")
        elif TICKED.accepts(value):
            entries[tick.name] = SEEN
        else:
            yield tick_error(tick)


def _not_an_object(address: str) -> AnswerError:
    return AnswerError(address, address, "malformed", f"“{address}” must be an object with what belongs to it")


def submission(form: Form, entries: Mapping[str, str], *, id: str, submitted: datetime) -> JsonObject:  # noqa: A002 (the document's own word)
    """Return the document of a submission, sealed with its digest.

    The entries should have passed `check(…, complete=True)`. `submitted` must know its time zone; it is kept in UTC to
    the second.
    """
    answers = answers_of(form, entries)
    document: JsonObject = {
        **_pinned(form, id),
        "status": "submitted",
        "submitted": timestamp(submitted),
        "by": _by(form, entries),
        "about": _about(form, entries),
        "answers": answers,
        "findings": findings(form, entries),
    }
    document["digest"] = digest(document)
    return document


def draft(form: Form, entries: Mapping[str, str], *, id: str, saved: datetime) -> JsonObject:  # noqa: A002 (the document's own word)
    """Return the document of a draft, in which nothing need be there yet."""
    return {
        **_pinned(form, id),
        "status": "draft",
        "saved": timestamp(saved),
        "by": _by(form, entries),
        "about": _about(form, entries),
        "answers": answers_of(form, entries),
    }


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


def _by(form: Form, entries: Mapping[str, str]) -> JsonObject:
    by = form.spec.completed_by
    name = caption(form, by.question, entries) if by else ""
    return {"name": name} if name else {}


def _about(form: Form, entries: Mapping[str, str]) -> JsonObject:
    about = form.spec.about
    name = caption(form, about.question, entries) if about else ""
    return {"register": about.register, "question": about.question, "name": name} if about and name else {}


def caption(form: Form, address: str, entries: Mapping[str, str]) -> str:
    """Return the answer at an address as a name for the whole submission; "" when there is none."""
    cell = form.cell(address)
    value = cell.value(entries) if cell else None
    return cell.kind.caption(cell.column, value) if cell and value is not None and not isinstance(value, Fault) else ""


def findings(form: Form, entries: Mapping[str, str]) -> JsonObject:
    """Return what the answers bring to light: concerns, actions, what could not be found out, and the outcome."""
    found: JsonObject = {
        "concerns": _collected(form.with_role("concern"), entries),
        "actions": _collected(form.with_role("action"), entries),
        CNFO: [_finding(cell, excuse) for cell in form.cells if (excuse := cell.could_not_find_out(entries))],
    }
    for role in ("outcome", "reasons"):
        given = _answered(form.with_role(role), entries)
        if given:
            found[role] = given[0][1]
    return found


def _collected(cells: tuple[Cell, ...], entries: Mapping[str, str]) -> list[Json]:
    return [_finding(cell, cell.kind.show(cell.column, value)) for cell, value in _answered(cells, entries)]


def _answered(cells: tuple[Cell, ...], entries: Mapping[str, str]) -> list[tuple[Cell, Json]]:
    values = ((cell, cell.value(entries)) for cell in cells)
    return [(cell, value) for cell, value in values if value is not None and not isinstance(value, Fault)]


def _finding(cell: Cell, text: str) -> JsonObject:
    return {"address": cell.address, "question": question_text(cell.question), "text": text.strip()}
