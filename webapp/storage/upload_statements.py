"""What is asked of the database about files on their way, each a function of the connection it is asked on."""

from datetime import datetime

import sqlalchemy as sa

from webapp.storage.stored import Upload
from webapp.storage.tables import upload_pieces, uploads
from webapp.storage.text_statements import insert_into


def add(connection: sa.Connection, upload: Upload) -> None:
    """Keep that a file is on its way; one that is known stays as it was begun."""
    row = {name: getattr(upload, name) for name in uploads.c.keys()}  # noqa: SIM118 (the names, not the columns)
    statement = insert_into(connection, uploads).values(row)
    connection.execute(statement.on_conflict_do_nothing(index_elements=["draft", "id"]))


def upload(connection: sa.Connection, draft_id: str, upload_id: str) -> Upload | None:
    """Return a file that is on its way, held until the transaction ends; None when there is none."""
    asked = sa.select(uploads).where(_of(draft_id, upload_id)).with_for_update()
    row = connection.execute(asked).one_or_none()
    return Upload(**row._mapping) if row else None


def count(connection: sa.Connection, draft_id: str, *, since: datetime) -> int:
    """Return how many files have been on their way to a draft since a moment, and are not there yet."""
    under_way = sa.and_(uploads.c.draft == draft_id, uploads.c.sha256 == "", uploads.c.begun >= since)
    return connection.scalar(sa.select(sa.func.count()).select_from(uploads).where(under_way)) or 0


def add_piece(connection: sa.Connection, upload: Upload, content: bytes) -> None:
    """Keep the next piece of a file."""
    row = {"draft": upload.draft, "upload": upload.id, "at": upload.received, "content": content}
    connection.execute(sa.insert(upload_pieces).values(row))
    received = upload.received + len(content)
    connection.execute(sa.update(uploads).where(_of(upload.draft, upload.id)).values(received=received))


def content(connection: sa.Connection, upload: Upload) -> bytes:
    """Return what has come of a file."""
    asked = sa.select(upload_pieces.c.content).where(_pieces_of(upload)).order_by(upload_pieces.c.at)
    return b"".join(connection.execute(asked).scalars())


def settle(connection: sa.Connection, upload: Upload, sha256: str) -> None:
    """Keep under which checksum a file is kept, and forget its pieces."""
    connection.execute(sa.update(uploads).where(_of(upload.draft, upload.id)).values(sha256=sha256))
    connection.execute(sa.delete(upload_pieces).where(_pieces_of(upload)))


def drop(connection: sa.Connection, upload: Upload) -> None:
    """Forget a file that was on its way."""
    connection.execute(sa.delete(upload_pieces).where(_pieces_of(upload)))
    connection.execute(sa.delete(uploads).where(_of(upload.draft, upload.id)))


def forget(connection: sa.Connection, *, before: datetime, sent_before: datetime) -> int:
    """Forget the files that began their way before a moment, those that have come before another.

    Return how many pieces went with them.
    """
    is_old = sa.or_(sa.and_(uploads.c.sha256 == "", uploads.c.begun < before), uploads.c.begun < sent_before)
    old = sa.select(uploads.c.draft, uploads.c.id).where(is_old)
    named = sa.tuple_(upload_pieces.c.draft, upload_pieces.c.upload)
    pieces = connection.execute(sa.delete(upload_pieces).where(named.in_(old))).rowcount
    connection.execute(sa.delete(uploads).where(is_old))
    return pieces


def _of(draft_id: str, upload_id: str) -> sa.ColumnElement[bool]:
    return sa.and_(uploads.c.draft == draft_id, uploads.c.id == upload_id)


def _pieces_of(upload: Upload) -> sa.ColumnElement[bool]:
    return sa.and_(upload_pieces.c.draft == upload.draft, upload_pieces.c.upload == upload.id)
