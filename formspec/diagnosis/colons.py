"""Mistakes with colons: one in a text without quotes, one missing, one without its space."""

import re

from formspec.diagnosis.fault import KEY, Fault, indent, lead, shown
from formspec.problem import Problem

_TIGHT = re.compile(r"\s*(?:-\s+)*(?P<key>[^\W\d][\w-]*):(?!//)(?=[^\s\d])")
_CURLY = re.compile(r":\s+[“”\u2018\u2019]")
_LONGEST_NAME = 1024


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
        f"The text of the line above belongs further to the right. Type {indent(above) + 2} spaces before this line."
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
    name = text[start - 1 :].strip()
    message = f"A colon is missing on this line, after the name that begins it: {shown(name)}."
    if "\uff1a" in name:
        message = "The colon on this line is a wide one. Delete it, and type an ordinary colon and a space."
    elif " " in name and fault.above(line):
        message += " If the line goes on with the text above it, begin it further to the right than that text's name."
    return fault.at(line, start, message)


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
