"""What says that there is no concern stays the answer, and is nothing that is found, counted or followed up."""

import json
import re
from datetime import UTC, datetime
from string import ascii_letters

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import nothing
from engine.check import check
from engine.compile import compile_form
from engine.document import findings, submission
from engine.form import Form
from engine.nothing import says_nothing
from engine.program import program
from engine.schema import submission_schema
from engine.validate import unfounded, validate
from formspec.loader import load
from formspec.translation import LANGUAGES

SPEC = b"""
formspec: 1
form: nothing
version: 1
title: Nothing
columns:
  - {id: answer, role: answer, label: Answer, kind: text}
  - {id: concerns, role: concern, label: Concerns, kind: long-text}
  - {id: how-bad, role: severity, label: How bad, kind: choice, options: [{value: high, label: High}]}
  - {id: action, role: action, label: Action, kind: text, required: {column: concerns, answered: true}}
  - {id: who, role: who, label: Who, kind: text}
sections:
  - {id: a, title: A, questions: [{id: gates, label: Gates}, {id: doors, label: Doors}]}
"""
PLAIN = b"""
formspec: 1
form: plain
version: 1
title: Plain
sections:
  - id: a
    title: A
    questions:
      - {id: gates, label: Gates, kind: text}
      - {id: why, label: Why, kind: text, when: {question: a.gates, answered: true}}
"""
PATTERN = re.compile(nothing.definitions()["says-nothing"]["pattern"])


@pytest.fixture(scope="module")
def form() -> Form:
    return _form(SPEC)


def _form(source: bytes) -> Form:
    spec = load(source).spec
    assert spec is not None
    return compile_form(spec)


def _submitted(form: Form, entries: dict[str, str]):
    return submission(form, entries, id="1", submitted=datetime(2026, 11, 28, 10, tzinfo=UTC))


def test_every_language_has_its_words():
    assert nothing.WORDS.keys() == {"en", *LANGUAGES}
    assert all(each == each.lower().strip() and not each.endswith(".") for each in nothing.ALL)


@pytest.mark.parametrize(
    "text",
    ["None", "none.", "N/A", "n/a", "Nil", "NIL.", "No concerns", "no  Concerns.", " - ", "-", "\u2013", "N.A.", "NFA",
     "Not applicable", "No further action required.", "Dim pryderon", "none ."],
)  # fmt: skip
def test_these_say_that_there_is_none(text):
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text",
    ["None of the staff are trained", "No", "No fire door", "None, but look again", "Dim", "", ".", "--", "None!", "N",
     "Nil\nGate broken", "No concerns apart from the gate", "None seen", "\uff2eone"],
)  # fmt: skip
def test_these_do_not(text):
    assert not says_nothing(text)


_PARTS = st.sampled_from(
    [*nothing.ALL, *ascii_letters, " ", "\n", "\u00a0", ".", "-", "/", "\u017f", "\u0131", "\u212a"]
)


@given(st.lists(_PARTS, max_size=4).map("".join).map(str.strip))
def test_the_published_pattern_says_the_same_as_the_engine(text):
    assert bool(PATTERN.search(text)) is says_nothing(text)


@given(st.sampled_from(nothing.ALL), st.sampled_from(["but the gate", "of the staff", "yet", "?", "1", "gate"]))
def test_with_more_in_it_a_text_is_a_concern(words, more):
    assert not says_nothing(f"{words} {more}")
    assert not says_nothing(f"{more} {words}")


def test_it_is_kept_as_the_answer_and_found_nowhere(form):
    entries = {"a.gates.answer": "None", "a.gates.concerns": "None", "a.gates.action": "n/a", "a.gates.who": "n/a"}
    document = _submitted(form, entries)
    assert document["answers"]["a"]["gates"] == {"answer": "None", "concerns": "None", "action": "n/a", "who": "n/a"}
    assert document["findings"]["concerns"] == document["findings"]["actions"] == []
    assert validate(form, document) == unfounded(form, document) == ()


def test_how_bad_is_said_of_nothing_where_the_words_say_none(form):
    assert findings(form, {"a.gates.concerns": "None", "a.gates.how-bad": "high"})["concerns"] == []
    assert findings(form, {"a.gates.how-bad": "high"})["concerns"] == []


def test_what_needs_a_concern_is_not_asked_for_where_there_is_none(form):
    asked_for = [error.name for error in check(form, {"a.gates.concerns": "Broken"}, complete=True)]
    assert asked_for == ["a.gates.action"]
    assert check(form, {"a.gates.concerns": "None"}, complete=True) == ()


def test_the_published_schema_asks_for_no_action_where_there_is_no_concern(form):
    schema = jsonschema_rs.validator_for(submission_schema(form))
    assert schema.is_valid(_submitted(form, {"a.gates.concerns": "None."}))
    assert not schema.is_valid(_submitted(form, {"a.gates.concerns": "Broken"}))
    assert schema.is_valid(_submitted(form, {"a.gates.concerns": "Broken", "a.gates.action": "NFA"}))


def test_only_a_form_that_may_say_so_is_given_the_words():
    plain = _form(PLAIN)
    assert "nothing" in program(_form(SPEC))
    assert "nothing" not in program(plain)
    assert "says-nothing" not in json.dumps(submission_schema(plain))
