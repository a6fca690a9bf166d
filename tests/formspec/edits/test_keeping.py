"""What a form says of its records is changed in its text, and follows the question that starts the clock."""

import pytest

from formspec.edits import EditRefused, move, retire, set_records
from formspec.loader import load

TEXT = """\
formspec: 1
form: visit
version: 1
title: A visit
access: sensitive   # as the DSL asked
child-data: true
retention:
  keep: 6 years   # the council's word
  from: visit.ended
  decided-by: The Head
  reason: Claims.
sections:
  - id: visit
    title: The visit
    questions:
      - {id: ended, label: When did it end?, kind: date, required: true}
      - {id: who, label: Who was there?, kind: text}
  - id: after
    title: Afterwards
    questions:
      - {id: how, label: How was it?, kind: text}
"""
KEPT = {"keep": "6 years", "from": "visit.ended", "decided-by": "The Head", "reason": "Claims."}


def lines(text: str) -> list[str]:
    """Return the lines that stand before the sections."""
    return text.partition("sections:")[0].splitlines()[4:]


def test_the_same_words_change_nothing():
    assert set_records(TEXT, access="sensitive", child_data=True, retention=KEPT) == TEXT


def test_other_words_stand_where_the_old_ones_stood_and_remarks_stay():
    said = {**KEPT, "keep": "7 years", "from": "submitted", "reason": ""}
    assert lines(set_records(TEXT, access="sensitive", child_data=False, retention=said)) == [
        "access: sensitive   # as the DSL asked",
        "retention:",
        "  keep: 7 years   # the council's word",
        "  from: submitted",
        "  decided-by: The Head",
    ]


def test_what_is_said_no_more_is_taken_out():
    after = set_records(TEXT, access="ordinary", child_data=False, retention={"from": "submitted"})
    spec = load(after.encode()).spec
    assert spec is not None
    assert (spec.access, spec.child_data, spec.retention) == ("ordinary", False, None)
    assert "access" not in after


@pytest.mark.parametrize(
    ("access", "given", "why"),
    [
        ("secret", {}, "There is no access “secret”. Write ordinary or sensitive."),
        ("sensitive", {"from": "visit.who"}, "is answered with text, and no clock starts there"),
        ("sensitive", {"decided-by": "The \ufeffHead"}, "An invisible character (U+FEFF) is hidden in these words."),
    ],
)
def test_what_is_no_sense_is_refused_in_the_words_of_the_rules(access, given, why):
    with pytest.raises(EditRefused) as refused:
        set_records(TEXT, access=access, child_data=True, retention={**KEPT, **given})
    assert why in str(refused.value)


def test_the_clock_follows_a_question_that_moves():
    assert "  from: after.ended" in lines(move(TEXT, "visit.ended", after="after.how"))


@pytest.mark.parametrize("address", ["visit.ended", "visit"])
def test_the_question_that_starts_the_clock_is_not_retired(address):
    with pytest.raises(EditRefused, match="It says from when records are kept, so it cannot be retired"):
        retire(TEXT, address)
