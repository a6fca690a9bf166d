"""Bytes and texts of any sort keep the reader's promises, and what it reads without a problem reads the same again."""

import os

from hypothesis import given, seed, settings
from hypothesis import strategies as st

from formspec.nodes import as_json
from formspec.source import read
from tests.formspec.source.promises import keeps_promises

SEED = int(os.environ.get("FORMSPEC_SEED", "20261124"))
MORE = settings(max_examples=300 * int(os.environ.get("FORMSPEC_SOAK", "1")), deadline=None, database=None)
SIGNS = "\"'[]{}:,-#&*!|>%@`?\\ \n\t\r\xa0\x85•é😀a"
PIECES = st.sampled_from([*SIGNS, "  ", "\n  ", "\n- ", "\n  - ", ": ", "\nkey: ", "\r\n", "---\n", "...", "<<", "• "])
LETTERS = st.characters(
    codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff"
)
TEXTS = st.text(LETTERS, min_size=1)


@seed(SEED)
@MORE
@given(st.binary(max_size=300))
def test_any_bytes_are_answered(data):
    keeps_promises(data)


@seed(SEED)
@MORE
@given(st.text(max_size=300))
def test_any_text_is_answered(text):
    keeps_promises(text.encode("utf-8", "surrogatepass"))


@seed(SEED)
@MORE
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_arrangement_of_signs_is_answered(text):
    keeps_promises(text.encode())


@seed(SEED)
@MORE
@given(TEXTS)
def test_a_text_in_single_quotes_is_read_as_typed(text):
    source = read(f"a: '{text.replace(chr(39), chr(39) * 2)}'\n".encode())
    assert source.problems == ()
    assert as_json(source.root) == {"a": text}
