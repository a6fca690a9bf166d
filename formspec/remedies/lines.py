"""The lines of a text as a person edits them: one is changed, and all others stay as they are, line endings included.

Here lives what every mender works with.
"""

import re
from dataclasses import dataclass

from formspec.characters import LINE_END
from formspec.diagnosis.fault import KEY, hyphened, indent


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a text, counted from 1, and what ends each of them."""

    lines: tuple[str, ...]
    endings: tuple[str, ...]

    @staticmethod
    def of(text: str) -> "Lines":
        """Return the lines of a text."""
        return Lines(tuple(LINE_END.split(text)), (*LINE_END.findall(text), ""))

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(line + ending for line, ending in zip(self.lines, self.endings, strict=True))

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, number: int) -> str:
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else ""

    def changed(self, changes: dict[int, str]) -> "Lines":
        """Return the lines with some of them changed."""
        lines = tuple(changes.get(number, line) for number, line in enumerate(self.lines, 1))
        return Lines(lines, self.endings)

    def without(self, first: int, last: int) -> "Lines":
        """Return the lines without those from `first` to `last`."""
        return Lines(self.lines[: first - 1] + self.lines[last:], self.endings[: first - 1] + self.endings[last:])

    def end_of_part(self, number: int) -> int:
        """Return the last line of what begins on a line: the last below it that begins further to the right."""
        spaces, last = indent(self[number]), number
        for below in range(number + 1, len(self) + 1):
            line = self[below]
            if line.strip():
                if indent(line) <= spaces or (hyphened(line) and indent(line) < spaces + 2):
                    break
                last = below
        return last

    def goes_on(self, number: int) -> bool:
        """Whether the text of a line goes on on the next one."""
        below = self[number + 1]
        return bool(below.strip()) and indent(below) > indent(self[number]) and not KEY.match(below)

    def run(self, number: int, pattern: "re.Pattern[str]") -> list[int]:
        """Return the line and those that follow without a gap, as far as a pattern matches them."""
        found = []
        while number <= len(self) and pattern.match(self[number]):
            found.append(number)
            number += 1
        return found

    def hyphens_near(self, number: int) -> int:
        """Return where, in spaces, the nearest hyphen above a line stands, or else below it; -1 where there is none."""
        above = [indent(line) for line in reversed(self.lines[max(0, number - 3) : number - 1]) if hyphened(line)]
        below = [indent(line) for line in self.lines[number : number + 1] if hyphened(line)]
        return next(iter(above + below), -1)


def moved(line: str, spaces: int) -> str:
    """Return a line that begins so many spaces further to the right; to the left where it is negative."""
    if not line.strip():
        return line
    return " " * spaces + line if spaces > 0 else line[min(-spaces, indent(line)) :]
