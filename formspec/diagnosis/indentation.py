"""Lines that begin too far left or right, hyphens beside names, and what stands after the end of the form."""

import re

from formspec.diagnosis.beginnings import HYPHEN_MISSING
from formspec.diagnosis.colons import colon_misplaced
from formspec.diagnosis.fault import KEY, Fault, hyphened, indent, lead
from formspec.problem import Problem
from formspec.refusals import REFUSALS

_NAME_AMONG_HYPHENS = (
    "This line stands among lines that begin with a hyphen. If it belongs to the one above, "
    "type {spaces} spaces before it; if it begins another, type a hyphen and a space."
)
_BEFORE_FORM = (
    "This stands before the first name with a colon. If it is no part of the form, remove it, "
    "or type “#” and a space before each of its lines; if a colon is missing here, type it."
)
_LIKE_FORM = re.compile(r"""\s*(?:[-\["'{]|[\w-]+\s*:)""")
_FAR = 100_000
_HYPHEN_AMONG_NAMES = (
    "This line stands among lines that begin with a name and a colon, and does not. "
    "If it is part of a list, the list needs a name and a colon on the line above it."
)


def hyphen_missing(fault: Fault) -> Problem | None:
    """Recognise the first part of a list whose hyphen is gone, from the hyphen of the next part."""
    if colon_misplaced(fault):
        first = fault.above(fault.line)
        next_part = _next_within(fault, indent(fault.text(first)))
        deeper = 0
    else:
        next_part = fault.line if fault.begins_line else 0
        first = _first_of_group(fault, indent(fault.here))
        deeper = 2
    text, beside = fault.text(first), fault.text(next_part)
    if not text or hyphened(text) or not hyphened(beside) or not fault.below_name(first):
        return None
    if indent(text) - indent(beside) not in (0, deeper):
        return None
    return fault.at(first, indent(text) + 1, HYPHEN_MISSING)


def _next_within(fault: Fault, spaces: int) -> int:
    """Return the next line below that begins after no more than `spaces`."""
    line = fault.line
    while line and indent(fault.text(line)) > spaces:
        line = fault.below(line)
    return line


def _first_of_group(fault: Fault, spaces: int) -> int:
    """Return the first of the lines above that begin further right than `spaces`, or the nearest that begins there."""
    line, first = fault.above(fault.line), 0
    while line and indent(fault.text(line)) >= spaces:
        first = line
        if indent(fault.text(line)) == spaces and not hyphened(fault.text(line)):
            break
        line = fault.above(line)
    return first


def first_is_odd(fault: Fault) -> Problem | None:
    """Recognise a line that is out of line with all below it, which agree: it is the odd one, not they."""
    if not (colon_misplaced(fault) or (fault.begins_line and "did not find expected" in fault.said)):
        return None
    first, here = fault.above(fault.line), indent(fault.here)
    text, above, below = (fault.text(line) for line in (first, fault.above(first), fault.below(fault.line)))
    part = hyphened(text) and not hyphened(fault.here)
    agree = below and indent(below) == here and hyphened(below) == hyphened(fault.here)
    apart = agree and (part or fault.below_name(first) or not above) and not fault.here.endswith(":")
    between = colon_misplaced(fault) and not hyphened(text) and above and indent(above) == here
    if not (apart or between):
        return None
    wanted = here - 2 if part else here
    if wanted < 0 or wanted == indent(text):
        return None
    message = f"This line is out of line with those beside it. {_move(text, wanted)}"
    return fault.at(first, indent(text) + 1, message)


def too_far_right(fault: Fault) -> Problem | None:
    """Recognise a name under a line that is already complete."""
    if not colon_misplaced(fault):
        return None
    expected = _beside_above(fault)
    message = f"This line begins too far to the right. {_move(fault.here, expected)}"
    return fault.at(fault.line, indent(fault.here) + 1, message)


def _beside_above(fault: Fault) -> int:
    """Return where the names of the line above begin, in spaces."""
    found = KEY.match(fault.text(fault.above(fault.line)))
    return len(found["lead"]) if found else 0


def list_on_line(fault: Fault) -> Problem | None:
    """Recognise a list that begins on the line of its name."""
    if fault.said != "block sequence entries are not allowed in this context":
        return None
    message = (
        "A list begins on a line of its own: press Enter before this hyphen. "
        "If it is part of the text, put quotation marks round the whole text."
    )
    return fault.at(fault.line, fault.column, message)


def name_missing(fault: Fault) -> Problem | None:
    """Recognise a colon with nothing before it."""
    if fault.character != ":" or lead(fault.here) != fault.column - 1:
        return None
    return fault.at(fault.line, fault.column, REFUSALS["absent-key"], "absent-key")


def hyphen_beside_name(fault: Fault) -> Problem | None:
    """Recognise a hyphen among names, or a name among hyphens."""
    if not fault.begins_line or "did not find expected" not in fault.said:
        return None
    spaces, wanted = indent(fault.here), fault.start.column - 1
    if spaces != wanted or "document start" in fault.said:
        return None
    hyphens = fault.said.endswith("'-' indicator")
    if not hyphens and hyphened(fault.here) and (beside := hyphens_above(fault)) is not None:
        return fault.at(fault.line, spaces + 1, _to_hyphens(fault, beside))
    message = _NAME_AMONG_HYPHENS.format(spaces=wanted + 2) if hyphens else _HYPHEN_AMONG_NAMES
    return fault.at(fault.line, spaces + 1, message)


def out_of_line(fault: Fault) -> Problem | None:
    """Recognise a line that begins in no column that the lines above use."""
    if not fault.begins_line or "did not find expected" not in fault.said:
        return None
    spaces = indent(fault.here)
    if "document start" in fault.said:
        return _after_end(fault, spaces + 1)
    beside = hyphens_above(fault) if hyphened(fault.here) else None
    if beside is not None:
        return fault.at(fault.line, spaces + 1, _to_hyphens(fault, beside))
    expected = _nearest(fault, spaces)
    message = f"This line does not begin under any line that it could belong to. {_move(fault.here, expected)}"
    return fault.at(fault.line, spaces + 1, message)


def _to_hyphens(fault: Fault, spaces: int) -> str:
    """Return where a hyphen belongs, and with it the lines below that belong to it."""
    below = fault.text(fault.below(fault.line))
    whole = indent(below) > indent(fault.here) and not hyphened(below)
    more = f", and the lines that belong to it after {spaces + 2}" if whole else ""
    return f"This hyphen does not stand below those of its list. Begin it after {spaces} spaces{more}."


def hyphens_above(fault: Fault) -> int | None:
    """Return where, in spaces, the list begins that a line with a hyphen most likely belongs to, if there is one.

    It is the list among whose parts the same names stand, or else the nearest one that is not closed yet.
    """
    lists: list[int] = []
    names: dict[int, set[str]] = {}
    line, least = fault.above(fault.line), _FAR
    while line:
        text = fault.text(line)
        if found := KEY.match(text):
            names.setdefault(len(found["lead"]), set()).add(found["key"])
        if indent(text) < least:
            least = indent(text)
            lists += [least] if hyphened(text) else []
        line = fault.above(line)
    own, here = _names_of(fault), indent(fault.here)
    return min(lists, key=lambda each: (-len(own & names.get(each + 2, set())), abs(each - here), each), default=None)


def _names_of(fault: Fault) -> set[str]:
    """Return the names of the part that begins at the fault."""
    found = KEY.match(fault.here)
    names, line = {found["key"]} if found else set(), fault.below(fault.line)
    while line and indent(fault.text(line)) > indent(fault.here):
        if (name := KEY.match(fault.text(line))) and found and len(name["lead"]) == len(found["lead"]):
            names.add(name["key"])
        line = fault.below(line)
    return names


def _nearest(fault: Fault, spaces: int) -> int:
    """Return the column, in spaces, that the line most likely meant: the nearest one in use above it."""
    used = {fault.start.column - 1}
    line, least = fault.above(fault.line), spaces + 1000
    while line and line >= fault.start.line:
        text = fault.text(line)
        found = KEY.match(text)
        lead = indent(text)
        if lead < least:
            least = lead
            used |= {lead} | ({len(found["lead"])} if found else set())
        line = fault.above(line)
    return min(used, key=lambda each: (abs(each - spaces), -each))


def _move(line: str, expected: int) -> str:
    if expected == 0:
        return "Remove the spaces before it."
    spaces = indent(line)
    return f"It begins after {spaces} space{'s' * (spaces != 1)}; begin it after {expected}."


def _after_end(fault: Fault, column: int) -> Problem:
    first = fault.below(0)
    if first < fault.line and KEY.match(fault.here) and not _LIKE_FORM.match(fault.text(first)):
        return fault.at(first, 1, _BEFORE_FORM)
    if fault.text(fault.above(fault.line)).startswith("..."):
        message = "The line “...” above ends the form, and nothing can follow it. Remove that line."
        return fault.at(fault.line, column, message, "second-document")
    message = "This line does not belong to what stands above it. Check the spaces, hyphens and colons of both lines."
    return fault.at(fault.line, column, message)


def more_after_end(fault: Fault) -> Problem | None:
    """Recognise text on the line that ends the form, or after it."""
    if "document start" not in fault.said:
        return None
    if fault.here.startswith("..."):
        message = "The line “...” ends the form. Remove it, or put quotation marks round the text."
        return fault.at(fault.line, 1, message, "second-document")
    return _after_end(fault, fault.column)


DIAGNOSERS = (
    hyphen_missing,
    first_is_odd,
    too_far_right,
    list_on_line,
    name_missing,
    hyphen_beside_name,
    out_of_line,
    more_after_end,
)
