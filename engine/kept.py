"""What was made last, kept for whoever asks next, as long as all of it together does not weigh too much.

Here lives that keeping alone. Several threads may ask at once: what two of them make at the same moment is kept once.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")


class Kept(Generic[Key, Made]):
    """The values that were asked for last, one of each key; the very last one is kept whatever it weighs."""

    def __init__(self, most: int, weight: Callable[[Made], int]) -> None:
        """Keep values of so much weight together."""
        self._most = most
        self._weight = weight
        self._total = 0
        self._values: OrderedDict[Key, Made] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key, make: Callable[[], Made]) -> Made:
        """Return the value of a key, which is made where none is kept."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        made = make()
        with self._lock:
            return self._values[key] if key in self._values else self._added(key, made)

    def _added(self, key: Key, made: Made) -> Made:
        self._values[key] = made
        self._total += self._weight(made)
        while self._total > self._most and len(self._values) > 1:
            _, gone = self._values.popitem(last=False)
            self._total -= self._weight(gone)
        return made
