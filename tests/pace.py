"""How much work something is, whatever the machine: its seconds are counted against a loop of known length.

A limit of a second is a promise about what the code does, and a machine that is shared takes three times as long over
the same. Speeds themselves are measured in `make bench`.
"""

import gc
import time
from collections.abc import Callable
from types import TracebackType

_ENTRIES, _SECONDS = 30_000, 0.025


def pace(clock: Callable[[], float] = time.process_time) -> float:
    """Return how many times as long as the machine that limits are written for this one takes just now, at least 1.

    By `time.monotonic` what else is at work on the machine counts, too.
    """
    began = clock()
    made = {f"k{number}": (number, [str(number)]) for number in range(_ENTRIES)}
    sorted(made, key=made.__getitem__)
    return max((clock() - began) / _SECONDS, 1)


class Work:
    """The work that is done within it: `seconds` of the processor on the machine that limits are written for.

    What the tests before it left in memory is not gone through for garbage meanwhile, which can take longer than the
    work.
    """

    seconds: float

    def __enter__(self) -> "Work":
        gc.collect()
        gc.freeze()
        self._pace = pace()
        self._began = time.process_time()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.seconds = (time.process_time() - self._began) / max(self._pace, pace())
        gc.unfreeze()
