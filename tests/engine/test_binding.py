"""A form bound as WTForms says what the check says, whatever its questions are called."""

from random import Random
from typing import Any

import pytest
from wtforms.form import BaseForm

from engine.binding import bind
from engine.check import check
from engine.compile import compile_form
from formspec.model import Column, Question, Section, Spec

AWKWARD = (
    "validate",
    "data",
    "errors",
    "meta",
    "process",
    "populate-obj",
    "form-errors",
    "csrf-token",
    "fields",
    "self",
)


def test_questions_called_like_parts_of_a_form_are_safe() -> None:
    column = Column(id="", kind="text", required=True)
    questions = tuple(Question(id=name, label=f"{name}?", columns=(column,)) for name in AWKWARD)
    form = compile_form(
        Spec(form="f", version=1, title="F", sections=(Section(id="validate", title="V", questions=questions),))
    )
    names = [f"validate.{name}" for name in AWKWARD]
    nothing = bind(form, {})
    assert isinstance(nothing, BaseForm)
    assert not nothing.validate()
    assert list(nothing.errors) == names
    filled = bind(form, dict.fromkeys(names, "x"))
    assert filled.validate()
    assert filled.data == dict.fromkeys(names, "x")


@pytest.mark.parametrize("complete", [True, False])
def test_a_bound_form_agrees_with_the_check(
    complete: bool, seeded: Random, soak: int, spec_by_chance: Any, entries_by_chance: Any
) -> None:
    verdicts = set()
    for _ in range(40 * soak):
        form = compile_form(spec_by_chance(seeded))
        entries = entries_by_chance(form, seeded, sound=seeded.choice((0.8, 1.0)))
        found = check(form, entries, complete=complete)
        bound = bind(form, entries, complete=complete)
        verdicts.add(bound.validate())
        assert bound.validate() == (not found)
        assert {name: list(texts) for name, texts in bound.errors.items()} == {
            each.name: [each.message] for each in found
        }
        assert bound.answer_errors == found
        assert [field.name for field in bound] == list(form.limits)
    assert verdicts == {True, False}


def test_a_bound_form_holds_what_was_entered(seeded: Random, spec_by_chance: Any, entries_by_chance: Any) -> None:
    for _ in range(30):
        form = compile_form(spec_by_chance(seeded))
        entries = {name: text for name, text in entries_by_chance(form, seeded, sound=1.0).items() if text}
        bound = bind(form, entries)
        assert {field.name for field in bound if field.data} == set(entries)


def test_a_name_that_the_form_does_not_ask_for_is_an_error_of_the_form() -> None:
    question = Question(id="one", label="One?", columns=(Column(id="", kind="text"),))
    form = compile_form(
        Spec(form="f", version=1, title="F", sections=(Section(id="s", title="S", questions=(question,)),))
    )
    bound = bind(form, {"s.two": "x"})
    assert not bound.validate()
    assert bound.form_errors == ["This form does not ask for “s.two”"]
