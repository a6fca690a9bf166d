"""What the source reader promises of every answer it gives, whatever the bytes were."""

import re
import time

from formspec.nodes import Listing, Mapping, Node, Text
from formspec.problem import Level
from formspec.refusals import REFUSALS
from formspec.source import Source, read
from tests.pace import pace

RULES = {*REFUSALS, "syntax", "tab", "too-large", "encoding", "conflict"}
JARGON = re.compile(
    r"\b(?:mapping|scalar|token|node|parser|parse|block|sequence|flow|stream|document|yaml|tag|anchor|alias|directive"
    r"|python|byte|none|null|unicode|codec|exception|traceback|indicator|delimiter|key|merge key)s?\b",
    re.IGNORECASE,
)
QUOTED = re.compile('“.*”|"[^"]*"', re.DOTALL)
SLOWEST = 1.0


def texts_and_places(node: Node):
    yield (node.line, node.column) if isinstance(node, Text) else tuple(node.place)
    if isinstance(node, Listing):
        for each in node.nodes:
            yield from texts_and_places(each)
    elif isinstance(node, Mapping):
        for entry in node.entries:
            yield from texts_and_places(entry.key)
            yield from texts_and_places(entry.value)


def keeps_promises(data: bytes) -> Source:
    """Read the bytes and hold the answer to every promise; return it."""
    started = time.process_time()  # of the processor: neighbours on the machine do not count
    source = read(data)
    took = time.process_time() - started
    assert took < SLOWEST or took / pace() < SLOWEST, f"{took:.2f} s"
    assert isinstance(source, Source)
    assert list(source.problems) == sorted(set(source.problems))
    assert source.root is not None or any(each.level is Level.ERROR for each in source.problems)
    assert len(source.problems) <= 101
    lines = re.split("\r\n|\r|\n", data.decode("utf-8-sig", "replace"))
    for problem in source.problems:
        assert problem.rule in RULES
        assert problem.message.strip()
        assert problem.message.endswith((".", "?"))
        assert not JARGON.search(QUOTED.sub("", problem.message)), problem.message
        inside(lines, problem.line, problem.column)
    if source.root is not None:
        for line, column in texts_and_places(source.root):
            inside(lines, line, column)
    return source


def inside(lines: list[str], line: int, column: int) -> None:
    assert 1 <= line <= len(lines), (line, len(lines))
    assert 1 <= column <= len(lines[line - 1]) + 1, (line, column)
