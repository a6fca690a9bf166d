"""On a page, what is said beside a concern or an action shares its box, and a box that may stay empty is folded."""

import re

import pytest

from engine.compile import compile_form
from engine.page.boxes import boxes
from engine.page.section import Pages
from formspec.loader import load

HEAD = "formspec: 1\nform: walk\nversion: 1\ntitle: A walk\nsections:\n  - id: walk\n    title: Walk\n    questions:\n"
QUESTION = "      - id: stairs\n        label: Are the stairs lit?\n        columns:\n"
ANSWER = "{id: answer, role: answer, label: Answer, kind: text}"
CONCERN = "{id: concern, role: concern, label: Concern, kind: text}"
BAD = "{id: bad, role: severity, label: How bad, kind: choice, options: [{value: a, label: A}, {value: b, label: B}]}"
ACTION = "{id: action, role: action, label: Action, kind: text}"
DUE = "{id: due, role: by-when, label: By when, kind: date}"
WHO = "{id: who, role: who, label: Who, kind: text}"
NEEDED = CONCERN.replace("kind: text", "kind: text, required: true")
AT_TIMES = CONCERN.replace("kind: text", "kind: text, when: {column: answer, answered: true}")
BAD_IF = BAD.replace("kind: choice", "kind: choice, required: {column: concern, answered: true}")
CASES = {
    "each by itself": ([ANSWER, CONCERN, ACTION], ["answer", "concern …", "action …"]),
    "with more beside it": ([ANSWER, CONCERN, BAD, ACTION, WHO, DUE], ["answer", "concern bad …", "action who due …"]),
    "in whatever order": ([DUE, BAD, WHO, ACTION, ANSWER, CONCERN], ["action who due …", "answer", "concern bad …"]),
    "required": ([ANSWER, NEEDED, BAD], ["answer", "concern bad"]),
    "asked at times": ([ANSWER, AT_TIMES], ["answer", "concern"]),
    "required at times beside it": ([ANSWER, CONCERN, BAD_IF], ["answer", "concern bad"]),
}  # fmt: skip


def pages(columns: list[str]) -> Pages:
    spec = load((HEAD + QUESTION + "".join(f"          - {each}\n" for each in columns)).encode()).spec
    assert spec is not None
    return Pages(compile_form(spec))


@pytest.mark.parametrize("case", CASES)
def test_a_question_has_these_boxes(case: str) -> None:
    columns, expected = CASES[case]
    laid = pages(columns)._form.laid["walk.stairs"]
    said = (
        [*(cell.column.id for cell in (each.cell, *each.more)), *(["…"] if each.folds else [])] for each in boxes(laid)
    )
    assert [" ".join(each) for each in said] == expected


def folds(html: str) -> list[bool]:
    return [" open" in tag for tag in re.findall("<details class=.fold.[^>]*>", html)]


@pytest.mark.parametrize(
    ("entries", "errors", "opened"),
    [
        ({}, {}, [False, False]),
        ({"walk.stairs.answer": "Lit"}, {}, [False, False]),
        ({"walk.stairs.concern": "Dark"}, {}, [True, False]),
        ({"walk.stairs.bad": "a"}, {}, [True, False]),
        ({"walk.stairs.due.day": "1"}, {}, [False, True]),
        ({}, {"walk.stairs.due.month": "Enter a month"}, [False, True]),
    ],
)
def test_a_box_is_open_where_something_is_written_or_wrong(
    entries: dict[str, str], errors: dict[str, str], opened: list[bool]
) -> None:
    html = pages([ANSWER, CONCERN, BAD, ACTION, DUE]).section("walk").render(entries, errors)
    assert folds(html) == opened
