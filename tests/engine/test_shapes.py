"""Every shape accepts exactly what its schema accepts, in both validators."""

import re
import sys
from datetime import date, timedelta
from typing import Any

import jsonschema
import jsonschema_rs
import pytest

from engine.kinds.address import POSTCODE
from engine.kinds.calendar import CLOCK, DAY, YEARS
from engine.shapes import (
    BLANK,
    BREAK,
    Shape,
    closed,
    either,
    exactly,
    listing,
    matching,
    narrowed,
    one_of,
    words,
)

VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, 1.0, 2, -1, 1.5, "", " ", "a", "ab", "abc", "a\n", "\na", "a b", "a\nb", "a\u2028",
    "1", "😀", "😀😀😀",
    [], [1], ["a"], ["a", "a"], ["a", "b"], ["b", "a"], ["a", "b", "c"], ["z"], {}, {"a": 1}, {"a": True},
    {"a": 1, "b": "x"},
    {"b": "x"}, {"a": 1, "c": 1}, {"a": None},
)  # fmt: skip
SHAPES = {
    "exactly one": exactly(1),
    "exactly true": exactly(True),
    "exactly a": exactly("a"),
    "one of two": one_of(["a", "b"]),
    "words": words(),
    "two characters": words(2),
    "one line": words(3, one_line=True),
    "matching": matching("a|[0-9]|ab"),
    "closed": closed({"a": exactly(1), "b": words(1)}, required=["a"]),
    "closed and not empty": closed({"a": exactly(1), "b": words(1)}, required=[], empty=False),
    "either": either(exactly(1), words(1)),
    "either of one": either(words(1)),
    "list": listing(one_of(["a", "b"]), most=2),
    "distinct list": listing(one_of(["a", "b"]), least=1, most=2, distinct=True),
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_a_shape_and_its_schema_accept_the_same(shape: Shape) -> None:
    first, second = jsonschema.Draft202012Validator(shape.schema), jsonschema_rs.Draft202012Validator(shape.schema)
    verdicts = {value_id: shape.accepts(value) for value_id, value in enumerate(VALUES)}
    said = {value_id: first.is_valid(value) for value_id, value in enumerate(VALUES)}
    assert {value_id: second.is_valid(value) for value_id, value in enumerate(VALUES)} == said
    assert all(said[value_id] for value_id, accepted in verdicts.items() if accepted)
    assert said == verdicts or shape.unsaid
    assert set(verdicts.values()) == {True, False}


@pytest.mark.parametrize(
    ("shape", "accepted", "unsaid"),
    [
        (words(2), "ab", "abc"),
        (words(least=2), "ab", "e\u0301"),
        (narrowed(words(), "It is not b.", lambda given: given != "b"), "a", "b"),
        (closed({"a": words(1)}, required=["a"]), {"a": "a"}, {"a": "ab"}),
        (listing(words(1), most=2), ["a"], ["ab"]),
        (either(exactly(1), words(1)), "a", "ab"),
    ],
)
def test_what_a_schema_cannot_say_it_accepts_and_describes(shape: Shape, accepted: Any, unsaid: Any) -> None:
    validator = jsonschema.Draft202012Validator(shape.schema)
    assert (validator.is_valid(accepted), shape.accepts(accepted)) == (True, True)
    assert (validator.is_valid(unsaid), shape.accepts(unsaid)) == (True, False)
    assert shape.unsaid
    assert all(said in str(shape.schema) for said in shape.unsaid)


@pytest.mark.parametrize(("text", "most"), [("e\u0301" * 5, 5), ("\U0001f1ec\U0001f1e7" * 5, 5), ("a\r\nb", 3)])
def test_a_limit_counts_what_a_person_sees_and_bounds_what_is_kept(text: str, most: int) -> None:
    assert words(most).accepts(text)
    assert not words(most - 1).accepts(text)
    assert not words(most).accepts("a" + "\u0301" * most * 4)


def test_blank_is_what_the_language_itself_calls_blank_for_every_character() -> None:
    blank, line_end = re.compile(f"[{BLANK}]"), re.compile(f"[{BREAK}]")
    for character in map(chr, range(sys.maxunicode + 1)):
        assert bool(blank.match(character)) == character.isspace() == (not character.strip()), hex(ord(character))
        assert bool(line_end.match(character)) == (len(f"a{character}b".splitlines()) > 1), hex(ord(character))


@pytest.mark.parametrize("character", sorted({chr(n) for n in range(0x10000) if chr(n).isspace()}))
@pytest.mark.parametrize("text", ["{}", "{}a", "a{}", "a{}b"])
def test_blanks_at_the_ends_are_refused_alike_by_every_engine(character: str, text: str) -> None:
    shape, value = words(), text.format(character)
    verdicts = {
        shape.accepts(value),
        jsonschema.Draft202012Validator(shape.schema).is_valid(value),
        jsonschema_rs.Draft202012Validator(shape.schema).is_valid(value),
    }
    assert verdicts == {text == "a{}b"}


def test_the_pattern_of_a_day_takes_every_day_of_the_calendar_and_no_other() -> None:
    shape, pattern = matching(DAY), re.compile(DAY)
    day, last = date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)
    real = {(day + timedelta(days=n)).isoformat() for n in range((last - day).days + 1)}
    for year in range(1890, 2210):
        for month in range(14):
            for number in (0, 1, 9, 10, 28, 29, 30, 31, 32):
                text = f"{year}-{month:02}-{number:02}"
                assert (pattern.fullmatch(text) is not None) == (text in real), text
    assert all(map(pattern.fullmatch, real))
    second = jsonschema_rs.Draft202012Validator(shape.schema)
    ends = {f"{year}-02-29" for year in range(1890, 2210)} | {f"{year}-04-31" for year in range(1890, 2210)}
    assert {text for text in ends if second.is_valid(text)} == ends & real


@pytest.mark.parametrize(
    ("pattern", "text"), [(DAY, "2026-11-23"), (CLOCK, "10:15"), (POSTCODE, "TF1 1AA"), (POSTCODE, "M1 1AE")]
)
def test_a_trailing_line_feed_is_refused_by_every_engine(pattern: str, text: str) -> None:
    schema = matching(pattern).schema
    for validator in (jsonschema.Draft202012Validator(schema), jsonschema_rs.Draft202012Validator(schema)):
        assert validator.is_valid(text)
        assert not any(map(validator.is_valid, (f"{text}\n", f"\n{text}", f"{text} ", f"{text}\r\n", f"x{text}")))
