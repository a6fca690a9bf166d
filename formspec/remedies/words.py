"""One word for another: the one that a message offers, at the place of the one that is wrong.

The offer itself is read by `formspec.suggest`, which also knows how a message makes it.
"""

from functools import lru_cache

from formspec.nodes import Listing, Node, Text
from formspec.problem import Problem
from formspec.remedies.lines import Lines
from formspec.source import read
from formspec.suggest import bare, offered, short

_UNQUOTED = "without quotation marks."


def changed(lines: Lines, problem: Problem) -> tuple[str, Lines] | None:
    """Return what a button says and the lines with the word that was meant, if the message offers one."""
    word = offered(problem.message)
    text = _text(lines, problem) if word else None
    if text is None:
        return None
    line, start = lines[text.line], text.column - 1
    quote = "" if text.plain else line[start : start + 1]
    end = start + len(quote) + len(text.text)
    if line[start:end] != quote + text.text or (quote and line[end : end + 1] != quote):
        return None
    wrong = _wrong(text.text, problem.message)
    if not wrong:
        return None
    new = word if problem.message.endswith(_UNQUOTED) else quote + text.text.replace(wrong, word) + quote
    mended = lines.changed({text.line: line[:start] + new + line[end + len(quote) :]})
    return f"Change “{short(wrong)}” to “{short(word)}”", mended


def _text(lines: Lines, problem: Problem) -> Text | None:
    """Return the text at the place of a problem; where a list begins there, the text in it that is named."""
    texts = _texts(lines.text)
    place = (problem.line, problem.column)
    below = (text for at, text in texts.items() if at > place and text.text == _named(problem.message))
    return texts.get(place) or next(below, None)


def _named(message: str) -> str:
    """Return what stands first in quotation marks in a message."""
    return message[message.find("“") + 1 : message.find("”")]


def _wrong(text: str, message: str) -> str:
    """Return the words of a text that a message says are wrong, if they stand there once."""
    if f"“{short(text)}”" in message:
        return text
    named = _named(message)
    if named and text.count(named) == 1:
        return named
    return text if bare(text) in message else ""


@lru_cache(maxsize=2)
def _texts(text: str) -> dict[tuple[int, int], Text]:
    root = read(text.encode("utf-8", "replace")).root
    return {(each.line, each.column): each for each in _all(root)} if root is not None else {}


def _all(node: Node) -> list[Text]:
    if isinstance(node, Text):
        return [node]
    if isinstance(node, Listing):
        return [text for each in node.nodes for text in _all(each)]
    return [text for entry in node.entries for text in (entry.key, *_all(entry.value))]
