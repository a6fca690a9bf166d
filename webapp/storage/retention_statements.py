"""What is asked of the database about how long things are kept, each a function of the connection it is asked on.

Here lives every statement on holds, on requests to erase and on what stands for what was erased, and the lists of what
is kept. What takes a record or a draft out lives in `erasure_statements`.
"""

from dataclasses import asdict, dataclass, fields
from datetime import datetime

import sqlalchemy as sa

from webapp.storage.stored import DraftState, Erasable, Tombstone
from webapp.storage.tables import drafts, records
from webapp.storage.trail_tables import holds, requests, tombstones

ERASE = "erase"
"""The act that a request is for, as it is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """That a record must not be erased, and why; `released` is when that ended, None while it stands."""

    id: str
    record: str
    reason: str
    placed_by: str
    placed: datetime
    released_by: str = ""
    released: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureRequest:
    """That somebody asked a second person to agree to an erasure; `outcome` is why it was refused, "" while open."""

    id: str
    kind: Erasable
    thing: str
    reason: str
    asked_by: str
    asked: datetime
    settled_by: str = ""
    settled: datetime | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRecord:
    """A record as lists of what is kept need it, without its document; `held` says that a hold stands on it."""

    id: str
    form: str
    version: int
    sha256: str
    submitted: datetime
    about: str
    trial: bool
    undone: datetime | None
    owner: str
    held: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDraft:
    """A draft as lists of what is kept need it, without what was typed."""

    id: str
    form: str
    version: int
    sha256: str
    created: datetime
    changed: datetime
    state: DraftState
    revision: int
    trial: bool
    owner: str


_REQUEST = tuple(requests.c[each.name] for each in fields(ErasureRequest))
_HELD = sa.exists().where(holds.c.record == records.c.id, holds.c.released.is_(None))
_KEPT = (*(records.c[each.name] for each in fields(KeptRecord) if each.name != "held"), _HELD.label("held"))
_IDLE = tuple(drafts.c[each.name] for each in fields(KeptDraft))


def kept_records(connection: sa.Connection, within: sa.ColumnElement[bool]) -> tuple[KeptRecord, ...]:
    """Return every record, those that were undone and trials too, the oldest first."""
    asked = sa.select(*_KEPT).where(within).order_by(records.c.submitted, records.c.id)
    return tuple(KeptRecord(**row._mapping) for row in connection.execute(asked))


def idle_drafts(
    connection: sa.Connection, within: sa.ColumnElement[bool], *, before: datetime
) -> tuple[KeptDraft, ...]:
    """Return the drafts that were discarded, and the open ones not changed since a moment, the oldest first."""
    idle = sa.or_(drafts.c.state == "discarded", sa.and_(drafts.c.state == "open", drafts.c.changed < before))
    asked = sa.select(*_IDLE).where(within, idle).order_by(drafts.c.changed, drafts.c.id)
    return tuple(KeptDraft(**row._mapping) for row in connection.execute(asked))


def kept_record(connection: sa.Connection, record_id: str) -> KeptRecord | None:
    """Return a record, None when there is none."""
    row = connection.execute(sa.select(*_KEPT).where(records.c.id == record_id)).one_or_none()
    return KeptRecord(**row._mapping) if row else None


def kept_draft(connection: sa.Connection, draft_id: str) -> KeptDraft | None:
    """Return a draft, None when there is none."""
    row = connection.execute(sa.select(*_IDLE).where(drafts.c.id == draft_id)).one_or_none()
    return KeptDraft(**row._mapping) if row else None


def chain(connection: sa.Connection, thing: str) -> frozenset[str]:
    """Return the ids of the drafts and records that hold answers of another one, in either direction, with its own."""
    known: frozenset[str] = frozenset()
    found = frozenset({thing})
    while found - known:
        known = found
        beside = sa.or_(*(each.in_(sorted(known)) for each in (drafts.c.id, drafts.c.reissues, drafts.c.starts_from)))
        of_drafts = sa.select(drafts.c.id, drafts.c.reissues, drafts.c.starts_from).where(beside)
        issued = sa.or_(*(each.in_(sorted(known)) for each in (records.c.id, records.c.reissues)))
        of_records = sa.select(records.c.id, records.c.reissues).where(issued)
        rows = (*connection.execute(of_drafts), *connection.execute(of_records))
        found = known | {each for row in rows for each in row if each}
    return known


def kept_documents(
    connection: sa.Connection, form: str, within: sa.ColumnElement[bool], *, after: str, limit: int
) -> tuple[tuple[str, str], ...]:
    """Return the ids and texts of a form's records, behind an id in the order of ids."""
    asked = sa.select(records.c.id, records.c.document).where(within, records.c.form == form, records.c.id > after)
    return tuple((row.id, row.document) for row in connection.execute(asked.order_by(records.c.id).limit(limit)))


def add_hold(connection: sa.Connection, made: Hold) -> None:
    """Keep that a record must not be erased."""
    connection.execute(sa.insert(holds).values(asdict(made)))


def release(connection: sa.Connection, hold_id: str, *, by: str, now: datetime) -> None:
    """Let a hold stand no more."""
    connection.execute(sa.update(holds).where(holds.c.id == hold_id).values(released_by=by, released=now))


def hold(connection: sa.Connection, hold_id: str) -> Hold | None:
    """Return a hold that stays as it is until the transaction ends, None when there is none."""
    row = connection.execute(sa.select(holds).where(holds.c.id == hold_id).with_for_update()).one_or_none()
    return Hold(**row._mapping) if row else None


def holds_of(connection: sa.Connection, record_id: str) -> tuple[Hold, ...]:
    """Return every hold that a record has or had, the first first."""
    asked = sa.select(holds).where(holds.c.record == record_id).order_by(holds.c.placed, holds.c.id)
    return tuple(Hold(**row._mapping) for row in connection.execute(asked))


def is_held(connection: sa.Connection, record_id: str) -> bool:
    """Return whether a hold stands on a record."""
    standing = sa.exists().where(holds.c.record == record_id, holds.c.released.is_(None))
    return bool(connection.scalar(sa.select(standing)))


def add_request(connection: sa.Connection, made: ErasureRequest) -> None:
    """Keep that somebody asked for an erasure."""
    connection.execute(sa.insert(requests).values(**asdict(made), act=ERASE))


def request(connection: sa.Connection, request_id: str) -> ErasureRequest | None:
    """Return a request that stays as it is until the transaction ends, None when there is none."""
    asked = sa.select(*_REQUEST).where(requests.c.id == request_id, requests.c.act == ERASE)
    row = connection.execute(asked.with_for_update()).one_or_none()
    return ErasureRequest(**row._mapping) if row else None


def all_requests(connection: sa.Connection) -> tuple[ErasureRequest, ...]:
    """Return the requests to erase what is still there: the open ones and the refused ones, the first first."""
    asked = sa.select(*_REQUEST).where(requests.c.act == ERASE).order_by(requests.c.asked, requests.c.id)
    return tuple(ErasureRequest(**row._mapping) for row in connection.execute(asked))


def open_requests(connection: sa.Connection, thing: str) -> tuple[str, ...]:
    """Return the ids of the requests about a record or a draft that were not settled, the first first."""
    about = sa.select(requests.c.id).where(requests.c.thing == thing, requests.c.settled.is_(None))
    return tuple(connection.execute(about.order_by(requests.c.asked, requests.c.id)).scalars())


def refuse(connection: sa.Connection, request_id: str, why: str, *, by: str, now: datetime) -> None:
    """Settle a request by refusing it."""
    settled = {"settled_by": by, "settled": now, "outcome": why}
    connection.execute(sa.update(requests).where(requests.c.id == request_id).values(settled))


def add_tombstone(connection: sa.Connection, made: Tombstone) -> None:
    """Keep what stands for what is erased."""
    connection.execute(sa.insert(tombstones).values(asdict(made)))


def tombstone(connection: sa.Connection, thing: str) -> Tombstone | None:
    """Return what stands for a record or a draft that was erased, None when none was."""
    row = connection.execute(sa.select(tombstones).where(tombstones.c.id == thing)).one_or_none()
    return Tombstone(**row._mapping) if row else None


def all_tombstones(connection: sa.Connection, within: sa.ColumnElement[bool], *, limit: int) -> tuple[Tombstone, ...]:
    """Return what stands for what was erased last, the latest first."""
    asked = sa.select(tombstones).where(within).order_by(tombstones.c.erased.desc(), tombstones.c.id).limit(limit)
    return tuple(Tombstone(**row._mapping) for row in connection.execute(asked))
