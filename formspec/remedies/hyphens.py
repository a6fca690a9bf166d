"""Hyphens that begin the lines of a list: missing, tight, in the wrong place, or a bullet instead of one."""

import re
from collections.abc import Iterator

from formspec.diagnosis.beginnings import BULLETS, SPACES
from formspec.diagnosis.fault import KEY, cut
from formspec.problem import Problem
from formspec.remedies.lines import Lines

_BULLET = re.compile(rf"( *)([{BULLETS}*]|o|--+|\w{{1,2}}[.)])[\t {SPACES}]+")
_TIGHT = re.compile(r"( *(?:- +)*-)(?=[^\s-])")
_FIRST = re.compile(r"on line (\d+)")
_LOST = "begin this line with"


def for_bullets(lines: Lines, problem: Problem) -> Iterator[tuple[str, Lines]]:
    """Type a hyphen for the bullet of a line, and of those below it that have one, too."""
    run = lines.run(problem.line, _BULLET)
    found = _BULLET.match(lines[problem.line])
    if found:
        label = f"Type a hyphen in place of “{found[2]}”"
        yield label, lines.changed({number: _BULLET.sub(r"\1- ", lines[number], count=1) for number in run})


def space_after(lines: Lines, problem: Problem) -> Iterator[tuple[str, Lines]]:
    """Type a space after a hyphen, and after those below it that lack one, too."""
    run = lines.run(problem.line, _TIGHT)
    spaced = {number: _TIGHT.sub(r"\1 ", lines[number], count=1) for number in run}
    yield "Type a space after the hyphen", lines.changed(spaced)


def missing(lines: Lines, problem: Problem) -> Iterator[tuple[str, Lines]]:
    """Type a hyphen where those of the lines beside this one stand."""
    yield from _hyphen(lines, problem.line, lines.hyphens_near(problem.line))


def for_run_on(lines: Lines, problem: Problem) -> Iterator[tuple[str, Lines]]:
    """Make a point of its own of a line that goes on with the one above."""
    yield from _hyphen(lines, problem.line, problem.column - 3)


def _hyphen(lines: Lines, number: int, spaces: int) -> Iterator[tuple[str, Lines]]:
    if spaces >= 0:
        line = " " * spaces + "- " + lines[number].lstrip(" ")
        yield "Type a hyphen before the line", lines.changed({number: line})


def needless(lines: Lines, problem: Problem) -> Iterator[tuple[str, Lines]]:
    """Type a space in place of a hyphen, so that the line belongs to the part above."""
    line, at = lines[problem.line], problem.column - 1
    if line[at : at + 1] == "-":
        yield "Type a space in place of the hyphen", lines.changed({problem.line: line[:at] + " " + line[at + 1 :]})


def doubled(lines: Lines, problem: Problem) -> Iterator[tuple[str, Lines]]:
    """Take out what stands there twice in the same words; or type the hyphen that is missing before it."""
    found = _FIRST.search(problem.message)
    key = KEY.match(lines[problem.line])
    if not found or not key or len(key["lead"]) != problem.column - 1:
        return
    first, last = int(found[1]), lines.end_of_part(problem.line)
    spaces = problem.column - 1
    below = lines.lines[problem.line : last]
    above = lines.lines[first : first + len(below)]
    if lines[first][spaces:].rstrip() == lines[problem.line][spaces:].rstrip() and above == below:
        label = f"Take out line {problem.line}, which says the same as line {first}"
        yield label, lines.without(problem.line, last)
    elif _LOST in problem.message:
        yield f"Type a hyphen before “{cut(lines[problem.line])}”", next(_hyphen(lines, problem.line, spaces - 2))[1]
