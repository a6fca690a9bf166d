"""What came after a submission, as values.

Here lives their shape alone. People are named as whoever keeps their accounts calls them, with their address.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from engine.stored_file import StoredFile


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody by name and e-mail address; "" where there is none."""

    name: str
    email: str = ""


NOBODY = Person("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the history of an action: how it stood from then on, who changed it, and what was said.

    `owner` is somebody with an account, `who` a name in words. `files` were added with it, each with its caption;
    `removed` are the checksums of those that were taken off again.
    """

    moment: datetime
    by: Person
    state: str
    owner: Person
    who: str
    due: date | None
    note: str
    files: tuple[StoredFile, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A further action with its history, the first entry first.

    One that was `added` to a concern stands in no submission. `version` is the earlier version that asked it, 0 for the
    submission's own.
    """

    id: str
    address: str
    question: str
    text: str
    version: int
    added: bool
    history: tuple[Entry, ...]

    @property
    def files(self) -> tuple[StoredFile, ...]:
        """The files that were added and not taken off again."""
        return standing(self.history)


@dataclass(frozen=True, slots=True)
class Answered:
    """What stood against a decision: the check that said it, what it said, and what was answered."""

    check: str
    message: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision as it was made; `concerns` and `actions` are how many there were, and how many of them were open.

    `conditions` are the ids of the actions that must be closed first.
    """

    id: str
    moment: datetime
    by: Person
    option: str
    words: str
    reasons: str
    concerns: tuple[int, int]
    actions: tuple[int, int]
    warnings: tuple[Answered, ...]
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan of the paper that a submission was keyed in from: when it was added, and its content by its checksum."""

    moment: datetime
    sha256: str
    size: int
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Afterwards:
    """What came after a submission: decisions, the first first, actions, those that were added last, and scans."""

    submission: str
    decisions: tuple[Decision, ...] = ()
    actions: tuple[Followed, ...] = ()
    scans: tuple[Scan, ...] = ()

    @property
    def files(self) -> tuple[StoredFile, ...]:
        """The files of its actions, and its scans."""
        of_actions = (file for each in self.actions for file in each.files)
        return (*of_actions, *(StoredFile(each.sha256, each.size, each.type, "scan") for each in self.scans))

    @property
    def moments(self) -> Iterator[datetime]:
        """When each thing that is told of was done; not the days on which something is due."""
        yield from (each.moment for each in self.decisions)
        yield from (entry.moment for each in self.actions for entry in each.history)
        yield from (each.moment for each in self.scans)


def standing(history: Iterable[Entry]) -> tuple[StoredFile, ...]:
    """Return the files that a history adds and does not take off again."""
    found: dict[str, StoredFile] = {}
    for entry in history:
        for name in entry.removed:
            found.pop(name, None)
        for each in entry.files:
            found.pop(each.sha256, None)
            found[each.sha256] = each
    return tuple(found.values())
