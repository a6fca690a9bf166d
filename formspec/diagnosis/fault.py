"""A syntax fault as plain values: what the library said, where, and the lines around it.

Here lives what every diagnoser shares: the fault itself and the look of a line. What a mistake is called and what to
do about it lives in the diagnosers.
"""

import re
from dataclasses import dataclass, replace
from typing import Protocol

from formspec.characters import place_at
from formspec.events import Mark, place_of
from formspec.nodes import Place
from formspec.problem import Problem

KEY = re.compile(r"""(?P<lead>\s*(?:-\s+)*)(?P<key>[^\W\d][\w-]*|"[^"]*"|'[^']*')\s*:(?=\s|$)""")
CURLY = "“\u2018”\u2019"
"""The quotation marks that word processors make of straight ones, those that open first."""
_SHOWN = 40
_NEAR = 10_000
_MOST_UNREAD = 40_000


@dataclass(frozen=True, slots=True)
class Fault:
    """Where reading stopped.

    `said` is the library's own word for the fault, met at `place`; `doing` what it was reading, which began at `start`
    (line 0 where it says nothing). `unread` is the text from the last text read whole up to the fault, and begins at
    `unread_place`.
    """

    lines: list[str]
    said: str
    place: Place
    doing: str
    start: Place
    unread: str
    unread_place: Place

    @property
    def line(self) -> int:
        """The line of the fault."""
        return self.place.line

    @property
    def column(self) -> int:
        """The column of the fault."""
        return self.place.column

    def text(self, line: int) -> str:
        """Return a line of the file; nothing where there is no such line."""
        return self.lines[line - 1] if 1 <= line <= len(self.lines) else ""

    @property
    def here(self) -> str:
        """The text of the line of the fault."""
        return self.text(self.line)

    @property
    def character(self) -> str:
        """The character at the fault, or nothing at the end of a line."""
        return self.here[self.column - 1 : self.column]

    @property
    def begins_line(self) -> bool:
        """Whether only spaces stand before the fault on its line."""
        return not self.here[: self.column - 1].strip()

    def above(self, line: int) -> int:
        """Return the nearest line above that says something, or 0 where there is none near."""
        last = min(line, len(self.lines) + 1) - 1
        for number in range(last, max(0, last - _NEAR), -1):
            text = self.text(number).strip()
            if text and not text.startswith("#"):
                return number
        return 0

    def below(self, line: int) -> int:
        """Return the nearest line below that says something, or 0 where there is none near."""
        for number in range(line + 1, min(len(self.lines), line + _NEAR) + 1):
            text = self.text(number).strip()
            if text and not text.startswith("#"):
                return number
        return 0

    def below_name(self, line: int) -> bool:
        """Whether a line is the first below a name: the line above it ends with a colon."""
        return self.text(self.above(line)).rstrip().endswith(":")

    def at(self, line: int, column: int, message: str, rule: str = "syntax") -> Problem:
        """Return a problem of this fault's file."""
        return Problem(line, column, rule, message)

    def inside(self, problem: Problem) -> Problem:
        """Return the problem at a place that the file has: the last line that says something, if it lies below."""
        if not self.text(problem.line):
            line = self.above(problem.line) or self.above(len(self.lines) + 1) or 1
            return replace(problem, line=line, column=len(self.text(line)) + 1)
        return replace(problem, column=max(1, min(problem.column, len(self.text(problem.line)) + 1)))


class Stop(Protocol):
    """What the library says where it can read no further."""

    problem: str | None
    problem_mark: Mark | None
    context: str | None
    context_mark: Mark | None


def stopped(stop: Stop, text: str, lines: list[str], unread: int) -> Fault:
    """Return the fault where reading stopped; from the position `unread` on, nothing was read whole."""
    end, start = stop.problem_mark, stop.context_mark
    return Fault(
        lines=lines,
        said=stop.problem or "",
        place=place_of(end) if end else Place(1, 1),
        doing=stop.context or "",
        start=place_of(start) if start else Place(0, 0),
        unread=text[unread : end.index + 1 if end else unread][:_MOST_UNREAD],
        unread_place=place_at(text, unread),
    )


def indent(line: str) -> int:
    """Return how many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))


def lead(line: str) -> int:
    """Return how many spaces and hyphens a line begins with: where its name or its text begins."""
    return len(line) - len(re.sub(r"^ *(?:- +)*", "", line))


def hyphened(line: str) -> bool:
    """Whether a line begins with a hyphen and a space."""
    return line.lstrip(" ").startswith("- ")


def shown(text: str) -> str:
    """Return a text of the file in quotation marks, on one line and cut short."""
    return f"“{cut(text)}”"


def cut(text: str) -> str:
    """Return a text of the file on one line, cut short."""
    text = " ".join(text[: _SHOWN * _SHOWN].split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"
