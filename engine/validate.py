"""Judging a document that came from elsewhere: every fault at the address of the answer it concerns.

Here lives the way from a document to answer errors: its members against `engine.envelope`, its answers taken apart by
`engine.document` and checked by `engine.check`. The verdict is that of the published schema on every document. What a
schema cannot say is not judged here: the seal (`engine.canonical.tampered`), and whether the findings follow from the
answers.
"""

from collections.abc import Iterator, Mapping

from engine.answer_error import AnswerError
from engine.check import UNKNOWN, check
from engine.document import entries_of
from engine.envelope import draft_members, submission_members
from engine.form import Form
from engine.json_value import Json, JsonObject
from engine.shapes import Shape

ANSWERS = "answers"
MALFORMED = "malformed"
REQUIRED = "required"
_NOT_A_DOCUMENT = "This must be one JSON object: a {what} of {form}"


def validate(form: Form, document: Json, *, draft: bool = False) -> tuple[AnswerError, ...]:
    """Return everything that is wrong with a submission, or with a draft; nothing when its schema accepts it.

    What is wrong beside the answers comes first, at the member's own name.
    """
    what = "draft" if draft else "submission"
    if not isinstance(document, dict):
        message = _NOT_A_DOCUMENT.format(what=what, form=form.spec.address)
        return (AnswerError("document", "document", MALFORMED, message),)
    members = draft_members(form) if draft else submission_members(form)
    around = tuple(_around(form, document, members, what))
    return around + _answers(form, document.get(ANSWERS, {}), complete=not draft)


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


def _answers(form: Form, answers: Json, *, complete: bool) -> tuple[AnswerError, ...]:
    entries, refused = entries_of(form, answers)
    told = {error.address for error in refused}
    checked = (error for error in check(form, entries, complete=complete) if error.address not in told)
    places = form.tables.places
    return tuple(sorted((*refused, *checked), key=lambda error: places.get(error.name, len(places))))
