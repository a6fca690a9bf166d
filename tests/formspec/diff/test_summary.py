"""Many changes are told in short: what has become of sections and questions, and how much else is otherwise."""

from dataclasses import replace

import pytest

from formspec.diff.change import Change, Level
from formspec.diff.formats.summary import in_short

NEW = Change(
    sort="added",
    noun="question",
    address="s.q",
    name="Q",
    old="",
    new="",
    level=Level.ADDITION,
    affects=(),
    sentence="",
)
WORDED = replace(NEW, sort="changed", key="label")
HINTED = replace(NEW, sort="changed", key="hint")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([], ""),
        ([NEW], "1 question is new."),
        ([NEW, WORDED, NEW], "2 questions are new and 1 question is worded otherwise."),
        ([NEW, replace(NEW, address="s.q.r"), replace(NEW, address="s.q.t")], "1 question is new."),
        ([HINTED], "1 thing has changed."),
        ([HINTED, HINTED], "2 things have changed."),
        (
            [replace(NEW, noun="section", sort="removed"), HINTED],
            "1 section is no longer there and 1 other thing has changed.",
        ),
        ([replace(WORDED, language="cy")], "1 thing has changed."),
    ],
)
def test_changes_are_told_in_short(changes, said):
    assert in_short(changes) == said
