"""The scans of what a record was keyed in from, in the words of its page and its PDF.

Here lives what is said of each. That one is added and removed lives in `webapp.pages.records.scans`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.pages.desk import desk
from webapp.pages.words import day, size
from webapp.storage.stored import Record


@dataclass(frozen=True, slots=True)
class ShownScan:
    """A scan: what it is called, how large it is with who added it and when, and the SHA-256 of what it holds."""

    name: str
    about: str
    sha256: str

    @property
    def line(self) -> str:
        """All of it on one line, as a PDF has it."""
        return f"{self.name} {self.about}. SHA-256 {self.sha256}"


def scans_of(record: Record) -> tuple[ShownScan, ...]:
    """Return the scans of a record as they are told, the first first."""
    return tuple(_shown(record))


def _shown(record: Record) -> Iterator[ShownScan]:
    names = desk().repository.names()
    for number, each in enumerate(desk().repository.scans(record), 1):
        by = f" by {names.get(each.author, each.author)}" if each.author else ""
        about = f"({size(each.size)}), added on {day(each.added)}{by}"
        yield ShownScan(f"Scan {number}", about, each.sha256)
