"""Lines and texts that begin wrongly: a tab, a bullet from a word processor, a hyphen without a space, a sign.

`slip_at` is also what the source reader asks of a line that can be read, but not as it was meant: a list written with
bullets reads as one long text.
"""

import re

from formspec.diagnosis.fault import Fault, hyphened, indent, shown
from formspec.nodes import Place
from formspec.problem import Problem
from formspec.refusals import REFUSALS

BULLETS = (
    "•◦▪▫●○■□➤➢►▶‣∙·—✓✔❖"
    "\u2013\u2043\u2212"  # en dash, hyphen bullet, minus sign
    "\uf0b7\uf0a7\uf0d8\uf0fc\uf076"  # bullets of the Symbol and Wingdings fonts
)
SPACES = "\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u3000"

_BULLET = re.compile(f"[ \t]*([{BULLETS}]|\\*)[ \t{SPACES}]")
_SPACE = re.compile(f"[ \t]*([{SPACES}])")
_TIGHT = re.compile(rf"[ \t]*(?:- +)*-(?=[^\W\d]|[\"'\[{{{SPACES}])")
_COUNTED = re.compile(r"[ ]*(?:\d{1,2}|[a-z])[.)][ ]|[ ]*o[ ]")
_TAB = re.compile(r" *\t")
_SIGNS = "@`%&*!|>?"
_SIGN_SAID = ("found character that cannot start any token", "mapping keys are not allowed in this context")
_SIGN_DOING = ("alias", "anchor", "tag", "block scalar")
INSTEAD_OF_HYPHEN = "This line begins with {}. Begin it with a hyphen and a space instead."
HYPHEN_MISSING = "The lines beside this one begin with a hyphen. Begin it with a hyphen and a space, too."
_OUT_OF_LINE = "This line is out of line with those beside it. Begin it after {spaces} spaces, as they do."
_TAB_SAID = "This line begins with a tab. Delete the tab, and type as many spaces as the lines beside it begin with."
_BLANK = "A special space (as web pages and word processors make them) is here. Delete it and type an ordinary space."
_UNSEEN = "An invisible character is hidden here, as web pages and word processors make them. Delete it."
_MAIL = (
    "This line begins with “>”, as e-mail programs mark what they quote. "
    "Remove it here and from every other line that begins with it."
)
_FENCE = "These signs are marks of another program. Remove this line, and the one like it at the end."
_ENTITY = "“{}” is left over from a web page. Delete it, and type a space in its place where one is needed."
_COUNTED_SAID = "Lines of a list are not numbered here. Begin each of these lines with a hyphen and a space instead."
_TOO_FAR = (
    "This hyphen is too far to the right, and was read as part of the text above it. Begin it after {spaces} spaces; "
    "if it belongs to the text, put quotation marks round the whole text."
)
_HYPHEN = (
    "This hyphen was read as part of the text above it. Begin it below the hyphen or the name above; "
    "if it belongs to the text, put quotation marks round the whole text."
)


def slip_at(line: str) -> tuple[int, str] | None:
    """Return the column and the words for a line that begins with a bullet, a special space or a tight hyphen."""
    if found := _BULLET.match(line):
        return found.start(1) + 1, INSTEAD_OF_HYPHEN.format(f"the bullet “{found[1]}”")
    if found := _SPACE.match(line):
        return found.start(1) + 1, _UNSEEN if found[1] == "\u200b" else _BLANK
    if found := _TIGHT.match(line):
        if line[found.end()] in SPACES:
            return found.end() + 1, _BLANK
        return found.end(), f"Type a space between the hyphen and {shown(line[found.end() :])}."
    return None


def slip_within(lines: list[str], start: Place, last: int) -> Problem | None:
    """Return the first line of a text without quotes that begins like a line of a list: it was meant as many texts.

    The text begins at `start`, which counts as a beginning only where nothing but spaces and hyphens stands before it.
    """
    within = lines[start.line - 1][: start.column - 1].strip(" -")
    if (
        not within
        and start.line < last
        and all(_COUNTED.match(lines[each - 1]) for each in (start.line, start.line + 1))
    ):
        return Problem(start.line, start.column, "syntax", _COUNTED_SAID)
    for number in range(start.line + bool(within), last + 1):
        line = lines[number - 1]
        if number > start.line and hyphened(line) and not slip_at(line):
            return _swallowed_hyphen(lines, start, number, within)
        if found := slip_at(line):
            return Problem(number, found[0], "syntax", found[1])
    return None


def _swallowed_hyphen(lines: list[str], start: Place, number: int, within: str) -> Problem:
    """Return the problem of a hyphen that was read as text: the line above may be the one that is out of line."""
    first, line, below = lines[start.line - 1], lines[number - 1], "".join(lines[number : number + 1])
    if number == start.line + 1 and not within:
        if not hyphened(first):
            return Problem(start.line, start.column, "syntax", HYPHEN_MISSING)
        if hyphened(below) and indent(below) == indent(line) and not hyphened(lines[start.line - 2]):
            return Problem(start.line, indent(first) + 1, "syntax", _OUT_OF_LINE.format(spaces=indent(line)))
    begun = hyphened(first) and not within and indent(first) < indent(line)
    message = _TOO_FAR.format(spaces=indent(first)) if begun else _HYPHEN
    return Problem(number, indent(line) + 1, "syntax", message)


def tab(fault: Fault) -> Problem | None:
    """Recognise a tab among the spaces that a line begins with, alone on a line, or after a hyphen."""
    found = _TAB.match(fault.here)
    column = found.end() if found else fault.column
    if not found and fault.character != "\t":
        return None
    if not fault.here.strip():
        message = "This line is empty but for a tab. Delete the tab."
    elif found:
        message = _TAB_SAID
    else:
        message = "A tab stands here. Delete it and type a space."
    return fault.at(fault.line, column, message, "tab")


def slip(fault: Fault) -> Problem | None:
    """Recognise a bullet, a tight hyphen or a special space at the beginning of the line that stopped the reading."""
    for line in (fault.start.line, fault.line, fault.above(fault.line)):
        found = slip_at(fault.text(line)) if line else None
        if found:
            return _first(fault, line, found)
    return None


def _first(fault: Fault, line: int, found: tuple[int, str]) -> Problem:
    """Return the topmost of the lines that make the same slip, one under the other."""
    while (above := slip_at(fault.text(line - 1))) and above[0] == found[0]:
        line, found = line - 1, above
    return fault.at(line, found[0], found[1])


def space_after_colon(fault: Fault) -> Problem | None:
    """Recognise a special space where an ordinary one belongs, after a colon."""
    for line in (fault.start.line, fault.line):
        found = re.search(f":[{SPACES}]", fault.text(line))
        if found:
            return fault.at(line, found.start() + 2, _BLANK)
    return None


def left_by(line: str) -> str:
    """Return the words for a line that begins with what another program left there, or ""."""
    line = line.lstrip(" ")
    if line.startswith("```"):
        return _FENCE
    if found := re.match("&(?:[a-z]+|#[0-9]+);", line):
        return _ENTITY.format(found[0])
    return _MAIL if re.match(">+(?: |$)", line) else ""


def directive(fault: Fault) -> Problem | None:
    """Recognise a line that begins with a percent sign."""
    line = fault.start.line if "directive" in fault.doing else fault.line
    if not fault.text(line).startswith("%"):
        return None
    return fault.at(line, 1, REFUSALS["directive"], "directive")


def sign(fault: Fault) -> Problem | None:
    """Recognise a text that begins with a sign which means something else there."""
    if fault.doing.endswith(_SIGN_DOING):
        place = fault.start
    elif fault.said in _SIGN_SAID:
        place = fault.place
    else:
        return None
    mark = fault.text(place.line)[place.column - 1 : place.column]
    if not mark or mark not in _SIGNS:
        return None
    if not fault.text(place.line)[: place.column - 1].strip() and (left := left_by(fault.text(place.line))):
        line = place.line
        while fault.text(line - 1).startswith(">") and fault.text(line).startswith(">"):
            line -= 1
        return fault.at(line, 1, left)
    message = f"A text cannot begin with “{mark}” unless it is in quotes. Put quotation marks round the whole text."
    if mark in "|>":
        message = (
            f"After “{mark}” the text begins on the next line, further to the right. "
            f"If “{mark}” is part of the text, put quotation marks round the whole text."
        )
    return fault.at(place.line, place.column, message)


DIAGNOSERS = (tab, directive, slip, sign, space_after_colon)
