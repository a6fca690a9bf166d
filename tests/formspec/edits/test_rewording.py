"""Any text of any form can be reworded with any words: they read back as given, and nothing else changes.

FORMSPEC_SOAK tries more of it, FORMSPEC_SEED others.
"""

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from formspec.characters import unwanted
from formspec.edits import EditRefused, reword, words_of
from formspec.nodes import as_json
from formspec.translatable import wordy
from tests.formspec.edits.specs import (
    EVERY_KEY,
    HOSTILE,
    PARAGRAPHS,
    SEED,
    SOAK,
    chance_of,
    leaves,
    root_of,
    texts_of,
    written,
)

ROUNDS = 30 * SOAK
MANY = settings(max_examples=150 * SOAK, deadline=None, database=None)
SEVERAL = frozenset({"intro", "text", "body", "label", "hint"})
SMALL = """form: f
formspec: 1
version: 1
title: Old words   # behind
sections:
  - id: s
    title: "Old words"
    text: Old words
    questions:
      - {id: a, label: Old words, points: [Old, Words], kind: text}   # behind
      - id: b
        label: |-
          Old words
        points:
          - Old
          - Words
        hint: >
          Old
          words
        kind: text
"""
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cs"])
SIGNS = st.sampled_from([*"\"'[]{}:,-#&*!|>%@`?\\ \n\t\r\xa0~=.", ": ", " #", "\n\n", "\n  ", "---", "- "])
WORDS = st.lists(st.one_of(st.text(LETTERS, max_size=5), SIGNS), max_size=12).map("".join)
PLACES = (
    ("form", "title"), ("s", "title"), ("s", "text"), ("s.a", "label"), ("s.a", "hint"), ("s.a", "points.2"),
    ("s.b", "label"), ("s.b", "points.1"), ("s.b", "hint"), ("s.b", "errors.required"), ("form", "intro"),
)  # fmt: skip


def assert_only_words_changed(before: str, after: str, address: str, key: str, words: str) -> None:
    """Hold the new text to the old: the words are there, every other text is as it was, and so is every other line."""
    assert words_of(after, address)[key] == words
    old, new = leaves(as_json(root_of(before))), leaves(as_json(root_of(after)))
    changed = [way for way in old.keys() | new.keys() if old.get(way) != new.get(way)]
    assert len(changed) <= 1
    assert [new[way] for way in changed] in ([], [words])
    assert_only_lines_changed(before, after, old)


def assert_only_lines_changed(before: str, after: str, old: dict) -> None:
    """Hold every line above and below the one text that changed to be there as it was."""
    first, second = before.splitlines(keepends=True), after.splitlines(keepends=True)
    same = next((n for n, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]), len(first))
    left = first[same:], second[same:]
    while left[0] and left[1] and left[0][-1] == left[1][-1]:
        left = left[0][:-1], left[1][:-1]
    begun = sorted({text.line for text in texts_of(root_of(before))})
    inside = [line for line in begun if same + 1 < line <= same + len(left[0])]
    assert len(inside) <= 1, (before, after)


def keys_of(text: str, address: str) -> list[str]:
    """Return the keys whose texts a spec has at an address, and those of a hint or a message that it could have."""
    words = words_of(text, address)
    dates = {"approved", "review"}
    return [key for key, said in words.items() if key not in dates and (said or key in {"hint", "text"})]


@pytest.mark.long
def test_every_text_is_reworded_with_hostile_words_and_back():
    text = EVERY_KEY.read_text(encoding="utf-8")
    tried = 0
    for address in wordy(root_of(text)):
        for key in keys_of(text, address)[:SOAK]:
            words = HOSTILE[tried % len(HOSTILE)].strip()
            after = reword(text, address, key, words)
            assert_only_words_changed(text, after, address, key, words)
            tried += 1
    assert tried > 80


def test_any_text_in_any_style_is_reworded_and_back():
    print(f"FORMSPEC_SEED={SEED}")
    for number in range(ROUNDS):
        chance = chance_of("reword", number)
        text = written(chance)
        address = chance.choice(list(wordy(root_of(text))))
        key = chance.choice(keys_of(text, address))
        words = chance.choice(HOSTILE if key not in SEVERAL else HOSTILE + PARAGRAPHS).strip()
        try:
            after = reword(text, address, key, words)
        except EditRefused as refused:
            assert "one line" in str(refused), refused  # noqa: PT017 (some labels stand on one line)
            continue
        assert_only_words_changed(text, after, address, key, words)
        back = reword(after, address, key, words_of(text, address)[key])
        assert leaves(as_json(root_of(back))) == leaves(as_json(root_of(text)))
        assert reword(back, address, key, words_of(text, address)[key]) == back


@pytest.mark.parametrize("words", [*HOSTILE, *PARAGRAPHS])
def test_hostile_words_are_read_back_wherever_they_stand(words):
    meant = words.strip()
    for address, key in PLACES:
        if "\n" not in meant or (key in SEVERAL and address != "form"):
            assert words_of(reword(SMALL, address, key, words), address)[key] == meant


@seed(SEED)
@MANY
@given(WORDS, st.sampled_from(PLACES), st.sampled_from(["\n", "\r\n"]))
def test_any_words_are_read_back_or_refused_with_a_reason(words, place, ending):
    text, (address, key) = SMALL.replace("\n", ending), place
    meant = words.replace("\r\n", "\n").replace("\r", "\n").strip()
    try:
        after = reword(text, address, key, words)
    except EditRefused as refused:
        one_line = "\n" in meant and "one line" in str(refused)
        blank = not meant and "left out" in str(refused)
        assert one_line or blank or unwanted(meant) or "((" in meant
        return
    assert words_of(after, address).get(key, "") == meant or not meant


@pytest.mark.parametrize("address", ["form", "s", "s.a", "s.b"])
def test_words_that_stand_there_already_change_nothing(address):
    for key, words in words_of(SMALL, address).items():
        assert reword(SMALL, address, key, words) == SMALL


def test_a_byte_order_mark_stays():
    after = SMALL.replace("title: Old words ", "title: New ")
    assert reword("\ufeff" + SMALL, "form", "title", "New") == "\ufeff" + after


def test_characters_that_cannot_be_saved_are_refused():
    with pytest.raises(EditRefused, match="cannot be saved"):
        reword(SMALL + "# \ud800\n", "form", "title", "New")
    with pytest.raises(EditRefused, match="invisible character"):
        reword(SMALL, "form", "title", "New \ud800")
