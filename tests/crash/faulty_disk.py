"""A disk that fails when a test says so, and is well again when it says that.

Here lives which operation fails, and with what. What is done meanwhile, and what has to be there afterwards, is for the
test.
"""

from dataclasses import dataclass

from tests.crash.vfs import FULL, IOERR_FSYNC, IOERR_READ, IOERR_TRUNCATE, IOERR_WRITE, OK, Kind, Operation


@dataclass(frozen=True, slots=True)
class Fault:
    """What fails: the operation of these kinds that comes after so many of them, and each one later if it `lasts`."""

    codes: dict[Kind, int]
    after: int
    lasts: bool


ROOM: dict[Kind, int] = {"write": FULL}
WRITING: dict[Kind, int] = {"write": IOERR_WRITE, "sync": IOERR_FSYNC, "truncate": IOERR_TRUNCATE}
SYNCING: dict[Kind, int] = {"sync": IOERR_FSYNC}
READING: dict[Kind, int] = {"read": IOERR_READ}
ALL: dict[Kind, int] = WRITING | READING


@dataclass
class Disk:
    """A disk that is well until it is `broken`; `failed` counts what it refused since."""

    fault: Fault | None = None
    met: int = 0
    failed: int = 0

    def break_with(self, fault: Fault) -> None:
        self.fault, self.met, self.failed = fault, 0, 0

    def mend(self) -> None:
        self.fault = None

    def watch(self, operation: Operation) -> int:
        if self.fault is None or operation.kind not in self.fault.codes:
            return OK
        self.met += 1
        if self.met <= self.fault.after or (self.failed and not self.fault.lasts):
            return OK
        self.failed += 1
        return self.fault.codes[operation.kind]
