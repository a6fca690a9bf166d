"""Mistakes with quotation marks: one left open, an apostrophe that closes, text after the closing one, a backslash.

A quotation mark left open is told from the text it swallowed: lines that begin like lines of a form. It is reported
where it was opened, even where a later mark closes it by chance.
"""

import re
from dataclasses import dataclass

from formspec.characters import place_at
from formspec.diagnosis.fault import CURLY, KEY, Fault, indent, shown
from formspec.nodes import Place
from formspec.problem import Problem

_QUOTED = re.compile(r"""(?<![^\s\[{,:-])(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')""", re.DOTALL)
_SEEN = 500
_UNCLOSED = "The quotation mark that opens here is not closed. Close it with {mark} at the end of the text."


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A text in quotes before the fault, and what follows it on its last line, as far as a person would read on."""

    mark: str
    text: str
    line: int
    column: int
    end_line: int
    end_column: int
    after: str


def unclosed(place: Place, mark: str, line: str) -> Problem:
    """Return the problem of a quotation mark left open on a line, or closed there by one of another sort."""
    rest = line[place.column :].rstrip(" \t,}]")
    last = rest[-1:]
    message = _UNCLOSED.format(mark=mark)
    if last and last in CURLY:
        message = f"This text begins with {mark} and ends with a curly quotation mark. Type {mark} at its end, too."
    elif last and last in "\"'" and last != mark and mark not in rest and rest.count(last) == 1:
        message = f"This text begins with {mark} and ends with {last}. Type {mark} at its end, too."
    return Problem(place.line, place.column, "syntax", message)


def _quoted(fault: Fault) -> list[_Quoted]:
    found = []
    end, since = fault.unread_place, 0
    for match in _QUOTED.finditer(fault.unread):
        start = place_at(fault.unread, match.start(), end, since)
        end, since = place_at(fault.unread, match.end(), start, match.start()), match.end()
        after = fault.text(end.line)[end.column - 1 : end.column + _SEEN]
        found.append(_Quoted(match[0][0], match[0], *start, *end, after))
    return found


def swallows(lines: list[str], margin: int = 10_000) -> bool:
    """Whether a text in quotes goes on over lines of a form: lines that begin like one within `margin` spaces."""
    return any(indent(line) <= margin and (KEY.match(line) or line.lstrip().startswith("- ")) for line in lines)


def never_closed(fault: Fault) -> Problem | None:
    """Recognise a quotation mark that nothing closes, to the end of the file."""
    if "quoted scalar" not in fault.doing or "unexpected" not in fault.said:
        return None
    mark = fault.text(fault.start.line)[fault.start.column - 1 : fault.start.column]
    return unclosed(fault.start, mark, fault.text(fault.start.line))


def closed_by_chance(fault: Fault) -> Problem | None:
    """Recognise a quotation mark closed by a later one, with whole lines of the form between them."""
    for quoted in _quoted(fault):
        if swallows(quoted.text.splitlines()[1:]):
            return unclosed(Place(quoted.line, quoted.column), quoted.mark, fault.text(quoted.line))
    return None


def goes_on(fault: Fault) -> Problem | None:
    """Recognise a text in quotes with more text after its closing mark, on the line of the fault."""
    for quoted in reversed(_quoted(fault)):
        after = quoted.after.strip()
        expected = ("", ":", "#", ",", "]", "}") if "flow" in fault.doing else ("", ":", "#")
        if quoted.end_line == fault.line and after[:1] not in expected:
            return fault.at(quoted.end_line, quoted.end_column, _going_on(quoted))
    return None


def _going_on(quoted: _Quoted) -> str:
    beside = quoted.after[:1].isalnum()
    if beside and quoted.mark == "'":
        return (
            f"The text in single quotes ends here, at the apostrophe before {shown(quoted.after)}. "
            "Put the text in double quotes instead, or type the apostrophe twice."
        )
    if beside:
        return (
            f"The text in double quotes ends here, before {shown(quoted.after)}. "
            "Put the whole text in single quotes, or type a backslash before each quotation mark inside it."
        )
    return (
        f"There is text after the closing quotation mark: {shown(quoted.after)}. "
        "Put quotation marks round the whole text (single ones, if it has double ones inside), or remove what follows."
    )


def bad_escape(fault: Fault) -> Problem | None:
    r"""Recognise a backslash in double quotes that means nothing there, as in `C:\Users`."""
    if fault.doing != "while parsing a quoted scalar":
        return None
    start = fault.here.rfind("\\", 0, fault.column) + 1 or fault.column
    message = "A backslash in double quotes has a special meaning. Put the text in single quotes, or type it twice."
    return fault.at(fault.line, start, message)


DIAGNOSERS = (never_closed, bad_escape, closed_by_chance, goes_on)
