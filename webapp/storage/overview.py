"""What the overview counts, of what one person may see: concerns by section and month, and what records came to.

Here lives what is counted and listed, always by the same conditions, so that a number and its list agree; and that the
concerns of a record are gathered once. What one may not read is neither listed nor counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

import sqlalchemy as sa

from webapp.rights import Act
from webapp.storage import overview_statements as statements
from webapp.storage import record_statements, register_statements
from webapp.storage.identifiers import storable
from webapp.storage.opened import Opened
from webapp.storage.overview_statements import Came, CameTo, Counted, Place, Spans, Tally
from webapp.storage.register_statements import RegisterChange, RegisterEntry
from webapp.storage.tables import records

_WHAT = "The overview"
_PAGE = 50
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Listed(Generic[_T]):
    """A page of a list: the rows, and how many there are in all."""

    rows: tuple[_T, ...]
    total: int


class Overview(Opened):
    """What is counted."""

    def tallied_concerns(self, spans: Spans) -> tuple[Tally, ...]:
        """Return how many concerns were raised in the records that this person may read, in each of some spans."""
        with self._database.reading(_WHAT) as connection:
            return statements.tallied(connection, self._readable(), spans)

    def listed_concerns(self, wanted: Counted, *, skip: int = 0, limit: int = _PAGE) -> Listed[Place]:
        """Return where wanted concerns stand that this person may read, the latest first."""
        with self._database.reading(_WHAT) as connection:
            total = statements.count_concerns(connection, self._readable(), wanted)
            return Listed(statements.concerns(connection, self._readable(), wanted, skip=skip, limit=limit), total)

    def came_to(self, since: datetime, until: datetime) -> tuple[CameTo, ...]:
        """Return what the records that this person may read came to, with how many came to each."""
        with self._database.reading(_WHAT) as connection:
            return statements.came_to(connection, self._readable(), since, until)

    def listed_outcomes(self, wanted: Counted, *, skip: int = 0, limit: int = _PAGE) -> Listed[Came]:
        """Return wanted records that this person may read with what each came to, the latest first."""
        with self._database.reading(_WHAT) as connection:
            total = statements.count_outcomes(connection, self._readable(), wanted)
            return Listed(statements.outcomes(connection, self._readable(), wanted, skip=skip, limit=limit), total)

    def register_histories(self, register: str) -> Sequence[tuple[RegisterEntry, tuple[RegisterChange, ...]]]:
        """Return the entries of a register that stand, each with every change of it, the first first."""
        if not self._viewer.may(Act.READ_REGISTERS):
            return ()
        with self._database.reading(_WHAT) as connection:
            return register_statements.histories(connection, storable(register))

    def gather_concerns(self) -> None:
        """Keep where the concerns of those records were raised that were kept before there was an overview.

        A record that is damaged is passed over: once a backup was put back, it has its turn at the next start.
        """
        after: tuple[datetime, str] | None = None
        while True:
            with self._database.reading(_WHAT) as connection:
                page = statements.not_gathered(connection, after, limit=_PAGE)
            if not page:
                return
            with self._database.writing(_WHAT) as connection:
                for _, record_id in page:
                    _gather_once(connection, record_id)
            after = page[-1]

    def _readable(self) -> sa.ColumnElement[bool]:
        return self._within(Act.READ_RECORDS, records)


def _gather_once(connection: sa.Connection, record_id: str) -> None:
    """Keep where the concerns of a record were raised, unless somebody has done so since."""
    record = record_statements.held_record(connection, record_id)
    if record is not None and not statements.is_gathered(connection, record_id):
        statements.gather_concerns(connection, record)
