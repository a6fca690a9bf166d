"""Other words in place of a text that is written in a spec.

Here lives the exchange of one text for another where it stands: what stands beside it on its line stays.
"""

import re

from formspec.edits.lines import column, indent_at, line_end, line_start, with_lines, without_lines
from formspec.edits.pieces import Outline, Path, Piece
from formspec.edits.wording import Written, in_block, in_line

_HEADER = re.compile(r"[|>][-+0-9]*")


def is_braced(outline: Outline, path: Path) -> bool:
    """Say whether what stands at the end of a way stands in brackets."""
    piece, braced = outline.root, outline.root.braced
    for step in path[:-1]:
        piece = piece.parts[step] if isinstance(step, int) else piece.values[step]
        braced = braced or piece.braced
    return braced and bool(path)


def reworded(outline: Outline, path: Path, words: str) -> str:
    """Return the text of a spec with other words in place of a text."""
    old, text = outline.at(path), outline.text
    if is_braced(outline, path):
        return text[: old.start] + in_line(words, braced=True, style=old.style) + text[old.end :]
    written = in_block(words, _pad(outline, path, old), old.style)
    if not old.folded:
        return _put(text[: old.start], written, text[old.end :])
    header = _HEADER.match(text, old.start)
    header_end = header.end() if header else old.start
    shorter = without_lines(text, line_end(text, old.start), line_end(text, old.end))
    same = header and written.head[:1] == header[0][:1] and not re.search(r"[+0-9]", header[0])
    written = written._replace(head=header[0]) if header and same else written
    return _put(shorter[: old.start], written, shorter[header_end:])


def _put(before: str, written: Written, after: str) -> str:
    """Return the text with what is written between two parts of it, and the lines below after the rest of its line."""
    text = before + written.head + after
    return with_lines(text, line_end(text, len(before)), list(written.below)) if written.below else text


def _pad(outline: Outline, path: Path, old: Piece) -> int:
    """Return how many spaces lines below begin with: as before, or two more than what they belong to."""
    text = outline.text
    header = _HEADER.match(text, old.start) if old.folded else None
    if header and not re.search(r"[0-9]", header[0]):
        first = line_end(text, old.start)
        while first < old.end and not text[first : line_end(text, first)].strip():
            first = line_end(text, first)
        return indent_at(text, first)
    return margin(outline, path[:-1]) + 2


def margin(outline: Outline, path: Path) -> int:
    """Return how many characters stand before the keys of a mapping, or the hyphens of a list, in lines."""
    return column(outline.text, outline.at(path).start)


def begins_line(text: str, position: int) -> bool:
    """Say whether only spaces stand before a position on its line."""
    return not text[line_start(text, position) : position].strip()
