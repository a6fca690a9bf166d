"""Remedies: the whole text of a form with one mistake mended, where there is exactly one right way to mend it.

Here lives which mender is asked about which problem, and that a remedy is given only when it works: the problem must
be gone, and nothing else wrong that was right before. How a text is mended lives in the modules beside this one; what
a problem is called lives where it is found. A problem says no more than its sentence, so a mender is chosen by it.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from formspec.loader import load
from formspec.problem import Level, Problem
from formspec.remedies import hyphens, indents, quotes, signs, words
from formspec.remedies.lines import Lines

BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Remedy:
    """One mistake mended: what a button says that does it, and the whole text after it."""

    label: str
    text: str


Mender = Callable[[Lines, Problem], Iterable[tuple[str, Lines]]]
"""Yields what a button would say and the lines after it, the likeliest first."""

_MENDERS: tuple[tuple[str, str, Mender], ...] = (
    ("tab", "This line begins", indents.tabs),
    ("tab", "A tab stands here", signs.tab),
    ("tab", "This line is empty", signs.tab),
    ("syntax", "A special space|An invisible character", signs.special_spaces),
    ("control-character", "An invisible character", signs.deleted),
    ("invisible-character", "", signs.unseen),
    ("syntax", "Type a space after the colon of", signs.space_after_colon),
    ("tight-colon", "", signs.space_after_colon),
    ("syntax", "Type a colon and a space after", signs.colon_for_sign),
    ("syntax", "A colon is missing on this line: type one", signs.colon),
    ("syntax", "The colon on this line is a wide one", signs.wide_colon),
    ("syntax", "Type a comma in place", signs.comma_for_semicolon),
    ("syntax", "A comma is missing at the end", signs.comma_at_end),
    ("syntax", ".* Type “[]}]” instead", signs.other_bracket),
    ("syntax", "This line ends with “}” and has no", signs.opening_brace),
    ("syntax", ".* that opens here is not closed. Add", signs.closing_bracket),
    ("syntax", "This line begins with “>”", signs.mail),
    ("syntax", "This line begins with|Lines of a list are not numbered", hyphens.for_bullets),
    ("syntax", "Type a space between the hyphen", hyphens.space_after),
    ("syntax", "The lines beside this one begin with a hyphen", hyphens.missing),
    ("run-on", "", hyphens.for_run_on),
    ("needless-hyphen", "", hyphens.needless),
    ("duplicate-key", "", hyphens.doubled),
    ("misplaced-part", "", indents.moved),
    ("syntax", "This text belongs further to the right", indents.paragraphs),
    ("syntax", ".*(?:[Bb]egin it after|Remove the spaces before it)", indents.aligned),
    ("curly-quote", "", quotes.straight),
    ("syntax", "This text begins with", quotes.same_at_end),
    ("syntax", "The quotation mark that opens here is not closed", quotes.closed),
    ("syntax", "The text in (?:single|double) quotes ends here|A backslash in double quotes", quotes.requoted),
    ("syntax", ".*[Pp]ut quotation marks round", quotes.quoted),
    ("wrong-type|alias|anchor|tag", "A text cannot begin with", quotes.quoted),
    ("absent-colon", "", quotes.quoted_in_braces),
    ("wrong-type", "Each line of .* A text with a colon in it", quotes.quoted),
)


def remedy(text: str, problem: Problem) -> Remedy | None:
    """Return the text with one of its problems mended, or None where there is not exactly one right way."""
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    lines = Lines.of(text.removeprefix(BYTE_ORDER_MARK))
    if not 1 <= problem.line <= len(lines):
        return None
    if (word := words.changed(lines, problem)) is not None:
        return Remedy(word[0], mark + word[1].text)
    for rules, beginning, mend in _MENDERS:
        if re.fullmatch(rules, problem.rule) and re.match(beginning, problem.message):
            works = (each for each in mend(lines, problem) if _works(lines, each[1], problem))
            return next((Remedy(label, mark + mended.text) for label, mended in works), None)
    return None


def _works(before: Lines, after: Lines, problem: Problem) -> bool:
    """Whether a problem is gone, and down to the end of the part that it stands in nothing else is wrong instead."""
    if after.text == before.text:
        return False
    old, new = _problems(before.text), _problems(after.text)
    known = {(each.line, each.rule, each.message) for each in old}
    last = after.end_of_part(problem.line)
    worse = [each for each in new if each.level is Level.ERROR and each.line <= last]
    return problem not in new and all((each.line, each.rule, each.message) in known for each in worse)


@lru_cache(maxsize=4)
def _problems(text: str) -> tuple[Problem, ...]:
    return load(text.encode("utf-8", "replace")).problems
