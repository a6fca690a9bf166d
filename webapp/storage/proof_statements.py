"""What is asked of the audit trail to prove by it what is kept, each a function of the connection it is asked on.

Here lives what the trail says of a thing, whatever its own rows say: which letter was signed as which record, how a
record came and what was decided on it, and that one was erased. Whether an act is as it was written is for the chain of
the trail to show.
"""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from webapp.deeds import Deed
from webapp.storage.letter_tables import letter_requests, letter_signatures
from webapp.storage.tables import records
from webapp.storage.trail_statements import ActOf
from webapp.storage.trail_tables import acts, tombstones

_PAGE = 100
_SIGNED = sa.and_(acts.c.kind == Deed.LETTER_SIGNED.kind, acts.c.act == Deed.LETTER_SIGNED.value)
_SUBMITTED = sa.and_(acts.c.kind == Deed.RECORD_SUBMITTED.kind, acts.c.act == Deed.RECORD_SUBMITTED.value)


def signings(connection: sa.Connection, *, after: int = 0, request: str = "") -> tuple[ActOf, ...]:
    """Return so many acts of signing behind a number, the first first: of one letter, or of all."""
    asked = sa.select(acts).where(_SIGNED, acts.c.number > after)
    if request:
        asked = asked.where(acts.c.thing == request)
    rows = connection.execute(asked.order_by(acts.c.number).limit(_PAGE))
    return tuple(ActOf(**row._mapping) for row in rows)


def signed_record(connection: sa.Connection, request_id: str) -> str:
    """Return the record that the recipient of a letter submitted by signing it, "" for none."""
    asked = sa.select(acts.c.thing).where(_SUBMITTED, acts.c.who == request_id).order_by(acts.c.number).limit(1)
    return connection.scalar(asked) or ""


def signed_letter(connection: sa.Connection, record_id: str) -> str:
    """Return the letter that was signed as a record, "" for none."""
    signer = sa.select(acts.c.who).where(_SUBMITTED, acts.c.thing == record_id)
    return connection.scalar(sa.select(acts.c.thing).where(_SIGNED, acts.c.thing.in_(signer)).limit(1)) or ""


def untold_letters(connection: sa.Connection) -> tuple[tuple[str, str], ...]:
    """Return the letters that are kept as signed, each with its record, of which the trail does not know that."""
    told = sa.exists().where(_SIGNED, acts.c.thing == letter_requests.c.id)
    signed = sa.exists().where(letter_signatures.c.request == letter_requests.c.id)
    asked = sa.select(letter_requests.c.id, letter_requests.c.draft).where(
        sa.or_(letter_requests.c.state == "signed", signed), ~told
    )
    return tuple((row.id, row.draft) for row in connection.execute(asked.order_by(letter_requests.c.id)))


CAME = (Deed.RECORD_SUBMITTED.value, Deed.RECORD_IMPORTED.value)
"""The acts by which a record comes to be here."""
_OF_RECORD = acts.c.kind == Deed.RECORD_SUBMITTED.kind


def of_records(connection: sa.Connection, record_ids: Iterable[str]) -> dict[str, tuple[ActOf, ...]]:
    """Return how some records came and what was decided on them, by record, the first first."""
    wanted = acts.c.act.in_((*CAME, Deed.RECORD_DECIDED.value))
    asked = sa.select(acts).where(_OF_RECORD, acts.c.thing.in_(list(record_ids)), wanted).order_by(acts.c.number)
    found: dict[str, tuple[ActOf, ...]] = {}
    for row in connection.execute(asked):
        found[row.thing] = (*found.get(row.thing, ()), ActOf(**row._mapping))
    return found


def gone_records(connection: sa.Connection, *, after: int) -> tuple[tuple[int, str], ...]:
    """Return so many records that came, are not there and were not erased, each with the number of its act."""
    other = acts.alias()
    erased = sa.and_(
        other.c.kind == Deed.RECORD_ERASED.kind,
        other.c.thing == acts.c.thing,
        other.c.act == Deed.RECORD_ERASED.value,
        tombstones.c.id == acts.c.thing,
    )
    here = sa.exists().where(records.c.id == acts.c.thing)
    asked = sa.select(acts.c.number, acts.c.thing).where(
        _OF_RECORD, acts.c.act.in_(CAME), acts.c.number > after, ~here, ~sa.exists().where(erased)
    )
    return tuple((row.number, row.thing) for row in connection.execute(asked.order_by(acts.c.number).limit(_PAGE)))


def began(connection: sa.Connection) -> datetime | None:
    """Return the moment of the first act, None when there is none."""
    return connection.scalar(sa.select(acts.c.moment).order_by(acts.c.number).limit(1))


def is_erased(connection: sa.Connection, record_id: str) -> bool:
    """Return whether a record was erased: the trail says so, and something stands for it."""
    erased = sa.and_(acts.c.kind == Deed.RECORD_ERASED.kind, acts.c.act == Deed.RECORD_ERASED.value)
    asked = sa.select(tombstones.c.id).where(
        tombstones.c.id == record_id, sa.exists().where(erased, acts.c.thing == record_id)
    )
    return connection.scalar(asked) is not None
