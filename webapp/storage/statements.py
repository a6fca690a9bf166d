"""What is asked of the database about drafts, each a function of the connection it is asked on.

Here lives every statement on them; those on the texts of specs, records, files and the rest live in a module each. What
belongs in one transaction is the repository's.
"""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime

import sqlalchemy as sa

from engine.notes import apart
from webapp.storage.stored import Carried, Draft, DraftState, Entry
from webapp.storage.tables import carried, draft_entries, drafts
from webapp.storage.together_statements import joined_in, read_joined

_COLUMNS = tuple(each.name for each in fields(Draft) if each.name not in {"entries", "notes", "joined"})
_DRAFTS = sa.select(drafts, joined_in(drafts.c.id))
_CARRIED = tuple(carried.c[each.name] for each in fields(Carried))


def add_draft(connection: sa.Connection, draft: Draft) -> None:
    """Keep a new draft, and what it begins with."""
    connection.execute(sa.insert(drafts).values({name: getattr(draft, name) for name in _COLUMNS}))
    _add_entries(connection, draft, draft.kept, by=draft.owner)


def draft(connection: sa.Connection, draft_id: str) -> Draft | None:
    """Return a draft as it is at one revision, None when there is none."""
    return _found(connection, _DRAFTS.where(drafts.c.id == draft_id))


def held_draft(connection: sa.Connection, draft_id: str) -> Draft | None:
    """Return a draft that stays as it is until the transaction ends, None when there is none."""
    return _found(connection, _DRAFTS.where(drafts.c.id == draft_id).with_for_update(of=drafts))


def open_drafts(connection: sa.Connection, within: sa.ColumnElement[bool], *, trial: bool) -> tuple[Draft, ...]:
    """Return the open drafts, or the open trials, the last changed first, in two questions however many there are.

    Only those `within` what somebody comes to.
    """
    is_open = sa.and_(within, drafts.c.state == "open", drafts.c.trial if trial else sa.not_(drafts.c.trial))
    rows = connection.execute(_DRAFTS.where(is_open).order_by(drafts.c.changed.desc(), drafts.c.id)).all()
    kept: dict[str, dict[str, str]] = {row.id: {} for row in rows}
    for entry in connection.execute(_standing(draft_entries.c.draft.in_(sa.select(drafts.c.id).where(is_open)))):
        kept[entry.draft][entry.name] = entry.value
    return tuple(_draft(row, _filled(kept[row.id])) for row in rows)


def reissuing(connection: sa.Connection, record_id: str) -> tuple[str, ...]:
    """Return the ids of the open drafts that re-issue a record, the first first."""
    asked = sa.select(drafts.c.id).where(drafts.c.state == "open", drafts.c.reissues == record_id)
    return tuple(connection.execute(asked.order_by(drafts.c.created, drafts.c.id)).scalars())


def entries(connection: sa.Connection, draft_id: str, revision: int) -> dict[str, str]:
    """Return what stood in a draft at a revision, without blanks."""
    asked = _standing(draft_entries.c.draft == draft_id, draft_entries.c.revision <= revision)
    return _filled({entry.name: entry.value for entry in connection.execute(asked)})


def history(connection: sa.Connection, draft_id: str) -> tuple[Entry, ...]:
    """Return everything ever saved in a draft, oldest first."""
    rows = connection.execute(
        sa.select(draft_entries)
        .where(draft_entries.c.draft == draft_id)
        .order_by(draft_entries.c.revision, draft_entries.c.name)
    )
    return tuple(Entry(row.revision, row.name, row.value, row.saved, row.author) for row in rows)


def add_revision(connection: sa.Connection, changed: Draft, accepted: Mapping[str, str], *, by: str) -> None:
    """Keep a revision of a draft: what it changed, the version it is of, when it was made and by which account."""
    _add_entries(connection, changed, accepted, by=by)
    kept = ("version", "sha256", "revision", "changed", "access")
    connection.execute(
        sa.update(drafts).where(drafts.c.id == changed.id).values({name: getattr(changed, name) for name in kept})
    )


def revisions_by(connection: sa.Connection, draft_id: str, author: str, *, after: int) -> int:
    """Return how many revisions of a draft after one an account saved anything in."""
    entry = draft_entries.c
    theirs = sa.and_(entry.draft == draft_id, entry.author == author, entry.revision > after)
    return connection.scalar(sa.select(sa.func.count(entry.revision.distinct())).where(theirs)) or 0


def add_carried(connection: sa.Connection, moved: Carried) -> None:
    """Keep that a draft was carried to another version."""
    connection.execute(sa.insert(carried).values(asdict(moved)))


def carried_of(connection: sa.Connection, draft_id: str) -> tuple[Carried, ...]:
    """Return each time a draft was carried to another version, the first first."""
    asked = sa.select(*_CARRIED).where(carried.c.draft == draft_id).order_by(carried.c.revision)
    return tuple(Carried(**row._mapping) for row in connection.execute(asked))


def close_draft(connection: sa.Connection, draft_id: str, state: DraftState, *, now: datetime) -> None:
    """Let a draft be open no more."""
    connection.execute(sa.update(drafts).where(drafts.c.id == draft_id).values(state=state, changed=now))


def _standing(*wanted: sa.ColumnElement[bool]) -> sa.Select[tuple[str, str, str]]:
    """Ask for the last of the entries wanted of each input: what stood, and none of what stood before it."""
    entry = draft_entries.c
    last = (
        sa.select(entry.draft, entry.name, sa.func.max(entry.revision).label("revision"))
        .where(*wanted)
        .group_by(entry.draft, entry.name)
        .subquery()
    )
    is_last = sa.tuple_(entry.draft, entry.name, entry.revision) == sa.tuple_(
        last.c.draft, last.c.name, last.c.revision
    )
    return sa.select(entry.draft, entry.name, entry.value).join(last, is_last)


def _add_entries(connection: sa.Connection, changed: Draft, entries: Mapping[str, str], *, by: str) -> None:
    if entries:
        made = {"draft": changed.id, "revision": changed.revision, "saved": changed.changed, "author": by}
        rows = [{**made, "name": name, "value": value} for name, value in entries.items()]
        connection.execute(sa.insert(draft_entries), rows)


def _found(connection: sa.Connection, asked: sa.Select[tuple[object, ...]]) -> Draft | None:
    row = connection.execute(asked).one_or_none()
    return _draft(row, entries(connection, row.id, row.revision)) if row else None


def _draft(row: sa.Row[tuple[object, ...]], kept: Mapping[str, str]) -> Draft:
    entries, notes = apart(kept)
    values = {name: row._mapping[name] for name in _COLUMNS}
    return Draft(entries=entries, notes=notes, joined=read_joined(row._mapping["joined"]), **values)


def _filled(kept: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in kept.items() if value}
