"""Lines that begin too far to the left or right, and tabs among the spaces that a line begins with."""

import re
from collections.abc import Iterator

from formspec.diagnosis.fault import KEY, hyphened, indent
from formspec.problem import Problem
from formspec.remedies.lines import Lines
from formspec.remedies.lines import moved as further

_AFTER = re.compile(r"[Bb]egin it after (\d+)")
_EACH = re.compile(r"Begin each of its lines after (\d+)")
_BY = re.compile(r"Move all of its lines (\d+) spaces? to the (left|right)")
_TABBED = re.compile(r"[ ]*\t")
_BLANKS = re.compile(r"[ \t]*")
_WIDTHS = (2, 4, 8)
_FURTHEST = 60


def aligned(lines: Lines, problem: Problem) -> Iterator[tuple[str, Lines]]:
    """Begin a line where its message says: the line alone, or with all that belongs to it."""
    found = _AFTER.search(problem.message)
    wanted = int(found[1]) if found else 0
    by = wanted - indent(lines[problem.line])
    label = f"Begin the line after {wanted} spaces" if wanted else "Remove the spaces before the line"
    whole = range(problem.line, lines.end_of_part(problem.line) + 1)
    yield label, _further(lines, range(problem.line, problem.line + 1), by)
    yield label, _further(lines, whole, by)


def paragraphs(lines: Lines, problem: Problem) -> Iterator[tuple[str, Lines]]:
    """Begin every line of a text of several paragraphs where its message says, down to the next name or hyphen."""
    if found := _EACH.search(problem.message):
        start = lines[problem.line][: indent(lines[problem.line])]
        run = lines.run(problem.line, re.compile(rf"{start}(?!- )\S"))
        text = [number for number in run if not any(KEY.match(lines[each]) for each in range(run[0], number + 1))]
        label = f"Begin the text after {found[1]} spaces"
        yield label, lines.changed({number: " " * int(found[1]) + lines[number].lstrip(" ") for number in text})


def moved(lines: Lines, problem: Problem) -> Iterator[tuple[str, Lines]]:
    """Move a part and all of its lines to where it belongs; what was read as its own may be the part below it."""
    found = _BY.search(problem.message)
    if found and hyphened(lines[problem.line]):
        by = int(found[1]) * (1 if found[2] == "right" else -1)
        first, last, label = problem.line, lines.end_of_part(problem.line), f"{found[1]} spaces to the {found[2]}"
        wanted = indent(lines[first]) + by
        beside = [each for each in range(first + 1, last + 1) if lines[each].startswith(" " * wanted + "- ")]
        for end in (*beside, last + 1):
            yield f"Move these lines {label}", _further(lines, range(first, end), by)


def _further(lines: Lines, numbers: range, by: int) -> Lines:
    return lines.changed({number: further(lines[number], by) for number in numbers})


def tabs(lines: Lines, problem: Problem) -> Iterator[tuple[str, Lines]]:
    """Type spaces for the tabs that lines begin with: so many a tab, or so many as a line near by begins with."""
    label = "Type spaces in place of the tab"
    run = lines.run(problem.line, _TABBED)
    alone = {indent(line) for line in lines.lines if " " * indent(line) == _BLANKS.match(line)[0]}  # type: ignore[index]
    alone |= {len(key["lead"]) for line in lines.lines if (key := KEY.match(line)) and "\t" not in key["lead"]}
    if len(run) > 1:
        for width in _WIDTHS:
            yield label, lines.changed({number: _expanded(lines[number], width) for number in run})
        return
    text = lines[problem.line].lstrip(" \t")
    wanted = _spaces_near(lines, problem.line, text)
    for spaces in sorted(alone, key=lambda each: (abs(each - wanted), each)):
        if spaces <= _FURTHEST:
            yield label, lines.changed({problem.line: " " * spaces + text})


def _expanded(line: str, width: int) -> str:
    blanks = _BLANKS.match(line)
    end = blanks.end() if blanks else 0
    return line[:end].replace("\t", " " * width) + line[end:]


def _spaces_near(lines: Lines, number: int, text: str) -> int:
    """Return where a line most likely begins: under the names, or the hyphens, of the line above."""
    above = lines[number - 1]
    found = KEY.match(above)
    return len(found["lead"]) if found and not text.startswith("- ") else indent(above)
