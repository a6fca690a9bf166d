"""A key and what stands behind it: put into a mapping, exchanged, or taken out.

Here lives the change of a text around one key, whether its mapping stands in lines or in brackets.
"""

from collections.abc import Collection

from formspec.edits.lines import line_end, line_start, remarks_below, with_lines, without_lines
from formspec.edits.pieces import Outline, Path, Piece
from formspec.edits.refused import EditRefused
from formspec.edits.texts import begins_line, is_braced, margin, reworded
from formspec.edits.writing import Value, entry_lines, in_brackets
from formspec.events import Sort

BY_HAND = "A remark stands within what this would change. Change it in the text, so that the remark is not lost."


def hyphen_step(outline: Outline) -> int:
    """Return how much further in than its key the hyphens of a list begin, as the author writes them."""
    for name, value in outline.root.values.items():
        if value.sort is Sort.LIST and not value.braced:
            key = outline.root.names[name]
            return margin(outline, (name,)) - (key.start - line_start(outline.text, key.start))
    return 2


def after_which(names: Collection[str], name: str, order: Collection[str]) -> str:
    """Return the key after which another belongs: of those before it in the language's order, the last; "" for none."""
    ordered = list(order)
    before = ordered[: ordered.index(name)] if name in ordered else ordered
    if name not in ordered:
        return list(names)[-1] if names else ""
    return next((each for each in reversed(before) if each in names), "")


def with_entry(outline: Outline, path: Path, name: str, value: Value, after: str) -> str:
    """Return the text with a new key in the mapping at the end of a way, after another of its keys."""
    mapping, text = outline.at(path), outline.text
    previous = mapping.values[after]
    if mapping.braced or is_braced(outline, (*path, name)):
        return text[: previous.end] + f", {name}: {in_brackets(value)}" + text[previous.end :]
    pad = margin(outline, path)
    at = remarks_below(text, line_end(text, previous.end), pad)
    gap = [""] if not path and "\n" in text[previous.start : previous.end] else []
    return with_lines(text, at, [*gap, *entry_lines(name, value, pad, hyphen_step(outline))])


def with_value(outline: Outline, path: Path, value: Value) -> str:
    """Return the text with something else behind a key, or behind a hyphen where both are texts."""
    old, text = outline.at(path), outline.text
    if isinstance(value, str) and old.sort is Sort.TEXT:
        return reworded(outline, path, value)
    name = path[-1]
    if isinstance(name, int):
        raise EditRefused(BY_HAND)
    if is_braced(outline, path):
        return text[: old.start] + in_brackets(value) + text[old.end :]
    key = outline.at(path[:-1]).names[name]
    lines = entry_lines(name, value, margin(outline, path[:-1]), hyphen_step(outline))
    first, below = lines[0].lstrip(), lines[1:]
    last = line_end(text, old.end)
    rest = text[old.end : last].rstrip("\r\n") if old.braced or (old.sort is Sort.TEXT and not old.folded) else ""
    shorter = without_lines(text, line_end(text, key.start), last)
    start = key.start
    end = len(shorter[: line_end(shorter, start)].rstrip("\r\n"))
    changed = shorter[:start] + text[key.start : key.end] + first[len(name) :] + rest + shorter[end:]
    return with_lines(changed, line_end(changed, start), below) if below else changed


def without_entry(outline: Outline, path: Path) -> str:
    """Return the text without a key and what stands behind it; its mapping has others."""
    name, mapping, text = str(path[-1]), outline.at(path[:-1]), outline.text
    key, value = mapping.names[name], mapping.values[name]
    if mapping.braced or is_braced(outline, path):
        return without_braced(text, Piece(key.sort, key.start, value.end), [*_whole(mapping)])
    end = line_end(text, value.end)
    if begins_line(text, key.start):
        return without_lines(text, line_start(text, key.start), end)
    following = min(each.start for each in mapping.names.values() if each.start > key.start)
    if text[end:following].strip():
        raise EditRefused(BY_HAND)
    return text[: key.start] + text[following:]


def _whole(mapping: Piece) -> list[Piece]:
    """Return every key of a mapping with its value as one piece."""
    return [Piece(key.sort, key.start, mapping.values[name].end) for name, key in mapping.names.items()]


def without_braced(text: str, gone: Piece, beside: list[Piece]) -> str:
    """Return the text without one of several pieces in brackets, and without one of the commas around it."""
    before = [each.end for each in beside if each.end <= gone.start]
    behind = [each.start for each in beside if each.start >= gone.end]
    start = gone.start if behind or not before else max(before)
    end = min(behind, default=gone.end)
    lost = text[start : gone.start] + text[gone.end : end]
    if "#" in lost:
        raise EditRefused(BY_HAND)
    return text[:start] + text[end:]
