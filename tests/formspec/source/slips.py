"""What a hand slips on while it edits a spec: each slip takes a line of a good spec and spoils it, or passes."""

import re
from collections.abc import Callable

_NAMED = re.compile(r"(\s*(?:- )?[\w-]+):")


def _part(line: str) -> bool:
    return line.lstrip().startswith("- ")


def _once(pattern: str, new: str) -> Callable[[str], str]:
    return lambda line: re.sub(pattern, new, line, count=1)


def _of_parts(old: str, new: str) -> Callable[[str], str]:
    return lambda line: line.replace(old, new, 1) if _part(line) else line


CERTAIN: dict[str, Callable[[str], str]] = {
    "closing quote lost": lambda line: line if "{" in line or line.count('"') != 2 else line[: line.rindex('"')],
    "quotes within quotes": lambda line: line if "{" in line else _once(r'"(.+) (.+)"', r'"\1 "x" \2"')(line),
    "tab for the spaces": lambda line: "\t" + line.lstrip(" ") if line.startswith(" ") else line,
    "tab after the spaces": _once(r"^( *)(?=\S)", "\\1\t"),
    "hard space among the spaces": _once(r"^  ", "\xa0 "),
    "space after a colon lost": _once(rf"^{_NAMED.pattern} (?=\S)", r"\1:"),
    "colon lost": _once(rf"^{_NAMED.pattern}", r"\1"),
    "colon in a text": lambda line: (
        line + ": more" if re.match(rf"{_NAMED.pattern} \w", line) and "{" not in line else line
    ),
    "text that begins with a sign": _once(rf"^{_NAMED.pattern} (?=\w)", r"\1: @"),
    "space after a hyphen lost": _of_parts("- ", "-"),
    "bullet for a hyphen": _of_parts("- ", "• "),
    "hyphen lost": _of_parts("- ", ""),
    "space for a hyphen": _of_parts("- ", "  "),
    "closing bracket lost": _once(r"[\]}]$", ""),
    "opening bracket lost": _once(r"[\[{]", ""),
    "comma lost": lambda line: _once(", ", " ")(line) if "{" in line else line,
}
"""Slips whose line can be told for certain."""

LIKELY: dict[str, Callable[[str], str]] = {
    "a space more": lambda line: " " + line if line else line,
    "two spaces more": lambda line: "  " + line if line else line,
    "a space less": _once(r"^ ", ""),
    "two spaces less": _once(r"^  ", ""),
}
"""Slips of two lines that disagree: either may be the wrong one, and most often it can be told which."""
