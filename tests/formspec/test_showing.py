"""A text shows so many earlier answers and no more, however they come into it."""

import pytest

from formspec.loader import load
from tests.formspec.hostile_specs import question, spec

MANY = "shows {} earlier answers"
LABELLED = "options: [{{value: a, label: '{}'}}, {{value: b, label: B}}]"


def _placed(address: str, times: int, *, kind: str = "text", number: int = 90, more: str = "") -> str:
    return f"{{id: q{number}, label: 'Q{number} {f'((s.{address}))' * times}?', kind: {kind}, required: true{more}}}"


def _said(text: str) -> list[str]:
    return [each.message for each in load(text.encode()).problems if each.rule == "placeholder"]


def _labelled(number: int, label: str) -> str:
    return question(number, "choice", LABELLED.format(label))


def test_a_text_shows_fifty_answers_and_no_more():
    assert _said(spec([question(0), _placed("q0", 50)])) == []
    assert _said(spec([question(0), _placed("q0", 51)])) == [
        "This text shows 51 earlier answers: a text shows at most 50."
    ]


@pytest.mark.parametrize(("times", "wrong"), [(50, 0), (51, 1), (80, 1)])
def test_a_form_shows_a_thousand_answers_and_no_more(times, wrong):
    said = _said(spec([question(0), *(_placed("q0", 20, number=n + 1) for n in range(times))]))
    assert said == ["Up to this text, the form shows earlier answers in more than 1,000 places: take some out."][:wrong]


@pytest.mark.parametrize(("questions", "wrong"), [(25, 0), (26, 1)])
def test_what_questions_share_counts_at_each(questions, wrong):
    head = f"columns: [{{id: a, role: answer, kind: text, label: '{'((s.q0))' * 40}'}}]\n"
    rows = ["{id: q0, label: Q, columns: [{id: a, role: answer, kind: text, label: A}]}"]
    rows += [f"{{id: q{n + 1}, label: Q{n}}}" for n in range(questions)]
    said = _said(spec(rows, head=head))
    assert [message.partition(",")[0] for message in said] == ["Up to this question"] * wrong


def test_what_the_label_of_an_option_shows_counts_where_the_answer_is_shown():
    asked = [question(0), _labelled(1, "((s.q0))" * 10)]
    assert _said(spec([*asked, _placed("q1", 4)])) == []
    assert [message.split(":")[0] for message in _said(spec([*asked, _placed("q1", 5)]))] == [
        "This text " + MANY.format(55)
    ]


def test_what_is_worked_out_from_an_answer_shows_what_that_shows():
    asked = [question(0), _labelled(1, "((s.q0))" * 49), question(2, "calculated", "calculate: s.q1")]
    assert _said(spec([*asked, _placed("q2", 1)])) == []
    assert len(_said(spec([*asked, _placed("q2", 2)]))) == 1


@pytest.mark.parametrize("address", ["s.q1", "s.q2", "s"])
def test_the_label_of_an_option_shows_no_answer_of_its_own_question_or_of_a_later_one(address):
    head = f"lists: [{{id: l, options: [{{value: a, label: '(({address}))'}}, {{value: b, label: B}}]}}]\n"
    said = _said(spec([question(1, "choice", "options: l"), question(2)], head=head))
    assert said == [
        "The label of an option shows an answer that is not asked before this question: show an earlier one."
    ]
