"""What is asked of the database about specs and drafts, each a function of the connection it is asked on.

Here lives every statement on them; those on records live in `record_statements`. What belongs in one transaction is
the repository's.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from webapp.storage.stored import Draft, DraftState, Entry
from webapp.storage.tables import draft_entries, drafts, spec_texts


def pin_if_absent(
    connection: sa.Connection, form: str, version: int, *, sha256: str, text: bytes, now: datetime
) -> None:
    """Keep the text of a version that has none."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(
        insert(spec_texts)
        .values(form=form, version=version, sha256=sha256, text=text, pinned=now)
        .on_conflict_do_nothing()
    )


def replace_pin(connection: sa.Connection, form: str, version: int, *, sha256: str, text: bytes, now: datetime) -> None:
    """Give a version another text."""
    connection.execute(
        sa.update(spec_texts)
        .where(spec_texts.c.form == form, spec_texts.c.version == version)
        .values(sha256=sha256, text=text, pinned=now)
    )


def pinned_sha256(connection: sa.Connection, form: str, version: int) -> str | None:
    """Return the checksum of a version's text, None when it has none; it stays so until the transaction ends."""
    return connection.scalar(
        sa.select(spec_texts.c.sha256)
        .where(spec_texts.c.form == form, spec_texts.c.version == version)
        .with_for_update()
    )


def is_used(connection: sa.Connection, form: str, version: int) -> bool:
    """Return whether a draft was ever begun on a version; every record was a draft."""
    begun = sa.exists().where(drafts.c.form == form, drafts.c.version == version)
    return bool(connection.scalar(sa.select(begun)))


def spec_text(connection: sa.Connection, form: str, version: int) -> bytes | None:
    """Return the text of a version, None when it has none."""
    return connection.scalar(
        sa.select(spec_texts.c.text).where(spec_texts.c.form == form, spec_texts.c.version == version)
    )


def add_draft(connection: sa.Connection, draft: Draft) -> None:
    """Keep a new draft, which has no entries."""
    connection.execute(
        sa.insert(drafts).values(
            id=draft.id,
            form=draft.form,
            version=draft.version,
            revision=draft.revision,
            state=draft.state,
            created=draft.created,
            changed=draft.changed,
        )
    )


def draft(connection: sa.Connection, draft_id: str) -> Draft | None:
    """Return a draft as it is at one revision, None when there is none."""
    return _found(connection, sa.select(drafts).where(drafts.c.id == draft_id))


def held_draft(connection: sa.Connection, draft_id: str) -> Draft | None:
    """Return a draft that stays as it is until the transaction ends, None when there is none."""
    return _found(connection, sa.select(drafts).where(drafts.c.id == draft_id).with_for_update())


def open_drafts(connection: sa.Connection) -> tuple[Draft, ...]:
    """Return the open drafts, the last changed first, in two questions however many there are."""
    is_open = drafts.c.state == "open"
    rows = connection.execute(sa.select(drafts).where(is_open).order_by(drafts.c.changed.desc(), drafts.c.id)).all()
    kept: dict[str, dict[str, str]] = {row.id: {} for row in rows}
    for entry in connection.execute(_standing(draft_entries.c.draft.in_(sa.select(drafts.c.id).where(is_open)))):
        kept[entry.draft][entry.name] = entry.value
    return tuple(_draft(row, _filled(kept[row.id])) for row in rows)


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
    return tuple(Entry(row.revision, row.name, row.value, row.saved) for row in rows)


def add_entries(connection: sa.Connection, changed: Draft, accepted: Mapping[str, str]) -> None:
    """Keep what one save changed, and the revision that it made."""
    connection.execute(
        sa.insert(draft_entries),
        [
            {"draft": changed.id, "name": name, "revision": changed.revision, "value": value, "saved": changed.changed}
            for name, value in accepted.items()
        ],
    )
    connection.execute(
        sa.update(drafts).where(drafts.c.id == changed.id).values(revision=changed.revision, changed=changed.changed)
    )


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


def _found(connection: sa.Connection, asked: sa.Select[tuple[object, ...]]) -> Draft | None:
    row = connection.execute(asked).one_or_none()
    return _draft(row, entries(connection, row.id, row.revision)) if row else None


def _draft(row: sa.Row[tuple[object, ...]], kept: Mapping[str, str]) -> Draft:
    return Draft(
        id=row.id,
        form=row.form,
        version=row.version,
        entries=kept,
        revision=row.revision,
        created=row.created,
        changed=row.changed,
        state=cast(DraftState, row.state),
    )


def _filled(kept: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in kept.items() if value}
