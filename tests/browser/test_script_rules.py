"""A page decides as the server does whether an answer fits a pattern and whether its check characters are right."""

from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Page

import engine
from engine.check_character import example, is_checked
from engine.matching import matches
from formspec.check_characters import CHECK_CHARACTERS
from tests.engine.chance_patterns import chance_pattern, chance_texts

SCRIPTS = Path(engine.__file__).with_name("script")
SEED = 20261123
SIGNS = "0123456789ABCXYZkx* -\u00a0\u2013/.٣ſ\u212a\n"
EACH = (
    "async ([address, name, cases]) => { const all = await import(address); return cases.map((c) => all[name](...c)); }"
)

Cases = list[tuple[str, str]]


@pytest.fixture
def says(browse: Callable[..., Page]) -> Callable[..., list[bool]]:
    """Return what a function of a script says of each case, in a page that holds nothing else."""
    page = browse()

    def said(script: str, name: str, cases: Cases) -> Any:
        text = (SCRIPTS / script).read_bytes()
        address = f"data:text/javascript;base64,{b64encode(text).decode()}"
        return page.evaluate(EACH, [address, name, cases])

    return said


def of_patterns(random: Random) -> Iterator[tuple[str, str]]:
    for _ in range(200):
        pattern = chance_pattern(random)
        yield from ((pattern, text) for text in chance_texts(random, pattern, 3))


def of_numbers(random: Random) -> Iterator[tuple[str, str]]:
    """Yield right numbers, the same written otherwise, and all that one slip can make of them."""
    for algorithm in CHECK_CHARACTERS:
        for _ in range(40):
            right = mended(random, algorithm)
            at = random.randrange(len(right))
            sign = random.choice(SIGNS)
            yield from ((algorithm, text) for text in (right, right.lower(), f" {right[:at]}-{right[at:]}"))
            yield from ((algorithm, right[:at] + sign + right[at + more :]) for more in (0, 1))


def mended(random: Random, algorithm: str) -> str:
    """Return another number than the example that is right, found by trying."""
    while True:
        signs = list(example(algorithm))
        for at in random.sample([at for at, sign in enumerate(signs) if sign.isalnum()], 3):
            signs[at] = random.choice("0123456789" if signs[at].isdigit() else "ABCDEFX")
        if is_checked(algorithm, "".join(signs)):
            return "".join(signs)


def test_a_pattern_fits_the_same_answers_in_a_browser(says: Callable[..., list[bool]]) -> None:
    cases = list(of_patterns(Random(SEED)))
    said = says("pattern.js", "matches", cases)
    assert [case for case, fits in zip(cases, said, strict=True) if fits != matches(*case)] == []
    assert 300 < sum(said) < len(cases) - 300


def test_check_characters_are_right_for_the_same_numbers_in_a_browser(says: Callable[..., list[bool]]) -> None:
    cases = list(of_numbers(Random(SEED)))
    said = says("check-characters.js", "isChecked", cases)
    assert [case for case, right in zip(cases, said, strict=True) if right != is_checked(*case)] == []
    assert len(cases) / 2 < sum(said) < len(cases) - 300
