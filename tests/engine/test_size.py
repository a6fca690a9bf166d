"""What the language counts is what the engine makes, and what a save of the largest section carries is let in."""

from html.parser import HTMLParser
from random import Random
from typing import Any
from urllib.parse import urlencode

import pytest

from engine.compile import compile_form
from engine.kinds import KINDS, please_say
from engine.kinds.kind import REASON_LIMIT
from engine.page import Pages
from formspec import size
from formspec.kinds import KINDS as WORDS
from formspec.model import Column, Question, Section, Spec
from webapp.guard.body import MOST_BYTES, MOST_FIELDS

LONGEST_ID = "a" * 60
FIELDS_OF_A_PAGE = 50


class Boxes(HTMLParser):
    """Counts what a person fills in or ticks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.count = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        """Count a box."""
        takes_an_answer_back = ("type", "radio") in attrs and ("value", "") in attrs
        self.count += tag in {"input", "textarea", "select"} and not takes_an_answer_back


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_answer_has_as_many_boxes_on_a_page_as_the_language_counts(
    kind: str, seeded: Random, column_by_chance: Any
) -> None:
    for _ in range(10):
        column: Column = column_by_chance(seeded, "", kind)
        section = Section(id="s", title="S", questions=(Question(id="q", label="Q?", columns=(column,)),))
        form = compile_form(Spec(form="f", version=1, title="F", sections=(section,)))
        assert Boxes(Pages(form).blank("s")).count == size.boxes_of(column)
        assert len(form.limits) <= size.boxes_of(column)


def test_the_longest_answers_are_those_of_version_1_of_the_language_and_never_change() -> None:
    assert {name: WORDS[name].characters for name in WORDS} == {
        "text": 200,
        "long-text": 5000,
        "whole-number": 30,
        "decimal": 30,
        "date": 20,
        "time": 20,
        "date-time": 20,
        "yes-no": 3,
        "choice": 60,
        "choices": 3,
        "scale": 60,
        "email": 254,
        "phone": 40,
        "url": 2000,
        "person": 200,
        "file": 12_000,
        "photo": 12_000,
        "signature": 200,
        "declaration": 3,
        "address": 100,
        "calculated": 0,
    }
    assert (size.REASON, REASON_LIMIT) == (500, 500)
    assert (size.SAID, please_say.LIMIT) == (200, 200)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_answer_is_as_long_as_the_language_says(kind: str, seeded: Random, column_by_chance: Any) -> None:
    column: Column = column_by_chance(seeded, "", kind)
    boxed = {please_say.suffix(option) for option in column.options}
    longest = max((each.limit for each in KINDS[kind].inputs(column) if each.suffix not in boxed), default=0)
    said = column.max_length or WORDS[kind].characters
    assert longest <= said if kind in ("choice", "scale") else longest == said


@pytest.mark.parametrize(("letter", "length"), [(",", size.BYTES_OF_A_LETTER)])
def test_a_section_that_is_let_pass_can_be_saved_when_it_is_full(letter: str, length: int) -> None:
    name = ".".join([LONGEST_ID] * 4)
    boxes = size.MOST_SECTION_BOXES
    for_all = (size.MOST_SAVED_BYTES - boxes * size.BYTES_OF_A_NAME) // length
    each, fields = for_all // boxes, {f"{n:04}{name[4:]}": "" for n in range(boxes)}
    assert boxes + FIELDS_OF_A_PAGE <= MOST_FIELDS
    sent = urlencode(dict.fromkeys(fields, letter * each) | {f"page-{n}": "x" * 200 for n in range(FIELDS_OF_A_PAGE)})
    assert len(urlencode({"a": letter * 100})) == 2 + 100 * length
    assert len(sent) < MOST_BYTES
