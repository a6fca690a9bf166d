"""Single signs: a colon, a comma or a bracket that is missing or another one, and characters that nobody sees."""

import re
from collections.abc import Iterator

from formspec.diagnosis.beginnings import SPACES
from formspec.grammar import LEVELS
from formspec.problem import Problem
from formspec.remedies.lines import Lines
from formspec.suggest import UNSEEN

Mended = Iterator[tuple[str, Lines]]

_MAIL = re.compile("(?:> ?)+")
_COLON = "Type a colon after “{}”"
_SPACE = "Type a space after the colon"
_CLOSING = re.compile("(?:Add|Type) “([\\]}])”")
_NAMES = frozenset(name for level in LEVELS.values() for name in level.keys)
_NAME = re.compile(r"[^\W\d][\w-]*")


def _at(lines: Lines, problem: Problem, new: str, *, length: int = 0, column: int = 0) -> Lines:
    """Return the lines with so many characters at the problem's place, or another column of its line, replaced."""
    line, start = lines[problem.line], (column or problem.column) - 1
    return lines.changed({problem.line: line[:start] + new + line[start + length :]})


def tab(lines: Lines, problem: Problem) -> Mended:
    """Type a space for a tab, or nothing for one that stands alone on its line."""
    line = lines[problem.line]
    new = " ".join(line.split("\t")) if line.strip() else ""
    yield ("Type a space in place of the tab" if new else "Delete the tab"), lines.changed({problem.line: new})


def special_spaces(lines: Lines, problem: Problem) -> Mended:
    """Type ordinary spaces for special ones, and nothing for one that has no width."""
    line, start = lines[problem.line], problem.column - 1
    found = re.compile(f"[ {SPACES}]+").match(line, start)
    if found:
        spaces = " " * len(found[0].replace("\u200b", ""))
        label = "Type an ordinary space" if spaces else "Delete the invisible character"
        yield label, _at(lines, problem, spaces, length=len(found[0]))


def deleted(lines: Lines, problem: Problem) -> Mended:
    """Delete the character at a place."""
    yield "Delete the invisible character", _at(lines, problem, "", length=1)


def unseen(lines: Lines, problem: Problem) -> Mended:
    """Delete every unseen character of a line."""
    yield "Delete the invisible character", lines.changed({problem.line: UNSEEN.sub("", lines[problem.line])})


def space_after_colon(lines: Lines, problem: Problem) -> Mended:
    """Type a space after the colon of a name that the language has."""
    line = lines[problem.line]
    colon = line.rfind(":", 0, problem.column) if line[problem.column - 1] == ":" else line.find(":", problem.column)
    named = re.search(r"[\w-]+$", line[: max(colon, 0)])
    if named and named[0] in _NAMES:
        yield _SPACE, _at(lines, problem, " ", column=colon + 2)


def colon_for_sign(lines: Lines, problem: Problem) -> Mended:
    """Type a colon for another sign."""
    found = re.compile(r"([\w-]+?)\s*[;=,\u2013\u2014-](?=\s)").match(lines[problem.line], problem.column - 1)
    if found:
        yield _COLON.format(found[1]), _at(lines, problem, f"{found[1]}:", length=len(found[0]))


def colon(lines: Lines, problem: Problem) -> Mended:
    """Type a colon after a name."""
    found = _NAME.match(lines[problem.line], problem.column - 1)
    if found:
        yield _COLON.format(found[0]), _at(lines, problem, ":", column=found.end() + 1)


def wide_colon(lines: Lines, problem: Problem) -> Mended:
    """Type an ordinary colon and a space for a wide one."""
    line = re.sub("\\s*\uff1a\\s*", ": ", lines[problem.line], count=1).rstrip()
    yield "Type an ordinary colon", lines.changed({problem.line: line})


def comma_for_semicolon(lines: Lines, problem: Problem) -> Mended:
    """Type a comma for a semicolon."""
    yield "Type a comma in place of the semicolon", _at(lines, problem, ",", length=1)


def comma_at_end(lines: Lines, problem: Problem) -> Mended:
    """Type a comma at the end of a line."""
    yield "Type a comma at the end of the line", _at(lines, problem, ",")


def other_bracket(lines: Lines, problem: Problem) -> Mended:
    """Type the closing bracket that fits the opening one."""
    if found := _CLOSING.search(problem.message):
        yield f"Type “{found[1]}” instead", _at(lines, problem, found[1], length=1)


def opening_brace(lines: Lines, problem: Problem) -> Mended:
    """Type the brace that opens a part on one line."""
    yield "Type “{” before it", _at(lines, problem, "{")


def closing_bracket(lines: Lines, problem: Problem) -> Mended:
    """Type the closing bracket at the end of the line on which a list opens; in place of a round one, if that is it."""
    found, line = _CLOSING.search(problem.message), lines[problem.line].rstrip()
    if found and not lines.goes_on(problem.line):
        label = f"Type “{found[1]}” at the end of the line"
        if line.endswith(")") and line.count(")") > line.count("("):
            yield label, lines.changed({problem.line: line[:-1] + found[1]})
        else:
            yield label, lines.changed({problem.line: line + found[1]})


def mail(lines: Lines, problem: Problem) -> Mended:
    """Remove what an e-mail program put before the lines that it quotes."""
    run = lines.run(problem.line, _MAIL)
    mended = lines.changed({number: _MAIL.sub("", lines[number], count=1) for number in run})
    yield "Remove the “>” before the lines", mended
