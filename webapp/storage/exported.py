"""What storage gives out for exports, and takes in from them: frozen values.

Here lives the shape of what is asked for, of what goes out and of what comes in. A record is as `stored` has it.
"""

from dataclasses import dataclass
from datetime import datetime

from engine.afterwards.document import Afterwards
from webapp.storage.stored import Record, StoredContent


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which records are asked for: of one form, or one version of it, submitted since a moment, or before one."""

    form: str | None = None
    version: int | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedWith:
    """A version that records were asked with, the checksum of its text, and how many records there are."""

    form: str
    version: int
    sha256: str
    number: int


@dataclass(frozen=True, slots=True)
class Sealed:
    """The document of a record as it is kept, with its id, and when it was submitted."""

    id: str
    text: str
    submitted: datetime


@dataclass(frozen=True, slots=True)
class Arriving:
    """A record that was made elsewhere, and the files that its answers name.

    `after` is what came after it, None where that is not told.
    """

    record: Record
    files: tuple[StoredContent, ...] = ()
    after: Afterwards | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """What became of records that were made elsewhere: how many came in, and how many were here already.

    `decisions` and `actions` are how many came with those that came in, `strangers` the unfinished actions whose owner
    has no account here. `differing` is how many submissions have more in the export than is known here, which was left.
    """

    added: int
    present: int
    decisions: int = 0
    actions: int = 0
    strangers: int = 0
    differing: int = 0
