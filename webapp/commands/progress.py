"""How far a command is that takes long, on standard error: nothing of one that is soon done.

Here lives when it is said. What is counted is for the command to say.
"""

import time
from collections.abc import Callable

from webapp.commands.printing import say_aside

EVERY_SECONDS = 5.0


class Progress:
    """A count that goes on: call it with each number that is reached.

    `total` returns how many there will be, 0 where nobody knows; it is asked once, and only if anything is said.
    """

    def __init__(self, things: str) -> None:
        self.number = 0
        self.total: Callable[[], int] = lambda: 0
        self._things = things
        self._known: int | None = None
        self._next = time.monotonic() + EVERY_SECONDS

    def __call__(self, number: int) -> None:
        """Take note of the number that is reached, and say it from time to time."""
        self.number = number
        if time.monotonic() < self._next:
            return
        self._known = self.total() if self._known is None else self._known
        of_all = f" of {self._known:,}" if self._known else ""
        say_aside(f"{number:,}{of_all} {self._things}")
        self._next = time.monotonic() + EVERY_SECONDS
