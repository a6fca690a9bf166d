"""A decision is told of in the words that its option has in the form, after what was answered."""

from dataclasses import replace
from typing import Any

import pytest

from engine.afterwards.document import Afterwards
from engine.afterwards.fitting import unfit
from engine.deciding import deciding
from engine.document import entries_of, submission
from engine.form import Form
from engine.language import language
from engine.london import day_of
from tests.engine.afterwards.halls import FORM, HALL, MOMENT, document, followed
from tests.engine.export.visits import form_of

LETTING = HALL.replace(
    '{id: fit, label: "Is it fit for use?", kind: yes-no, role: outcome}',
    "{id: fit, label: What may it be let for?, kind: choice, role: outcome, options: "
    "[{value: yes, label: Anything in ((details.hall))}, {value: no, label: Nothing  at all}]}",
)
OTHERWISE = (
    "tells of a decision in other words than its form has for that option: have the ZIP made again where it was decided"
)
WELSH = language("cy")


def told(option: str, words: str) -> Afterwards:
    first, *_ = followed().decisions
    return replace(followed(), decisions=(replace(first, option=option, words=words),))


def let() -> tuple[Form, dict[str, Any]]:
    form = form_of(LETTING)
    entries, _ = entries_of(FORM, document()["answers"])
    return form, dict(submission(form, entries, id="hall-0", submitted=MOMENT))


@pytest.mark.parametrize(
    ("option", "words", "said"),
    [
        ("yes", "Yes", ""),
        ("no", "No", ""),
        ("yes", WELSH.say("Yes"), ""),
        ("no", WELSH.say("No"), ""),
        ("no", "Yes", OTHERWISE),
        ("yes", "No", OTHERWISE),
        ("no", WELSH.say("Yes"), OTHERWISE),
        ("yes", "Yes, and more", OTHERWISE),
        ("yes", "", OTHERWISE),
    ],
)
def test_a_yes_is_told_of_as_one(option: str, words: str, said: str) -> None:
    assert unfit(told(option, words), FORM, document()) == said


@pytest.mark.parametrize(
    ("option", "words", "said"),
    [
        ("yes", "Anything in The Barn", ""),
        ("no", "Nothing at all", ""),
        ("yes", "Anything in The Mill", OTHERWISE),
        ("yes", "Anything in ((details.hall))", OTHERWISE),
        ("no", "Anything in The Barn", OTHERWISE),
        ("yes", "yes", OTHERWISE),
    ],
)
def test_a_label_has_the_answers_in_it_that_were_given(option: str, words: str, said: str) -> None:
    assert unfit(told(option, words), *let()) == said


@pytest.mark.parametrize("option", ["yes", "no"])
def test_what_a_decision_keeps_fits(option: str) -> None:
    form, made = let()
    asked = deciding(form, entries_of(form, made["answers"])[0], day_of(MOMENT))
    assert asked is not None
    assert unfit(told(option, asked.label(option)), form, made) == ""
