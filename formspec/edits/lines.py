"""The lines of a text by their positions: where one begins and ends, and which remarks and blank lines stand round it.

Here lives counting alone; what is cut or put in is decided elsewhere.
"""


def ending_of(text: str) -> str:
    """Return how the lines of a text end."""
    first = text.find("\n")
    return "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"


def line_start(text: str, position: int) -> int:
    """Return where the line of a position begins."""
    return text.rfind("\n", 0, position) + 1


def line_end(text: str, position: int) -> int:
    """Return where the line after that of a position begins."""
    found = text.find("\n", position)
    return len(text) if found < 0 else found + 1


def column(text: str, position: int) -> int:
    """Return how many characters stand before a position on its line."""
    return position - line_start(text, position)


def indent_at(text: str, start: int) -> int:
    """Return how many spaces the line that begins at a position begins with."""
    end = line_end(text, start)
    return end - start - len(text[start:end].lstrip(" "))


def is_remark(text: str, start: int) -> bool:
    """Say whether the line that begins at a position is a remark."""
    return text[start : line_end(text, start)].lstrip(" \t").startswith("#")


def is_blank(text: str, start: int) -> bool:
    """Say whether the line that begins at a position holds nothing."""
    return not text[start : line_end(text, start)].strip()


def remarks_above(text: str, start: int, least: int, deepest: int | None = None) -> int:
    """Return where the remarks directly above a line begin, those not further in than `deepest`, down to `least`."""
    while start > least:
        above = line_start(text, start - 1)
        if above < least or not is_remark(text, above) or (deepest is not None and indent_at(text, above) > deepest):
            break
        start = above
    return start


def remarks_below(text: str, end: int, margin: int) -> int:
    """Return where the remarks end that stand directly below a line and further in than the margin."""
    while end < len(text) and is_remark(text, end) and indent_at(text, end) > margin:
        end = line_end(text, end)
    return end


def blanks_above(text: str, start: int) -> int:
    """Return where the blank lines directly above a line begin."""
    while start > 0 and is_blank(text, above := line_start(text, start - 1)):
        start = above
    return start


def blanks_below(text: str, end: int) -> int:
    """Return where the blank lines that begin at a position end."""
    while end < len(text) and is_blank(text, end):
        end = line_end(text, end)
    return end


def with_lines(text: str, at: int, lines: list[str]) -> str:
    """Return the text with lines put in where another begins, or at its end, where the line ending stays missing."""
    ending = ending_of(text)
    if at == len(text) and text and not text.endswith("\n"):
        return text + "".join(ending + line for line in lines)
    return text[:at] + "".join(line + ending for line in lines) + text[at:]


def without_lines(text: str, start: int, end: int) -> str:
    """Return the text without the lines from one position to another; a missing last line ending stays missing."""
    if end == len(text) and text and not text.endswith("\n"):
        return text[:start].removesuffix("\n").removesuffix("\r")
    return text[:start] + text[end:]
