"""Whether photos and files can be added beside an answer is told as what it does to people and exports."""

import pytest

from formspec.diff import Level, compare
from formspec.loader import load

SPEC = """\
formspec: 1
form: f
version: 1
title: F
{form}
sections:
  - id: s
    title: S
    questions:
      - id: q
        label: Q
        kind: text
        {question}
"""
EVIDENCE = "evidence: [{id: log, text: The log}]\n        "
YES, NO = "attachments: true", "attachments: false"
GONE = "Photos and files can no longer be added beside the answer to “Q”: those that were are kept with the record."
CASES = {
    "forbidden": (EVIDENCE, EVIDENCE + NO, Level.BREAKING, GONE),
    "allowed again": (
        EVIDENCE + NO,
        EVIDENCE,
        Level.ADDITION,
        "Photos and files can now be added beside the answer to “Q”.",
    ),
    "allowed without evidence": (
        "",
        YES,
        Level.BREAKING,
        "Photos and files can now be added beside the answer to “Q”; exports hold the answer in another place.",
    ),
    "no longer, without evidence": (YES, "", Level.BREAKING, GONE),
}


def spec_of(question: str, form: str = ""):
    spec = load(SPEC.format(question=question, form=form).encode()).spec
    assert spec is not None
    return spec


@pytest.mark.parametrize(("old", "new", "level", "sentence"), CASES.values(), ids=CASES)
def test_a_change_of_one_question_is_told_in_a_sentence(old, new, level, sentence):
    (change,) = compare(spec_of(old), spec_of(new))
    assert (change.level, change.sentence) == (level, sentence)


@pytest.mark.parametrize(("old", "new", "level"), [("", NO, Level.BREAKING), (NO, "", Level.ADDITION)])
def test_a_change_of_the_whole_form_is_told_once(old, new, level):
    (change,) = compare(spec_of(EVIDENCE, old), spec_of(EVIDENCE, new))
    assert change.level is level
    assert "wherever there is evidence" in change.sentence or "where there is evidence" in change.sentence
