"""JSON is read strictly: what it may mean two ways, or could exhaust the machine, is refused in a sentence."""

import contextlib
import json
import random
import string
from typing import Any

import pytest

from engine.json_text import LARGEST, JsonTextError, read_json
from tests.pace import Work

TWICE = "“a” stands twice in the same place: leave only one of them"
TOO_LARGE = "This number is too large to be read the same everywhere"
HALF = "This text holds half a character, an escape from \\ud800 to \\udfff without its other half"
NOT_CLOSED = "This text is not closed with a double quote, or holds a character that must be escaped"
TOO_DEEP = "Brackets stand more than 64 deep in one another, which is the most that is read"
TOO_SOON = "The file ends before the document does"
REFUSED = {
    "a member twice": ('{"a": 1,\n "a": 2}', 2, 2, TWICE),
    "a member twice, once escaped": ('{"a": 1, "\\u0061": 2}', 1, 10, TWICE),
    "not a number": ("[NaN]", 1, 2, "“NaN” is not JSON: a text stands between double quotes"),
    "infinity": ("[-Infinity]", 1, 2, "This is not a number as JSON writes it"),
    "a word": ('{"a": yes}', 1, 7, "“yes” is not JSON: a text stands between double quotes"),
    "single quotes": ("{'a': 1}", 1, 2, "The name of a member must stand here, between double quotes"),
    "nothing": ("", 1, 1, TOO_SOON),
    "blanks": (" \n", 2, 1, TOO_SOON),
    "an end too soon": ('{"a": [1,\n', 2, 1, TOO_SOON),
    "an open object": ('{"a": 1', 1, 8, "A comma or a closing } must stand here"),
    "no colon": ('{"a" 1}', 1, 6, "A colon must stand between “a” and its value"),
    "no comma": ('[1 2]', 1, 4, "A comma or a closing ] must stand here"),
    "a comma too many": ("[1,]", 1, 4, "“]” cannot stand here: a value is wanted"),
    "two documents": ("{} {}", 1, 4, "Something stands after the end of the document: leave one document in the file"),
    "a nought before": ("[01]", 1, 3, "A comma or a closing ] must stand here"),
    "a huge number": ("[123456789012345678]", 1, 2, TOO_LARGE),
    "a number one too large": ("[9007199254740992]", 1, 2, TOO_LARGE),
    "an endless number": ("[" + "9" * 10000 + "]", 1, 2, TOO_LARGE),
    "a number past all": ("[1e999]", 1, 2, TOO_LARGE),
    "half a character": ('["\\ud800"]', 1, 2, HALF),
    "the other half": ('["\\ude00\\ud83d"]', 1, 2, HALF),
    "a line feed in a text": ('["a\nb"]', 1, 2, NOT_CLOSED),
    "an unknown escape": ('["\\x41"]', 1, 2, NOT_CLOSED),
    "an open text": ('["abc', 1, 2, NOT_CLOSED),
    "too deep": ("[" * 65 + "]" * 65, 1, 65, TOO_DEEP),
    "far too deep": ("[" * 200_000, 1, 65, TOO_DEEP),
    "foreign digits": ("[٣]", 1, 2, "“٣” cannot stand here: a value is wanted"),
    "a foreign blank": ("[\u00a01]", 1, 2, "“\u00a0” cannot stand here: a value is wanted"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "column", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_refused_is_refused_with_its_place_and_a_sentence(
    text: str, line: int, column: int, sentence: str
) -> None:
    with pytest.raises(JsonTextError) as refused:
        read_json(text.encode())
    assert (refused.value.line, refused.value.column, refused.value.sentence) == (line, column, sentence)


def test_bytes_that_are_no_text_are_refused_at_their_place() -> None:
    with pytest.raises(JsonTextError) as refused:
        read_json(b'{"a":\n "\xc3\xa9\xff"}')
    assert (refused.value.line, refused.value.column) == (2, 4)
    assert refused.value.sentence == "This is not text in UTF-8: save the file in UTF-8"


@pytest.mark.parametrize("surrogate", [b'["\xed\xa0\x80"]', '["a"]'.encode("utf-16")])
def test_other_encodings_are_refused(surrogate: bytes) -> None:
    with pytest.raises(JsonTextError, match="UTF-8"):
        read_json(surrogate)


def test_a_file_that_is_too_large_is_not_read() -> None:
    with pytest.raises(JsonTextError, match="larger than 16 MiB"):
        read_json(b" " * (LARGEST + 1))


def test_a_file_of_too_many_values_is_not_read_to_its_end() -> None:
    assert read_json(b"[" + b"1," * 1000 + b"1]") == [1] * 1001
    with pytest.raises(JsonTextError, match="more than 500,000 values"):
        read_json(b"[" + b"1," * 500_000 + b"1]")


@pytest.mark.parametrize(
    "text",
    ['{"a": [1, -0, 2.5, 1e3, -1.5E-2], "b": {"": null}, "c": true, "d": false}',
     '"\\ud83d\\ude00 \\u20ac\\n\\/"', "[]", " {} ", "0",
     '"\u2028\x7f"', "[" * 64 + "]" * 64, "[" + "[]," * 100 + "{}]", "9007199254740991"],
)  # fmt: skip
def test_what_is_json_is_read_as_any_reader_reads_it(text: str) -> None:
    assert read_json(text.encode()) == json.loads(text)


def test_a_byte_order_mark_before_the_document_is_passed_over() -> None:
    assert read_json(b"\xef\xbb\xbf[1]") == [1]


def test_no_other_exception_leaves_the_reader_whatever_comes_in(seeded: random.Random, soak: int) -> None:
    seeds = [b'{"a": [1, "b\\u00e9", {"c": null}], "d": true, "e": -1.5e3}', b'[[[{"x": "\\ud83d\\ude00"}]]]']
    agreed = 0
    for _ in range(3000 * soak):
        data = bytearray(seeded.choice(seeds))
        for _ in range(seeded.randint(1, 4)):
            at = seeded.randrange(len(data))
            data[at : at + seeded.randint(0, 2)] = seeded.choice(
                (b"", b'"', b"{", b"]", b",", b"\\", bytes([seeded.randrange(256)]))
            )
        with contextlib.suppress(JsonTextError):
            read: Any = read_json(bytes(data))
            agreed += 1
            assert read == json.loads(bytes(data).decode("utf-8-sig"))
    assert agreed


def test_what_any_reader_refuses_is_refused_here_too(seeded: random.Random, soak: int) -> None:
    alphabet = '{}[]",:\\ 01.e-+' + string.ascii_letters[:6]
    for _ in range(5000 * soak):
        text = "".join(seeded.choice(alphabet) for _ in range(seeded.randint(1, 8)))
        try:
            json.loads(text)
        except ValueError:
            with pytest.raises(JsonTextError):
                read_json(text.encode())


def test_a_long_text_of_escapes_is_read_in_a_moment() -> None:
    with Work() as work:
        assert len(str(read_json(b'"' + b"\\u0041" * 500_000 + b'"'))) == 500_000
        with pytest.raises(JsonTextError):
            read_json(b'"' + b"\\\\" * 500_000)
    assert work.seconds < 2
