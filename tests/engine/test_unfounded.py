"""What stands around the answers of a document is compared with what these come to."""

from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from engine.compile import compile_form
from engine.document import submission
from engine.example import example
from engine.form import Form
from engine.schema import submission_schema, unsaid
from engine.validate import unfounded, validate
from formspec.loader import load

SPEC = b"""
formspec: 1
form: founded
version: 1
title: Founded
about: {register: schools, question: visit.school}
completed-by: {question: visit.visitor}
sections:
  - id: visit
    title: Visit
    questions:
      - {id: school, label: School, kind: text, required: true}
      - {id: visitor, label: Visitor, kind: text, required: true}
      - {id: worry, label: Worry, kind: text, role: concern}
      - {id: cost, label: Cost, kind: decimal}
      - {id: doubled, label: Doubled, kind: calculated, calculate: {product: [visit.cost, 2]}}
checks:
  - {id: dear, level: warning, message: This is dear, when: {question: visit.doubled, more-than: 100}}
outcomes:
  - id: result
    label: Result
    calculate: {choose: [{when: {question: visit.doubled, at-most: 150}, is: pass}, {is: fail}]}
"""
ENTRIES = {
    "visit.school": "Hillside",
    "visit.visitor": "A. Person",
    "visit.worry": "A gate",
    "visit.cost": "70.5",
    "checks.dear": "It was late",
}


@pytest.fixture(scope="module")
def form() -> Form:
    spec = load(SPEC).spec
    assert spec is not None
    return compile_form(spec)


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ((), None, ()),
        (("by", "name"), "B. Person", ("by",)),
        (("by",), {}, ("by",)),
        (("about", "name"), "Another", ("about",)),
        (("findings", "concerns"), [], ("findings",)),
        (("outcomes",), {}, ()),
        (("warnings",), [], ("warnings",)),
        (("warnings",), [{"check": "checks.dear", "message": "Never mind", "reason": "It was late"}], ("warnings",)),
        (("warnings",), [{"check": "checks.dear", "message": "This is dear"}], ()),
        (("submitted",), "2026-02-31T10:15:00Z", ("submitted",)),
    ],
)
def test_what_does_not_follow_from_the_answers_is_told(
    form: Form, path: tuple[str, ...], value: Any, told: tuple[str, ...]
) -> None:
    submitted = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
    document: Any = deepcopy(submission(form, ENTRIES, id="a", submitted=submitted))
    del document["answers"]["visit"]["doubled"]
    within = document
    for step in path[:-1]:
        within = within[step]
    if path:
        within[path[-1]] = value
    assert validate(form, document) == ()
    assert unfounded(form, document) == told


@pytest.mark.parametrize(("text", "told"), [("None.", ()), ("N/A", ()), ("The gate", ("findings",))])
def test_findings_may_list_what_says_that_there_is_none_as_they_did_before_it_was_known(
    form: Form, text: str, told: tuple[str, ...]
) -> None:
    entries = ENTRIES | {"visit.worry": "None."}
    document: Any = submission(form, entries, id="a", submitted=datetime(2026, 11, 23, 10, 15, tzinfo=UTC))
    assert document["findings"]["concerns"] == []
    document["findings"]["concerns"] = [{"address": "visit.worry", "question": "Worry", "text": text}]
    assert unfounded(form, document) == told


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("outcomes", "result"), "fail", "“Result” must be “pass”, as the other answers come to"),
        (("outcomes", "result"), 1, "“Result” must be “pass”, as the other answers come to"),
        (("answers", "visit", "cost"), 99, "“Result” must be “fail”, as the other answers come to"),
        (("answers", "visit", "cost"), None, "“Result” cannot be worked out from the other answers: leave it out"),
    ],
)
def test_an_outcome_that_the_rules_do_not_come_to_is_an_error(
    form: Form, path: tuple[str, ...], value: Any, told: str
) -> None:
    document: Any = deepcopy(submission(form, ENTRIES, id="a", submitted=datetime(2026, 11, 23, 10, 15, tzinfo=UTC)))
    del document["answers"]["visit"]["doubled"]
    within = document
    for step in path[:-1]:
        within = within[step]
    within[path[-1]] = value
    if value is None:
        del within[path[-1]]
    assert [(each.address, each.code, each.message) for each in validate(form, document)] == [
        ("outcomes.result", "calculated", told)
    ]
    assert jsonschema_rs.Draft202012Validator(submission_schema(form)).is_valid(document)
    assert ("outcomes", "calculated") in unsaid(form)


def test_a_list_of_gaps_that_leaves_one_out_is_an_error() -> None:
    spec = load(
        SPEC.replace(
            b"calculate: {choose: [{when: {question: visit.doubled, at-most: 150}, is: pass}, {is: fail}]}",
            b"gaps: {at-most: 200}",
        )
    ).spec
    assert spec is not None
    form = compile_form(spec)
    document: Any = submission(form, ENTRIES, id="a", submitted=datetime(2026, 11, 23, 10, 15, tzinfo=UTC))
    assert [gap["address"] for gap in document["outcomes"]["result"]] == ["visit.cost", "visit.doubled"]
    assert validate(form, document) == ()
    del document["outcomes"]["result"][0]
    assert [(each.address, each.message) for each in validate(form, document)] == [
        ("outcomes.result", "“Result” must list what the other answers come to, and nothing else")
    ]


GALLERY = sorted(path for path in Path(__file__).parents[1].glob("gallery/*.yaml") if "." not in path.stem)


@pytest.mark.parametrize("path", GALLERY, ids=lambda path: path.stem)
def test_everything_in_an_example_follows_from_its_answers(path: Path) -> None:
    spec = load(path.read_bytes()).spec
    assert spec is not None
    gallery = compile_form(spec)
    assert unfounded(gallery, example(gallery)) == ()
