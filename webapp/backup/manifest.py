"""The manifest: what a backup says of itself, and is held to when it is opened.

Here lives its shape and its JSON. What it is compared with is found by `checking`.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Self

from webapp.backup.failures import DamagedError

FORMAT = 1
"""The format of backups, which their first line and their manifest say."""
_NOT_A_MANIFEST = "its list of contents cannot be read"


@dataclass(frozen=True, slots=True)
class Part:
    """A file in a backup: its name there, its size in bytes, and the SHA-256 of what it holds."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Export:
    """What `formspec export` prints of the database: how many records, and the SHA-256 of all it prints."""

    records: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Trail:
    """The end of the audit trail: the number and the hash of its last act; 0 and "" where there is none."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds.

    `program` is the version of Formspec that made it, `migration` the last migration that its database had, `made` the
    moment, `source` what the database was kept in, and `rows` how many rows each table has.
    """

    program: str
    migration: str
    made: datetime
    source: str
    rows: Mapping[str, int]
    export: Export
    trail: Trail
    parts: tuple[Part, ...]

    def to_json(self) -> bytes:
        """Return the manifest as JSON."""
        return json.dumps({"format": FORMAT, **asdict(self), "made": self.made.isoformat()}, indent=2).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Self:
        """Return the manifest that a JSON text says. Raises DamagedError when it says none."""
        try:
            said = json.loads(text)
            if said["format"] != FORMAT:
                raise DamagedError(_NOT_A_MANIFEST)
            return cls(
                program=str(said["program"]),
                migration=str(said["migration"]),
                made=datetime.fromisoformat(said["made"]),
                source=str(said["source"]),
                rows={str(name): int(number) for name, number in said["rows"].items()},
                export=Export(**said["export"]),
                trail=Trail(**said["trail"]),
                parts=tuple(Part(**part) for part in said["parts"]),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            raise DamagedError(_NOT_A_MANIFEST) from fault
