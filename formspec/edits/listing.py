"""A part of a list: put in, taken out, or carried to another place with its lines and the remarks above it.

Here lives the change of a text around one part, whether its list stands in lines or in brackets.
"""

import re
from dataclasses import dataclass

from formspec.edits import lines as at_lines
from formspec.edits.entries import BY_HAND, hyphen_step, with_value, without_braced
from formspec.edits.pieces import Outline, Path, Piece
from formspec.edits.refused import EditRefused
from formspec.edits.texts import begins_line, is_braced, margin
from formspec.edits.writing import Value, in_brackets, is_flat, part_lines

_BEHIND = re.compile(r"[ \t]*,?[ \t]*(?:#[^\n]*)?[\r\n]*")


@dataclass(frozen=True, slots=True)
class Carried:
    """A part of a list as it was written: its lines with their hyphen after `pad` spaces, and what stood in brackets.

    There are no lines of a part whose list stands in brackets; its hyphen would stand two before it. `value` is what it
    says, None where it must not be written anew because a remark would be lost.
    """

    lines: list[str]
    pad: int
    bracketed: str
    value: Value | None


def extent(outline: Outline, path: Path, number: int) -> tuple[int, int]:
    """Return where the lines of a part begin and end, with the remarks directly above it and those within it."""
    listed, text = outline.at(path), outline.text
    pad, piece = margin(outline, path), listed.parts[number]
    least = at_lines.line_end(text, listed.parts[number - 1].end) if number else 0
    start = at_lines.line_start(text, piece.start)
    while not text.startswith("-", start + pad) or at_lines.indent_at(text, start) != pad:
        start = at_lines.line_start(text, start - 1)
    above = at_lines.remarks_above(text, start, least, pad if number else None)
    below = at_lines.remarks_below(text, at_lines.line_end(text, piece.end), pad)
    return above, below


def with_part(outline: Outline, path: Path, number: int, value: Value) -> str:
    """Return the text with a new part in a list, before the one that has its number now."""
    listed = outline.at(path)
    if listed.braced or is_braced(outline, path):
        return _with_braced(outline, path, number, in_brackets(value), value)
    beside = listed.parts[max(number - 1, 0)]
    fits = beside.braced or (isinstance(value, dict) and is_flat(value) and path[-1] in ("options", "evidence"))
    new = part_lines(value, margin(outline, path), hyphen_step(outline), braced=fits)
    return _with_lines(outline, path, number, new)


def without_part(outline: Outline, path: Path, number: int) -> str:
    """Return the text without a part of a list that has others."""
    listed, text = outline.at(path), outline.text
    if listed.braced:
        gone = listed.parts[number]
        if begins_line(text, gone.start) and _behind(text, gone).startswith(","):
            return text[: at_lines.line_start(text, gone.start)] + text[at_lines.line_end(text, gone.end) :]
        return without_braced(text, gone, [each for each in listed.parts if each is not gone])
    start, end = extent(outline, path, number)
    if number:
        least = at_lines.line_end(text, listed.parts[number - 1].end)
        start = max(at_lines.blanks_above(text, start), least)
    elif len(listed.parts) > 1:
        end = at_lines.blanks_below(text, end)
    return at_lines.without_lines(text, start, end)


def _behind(text: str, piece: Piece) -> str:
    """Return what stands behind a part on its line, if that is a comma and a remark at the most."""
    found = _BEHIND.fullmatch(text, piece.end, at_lines.line_end(text, piece.end))
    return found[0] if found else ""


def lifted(outline: Outline, path: Path, number: int, value: Value) -> Carried:
    """Return a part of a list as it is written."""
    listed, text = outline.at(path), outline.text
    piece = listed.parts[number]
    written = text[piece.start : piece.end]
    if listed.braced:
        if "#" in _behind(text, piece):
            raise EditRefused(BY_HAND)
        return Carried([], at_lines.column(text, piece.start) - 2, written, value)
    start, end = extent(outline, path, number)
    whole = written if piece.braced else ""
    remarked = "#" in text[start:end].replace(whole, "", 1)
    return Carried(
        text[start:end].splitlines(), margin(outline, path), "" if remarked else whole, None if remarked else value
    )


def with_carried(outline: Outline, path: Path, number: int, carried: Carried) -> str:
    """Return the text with a part of another list in this one, before the one that has its number now."""
    listed = outline.at(path)
    if listed.braced or is_braced(outline, path):
        if not carried.bracketed and carried.value is None:
            raise EditRefused(BY_HAND)
        return _with_braced(outline, path, number, carried.bracketed or in_brackets(carried.value or ""), None)
    by = margin(outline, path) - carried.pad
    if carried.lines:
        return _with_lines(outline, path, number, [shifted(line, by) for line in carried.lines])
    first, *others = carried.bracketed.splitlines()
    hyphen = " " * margin(outline, path) + "- "
    return _with_lines(outline, path, number, [hyphen + first, *(shifted(line, by) for line in others)])


def shifted(line: str, by: int) -> str:
    """Return a line that begins further in, or further out as far as it has spaces; an empty one stays empty."""
    if by >= 0:
        return " " * by + line if line else line
    return line[min(-by, len(line) - len(line.lstrip(" "))) :]


def _with_lines(outline: Outline, path: Path, number: int, new: list[str]) -> str:
    gap = [""] * _gap(outline, path, number)
    if number:
        return at_lines.with_lines(outline.text, extent(outline, path, number - 1)[1], [*gap, *new])
    return at_lines.with_lines(outline.text, extent(outline, path, 0)[0], [*new, *gap])


def _gap(outline: Outline, path: Path, number: int) -> int:
    """Return how many blank lines stand between two parts near here; one between sections where there are no two."""
    listed, text = outline.at(path), outline.text
    second = min(number, len(listed.parts) - 1) or 1
    if len(listed.parts) <= second:
        return int(path[-1] == "sections")
    start, _ = extent(outline, path, second)
    blank = max(at_lines.blanks_above(text, start), at_lines.line_end(text, listed.parts[second - 1].end))
    return text.count("\n", blank, start)


def _with_braced(outline: Outline, path: Path, number: int, written: str, value: Value | None) -> str:
    listed, text = outline.at(path), outline.text
    if not listed.parts:
        if value is not None and not is_braced(outline, path):
            return with_value(outline, path, [value])
        return text[: listed.start + 1] + written + text[listed.start + 1 :]
    beside = listed.parts[max(number - 1, 0)]
    if not begins_line(text, beside.start):
        return _beside(text, beside, number, written)
    pad = " " * at_lines.column(text, beside.start)
    if not number:
        return at_lines.with_lines(text, at_lines.line_start(text, beside.start), [f"{pad}{written},"])
    if listed.end <= at_lines.line_end(text, beside.end):
        return text[: beside.end] + f",{outline.ending}{pad}{written}" + text[beside.end :]
    followed = number < len(listed.parts) or text[beside.end : listed.end].lstrip().startswith(",")
    if not followed:
        text = text[: beside.end] + "," + text[beside.end :]
    at = at_lines.line_end(text, beside.end)
    return at_lines.with_lines(text, at, [pad + written + ("," if followed else "")])


def _beside(text: str, beside: Piece, number: int, written: str) -> str:
    if number:
        return text[: beside.end] + ", " + written + text[beside.end :]
    return text[: beside.start] + written + ", " + text[beside.start :]
