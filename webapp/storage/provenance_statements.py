"""What is asked of the database about how records came to be here, a function of the connection it is asked on.

Here lives its shape, too. The audit trail knows which account submitted a record, and which one came from an export; of
a record that is older than the trail it is whoever began it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from webapp.deeds import Deed
from webapp.storage.letter_tables import letter_requests, letter_signatures
from webapp.storage.tables import records
from webapp.storage.trail_tables import acts


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a record came to be here: signed by a link of a letter, entered at the school, or imported from an export.

    One is `lost` that was signed by the audit trail, while what was signed is not there. `by` is the account that
    submitted it, "" where none did. `is_seen` says of a link that the school made and saw it.
    """

    how: Literal["signed", "lost", "entered", "imported"]
    by: str = ""
    is_seen: bool = False


_AT_ONCE = 5000
"""Of how many records is asked at once: SQLite takes no question with more than 32,766 values, as it comes."""
_CAME = (Deed.RECORD_SUBMITTED.value, Deed.RECORD_IMPORTED.value)


def of_records(
    connection: sa.Connection, within: sa.ColumnElement[bool], record_ids: Sequence[str]
) -> dict[str, Provenance]:
    """Return how those of some records came that are within reach, by record."""
    found: dict[str, Provenance] = {}
    for first in range(0, len(record_ids), _AT_ONCE):
        found |= _of_some(connection, within, record_ids[first : first + _AT_ONCE])
    return found


def _of_some(
    connection: sa.Connection, within: sa.ColumnElement[bool], record_ids: Sequence[str]
) -> dict[str, Provenance]:
    came = sa.and_(acts.c.kind == Deed.RECORD_SUBMITTED.kind, acts.c.thing == records.c.id, acts.c.act.in_(_CAME))
    told = acts.alias()
    signed = sa.and_(
        told.c.kind == Deed.LETTER_SIGNED.kind, told.c.thing == acts.c.who, told.c.act == Deed.LETTER_SIGNED.value
    )
    with_letters = (
        records.outerjoin(acts, came)
        .outerjoin(told, signed)
        .outerjoin(letter_requests, letter_requests.c.draft == records.c.id)
        .outerjoin(letter_signatures, letter_signatures.c.request == letter_requests.c.id)
    )
    asked = sa.select(records.c.id, records.c.owner, acts.c.who, acts.c.act, letter_signatures.c.how, told.c.number)
    rows = connection.execute(
        asked.select_from(with_letters).where(within, records.c.id.in_(record_ids)).order_by(acts.c.number)
    )
    found: dict[str, Provenance] = {}
    for row in rows:
        lost = row.how is None and row.number is not None
        by = row.owner if row.who is None else row.who
        found[row.id] = Provenance("lost") if lost else _read(row.how, row.act, by)
    return found


def _read(link: str | None, act: str | None, by: str) -> Provenance:
    if link is not None:
        return Provenance("signed", is_seen=link == "hand")
    return Provenance("imported") if act == Deed.RECORD_IMPORTED.value else Provenance("entered", by)
