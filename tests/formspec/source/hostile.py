"""Inputs made to cost much, and a program that reads each under a limit and says what it cost.

Run as a program: a line an input with its seconds of the processor, the peak megabytes of the process while it was
read (what the input itself takes included), the number of problems, and its name.
"""

import contextlib
import gc
import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

FULL = 1024 * 1024
MEMORY = 100 * 1024 * 1024


def _full(piece: str, *, before: str = "", after: str = "") -> bytes:
    size = len(piece.encode())
    return (before + piece * ((FULL - len((before + after).encode())) // size) + after).encode()


def _stairs() -> bytes:
    lines, size = [], 0
    while size < FULL - 4000:
        lines.append(" " * len(lines) + "a:\n")
        size += len(lines[-1])
    return "".join(lines).encode()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"a: b\n",
    "60,000 braces": lambda: b"{" * 60_000,
    "braces": lambda: _full("{"),
    "brackets": lambda: _full("["),
    "brackets on lines": lambda: _full("[\n"),
    "closing brackets": lambda: _full("]"),
    "brackets in pairs": lambda: _full("[]", before="["),
    "braces with names": lambda: _full("{a: "),
    "hyphens": lambda: _full("- "),
    "hyphens together": lambda: _full("-"),
    "hyphens on lines": lambda: _full("-\n"),
    "question marks": lambda: _full("? "),
    "questions on lines": lambda: _full("?\n"),
    "questions in braces": lambda: _full("? ", before="{"),
    "double quotes": lambda: _full('"'),
    "single quotes": lambda: _full("'"),
    "pairs of quotes": lambda: _full("'' "),
    "pairs of quotes in a list": lambda: _full("'',", before="["),
    "quotes on lines": lambda: _full('"a: \n'),
    "an open quote of names": lambda: _full("a: b\n", before='x: "'),
    "an open quote of apostrophes": lambda: _full(" 'a\n", before='x: "'),
    "backslashes": lambda: _full("\\", before='"'),
    "escapes": lambda: _full("\\x07", before='a: "', after='"'),
    "spaces": lambda: _full(" "),
    "line ends": lambda: _full("\n"),
    "returns": lambda: _full("\r"),
    "tabs": lambda: _full("\t"),
    "spaces and tabs": lambda: _full(" \t"),
    "hard spaces": lambda: _full("\xa0"),
    "hard spaces on lines": lambda: _full("\xa0\n"),
    "colons": lambda: _full(":"),
    "colons and spaces": lambda: _full(": "),
    "commas": lambda: _full(",", before="["),
    "one word": lambda: _full("x"),
    "one name": lambda: _full("x", after=": y"),
    "one line of words": lambda: _full("x ", before="a: "),
    "one line of astral letters": lambda: _full("\U0001f600", before="a: "),
    "lines of words": lambda: _full("x\n"),
    "lines of words below a name": lambda: _full("  x\n", before="a:\n"),
    "lines of bullets": lambda: _full("  • x\n", before="a:\n"),
    "lists of bullets": lambda: _full("a:\n  • x\n  - y\n"),
    "numbers on lines": lambda: _full(" 1. x\n", before="a:\n"),
    "names": lambda: "".join(f"k{number}: x\n" for number in range(90_000)).encode(),
    "names and a question": lambda: b"q: is it ?\n" + "".join(f"k{number}: x\n" for number in range(9_999)).encode(),
    "equal names": lambda: _full("a: b\n"),
    "equal names in braces": lambda: _full("a: b, ", before="{", after="}"),
    "names without colons in braces": lambda: _full("a, ", before="{", after="}"),
    "long names": lambda: _full("x" * 1000 + ": y\n"),
    "list of nothing": lambda: _full("- \n"),
    "list of lists": lambda: _full("- - - - a\n"),
    "list of mappings": lambda: _full("- {a: b}\n"),
    "nearly as many texts as allowed": lambda: b"- " + b"x" * 40 + b"\n" + b"- y\n" * 19_990,
    "long texts": lambda: _full("- " + "x" * 15_990 + "\n"),
    "a folded text": lambda: _full("  x\n", before="a: >\n"),
    "a folded text of blank lines": lambda: _full("\n", before="a: |\n  x\n"),
    "a folded text of spaces": lambda: _full(" ", before="a: |\n"),
    "stairs": _stairs,
    "stairs of hyphens": lambda: "".join(" " * n + "- \n" for n in range(1400)).encode(),
    "comments": lambda: _full("#\n"),
    "one comment": lambda: _full("# "),
    "anchors": lambda: _full("- &a b\n"),
    "aliases": lambda: _full("- *a\n"),
    "aliases that grow": lambda: b"a: &a [x, x]\n" + b"".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}, *{chr(97 + n)}]\n".encode() for n in range(24)
    ),
    "merges": lambda: _full("- <<: *a\n"),
    "tags": lambda: _full("- !a b\n"),
    "one tag": lambda: _full("!"),
    "directives": lambda: _full("%TAG !a! b\n"),
    "tag directives, no two alike": lambda: b"".join(b"%%TAG !a%d! tag:x\n" % number for number in range(45_000)),
    "tag directives after the end": lambda: b"a\n...\n" + b"".join(b"%%TAG !a%d! x\n" % n for n in range(50_000)),
    "quotes on one line before a fault": lambda: _full(", 'q' é", before='[a: "b', after='b\na: "b'),
    "one directive": lambda: _full("%"),
    "starts": lambda: _full("---\n"),
    "ends": lambda: _full("...\n"),
    "signs": lambda: _full("@`%"),
    "invisible characters": lambda: _full("\x01"),
    "invisible lines": lambda: _full("\u2028"),
    "byte order marks": lambda: _full("\ufeff"),
    "conflicts": lambda: _full("<<<<<<< a\n"),
    "no text": lambda: b"\xff" * FULL,
    "a late byte": lambda: b"a: b\n" * 200_000 + b"\xff",
    "nul": lambda: bytes(FULL),
    "too large": lambda: bytes(64 * FULL // 64 + 1),
    "a late fault": lambda: _full("# x\n", after="a: b: c\n"),
    "a late quote": lambda: _full("# don't 'x\n", after='a: "b" c\n'),
    "quotes that open and do not close": lambda: _full(" \"a '", before="a: b\n- "),
    "a long line with a late fault": lambda: _full("x ", before="a: ", after=": b"),
    "brackets with a late fault": lambda: _full("'a', ", before="a: [", after="b: c: d"),
}  # fmt: skip


def _peak() -> float:
    """Return the megabytes that this process held at most since the peak was last forgotten."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / (1024 if sys.platform == "darwin" else 1)


def _forget_peak() -> None:
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def costs() -> None:
    from formspec.source import read  # noqa: PLC0415  (the limit stands before the reader is loaded)

    for name, make in HOSTILE.items():
        data = make()
        gc.collect()
        _forget_peak()
        started = time.process_time()
        source = read(data)
        seconds = time.process_time() - started
        print(f"{seconds:.3f} {_peak():.0f} {len(source.problems)} {name}", flush=True)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    costs()
