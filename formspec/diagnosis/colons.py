"""Mistakes with colons: one in a text without quotes, one missing, one without its space."""

import re

from formspec.diagnosis.beginnings import HYPHEN_MISSING, INSTEAD_OF_HYPHEN
from formspec.diagnosis.fault import KEY, Fault, hyphened, indent, lead, shown
from formspec.problem import Problem

_TIGHT = re.compile(r"\s*(?:-\s+)*(?P<key>[^\W\d][\w-]*):(?!//)(?=[^\s\d])")
_CURLY = re.compile(r":\s+[“”\u2018\u2019]")
_LONGEST_NAME = 1024
_NAME_AND_SIGN = re.compile(r"(?P<name>[^\W\d][\w-]*)(?:\s*(?P<sign>[;=,]|(?<=\s)[-\u2013\u2014])(?=\s))?(?=\s|$)")
_SORT_OF_HYPHEN = re.compile(r"(o|--+|[\w]{1,2}[.)])\s")
_SIGNS = re.compile(r"[\W_]+")
_NO_NAME = (
    "This line has no colon after the name that should begin it: type one. If the line goes on with the text above it, "
    "begin it further to the right than that text's name; if it is a remark of yours, type “#” and a space before it."
)


def expects_colon(fault: Fault) -> bool:
    """Whether reading stopped for want of a colon, on the line above or the one where it began."""
    return fault.said == "could not find expected ':'"


def colon_misplaced(fault: Fault) -> bool:
    """Whether reading stopped at a colon that means nothing there."""
    return fault.said == "mapping values are not allowed in this context"


def name_too_long(fault: Fault) -> Problem | None:
    """Recognise a name of more than 1,024 characters."""
    if not colon_misplaced(fault) or fault.column <= _LONGEST_NAME:
        return None
    return fault.at(
        fault.line, 1, "What stands before the colon is too long. Check that the line is what it should be."
    )


def space_missing(fault: Fault) -> Problem | None:
    """Recognise a colon with no space after it."""
    if not (expects_colon(fault) or colon_misplaced(fault)):
        return None
    for line in (fault.start.line, fault.above(fault.line)):
        found = _TIGHT.match(fault.text(line)) if line else None
        if found and not KEY.match(fault.text(line)):
            return fault.at(line, found.end(), f"Type a space after the colon of “{found['key']}:”.")
    return None


def text_not_further_right(fault: Fault) -> Problem | None:
    """Text under `|` or `>` that is not further to the right."""
    line = fault.start.line if expects_colon(fault) else fault.line
    above = fault.text(fault.above(line))
    found = re.search(r"[:-]\s+[|>][-+\d]*\s*$", above)
    if not found:
        return None
    message = (
        "This text belongs further to the right than the line above. "
        f"Begin each of its lines after {indent(above) + 2} spaces."
    )
    return fault.at(line, 1, message)


def missing(fault: Fault) -> Problem | None:
    """Recognise a name with no colon after it."""
    line = fault.start.line if expects_colon(fault) else 0
    if colon_misplaced(fault) and _is_first_colon(fault):
        above = fault.above(fault.line)
        line = above if above and not KEY.match(fault.text(above)) and _beside(fault, above) else 0
    if not line:
        return None
    text = fault.text(line)
    start = fault.start.column if line == fault.start.line and fault.start.column else lead(text) + 1
    return fault.at(line, start, _missing_here(fault, line, text[start - 1 :].strip()))


def _missing_here(fault: Fault, line: int, text: str) -> str:
    """Return the words for a text with no colon where a name and a colon belong."""
    if "\uff1a" in text:
        return "The colon on this line is a wide one. Delete it, and type an ordinary colon and a space."
    if _begins_beside_hyphens(fault, line):
        found = _SORT_OF_HYPHEN.match(text)
        return INSTEAD_OF_HYPHEN.format(f"“{found[1]}”") if found else HYPHEN_MISSING
    found = _NAME_AND_SIGN.match(text)
    known = found is not None and _is_name(fault, found["name"])
    if found and found["sign"] and (known or found["sign"] in "=;"):
        return f"Type a colon and a space after “{found['name']}”, in place of the “{found['sign']}”."
    if found and known:
        return f"A colon is missing on this line: type one after “{found['name']}”."
    if _SIGNS.fullmatch(text):
        return "A line of signs cannot stand here. Remove it, or type “#” and a space before it."
    if " " in text and fault.above(line):
        return _NO_NAME
    return f"A colon is missing on this line, after the name that begins it: {shown(text)}."


def _begins_beside_hyphens(fault: Fault, line: int) -> bool:
    """Whether a line begins in the column of the hyphens above it, which stand before texts."""
    spaces, above = indent(fault.text(line)), fault.above(line)
    while above and indent(fault.text(above)) > spaces:
        above = fault.above(above)
    text = fault.text(above)
    texts = hyphened(text) and not KEY.match(text)
    return texts and indent(text) == spaces and not hyphened(fault.text(line))


def _is_name(fault: Fault, word: str) -> bool:
    """Whether another line of the file begins with the word as a name."""
    return any(word in line and (found := KEY.match(line)) and found["key"] == word for line in fault.lines)


def _is_first_colon(fault: Fault) -> bool:
    found = KEY.match(fault.here)
    return found is not None and found.end() == fault.column


def _beside(fault: Fault, above: int) -> bool:
    return lead(fault.text(above)) >= indent(fault.here)


def in_text(fault: Fault) -> Problem | None:
    """Recognise a text without quotes that holds a colon and a space, or ends with a colon."""
    if not colon_misplaced(fault) or _is_first_colon(fault):
        return None
    found = KEY.match(fault.here)
    if found and fault.here.rstrip().endswith("}") and "{" not in fault.here:
        message = f"This line ends with “}}” and has no “{{”. Type one before “{found['key']}”."
        return fault.at(fault.line, len(found["lead"]) + 1, message)
    if _CURLY.search(fault.here):
        message = (
            "Curly quotation marks do not hold a text together. Type straight ones (\" or ') round the whole text."
        )
    elif found and found.end() < fault.column:
        message = f"The text after “{found['key']}:” has a colon in it. Put quotation marks round the whole text."
    else:
        message = "This text has a colon in it. Put quotation marks round the whole text."
    return fault.at(fault.line, fault.column, message)


DIAGNOSERS = (name_too_long, space_missing, text_not_further_right, missing, in_text)
