"""Judging a document that came from elsewhere: every fault at the address of the answer it concerns.

Here lives the way from a document to answer errors: its members against `engine.envelope`, its answers taken apart by
`engine.answers` and checked by `engine.check`. What the published schema refuses is refused here, and so are the rules
that a schema cannot say and only describes. Two things are no errors: a seal that does not fit
(`engine.canonical.tampered`, `engine.parts.broken`), and what stands around the answers and does not follow from them
(`unfounded`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from engine import nothing
from engine.answer_error import AnswerError
from engine.carried import origin_of
from engine.check import UNKNOWN, check, state_of
from engine.document import outcomes, submission
from engine.document_faults import ROWS, outcome_faults, rows_faults, ruled_faults, surplus_of_draft
from engine.document_order import Order
from engine.envelope import draft_members, origin_members, submission_members
from engine.form import Form
from engine.json_value import Json, JsonObject, as_list, as_object, as_text
from engine.london import day_in
from engine.notes import NOTES
from engine.notes import shape as notes_shape
from engine.rules.state import Advice
from engine.shapes import Shape
from engine.taking import MALFORMED, Taken, take
from engine.texts import Told

ANSWERS = "answers"
REQUIRED = "required"
_FOLLOWING = ("by", "about", "findings", "warnings")
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
    others = {**origin_members(), NOTES: notes_shape()} if draft else origin_members()
    around = tuple(_around(form, document, members, others))
    moment = document.get("saved" if draft else "submitted")
    found = around + _answers(form, document.get(ANSWERS, {}), complete=not draft, today=_day(moment))
    return found if found or draft else tuple(_outcomes(form, document))


def _outcomes(form: Form, document: JsonObject) -> Iterator[AnswerError]:
    """Yield what is wrong with the outcomes of a submission whose answers are right."""
    if form.spec.outcomes:
        entries = take(form, document[ANSWERS]).entries
        laid = form.of(entries)
        told = Told(laid, entries, state_of(laid, entries, _day(document["submitted"])))
        yield from outcome_faults(told, as_object(document["outcomes"]), outcomes(told))


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


def unfounded(form: Form, document: JsonObject) -> tuple[str, ...]:
    """Return the members of a submission without errors that are not what its answers come to."""
    if _day(document["submitted"]) is None:
        return ("submitted",)
    held = [as_object(each) for each in as_list(document.get("warnings", []))]
    reasons = {as_text(each["check"]): as_text(each["reason"]) for each in held if "reason" in each}
    entries = take(form, document[ANSWERS]).entries | reasons
    submitted = datetime.fromisoformat(as_text(document["submitted"]))
    made = submission(form, entries, id=as_text(document["id"]), submitted=submitted, origin=origin_of(document))
    return tuple(name for name in _FOLLOWING if _raised(document.get(name)) != _raised(made.get(name)))


def _raised(member: Json) -> Json:
    """Return findings without what says that there is none, which was listed before it was known for that."""
    if not isinstance(member, dict):
        return member
    return {name: [*filter(_is_raised, some)] if isinstance(some, list) else some for name, some in member.items()}


def _is_raised(found: Json) -> bool:
    text = found.get("text") if isinstance(found, dict) else None
    return not (isinstance(text, str) and nothing.says_nothing(text))


def _around(
    form: Form, document: JsonObject, members: Mapping[str, Shape], others: Mapping[str, Shape]
) -> Iterator[AnswerError]:
    what = "draft" if NOTES in others else "submission"
    for name in document:
        if name not in members and name not in others and name != ANSWERS:
            yield AnswerError(name, name, UNKNOWN, f"A {what} of {form.spec.address} has no “{name}”")
    for name in (*members, ANSWERS):
        if name not in document:
            yield AnswerError(name, name, REQUIRED, f"A {what} of {form.spec.address} must have “{name}”")
        elif name in members and not members[name].accepts(document[name]):
            yield AnswerError(name, name, MALFORMED, _expected(name, members[name]))
    for name, shape in others.items():
        if name in document and not shape.accepts(document[name]):
            yield AnswerError(name, name, MALFORMED, _expected(name, shape))


def _expected(name: str, shape: Shape) -> str:
    if "const" in shape.schema:
        return f"“{name}” must be {shape.schema['const']}"
    return _EXPECTED.get(name, f"“{name}” does not hold what it should")


_MOMENT = "must be a time in UTC from the year 2000 on, written like 2026-11-23T10:15:00Z"
_EXPECTED = {
    "id": "“id” must be 1 to 64 letters, digits, hyphens or underscores",
    "submitted": f"“submitted” {_MOMENT}",
    "saved": f"“saved” {_MOMENT}",
    "by": "“by” may only hold the name of the person who completed this form",
    "about": "“about” must be empty, or hold the register, question and name that this form is about",
    "findings": "“findings” must list this form's concerns, its actions and what could not be found out",
    "carried": "“carried” must list what became of the answers each time they were carried to another version",
    "reissues": "“reissues” must name the id, version and digest of another submission",
    "notes": "“notes” must list what was written in each note, with where it was filed",
    "digest": "“digest” must be sha256: and 64 hexadecimal digits",
}


def _day(moment: Json) -> date | None:
    """Return the day on which a document was made, by which its rules are judged; None when it does not say."""
    return day_in(moment) if isinstance(moment, str) else None


def _answers(form: Form, answers: Json, *, complete: bool, today: date | None) -> tuple[AnswerError, ...]:
    taken = take(form, answers)
    laid = form.of(taken.entries)
    told = Told(taken.form, taken.entries, state_of(laid, taken.entries, today))
    found = [_in_words(error, told) for error in taken.refused]
    found += (
        [*rows_faults(laid, taken, told), *ruled_faults(taken, told)] if complete else surplus_of_draft(taken, told)
    )
    addresses = {error.address for error in found if error.address not in taken.empty}
    checked = check(laid, taken.entries, complete=complete, today=today)
    found += [error for error in checked if error.address not in addresses and _stands(error, laid, taken)]
    return tuple(sorted(_said_once(found, taken), key=Order(form).key))


def _in_words(error: AnswerError, told: Told) -> AnswerError:
    """Return an error with the words of answers where its message asks for them."""
    owner = told.form.tables.owners.get(error.name)
    return replace(error, message=told.filled(error.message, owner.rows if owner else ()))


def _stands(error: AnswerError, laid: Form, taken: Taken) -> bool:
    """Say whether an error is not one in a row that is missing as a whole."""
    given = taken.form.tables.owners
    return error.name in given or error.name not in laid.tables.owners


def _said_once(found: list[AnswerError], taken: Taken) -> Iterator[AnswerError]:
    """Yield the errors without those in what has not the shape for them, and of what holds nothing but must hold it."""
    shapeless = {error.address for error in taken.refused if error.code == MALFORMED} - taken.empty
    holders = {within for error in found for within in _holders(error)}
    for error in found:
        of_nothing = error.code == MALFORMED and error.address in taken.empty
        if not (error.address in holders if of_nothing else shapeless.intersection(_holders(error))):
            yield error


def _holders(error: AnswerError) -> Iterator[str]:
    """Yield the addresses of everything that an error lies in; of rows that are missing, their group, too."""
    if error.code in ROWS:
        yield error.address
    steps = error.address.split(".")
    yield from (".".join(steps[:length]) for length in range(1, len(steps)))
