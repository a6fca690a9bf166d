"""The same spec written in another style: in lines or brackets, with other quotes, indents, remarks and line endings.

Written apart from the product, so that the edits are held to what they did not write themselves.
"""

import re
from random import Random

from formspec.nodes import Json

PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .?'/()-]*[A-Za-z0-9.?)]|[A-Za-z0-9]")
BARE = re.compile(r"true|false|-?[0-9]+(\.[0-9]+)?")


class Style:
    """One way to write a spec, chosen by chance."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.step = chance.choice((0, 2, 2, 4))
        self.brackets = chance.choice((0.0, 0.2, 0.6))
        self.remarks = chance.choice((0.0, 0.1, 0.3))
        self.blanks = chance.choice((0, 0, 1, 2))
        self.quoted_keys = chance.random() < 0.2
        self.ending = chance.choice(("\n", "\n", "\r\n"))
        self.last = chance.random() < 0.7

    def written(self, tree: Json) -> str:
        """Return the whole text of a spec."""
        assert isinstance(tree, dict)
        lines = self.mapping(tree, 0, "spec")
        return self.ending.join(lines) + (self.ending if self.last else "")

    def key(self, name: str) -> str:
        return f'"{name}"' if self.quoted_keys and self.chance.random() < 0.5 else name

    def remark(self, pad: int) -> list[str]:
        some = self.chance.random() < self.remarks
        return [" " * pad + f"# {self.chance.choice(('note: this', 'see {1}', '- id: x', 'was “so”'))}"] if some else []

    def behind(self) -> str:
        return self.chance.choice(("", "", "", "  # said")) if self.remarks else ""

    def mapping(self, tree: dict[str, Json], pad: int, within: str) -> list[str]:
        lines: list[str] = []
        for name, value in tree.items():
            lines += self.remark(pad) if lines else []
            lines += self.entry(name, value, pad, within)
        return lines

    def entry(self, name: str, value: Json, pad: int, within: str) -> list[str]:
        start = " " * pad + self.key(name) + ":"
        if isinstance(value, str):
            return self.text(start, value, pad + 2)
        if not value or (within != "spec" and self.chance.random() < self.brackets):
            return [f"{start} {self.bracketed(value)}{self.behind()}"]
        if isinstance(value, dict):
            return [start + self.behind(), *self.mapping(value, pad + 2, name)]
        lines = [start + self.behind()]
        for each in value:
            lines += [""] * (self.blanks if name == "sections" else 0) + self.remark(pad + self.step)
            lines += self.part(each, pad + self.step)
        return lines

    def part(self, value: Json, pad: int) -> list[str]:
        hyphen = " " * pad + "-"
        if isinstance(value, str):
            return self.text(hyphen, value, pad + 2)
        if not isinstance(value, dict) or self.chance.random() < self.brackets:
            return [f"{hyphen} {self.bracketed(value)}{self.behind()}"]
        lines = self.mapping(value, pad + 2, "")
        if self.chance.random() < 0.05:
            return [hyphen, *lines]
        return [hyphen + " " + lines[0][pad + 2 :], *lines[1:]]

    def text(self, start: str, value: str, pad: int) -> list[str]:
        spaces = " " * pad
        sort = self.chance.randrange(8)
        if "\n" in value or (sort == 0 and not BARE.fullmatch(value)):
            sign = "|" + self.chance.choice(("", "-", "+", "2-" if "\n" not in value else ""))
            sign = sign if sign != "|2-" or start.lstrip()[0] != "-" else "|"
            return [f"{start} {sign}{self.behind()}", *(spaces + line if line else "" for line in value.split("\n"))]
        if sort == 1 and "  " not in value and " " in value:
            return [f"{start} >-", *(spaces + line for line in value.replace(" ", "\n", 1).split("\n"))]
        if sort == 2 and PLAIN.fullmatch(value) and " " in value and ". " not in value and " -" not in value:
            first, rest = value.split(" ", 1)
            return [f"{start} {first}", spaces + rest + self.behind()]
        return [f"{start} {self.word(value, braced=False)}{self.behind()}"]

    def word(self, value: str, *, braced: bool) -> str:
        if BARE.fullmatch(value) or (PLAIN.fullmatch(value) and self.chance.random() < 0.6):
            return value
        if self.chance.random() < 0.3 and "\n" not in value:
            return "'" + value.replace("'", "''") + "'"
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    def bracketed(self, value: Json) -> str:
        if isinstance(value, dict):
            inner = ", ".join(f"{self.key(name)}: {self.bracketed(each)}" for name, each in value.items())
            return "{" + inner + "}"
        if isinstance(value, list):
            return "[" + ", ".join(self.bracketed(each) for each in value) + "]"
        return self.word(value or "", braced=True)
