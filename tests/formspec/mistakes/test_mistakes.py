"""A mistake that somebody makes in Notepad, Word or an e-mail gets one message, at its line, and often a remedy.

Each case is a whole form with one mistake in it (`cases/*.yaml`; without it, the form is `no-mistake.yaml`), and beside
it what is said: the line, the column and the message, and below that what the remedy's button says and which lines it
changes. A case that is called harmless is read as it was meant. `FORMSPEC_ACCEPT=1` writes what is said now into the
`.expected` files, to be read before it is committed.
"""

import difflib
import os
import re
from pathlib import Path

import pytest

from formspec.loader import load
from formspec.problem import Problem
from formspec.remedies import Remedy, remedy
from tests.formspec.source.promises import JARGON, QUOTED

HERE = Path(__file__).parent
FORM = HERE / "no-mistake.yaml"
CASES = sorted((HERE / "cases").glob("*.yaml"))
HARMLESS = [case for case in CASES if case.stem.startswith("harmless-")]
MISTAKES = [case for case in CASES if case not in HARMLESS]
LINE_END = re.compile("\r\n|\n|\r")
ELSEWHERE = {
    "file-of-a-pdf": 1,  # no line of it is a line of a form
    "file-json": 4,  # the form itself differs from its first line on; line 4 lacks its comma
    "paragraphs-not-indented": 71,
    "text-on-two-lines-at-key": 40,
    "text-on-two-lines-at-margin": 40,
    "question-without-a-label": 51,  # the line is gone: its question begins there
}
"""The line at which somebody must look, where it is not the first that differs from the form without a mistake."""


def text_of(case: Path) -> str:
    return case.read_bytes().decode("utf-8", "replace")


def mended(case: Path, problem: Problem) -> Remedy | None:
    return remedy(text_of(case), problem)


def changes(before: str, after: str) -> list[str]:
    """Return the lines that are taken out and put in, each with its number."""
    old, new = LINE_END.split(before), LINE_END.split(after)
    said = []
    for what, start, end, begin, stop in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            said += [f"    - {number}: {old[number - 1]}" for number in range(start + 1, end + 1)]
            said += [f"    + {number}: {new[number - 1]}" for number in range(begin + 1, stop + 1)]
    return said


def said(case: Path) -> str:
    """Return all that is said of a case, as it stands in its `.expected` file."""
    lines = []
    for each in load(case.read_bytes()).problems:
        lines.append(f"{each.line}:{each.column}: {each.level}: {each.message} [{each.rule}]")
        if (found := mended(case, each)) is not None:
            lines += [f"  => {found.label}", *changes(text_of(case), found.text)]
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_what_is_said_of_a_mistake_is_exactly_what_stands_beside_it(case):
    expected = case.with_suffix(".expected")
    if os.environ.get("FORMSPEC_ACCEPT"):
        expected.write_text(said(case), encoding="utf-8")
    assert said(case) == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: case.stem)
def test_one_mistake_has_one_message_at_the_line_where_it_is(case):
    problems = load(case.read_bytes()).problems
    assert len(problems) == 1
    assert problems[0].line == ELSEWHERE.get(case.stem, first_unlike(case))


def first_unlike(case: Path) -> int:
    """Return the first line of a case that is not a line of the form without a mistake."""
    good, here = LINE_END.split(text_of(FORM)), LINE_END.split(text_of(case))
    same = (number for number, (one, other) in enumerate(zip(good, here, strict=False), 1) if one != other)
    return next(same, 1)


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: case.stem)
def test_a_message_is_in_the_words_of_people_who_write_texts(case):
    for problem in load(case.read_bytes()).problems:
        assert not JARGON.search(QUOTED.sub("", problem.message)), problem.message
        assert problem.message[:1].isupper() or problem.message[:1] in "“'"
        assert problem.message.endswith((".", "?"))


@pytest.mark.parametrize("case", HARMLESS, ids=lambda case: case.stem)
def test_what_is_harmless_is_read_as_it_was_meant(case):
    assert load(case.read_bytes()).spec is not None


def test_the_form_itself_has_no_mistake():
    assert load(FORM.read_bytes()).problems == ()


def test_there_are_mistakes_of_every_sort():
    assert len(MISTAKES) >= 80
    assert {case.stem for case in CASES} == {case.stem for case in (HERE / "cases").glob("*.expected")}
    assert sum(mended(case, load(case.read_bytes()).problems[0]) is not None for case in MISTAKES) >= 60
