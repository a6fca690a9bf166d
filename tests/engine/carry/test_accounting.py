"""Whatever led there, what stands nowhere is left and told, and what stands where the report says is not touched."""

import pytest

from engine.carried import AGAIN, KEPT, LEFT, MAPPED, MOVED, Carried, Step
from engine.carry.accounting import accounted

BEFORE = {"a.q": "words", "a.o": "bus", "a.g.1": "row"}


def step(sort: str, address: str, was: str) -> Step:
    return Step(sort=sort, address=address, was=was, question="Q", before="words", note="", names=(was,))


@pytest.mark.parametrize(
    ("told", "entries", "left"),
    [
        (step(MOVED, "b.q", "a.q"), {}, {"a.q": "words"}),
        (step(MOVED, "b.q", "a.q"), {"b.q": "other"}, {"a.q": "words"}),
        (step(KEPT, "a.q", "a.q"), {"a.q": " "}, {"a.q": "words"}),
        (step(MAPPED, "b.o", "a.o"), {}, {"a.o": "bus"}),
        (step(AGAIN, "b.o", "a.o"), {}, {"a.o": "bus"}),
    ],
)
def test_what_stands_nowhere_is_left_and_to_be_given_again(told, entries, left):
    found = accounted(BEFORE, Carried(entries, (told,)))
    assert found.left == left
    assert [each.sort for each in found.report] == [AGAIN]


@pytest.mark.parametrize(
    ("told", "entries"),
    [
        (step(MOVED, "b.q", "a.q"), {"b.q": "The old words\nand more words"}),
        (step(KEPT, "a.q", "a.q"), {"a.q": "words"}),
        (step(MAPPED, "b.o", "a.o"), {"b.o.text": "By bus"}),
        (step(MOVED, "b.g.1", "a.g.1"), {}),
        (step(LEFT, "", "a.q"), {}),
    ],
)
def test_what_stands_where_the_report_says_is_not_touched(told, entries):
    carried = Carried(entries, (told,))
    assert accounted(BEFORE, carried) is carried
