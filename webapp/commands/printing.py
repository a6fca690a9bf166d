"""How a command speaks: lines of text and JSON on standard output, sentences and problems on standard error.

Output is UTF-8 on every machine, whatever its locale, and a line never holds a control character that a file name or
a wording brought in. Nothing here decides what is said.
"""

import io
import json
import os
import sys
import unicodedata
from collections.abc import Iterable

from formspec.problem import Problem
from webapp.commands.outcome import OutputError

UNPRINTABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode's categories of control characters, lone surrogates, and line and paragraph separators."""


def speak_utf8() -> None:
    """Make standard output and standard error UTF-8, whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def printable(text: str) -> str:
    """Return the text as one line: each character that would move the cursor is written as its escape."""
    if text.isprintable():
        return text
    return "".join(ascii(letter)[1:-1] if unicodedata.category(letter) in UNPRINTABLE else letter for letter in text)


def say(line: str) -> None:
    """Print one line on standard output."""
    say_as_is(printable(line))


def say_aside(*lines: str) -> None:
    """Print lines on standard error, where they cannot be taken for the command's result."""
    if sys.stderr is not None:
        sys.stderr.writelines(f"{printable(line)}\n" for line in lines)


def say_as_is(text: str) -> None:
    """Print a text of any number of lines on standard output, none of its characters changed.

    Raises OutputError when it cannot be written.
    """
    if sys.stdout is None:
        return
    try:
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
    except OSError as fault:
        raise OutputError(fault) from None


def hand_over(piece: bytes) -> None:
    """Write bytes on standard output as they are. Raises OutputError when they cannot be written."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(piece)
    except OSError as fault:
        raise OutputError(fault) from None


def is_a_terminal() -> bool:
    """Say whether standard output is shown to a person as it comes."""
    return sys.stdout is not None and sys.stdout.isatty()


def say_json(value: object) -> None:
    """Print the value as indented JSON, its keys in the order given."""
    say_as_is(json.dumps(value, ensure_ascii=False, indent=2))


def say_all() -> None:
    """Hand over what is still waiting to be written. Raises OutputError when it cannot be."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except OSError as fault:
        raise OutputError(fault) from None


def say_no_more() -> None:
    """Send what is still waiting to be written nowhere, so that leaving says nothing more about it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def problem_lines(name: str, problems: Iterable[Problem]) -> list[str]:
    """Return each problem of the file `name` as `FILE:LINE:COLUMN: LEVEL: MESSAGE [RULE]`."""
    return [
        f"{name}:{problem.line}:{problem.column}: {problem.level}: {problem.message} [{problem.rule}]"
        for problem in problems
    ]
