"""What every part of the repository works on: the database that is open, and the moment.

Here lives what the parts share. What may happen to drafts, records and the rest lives in the part of each.
"""

from datetime import UTC, datetime

from webapp.storage.database import Database


class Opened:
    """A part of the repository, on the database that is open."""

    def __init__(self, database: Database) -> None:
        self._database = database


def now() -> datetime:
    """Return the moment, in UTC."""
    return datetime.now(UTC)
