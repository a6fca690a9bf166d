"""What is asked of the database about the texts of specs, each a function of the connection it is asked on."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from webapp.storage.tables import carried, drafts, pins, publications, records, spec_texts


def insert_into(connection: sa.Connection, table: sa.Table) -> postgresql.Insert | sqlite.Insert:
    """Return an insertion that can say what to do about a row that is there."""
    return (postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert)(table)


def keep_text(connection: sa.Connection, sha256: str, text: bytes, *, now: datetime) -> None:
    """Keep a text under its checksum, once."""
    connection.execute(
        insert_into(connection, spec_texts).values(sha256=sha256, text=text, kept=now).on_conflict_do_nothing()
    )


def text(connection: sa.Connection, sha256: str) -> bytes | None:
    """Return the text of a checksum, None when it was never kept."""
    return connection.scalar(sa.select(spec_texts.c.text).where(spec_texts.c.sha256 == sha256))


def asked_with(connection: sa.Connection, draft_id: str) -> str | None:
    """Return the checksum of the text that a draft is asked with; None when there is no such draft."""
    return connection.scalar(sa.select(drafts.c.sha256).where(drafts.c.id == draft_id))


def pin_if_absent(connection: sa.Connection, form: str, version: int, *, sha256: str, now: datetime) -> None:
    """Say which text a version has, when it has none."""
    connection.execute(
        insert_into(connection, pins)
        .values(form=form, version=version, sha256=sha256, pinned=now)
        .on_conflict_do_nothing()
    )


def replace_pin(connection: sa.Connection, form: str, version: int, *, sha256: str, now: datetime) -> None:
    """Give a version another text."""
    connection.execute(sa.update(pins).where(_is(form, version)).values(sha256=sha256, pinned=now))


def pinned_sha256(connection: sa.Connection, form: str, version: int) -> str | None:
    """Return the checksum of a version's text, None when it has none; it stays so until the transaction ends."""
    return connection.scalar(sa.select(pins.c.sha256).where(_is(form, version)).with_for_update())


def is_used(connection: sa.Connection, form: str, version: int) -> bool:
    """Return whether a draft or a record other than a trial was ever of a version."""
    real = sa.and_(drafts.c.form == form, sa.not_(drafts.c.trial))
    begun = sa.exists().where(real, drafts.c.version == version)
    left = sa.exists().where(real, carried.c.draft == drafts.c.id, carried.c.from_version == version)
    kept = sa.exists().where(records.c.form == form, records.c.version == version, sa.not_(records.c.trial))
    return bool(connection.scalar(sa.select(sa.or_(begun, left, kept))))


def is_published(connection: sa.Connection, form: str, version: int) -> bool:
    """Return whether a version was published here."""
    found = sa.exists().where(publications.c.form == form, publications.c.version == version)
    return bool(connection.scalar(sa.select(found)))


def pinned_text(connection: sa.Connection, form: str, version: int) -> bytes | None:
    """Return the text of a version, None when it has none."""
    asked = sa.select(spec_texts.c.text).join(pins, pins.c.sha256 == spec_texts.c.sha256)
    return connection.scalar(asked.where(_is(form, version)))


def _is(form: str, version: int) -> sa.ColumnElement[bool]:
    return sa.and_(pins.c.form == form, pins.c.version == version)
