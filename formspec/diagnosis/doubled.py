"""A part of a list whose hyphen is gone, so that it goes on with the part above: each of its names stands there twice.

Here lives how it is told from a name that was typed twice. It is looked for only where names stand twice.
"""

from collections.abc import Iterable
from dataclasses import replace

from formspec.diagnosis.fault import KEY, hyphened, indent
from formspec.problem import Problem

_HYPHEN_LOST = (
    "“{key}:” stands on line {first} already. If another part of the list begins here, begin this line with "
    "{spaces} spaces, a hyphen and a space; otherwise keep one of the two."
)
_DOUBLED = "duplicate-key"
_SPACES_OF_HYPHEN = 2


def told_once(problems: Iterable[Problem], lines: list[str]) -> list[Problem]:
    """Return the problems of a reading, those of names that stand twice told once for each hyphen that is gone."""
    told: list[Problem] = []
    lost = 0, 0
    for each in problems:
        if each.rule != _DOUBLED:
            told.append(each)
        elif (begins := _first_of_part(each, lines)) != lost or not begins[0]:
            first, lost = begins[0], begins
            told.append(replace(each, message=_said(each, first, lines)) if first else each)
    return told


def _first_of_part(problem: Problem, lines: list[str]) -> tuple[int, int]:
    """Return the line of the hyphen that begins the part, and the column of its names, if it says the same name first.

    Further names that stand twice belong to the same hyphen; (0, 0) where the part begins with another name.
    """
    spaces = problem.column - 1
    found = KEY.match(lines[problem.line - 1])
    if not found or len(found["lead"]) != spaces or hyphened(lines[problem.line - 1]):
        return 0, 0
    for number in range(problem.line - 1, 0, -1):
        line = lines[number - 1]
        if line.strip() and indent(line) < spaces:
            return (number, spaces) if _repeats(line, lines[number : problem.line], spaces) else (0, 0)
    return 0, 0


def _repeats(first: str, below: list[str], spaces: int) -> bool:
    """Whether a line with a hyphen begins with a name that stands again among the lines below it."""
    begun = KEY.match(first) if hyphened(first) else None
    if not begun or len(begun["lead"]) != spaces:
        return False
    names = (KEY.match(line) for line in below if indent(line) == spaces)
    return any(name["key"] == begun["key"] for name in names if name)


def _said(problem: Problem, first: int, lines: list[str]) -> str:
    found = KEY.match(lines[problem.line - 1])
    key, spaces = found["key"] if found else "", problem.column - 1 - _SPACES_OF_HYPHEN
    return _HYPHEN_LOST.format(key=key, first=first, spaces=spaces)
