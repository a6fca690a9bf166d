"""What a restore, a check or a drill did: each step, how long it took, and what came of it.

Here lives the report as text. The steps are taken by `restoring`.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

_SOUND = "Verdict: every step was taken, and nothing is wrong."
_UNSOUND = "Verdict: NOT sound."
_UNDONE = "Verdict: not done, which says nothing of the backup."


@dataclass(slots=True)
class Report:
    """A report in the making. `began` is the moment, `steps` what was done and in how many seconds."""

    title: str
    began: datetime
    steps: list[tuple[str, float]] = field(default_factory=list)

    @contextmanager
    def step(self, done: str) -> Iterator[None]:
        """Take a step, and note it as done at its end."""
        start = time.monotonic()
        yield
        self.steps.append((done, time.monotonic() - start))

    def lines(self, fault: str = "", *, damaged: bool = False) -> list[str]:
        """Return the report, line by line: that all went well, or the fault that ended it.

        Where the backup is `damaged` the verdict is of the backup, else only of what was not done with it.
        """
        total = sum(seconds for _, seconds in self.steps)
        return [
            self.title,
            f"Begun {self.began:%Y-%m-%d %H:%M:%S} UTC, {total:.1f} seconds of work",
            *(f"{seconds:8.1f} s  {done}" for done, seconds in self.steps),
            f"{_UNSOUND if damaged else _UNDONE} {fault}" if fault else _SOUND,
        ]
