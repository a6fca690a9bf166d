"""Judging a document that came from elsewhere: every fault at the address of the answer it concerns.

Here lives the way from a document to answer errors: its members against `engine.envelope`, its answers taken apart by
`engine.answers` and checked by `engine.check`. What the published schema refuses is refused here, and so are the rules
that a schema cannot say and only describes. Two things are not judged here: the seal (`engine.canonical.tampered`), and
whether the findings follow from the answers.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from engine.answer_error import AnswerError
from engine.check import UNKNOWN, check, state_of
from engine.envelope import draft_members, submission_members
from engine.form import LAST, Cell, Form
from engine.json_value import Json, JsonObject
from engine.london import day_in
from engine.rows import most_kept
from engine.rules import State
from engine.rules.state import Advice
from engine.rules.walk import TOO_MANY_ROWS, too_many_rows
from engine.shapes import Shape
from engine.taking import Taken, take
from engine.texts import Told, is_open

ANSWERS = "answers"
MALFORMED = "malformed"
REQUIRED = "required"
NOT_ASKED = "not-asked"
CALCULATED = "calculated"
_NOT_A_DOCUMENT = "This must be one JSON object: a {what} of {form}"


def validate(form: Form, document: Json, *, draft: bool = False) -> tuple[AnswerError, ...]:
    """Return everything that is wrong with a submission, or with a draft; nothing when its schema accepts it.

    What is wrong beside the answers comes first, at the member's own name.
    """
    form, what = form.own, "draft" if draft else "submission"
    if not isinstance(document, dict):
        message = _NOT_A_DOCUMENT.format(what=what, form=form.spec.address)
        return (AnswerError("document", "document", MALFORMED, message),)
    members = draft_members(form) if draft else submission_members(form)
    around = tuple(_around(form, document, members, what))
    moment = document.get("saved" if draft else "submitted")
    return around + _answers(form, document.get(ANSWERS, {}), complete=not draft, today=_day(moment))


def unexplained(form: Form, document: Json) -> tuple[Advice, ...]:
    """Return the warnings that the rules give for a submission's answers, and that it holds no reason for."""
    if not isinstance(document, dict):
        return ()
    taken = take(form, document.get(ANSWERS, {}))
    state = state_of(form.of(taken.entries), taken.entries, _day(document.get("submitted")))
    held = document.get("warnings")
    warnings = [each for each in held if isinstance(each, dict)] if isinstance(held, list) else []
    explained = [each.get("check") for each in warnings if each.get("reason")]
    return tuple(advice for advice in state.warnings if advice.check not in explained)


def _around(form: Form, document: JsonObject, members: Mapping[str, Shape], what: str) -> Iterator[AnswerError]:
    for name in document:
        if name not in members and name != ANSWERS:
            yield AnswerError(name, name, UNKNOWN, f"A {what} of {form.spec.address} has no “{name}”")
    for name in (*members, ANSWERS):
        if name not in document:
            yield AnswerError(name, name, REQUIRED, f"A {what} of {form.spec.address} must have “{name}”")
        elif name in members and not members[name].accepts(document[name]):
            yield AnswerError(name, name, MALFORMED, _expected(name, members[name]))


def _expected(name: str, shape: Shape) -> str:
    if "const" in shape.schema:
        return f"“{name}” must be {shape.schema['const']}"
    return _EXPECTED.get(name, f"“{name}” does not hold what it should")


_MOMENT = "must be a time in UTC, written like 2026-11-23T10:15:00Z"
_EXPECTED = {
    "id": "“id” must be 1 to 64 letters, digits, hyphens or underscores",
    "submitted": f"“submitted” {_MOMENT}",
    "saved": f"“saved” {_MOMENT}",
    "by": "“by” may only hold the name of the person who completed this form",
    "about": "“about” must be empty, or hold the register, question and name that this form is about",
    "findings": "“findings” must list this form's concerns, its actions and what could not be found out",
    "digest": "“digest” must be sha256: and 64 hexadecimal digits",
}


def _day(moment: Json) -> date | None:
    """Return the day on which a document was made, by which its rules are judged; None when it does not say."""
    return day_in(moment) if isinstance(moment, str) else None


def _answers(form: Form, answers: Json, *, complete: bool, today: date | None) -> tuple[AnswerError, ...]:
    taken = take(form, answers)
    laid = form.of(taken.entries)
    state = state_of(laid, taken.entries, today)
    found = [*taken.refused]
    if complete:
        found += [*_rows(laid, taken, state), *_ruled(taken, state)]
    else:
        found += _overfull(taken)
    told = {error.address for error in found}
    checked = check(laid, taken.entries, complete=complete, today=today)
    places = {**taken.form.tables.places, **laid.tables.places}
    found += [error for error in checked if error.address not in told]
    return tuple(sorted(found, key=lambda error: places.get(error.name, LAST)))


def _rows(form: Form, taken: Taken, state: State) -> Iterator[AnswerError]:
    """Yield every group that was given more or fewer rows than it has."""
    for address in {**taken.counts, **form.groups}:
        group, given = form.groups.get(address), taken.counts.get(address, 0)
        wanted = len(group.row_ids or ()) if group and state.asked.get(address, True) else 0
        if given != wanted:
            code = TOO_MANY_ROWS if given > wanted else "too-few-rows"
            rows = f"{wanted} row" if wanted == 1 else f"{wanted} rows"
            yield AnswerError(address, address, code, f"“{address}” must have {rows} here")


def _overfull(taken: Taken) -> Iterator[AnswerError]:
    """Yield every group that was given more rows than a draft keeps."""
    for address, laid in taken.form.groups.items():
        group = laid.question.group
        if group and taken.counts.get(address, 0) > most_kept(group):
            most = group.most if group.exactly is None else group.exactly
            message = too_many_rows(laid.question, most, taken.form.language)
            yield AnswerError(address, address, TOO_MANY_ROWS, message)


def _ruled(taken: Taken, state: State) -> Iterator[AnswerError]:
    """Yield every answer that is not asked, and every value that is not the one that the rules give."""
    told = Told(taken.form, taken.entries, state)
    for cell in taken.form.cells:
        name = next((name for name in cell.names if name in taken.entries), "")
        stated = cell.address in taken.stated
        if (name or stated) and not state.asked.get(cell.address, True):
            message = f"“{cell.wording.question}” is not asked, because of other answers: leave it out"
            yield AnswerError(cell.address, name or cell.address, NOT_ASKED, message)
        elif stated and not _is_stated(taken.stated[cell.address], cell, told):
            message = f"{cell.wording.subject} is not what the other answers come to"
            yield AnswerError(cell.address, cell.address, CALCULATED, message)
    for tick in taken.form.ticks:
        if tick.name in taken.entries and not state.asked.get(tick.question_address, True):
            message = f"“{tick.prompt.text}” is not asked, because of other answers: leave it out"
            yield AnswerError(tick.name, tick.name, NOT_ASKED, message)


def _is_stated(stated: Json, cell: Cell, told: Told) -> bool:
    state = told.state
    if is_open(cell.column.declaration):
        return stated is None or stated == told.filled(cell.column.declaration, cell.rows)
    found = state.worked.get(cell.address) if cell.column.calculate is not None else state.suggested.get(cell.address)
    return type(stated) is not bool and stated == found
