"""Two names are of one subject when only capitals, white space or the writing of Unicode differ."""

import pytest

from engine.subject import same_subject, subject_key

SAME = [
    ("The Forge", "the  forge "),
    ("Café Foundry", "Cafe\u0301 Foundry"),
    ("Straße 7", "STRASSE 7"),
    ("The\u00a0Forge", "The Forge"),
    ("Ｆorge", "Forge"),
    ("ΌΔΟΣ", "όδος"),
]
OTHERS = [("The Forge", "Forge"), ("", ""), (" ", " "), ("Forge 1", "Forge 2")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same(one: str, other: str) -> None:
    assert same_subject(one, other)
    assert same_subject(other, one)
    assert subject_key(subject_key(one)) == subject_key(one)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_not_the_same(one: str, other: str) -> None:
    assert not same_subject(one, other)
