"""Merging line by line: what one author alone did is kept, and what both did differently is never decided for them."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pace import Work
from webapp.storage.line_merge import MOST_LINES, Clash, merge_texts, settle

LONGEST = 1.0
BASE = "one\ntwo\nthree\nfour\nfive\n"


@pytest.mark.parametrize(
    ("theirs", "yours", "merged"),
    [
        (BASE, BASE, BASE),
        (BASE, "yours\n", "yours\n"),
        ("theirs\n", BASE, "theirs\n"),
        ("same\n", "same\n", "same\n"),
        (f"zero\n{BASE}", f"{BASE}six\n", f"zero\n{BASE}six\n"),
        (f"zero\n{BASE}", f"{BASE}six", f"zero\n{BASE}six"),
        (BASE.replace("one", "ONE"), BASE.replace("five", "FIVE"), "ONE\ntwo\nthree\nfour\nFIVE\n"),
        (BASE.replace("one\n", ""), BASE.replace("five\n", ""), "two\nthree\nfour\n"),
        (BASE.replace("one\n", ""), BASE.replace("three", "3"), "two\n3\nfour\nfive\n"),
        (BASE.replace("three", "3"), BASE.replace("three", "III"), None),
        (BASE.replace("three\n", ""), BASE.replace("three", "III"), None),
        (f"{BASE}a\n", f"{BASE}b\n", None),
        (BASE.replace("two", "2"), BASE.replace("three", "3"), None),
    ],
)
def test_what_one_alone_changed_is_kept_and_what_both_changed_is_a_conflict(
    theirs: str, yours: str, merged: str | None
) -> None:
    assert merge_texts(BASE, theirs, yours) == merged
    assert merge_texts(BASE, yours, theirs) == merged


def test_only_a_newline_ends_a_line() -> None:
    base = "a\u2028b\x0bc\n" * 3
    assert merge_texts(base, f"x\n{base}", f"{base}y\n") == f"x\n{base}y\n"


def test_a_text_of_more_lines_than_any_spec_has_is_not_merged() -> None:
    base = "".join(f"{number}\n" for number in range(MOST_LINES))
    assert merge_texts(base, f"x\n{base}", f"{base}y\n") is None
    shorter = base.partition("\n")[2].partition("\n")[2]
    assert merge_texts(shorter, f"x\n{shorter}", f"{shorter}y\n") == f"x\n{shorter}y\n"


def _between(author: str, lines: list[str]) -> str:
    """Return the lines with one of the author's before each."""
    return "".join(f"{author}{number}\n{line}\n" for number, line in enumerate(lines))


@pytest.mark.parametrize("repeated", [1, 7, 49])
def test_lines_that_take_long_to_compare_are_both_kept_and_nobody_waits(repeated: int) -> None:
    lines = [f"l{number // repeated}" for number in range(2450)]
    base, theirs, yours = "".join(f"{line}\n" for line in lines), _between("x", lines), _between("y", lines)
    with Work() as work:
        merged = merge_texts(base, theirs, yours)
        settled, clashes = settle(base, theirs, yours)
    assert work.seconds < 2 * LONGEST
    assert merged is None
    assert settled == yours
    told = "".join(each.theirs for each in clashes).split("\n")
    assert all(f"x{number}" in told for number in range(2450))


def test_a_spec_of_many_lines_that_two_change_here_and_there_is_merged() -> None:
    lines = [f"{{id: q{number}}}" if number % 3 else f"kind: k{number % 90}" for number in range(3000)]
    base, theirs, yours = lines, lines.copy(), lines.copy()
    both = lines.copy()
    for number in range(0, 3000, 60):
        theirs[number] = both[number] = f"theirs {number}"
        yours[number + 30] = both[number + 30] = f"yours {number}"
    assert merge_texts(text(base), text(theirs), text(yours)) == text(both)


@st.composite
def edits(draw: st.DrawFn, author: str, base: list[str]) -> list[str]:
    """Take lines out of a text, and put lines in that nobody else writes."""
    made = []
    for number, line in enumerate([*base, None]):
        made += [f"{author} {number} {n}" for n in range(draw(st.integers(0, 2)) if draw(st.booleans()) else 0)]
        if line is not None and draw(st.integers(0, 4)):
            made.append(line)
    return made


@st.composite
def three(draw: st.DrawFn) -> tuple[list[str], list[str], list[str]]:
    base = draw(st.lists(st.sampled_from(["", "-", "a", "b", "c", "d"]) | st.integers(0, 99).map(str), max_size=20))
    return base, draw(edits("theirs", base)), draw(edits("yours", base))


def text(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


@given(three())
def test_a_merge_never_loses_a_line_that_one_author_alone_added(lines: tuple[list[str], list[str], list[str]]) -> None:
    base, theirs, yours = lines
    merged = merge_texts(*map(text, lines))
    if merged is None:
        return
    kept = Counter(merged.split("\n"))
    for made in (theirs, yours):
        assert all(kept[line] == 1 for line in made if line.startswith(("theirs ", "yours ")))
    new = {line for line in kept if line} - set(base) - set(theirs) - set(yours)
    assert new == set()


@given(three())
def test_a_merge_is_the_same_whoever_saved_first(lines: tuple[list[str], list[str], list[str]]) -> None:
    base, theirs, yours = map(text, lines)
    assert merge_texts(base, theirs, yours) == merge_texts(base, yours, theirs)


@given(three())
def test_who_changed_nothing_takes_what_the_other_wrote(lines: tuple[list[str], list[str], list[str]]) -> None:
    base, theirs, _ = map(text, lines)
    assert merge_texts(base, theirs, base) == merge_texts(base, base, theirs) == theirs
    assert merge_texts(base, theirs, theirs) == theirs


def test_lines_that_both_changed_are_yours_and_both_are_told() -> None:
    theirs, yours = BASE.replace("two", "2").replace("five", "5"), BASE.replace("one", "1").replace("two", "II")
    text, clashes = settle(BASE, theirs, yours)
    assert text == "1\nII\nthree\nfour\n5\n"
    assert clashes == (Clash(1, "one\n2\n", "1\nII\n"),)


def test_a_text_of_more_lines_than_any_spec_has_is_yours_and_told_as_a_whole() -> None:
    base = "x\n" * (MOST_LINES + 1)
    assert settle("", base, "yours") == ("yours", (Clash(1, base, "yours"),))


@given(three())
def test_what_is_settled_is_the_merge_or_has_every_line_of_both(lines: tuple[list[str], list[str], list[str]]) -> None:
    base, theirs, yours = map(text, lines)
    merged = merge_texts(base, theirs, yours)
    settled, clashes = settle(base, theirs, yours)
    if merged is not None:
        assert (settled, clashes) == (merged, ())
        return
    assert clashes
    told = settled + "".join(each.theirs for each in clashes)
    assert all(
        line in told.split("\n") for made in lines[1:] for line in made if line.startswith(("theirs ", "yours "))
    )
    for each in clashes:
        assert "".join(settled.splitlines(keepends=True)[each.line - 1 :]).startswith(each.yours)
