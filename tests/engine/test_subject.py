"""Two names are of one subject when only what people type in many ways differs; the law of it holds for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.subject import same_subject, subject_key

SAME = [
    ("The Forge", "the  forge "),
    ("The Forge", "Forge"),
    ("Friends of the Forge", "Friends of Forge"),
    ("Forge Ltd", "Forge"),
    ("The Forge Limited", "forge ltd."),
    ("Forge Skills C.I.C.", "Forge Skills CIC"),
    ("Yr Efail Cyf", "Yr Efail"),
    ("Hay & Straw", "Hay and Straw"),
    ("St. John's", "St Johns"),
    ("St John\u2019s", "St John's"),
    ("St John\u00b4s", "St John's"),
    ("\u0301", " \u0301 "),
    ("Forge-Works, Leeds", "Forge Works (Leeds)"),
    ("Café Foundry", "Cafe\u0301 Foundry"),
    ("Café Foundry", "Cafe Foundry"),
    ("Straße 7", "STRASSE 7"),
    ("The\u00a0Forge", "The Forge"),
    ("Ｆorge", "Forge"),
    ("ΌΔΟΣ", "όδος"),
    ("The The", "the the"),
    ("Ltd", "LTD."),
    ("???", " ???"),
]
OTHERS = [
    ("The Forge", "The Forge Annexe"),
    ("", ""),
    (" ", " "),
    ("Forge 1", "Forge 2"),
    ("Forge", "Forged"),
    ("Unit 1/2", "Unit 12"),
    ("Unit 3.5", "Unit 35"),
    ("Limited Edition", "Edition"),
    ("Theatre", "atre"),
    ("कि", "क"),
    ("!", "?"),
]
NAMES = st.lists(
    st.one_of(
        st.sampled_from(["The", "the", "Ltd", "ltd.", "&", "and", "Forge", "St.", "O'Neil", "é", "7", "C.I.C."]),
        st.text(),
    ),
    max_size=6,
).map(" ".join)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same(one: str, other: str) -> None:
    assert same_subject(one, other)
    assert same_subject(other, one)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_not_the_same(one: str, other: str) -> None:
    assert not same_subject(one, other)


@given(NAMES)
def test_a_key_is_its_own_key_and_blank_only_for_a_blank_name(name: str) -> None:
    key = subject_key(name)
    assert subject_key(key) == key
    assert bool(key) == same_subject(name, name)


@given(NAMES)
def test_capitals_blanks_the_article_and_the_company_make_no_difference(name: str) -> None:
    key = subject_key(name)
    assert subject_key(f"  {name}\t") == key
    assert subject_key(name.swapcase().swapcase()) in {key, subject_key(name.swapcase())}
    if subject_key(f"x {name}") != "x":
        told = subject_key(f"x {name}")
        assert subject_key(f"The x {name} Ltd.") == told
        assert subject_key(f"X, {name}") == told


@given(NAMES, NAMES, NAMES)
def test_being_of_one_subject_is_an_equivalence(one: str, other: str, third: str) -> None:
    assert same_subject(one, other) == same_subject(other, one)
    if same_subject(one, other) and same_subject(other, third):
        assert same_subject(one, third)
