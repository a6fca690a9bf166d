"""What the overview counts, of what one person may see: concerns by section and month, and what records came to.

Here lives what is counted and listed, always by the same conditions, so that a number and its list agree. What one
may not read is neither listed nor counted.
"""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from webapp.rights import Act
from webapp.storage import concern_statements, register_statements
from webapp.storage import overview_statements as statements
from webapp.storage.identifiers import storable
from webapp.storage.opened import Opened
from webapp.storage.overview_statements import Came, CameTo, Counted, Place, Spans, Tally
from webapp.storage.register_statements import RegisterChange, RegisterEntry
from webapp.storage.tables import records

_WHAT = "The overview"
_PAGE = 50


class Overview(Opened):
    """What is counted."""

    def tallied_concerns(self, spans: Spans) -> tuple[Tally, ...]:
        """Return how many concerns were raised in the records that this person may read, in each of some spans."""
        with self._database.reading(_WHAT) as connection:
            return statements.tallied(connection, self._readable(), spans)

    def count_concerns(self, wanted: Counted) -> int:
        """Return how many wanted concerns there are that this person may read."""
        with self._database.reading(_WHAT) as connection:
            return statements.count_concerns(connection, self._readable(), wanted)

    def listed_concerns(self, wanted: Counted, *, skip: int = 0, limit: int = _PAGE) -> tuple[Place, ...]:
        """Return where wanted concerns stand that this person may read, the latest first."""
        with self._database.reading(_WHAT) as connection:
            return statements.concerns(connection, self._readable(), wanted, skip=skip, limit=limit)

    def open_concerns(self, record_ids: Sequence[str]) -> dict[str, frozenset[int]]:
        """Return which concerns of those records that this person may read are open, by record.

        A concern goes by its number in the document. A record whose concerns are not known is left out.
        """
        with self._database.reading(_WHAT) as connection:
            return concern_statements.open_numbers(connection, self._readable(), record_ids)

    def came_to(self, since: datetime, until: datetime) -> tuple[CameTo, ...]:
        """Return what the records that this person may read came to, with how many came to each."""
        with self._database.reading(_WHAT) as connection:
            return statements.came_to(connection, self._readable(), since, until)

    def count_outcomes(self, wanted: Counted) -> int:
        """Return how many wanted records there are that this person may read."""
        with self._database.reading(_WHAT) as connection:
            return statements.count_outcomes(connection, self._readable(), wanted)

    def listed_outcomes(self, wanted: Counted, *, skip: int = 0, limit: int = _PAGE) -> tuple[Came, ...]:
        """Return wanted records that this person may read with what each came to, the latest first."""
        with self._database.reading(_WHAT) as connection:
            return statements.outcomes(connection, self._readable(), wanted, skip=skip, limit=limit)

    def register_histories(self, register: str) -> Sequence[tuple[RegisterEntry, tuple[RegisterChange, ...]]]:
        """Return the entries of a register that stand, each with every change of it, the first first."""
        if not self._viewer.may(Act.READ_REGISTERS):
            return ()
        with self._database.reading(_WHAT) as connection:
            return register_statements.histories(connection, storable(register))

    def _readable(self) -> sa.ColumnElement[bool]:
        return self._within(Act.READ_RECORDS, records)
