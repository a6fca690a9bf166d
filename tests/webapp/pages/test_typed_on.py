"""What one person goes on typing is one text in the history of an answer; what was taken away stays to be seen."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.webapp.pages.visitor import Visitor
from webapp.pages.drafts.past import Stood, runs

BEGUN = datetime(2026, 11, 28, 10, 0, tzinfo=UTC)
LONG = "Every member of staff has had level two training"

CASES = {
    "a pause while typing": ([(0, "Le"), (1, "Level two f"), (2, "Level two for all")], ["Level two for all"]),
    "a word put right": ([(0, f"{LONG} adn more"), (9, f"{LONG} and more")], [f"{LONG} and more"]),
    "words put in between": ([(0, LONG), (9, LONG.replace("level", "last June level"))], ["last June"]),
    "after more than two minutes": ([(0, "Level two"), (121, "Level two for all")], ["Level two", "for all"]),
    "typing for longer than that": ([(at, "x" * (at + 1)) for at in range(0, 300, 100)], ["x" * 201]),
    "another answer": ([(0, "Yes"), (5, "No")], ["Yes", "No"]),
    "taken away at once": ([(0, LONG), (3, "")], [LONG, ""]),
    "taken away word by word": (
        [(0, LONG), *((at, " ".join(LONG.split()[:-at])) for at in range(1, 9))],
        [LONG, "Every member of staff has had", "Every member of staff", "Every member", "Every"],
    ),
}


def stood(*, seconds: int, text: str, author: str = "ann", carried: bool = False) -> Stood:
    saved = BEGUN + timedelta(seconds=seconds)
    return Stood(seconds, text, (text,), author, saved, carried, stands=False, fits=True)


@pytest.mark.parametrize(("typed", "shown"), CASES.values(), ids=CASES)
def test_what_goes_on_is_told_once(typed: list[tuple[int, str]], shown: list[str]) -> None:
    told = runs(stood(seconds=at, text=text) for at, text in typed)
    assert len(told) == len(shown)
    assert [part for part, each in zip(shown, told, strict=True) if part not in each.text] == []
    assert told[-1].text == typed[-1][1]


def test_a_part_of_an_answer_that_is_replaced_is_told() -> None:
    first, second = stood(seconds=0, text="Pat Jones. I have checked all of this."), stood(seconds=5, text="Sam Smith")
    first = replace(first, inputs=("Pat Jones", "yes"))
    second = replace(second, text="Sam Smith. I have checked all of this.", inputs=("Sam Smith", "yes"))
    assert runs([first, second]) == [first, second]


def test_what_another_wrote_or_was_carried_stands_between() -> None:
    mine, theirs = stood(seconds=0, text="Level two"), stood(seconds=1, text="Level two for all", author="bob")
    again, carried = stood(seconds=2, text="Level two for all now"), stood(seconds=3, text="Level two", carried=True)
    assert runs([mine, theirs, again, carried]) == [mine, theirs, again, carried]


def test_the_page_counts_and_shows_what_was_typed_on_as_one_text(visitor: Visitor) -> None:
    tasks = visitor.start("Trip check")
    for words in ("Ironbridge", "Telf", "Telford", "Telford again"):
        visitor.get(f"{tasks.path}/sections/trip").press("Save and back to list", {"trip.place": words})
    listed = visitor.get(f"{tasks.path}/history")
    assert "2 texts" in listed.text
    answer = listed.follow("Where are you going?")
    assert "Telf " not in answer.text
    answer.press("Put this back (Ironbridge)")
    assert visitor.get(f"{tasks.path}/sections/trip").fields()["trip.place"] == "Ironbridge"
