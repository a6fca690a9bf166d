"""What a new version changes about records is said: who sees them, how long they are kept, and whom that affects."""

import pytest

from formspec.diff import Level, compare
from formspec.diff.extent import Extent, extent
from formspec.diff.formats.summary import affected, has_texts
from formspec.loader import load
from formspec.model import Spec

GUARDED = """\
formspec: 1
form: visit
version: 1
title: Visit
access: sensitive
child-data: true
retention:
  keep: 6 years
  from: visit.ended
  decided-by: The Head
  reason: As the council asks.
sections:
  - id: visit
    title: The visit
    questions:
      - {id: ended, label: When did it end?, kind: date, required: true}
      - {id: paid, label: When was it paid?, kind: date, required: true}
"""
PERIOD = GUARDED[GUARDED.index("retention:") : GUARDED.index("sections:")]
ENDED = "the answer to “When did it end?”"
PAID = "the answer to “When was it paid?”"
SEEN_BY_ALL, SEEN_BY_FEW = (
    "by whoever filled them in, by those who decide and by readers, such as governors",
    "only by whoever filled them in and by those who decide, such as the Head and the DSL",
)


def spec_of(text: str) -> Spec:
    spec = load(text.encode()).spec
    assert spec is not None
    return spec


CASES = {
    "a form becomes ordinary": (
        "access: sensitive",
        "access: ordinary",
        Level.TIGHTENING,
        ("drafts", "records"),
        f"Drafts and records are now seen {SEEN_BY_ALL}, and no longer {SEEN_BY_FEW}.",
    ),
    "it holds no data of children any more": (
        "child-data: true",
        "child-data: false",
        Level.TIGHTENING,
        ("records",),
        "The form no longer says that it holds the personal data of children.",
    ),
    "records are kept for less time": (
        "keep: 6 years",
        "keep: 1 year",
        Level.TIGHTENING,
        ("records",),
        "Records are now kept for 1 year instead of 6 years.",
    ),
    "records are kept for more time": (
        "keep: 6 years",
        "keep: 90 months",
        Level.TIGHTENING,
        ("records",),
        "Records are now kept for 90 months instead of 6 years.",
    ),
    "the time runs from another answer": (
        "from: visit.ended",
        "from: visit.paid",
        Level.TIGHTENING,
        ("records",),
        f"The time that records are kept now runs from {PAID} instead of {ENDED}.",
    ),
    "the time runs from the submission": (
        "from: visit.ended",
        "from: submitted",
        Level.TIGHTENING,
        ("records",),
        f"The time that records are kept now runs from the day of submission instead of {ENDED}.",
    ),
    "somebody else decides": (
        "decided-by: The Head",
        "decided-by: The governors",
        Level.WORDING,
        ("readers",),
        "Who decides what becomes of a record in the end has changed: answers stay as they are.",
    ),
    "the reason goes": (
        "  reason: As the council asks.\n",
        "",
        Level.WORDING,
        ("readers",),
        "The reason why records are kept as long as that is gone: answers stay as they are.",
    ),
    "nothing says any more how long": (
        PERIOD,
        "",
        Level.TIGHTENING,
        ("records",),
        "Nothing says any more how long records are kept, so none is ever due to go.",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_change_about_records_is_told_with_its_level_and_whom_it_affects(name):
    old, new, *expected = CASES[name]
    (change,) = compare(spec_of(GUARDED), spec_of(GUARDED.replace(old, new)))
    assert [change.level, change.affects, change.sentence] == expected


def test_a_sentence_about_records_says_itself_what_was_and_is_and_that_every_record_is_meant():
    became = GUARDED.replace("access: sensitive", "access: ordinary")
    (change,) = compare(spec_of(GUARDED), spec_of(became))
    assert affected(change) == "drafts in progress and every record of the form"
    assert not has_texts(change)


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case[2] is Level.TIGHTENING])
def test_a_grave_one_is_about_every_record(name):
    old, new, *_ = CASES[name]
    before, after = spec_of(GUARDED), spec_of(GUARDED.replace(old, new))
    (change,) = compare(before, after)
    assert extent(change, before, after) == Extent(everyone=True)


def test_the_question_that_starts_the_clock_may_move_without_a_change_to_the_clock():
    moved = GUARDED.replace("{id: ended,", "{id: closed, was: visit.ended,").replace("visit.ended\n", "visit.closed\n")
    assert {each.sort for each in compare(spec_of(GUARDED), spec_of(moved))} == {"renamed"}


def test_a_section_called_submitted_is_not_the_day_of_submission():
    named = GUARDED.replace("from: visit.ended", "from: submitted").replace("- id: visit", "- id: submitted")
    other = named.replace("- id: submitted", "- id: sent\n    was: submitted")
    assert {each.key for each in compare(spec_of(named), spec_of(other))} == {""}
