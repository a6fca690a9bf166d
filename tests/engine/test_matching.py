"""A pattern means the same wherever it is compared, and takes long nowhere."""

import re
from random import Random
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
import re2

from engine.matching import matches
from formspec.pattern import example, faults
from tests.engine.chance_patterns import SETS, chance_pattern, chance_texts, steps

CASES = [
    ("[A-Z]{2}[0-9]{6}", "AB123456", True),
    ("[A-Z]{2}[0-9]{6}", "AB1234567", False),
    ("[A-Z]{2}[0-9]{6}", " AB123456", False),
    ("[A-Z]{2}[0-9]{6}", "AB123456\n", False),
    ("[A-Z]{2}[0-9]{6}", "ab123456", False),
    ("[A-Z]{2}[0-9]{6}", "AB١٢٣٤٥٦", False),
    ("a|bc", "bc", True),
    ("a|bc", "ac", False),
    ("a|bc", "abc", False),
    ("(?:a|b)c", "bc", True),
    ("[^a]", "\U0001f600", True),
    ("[^a]", "\n", False),
    ("[^a]+", "\u2028\r", True),
    ("\U0001f600{2}", "\U0001f600\U0001f600", True),
    (r"[\-\]]+\.", "-].", True),
    ("K", "\u212a", False),
    ("[a-z]", "ſ", False),
    ("é", "e\u0301", False),
]
NEVER = "\x01"
LENGTH = 120
MOST_STEPS = 200_000
SLOW = ("a*a*a*", "(a+)+", "(a|a)+", "(a?){30}a{30}", "(a|ab|b)*", "([a-z]*){1,10}", "(a*b?)*", "[a-z]+[a-y]+[a-x]+")


def schema(pattern: str) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^(?:{pattern})$", "not": {"pattern": "\n"}}


def verdicts(pattern: str, texts: list[str]) -> dict[str, list[bool]]:
    """Return what each program says of each text, by the program."""
    first = jsonschema.Draft202012Validator(schema(pattern))
    second = jsonschema_rs.Draft202012Validator(schema(pattern))
    return {
        "ours": [matches(pattern, text) for text in texts],
        "Python": [re.fullmatch(pattern, text) is not None and "\n" not in text for text in texts],
        "jsonschema": [first.is_valid(text) for text in texts],
        "jsonschema-rs": [second.is_valid(text) for text in texts],
    }


@pytest.mark.parametrize(("pattern", "text", "fits"), CASES)
def test_the_whole_answer_is_compared_sign_by_sign(pattern: str, text: str, fits: bool) -> None:
    assert faults(pattern) == ""
    assert set(map(tuple, verdicts(pattern, [text]).values())) == {(fits,)}


def tried(pattern: str, random: Random) -> list[str]:
    """Return long texts that nearly fit."""
    starts = [text for text in chance_texts(random, pattern, 2) if text]
    return [(text * LENGTH)[:LENGTH] + NEVER for text in (*starts, *(text[0] for text in starts), "a", "ab")]


def test_no_pattern_makes_a_program_that_goes_back_try_for_long(seeded: Random, soak: int) -> None:
    for _ in range(150 * soak):
        pattern = chance_pattern(seeded)
        for text in tried(pattern, seeded):
            assert steps(pattern, text, MOST_STEPS) < MOST_STEPS, (pattern, text)


@pytest.mark.filterwarnings("error")
def test_every_program_reaches_the_same_verdict(seeded: Random, soak: int) -> None:
    fitting = failing = 0
    for _ in range(300 * soak):
        pattern = chance_pattern(seeded)
        texts = list(chance_texts(seeded, pattern, 8))
        said = verdicts(pattern, texts)
        assert len(set(map(tuple, said.values()))) == 1, (pattern, texts, said)
        fitting += sum(said["ours"])
        failing += len(texts) - sum(said["ours"])
    assert min(fitting, failing) > 600 * soak


def test_an_example_fits_its_pattern(seeded: Random, soak: int) -> None:
    for _ in range(300 * soak):
        pattern = chance_pattern(seeded)
        assert matches(pattern, example(pattern)), pattern


def test_whatever_is_not_refused_can_be_read_by_every_program(seeded: Random, soak: int) -> None:
    signs = (*"ab-^$.|?*+(){}[]\\,:=!<>&~#/ é09", "(?:", "{2}", "{1,3}", "[a", "[^", "\\d", "\\", "(?", "--", *SETS)
    usable = 0
    for _ in range(4000 * soak):
        pattern = "".join(seeded.choice(signs) for _ in range(seeded.randint(1, 8)))
        if not faults(pattern):
            usable += 1
            verdicts(pattern, ["", "a", "b-", pattern])
    assert usable > 50 * soak


@pytest.mark.parametrize("pattern", SLOW)
def test_the_patterns_that_are_refused_as_slow_are_slow(pattern: str, seeded: Random) -> None:
    assert "very long" in faults(pattern)
    assert any(steps(pattern, text, MOST_STEPS) == MOST_STEPS for text in tried(pattern, seeded))


@pytest.mark.parametrize("letters", ["".join(chr(0x10000 + 0x201 * n) for n in range(270)), "a", "^\U0001f600"])
def test_the_largest_patterns_are_read_by_every_program(letters: str) -> None:
    count = next(count for count in range(1000, 0, -1) if not faults(f"[{letters}]{{0,{count}}}"))
    for least in (0, count):
        verdicts(f"[{letters}]{{{least},{count}}}", ["a" * count, "b" * count])
        assert re2.compile(f"[{letters}]{{{least},{count}}}")
