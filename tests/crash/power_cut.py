"""What the power leaves of a file system when it goes.

Here lives a record of everything that was done to files (each operation in its turn, with what was acknowledged at
which), and the states that it can leave when it is cut off somewhere: of what no sync made last, any part, in any
order, torn at the sectors of a disk. What is read from such a state is for the test.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.crash.vfs import OK, Operation

SECTOR = 512
_GARBAGE = 4096


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A moment at which somebody was told that everything up to here is kept: what a reading of it gives."""

    reading: object


@dataclass(frozen=True, slots=True)
class Folded:
    """A moment at which the entries of a folder were made to last by the program itself."""

    folder: str


Event = Operation | Acknowledged | Folded


@dataclass
class Recording:
    """What was done and acknowledged, in its order. `watch` is told of each operation."""

    events: list[Event] = field(default_factory=list)

    def watch(self, operation: Operation) -> int:
        if operation.kind != "read":
            self.events.append(operation)
        return OK


@dataclass
class _Content:
    """A file on a disk: what a sync made last, and what came after it."""

    lasting: bytes = b""
    pending: list[Operation] = field(default_factory=list)

    def sync(self) -> None:
        self.lasting = _applied(self.lasting, self.pending)
        self.pending.clear()


@dataclass
class Disk:
    """The files of one folder as a program sees them, with what of it would outlast a cut of the power.

    Each name has a list of what it stood for since its folder was synced: the first outlasts a cut for certain.
    """

    names: dict[str, list[_Content | None]] = field(default_factory=dict)

    def apply(self, event: Event) -> None:
        """Let an event happen."""
        if isinstance(event, Folded):
            self.fold()
        elif isinstance(event, Operation):
            self._operate(event)

    def fold(self) -> None:
        """Make the entries of the folder last."""
        self.names = {name: stood[-1:] for name, stood in self.names.items()}

    def _operate(self, done: Operation) -> None:
        stood = self.names.setdefault(done.path, [None])
        if done.kind == "delete":
            stood.append(None)
        else:
            content = stood[-1] or _Content()
            if stood[-1] is None:
                stood.append(content)
            if done.kind == "sync":
                content.sync()
            elif done.kind in {"write", "truncate"}:
                content.pending.append(done)
        if done.folder:
            self.fold()

    def cut(self, chance: random.Random) -> dict[str, bytes]:
        """Return what could be found of each file after the power goes now."""
        left = {name: chance.choice(stood) for name, stood in self.names.items()}
        return {name: _left(each, chance) for name, each in left.items() if each is not None}


def _left(content: _Content, chance: random.Random) -> bytes:
    """Return the content with some of what was not synced: none, all, its beginning, or pieces in any order."""
    pending = content.pending
    match chance.randrange(6):
        case 0:
            kept: list[Operation] = []
        case 1:
            kept = pending
        case 2:
            whole = chance.randrange(len(pending) + 1)
            kept = [*pending[:whole], *_torn(pending[whole : whole + 1], chance, 0.5)]
        case 3:
            lost = chance.randrange(len(pending) + 1)
            kept = [*pending[:lost], *pending[lost + 1 :]]
        case _:
            kept = list(_torn(pending, chance, chance.choice((0.05, 0.5, 0.95))))
            chance.shuffle(kept)
    return _applied(content.lasting, kept)


def _torn(operations: list[Operation], chance: random.Random, share: float) -> Iterator[Operation]:
    """Yield about a share of the sectors that operations write, and of the operations that cut."""
    for each in operations:
        pieces = _sectors(each) if each.kind == "write" else (each,)
        yield from (piece for piece in pieces if chance.random() < share)


def _sectors(written: Operation) -> Iterator[Operation]:
    start, end = written.offset, written.offset + len(written.data)
    while start < end:
        stop = min(end, (start // SECTOR + 1) * SECTOR)
        data = written.data[start - written.offset : stop - written.offset]
        yield Operation("write", written.path, start, data)
        start = stop


def _applied(content: bytes, operations: list[Operation]) -> bytes:
    """Return the content after operations; what was never written between two writes is zeros."""
    made = bytearray(content)
    for each in operations:
        if each.kind == "truncate":
            made = made[: each.size].ljust(each.size, b"\0")
        else:
            if len(made) < each.offset:
                made.extend(bytes(each.offset - len(made)))
            made[each.offset : each.offset + len(each.data)] = each.data
    return bytes(made)


@dataclass(frozen=True, slots=True)
class State:
    """What a cut left: the files, how many acknowledgements came before it, and the event that it came before."""

    files: dict[str, bytes]
    acknowledged: int
    event: int

    def write(self, folder: Path, chance: random.Random) -> None:
        """Write the files into a folder, with an index of the WAL that says nothing true, as the machine left it."""
        for name, content in self.files.items():
            (folder / Path(name).name).write_bytes(content)
        if chance.random() < 0.5:
            (folder / "formspec.sqlite3-shm").write_bytes(chance.randbytes(_GARBAGE))


def states(recording: Recording, count: int, chance: random.Random) -> Iterator[State]:
    """Yield so many states that a cut of the power could leave, at moments anywhere in the record, the first first."""
    disk, acknowledged = Disk(), 0
    moments = sorted(chance.randrange(len(recording.events) + 1) for _ in range(count))
    for place, event in enumerate([*recording.events, Acknowledged(None)]):
        while moments and moments[0] == place:
            moments.pop(0)
            yield State(disk.cut(chance), acknowledged, place)
        disk.apply(event)
        acknowledged += isinstance(event, Acknowledged)
