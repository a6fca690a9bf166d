"""A spec is compiled once, quickly, into a form that nothing changes afterwards."""

from dataclasses import FrozenInstanceError
from random import Random
from typing import Any

import pytest

from engine.check import check
from engine.compile import compile_form
from engine.wording import wording
from formspec.model import Column, Prompt, Question, Section, Spec
from tests.pace import Work

COLUMNS = tuple(
    Column(id=name, kind="long-text", label=name, required=not n, could_not_find_out=not n)
    for n, name in enumerate(("answer", "concerns", "action"))
)


def _large(questions: int) -> Spec:
    prompts = (Prompt(id="look", text="Look", prompts=tuple(Prompt(id=f"p-{n}", text="At it") for n in range(4))),)
    rows = tuple(
        Question(id=f"q-{n}", label=f"Question {n}?", evidence=prompts, columns=COLUMNS) for n in range(questions)
    )
    return Spec(form="large", version=1, title="Large", sections=(Section(id="s", title="S", questions=rows),))


def test_four_hundred_questions_compile_in_a_second() -> None:
    with Work() as work:
        form = compile_form(_large(400))
    assert work.seconds < 1
    assert (len(form.cells), len(form.ticks), len(form.limits)) == (1600, 1600, 3600)


def test_a_form_cannot_be_changed(seeded: Random, spec_by_chance: Any) -> None:
    form = compile_form(spec_by_chance(seeded))
    for part in (form, form.tables, form.sections[0], form.cells[0]):
        with pytest.raises(FrozenInstanceError):
            setattr(part, part.__slots__[0], None)


def test_every_name_has_one_owner_and_one_place(seeded: Random, spec_by_chance: Any) -> None:
    for _ in range(40):
        form = compile_form(spec_by_chance(seeded))
        names = [name for each in form.sections for name in each.names]
        assert sorted(names) == sorted(set(names)) == sorted(form.limits)
        places = [form.tables.places[name] for name in names]
        assert places == sorted(set(form.tables.places.values()))
        for cell in form.cells:
            assert all(form.tables.owners[name] is cell for name in cell.names)
            assert cell.names == (*cell.typed, *filter(None, [cell.reason]))


@pytest.mark.parametrize(
    ("label", "column", "ask", "subject"),
    [
        ("Name:", {"id": "", "name": "the name"}, "the name", "The name"),
        ("Name:", {"id": ""}, "an answer to “Name”", "The answer to “Name”"),
        ("Safe?", {"id": "a", "role": "answer", "label": "Answer"}, "an answer to “Safe?”", "The answer to “Safe?”"),
        ("Safe?", {"id": "b", "label": "Further action:"}, "further action for “Safe?”", "Further action for “Safe?”"),
        ("Safe?", {"id": "b", "label": "DSL notes"}, "DSL notes for “Safe?”", "DSL notes for “Safe?”"),
        ("Safe?", {"id": "b", "label": ""}, "an answer to “Safe?”", "The answer to “Safe?”"),
        ("\n First. \nSecond.", {"id": ""}, "an answer to “First.”", "The answer to “First.”"),
        (" ", {"id": ""}, "an answer to “question-id”", "The answer to “question-id”"),
        ("{0} <b> “x”", {"id": ""}, "an answer to “{0} <b> “x””", "The answer to “{0} <b> “x””"),
    ],
)
def test_messages_name_an_answer_by_the_specs_noun_or_by_its_question(
    label: str, column: dict[str, Any], ask: str, subject: str
) -> None:
    chosen = Column(kind="text", **column)
    named = wording(Question(id="question-id", label=label, columns=(chosen,)), chosen)
    assert (named.ask, named.subject) == (ask, subject)


@pytest.mark.parametrize(
    ("beside", "ask"),
    [
        ({"kind": "decimal"}, "this year for “Income”"),
        ({"kind": "text"}, "an answer to “Income”"),
        ({"kind": "decimal", "role": "concern"}, "an answer to “Income”"),
        ({"kind": "decimal", "role": "action"}, "an answer to “Income”"),
    ],
)
def test_an_answer_in_a_table_is_named_by_its_column_where_another_column_is_like_it(
    beside: dict[str, Any], ask: str
) -> None:
    answer = Column(id="now", kind="decimal", role="answer", label="This year")
    other = Column(id="then", label="Last year", **beside)
    assert wording(Question(id="income", label="Income", columns=(answer, other)), answer).ask == ask


def test_an_answer_keeps_no_end_of_errors() -> None:
    question = Question(id="q", label="Q", columns=(Column(id="", kind="file"),))
    form = compile_form(
        Spec(form="files", version=1, title="F", sections=(Section(id="s", title="S", questions=(question,)),))
    )
    for number in range(1000):
        check(form, {"s.q": f"{number:064x} 1 text/html name-{number}"}, complete=False)
        check(form, {"s.q": f"{number:064x} 99999999999 text/csv name-{number}"}, complete=False)
    assert 0 < len(form.cells[0].errors) < 50
