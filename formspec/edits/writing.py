"""How values are written: texts, lists and keys with what stands behind them, in lines or in brackets.

Here lives new text alone; nothing here looks at the text that it goes into.
"""

from collections.abc import Sequence

from formspec.edits.wording import WIDTH, in_block, in_line

Value = str | Sequence["Value"] | dict[str, "Value"]
"""What is to be written: a text, a list, or keys with what stands behind them."""


def in_brackets(value: Value) -> str:
    """Return a value on one line, as it stands in brackets."""
    if isinstance(value, str):
        return in_line(value, braced=True)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {in_brackets(each)}" for name, each in value.items()) + "}"
    return "[" + ", ".join(in_brackets(each) for each in value) + "]"


def entry_lines(name: str, value: Value, pad: int, step: int) -> list[str]:
    """Return the lines of a key and what stands behind it; hyphens below it begin `step` further in."""
    spaces = " " * pad
    if isinstance(value, str):
        head, below = in_block(value, pad + 2)
        return [f"{spaces}{name}: {head}", *below]
    short = f"{spaces}{name}: {in_brackets(value)}"
    if not value or (len(short) <= WIDTH and _is_short(value)):
        return [short]
    if isinstance(value, dict):
        return [f"{spaces}{name}:", *mapping_lines(value, pad + 2, step)]
    fits = name != "questions"
    return [f"{spaces}{name}:", *(line for each in value for line in part_lines(each, pad + step, step, braced=fits))]


def mapping_lines(value: dict[str, Value], pad: int, step: int) -> list[str]:
    """Return the lines of keys, one below the other."""
    return [line for name, each in value.items() for line in entry_lines(name, each, pad, step)]


def part_lines(value: Value, pad: int, step: int, *, braced: bool = True) -> list[str]:
    """Return the lines of a part of a list, with its hyphen after `pad` spaces; in brackets where that fits."""
    hyphen = " " * pad + "- "
    if isinstance(value, str):
        head, below = in_block(value, pad + 2)
        return [hyphen + head, *below]
    short = hyphen + in_brackets(value)
    if not isinstance(value, dict) or (braced and len(short) <= WIDTH and is_flat(value)):
        return [short]
    first, *others = mapping_lines(value, pad + 2, step)
    return [hyphen + first[pad + 2 :], *others]


def is_flat(value: dict[str, Value]) -> bool:
    """Say whether all that stands behind the keys are texts of one line."""
    return all(isinstance(each, str) and "\n" not in each for each in value.values())


def _is_short(value: Value) -> bool:
    """Say whether a list or mapping reads well in brackets: it holds texts of one line."""
    inner = value.values() if isinstance(value, dict) else value
    return all(isinstance(each, str) and "\n" not in each for each in inner)
