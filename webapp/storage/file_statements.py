"""What is asked of the database about files, each a function of the connection it is asked on."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from webapp.storage.stored import StoredContent
from webapp.storage.tables import files, previews
from webapp.storage.text_statements import insert_into


def add_or_renew(connection: sa.Connection, kept: StoredContent, *, now: datetime) -> None:
    """Keep a content that is not there yet; one that is there stays as it was kept first, but for when it was added.

    So an erasure can tell a file that somebody is just about to name from one that nothing names any more.
    """
    connection.execute(
        insert_into(connection, files)
        .values(sha256=kept.sha256, type=kept.type, size=len(kept.content), content=kept.content, added=now)
        .on_conflict_do_update(index_elements=["sha256"], set_={"added": now})
    )


def renew(connection: sa.Connection, sha256: str, *, now: datetime) -> bool:
    """Say anew when a content was added that something is about to name; False where it is not kept any more.

    Nobody else takes it out until the transaction ends.
    """
    asked = sa.update(files).where(files.c.sha256 == sha256).values(added=now)
    return connection.execute(asked).rowcount > 0


def kept(connection: sa.Connection, wanted: Iterable[str]) -> frozenset[str]:
    """Return which of these contents are kept."""
    asked = sa.select(files.c.sha256).where(files.c.sha256.in_(sorted(wanted)))
    return frozenset(connection.execute(asked).scalars())


def content(connection: sa.Connection, sha256: str) -> StoredContent | None:
    """Return the content of a checksum as it is kept, None when there is none."""
    asked = sa.select(files.c.sha256, files.c.type, files.c.content).where(files.c.sha256 == sha256)
    row = connection.execute(asked).one_or_none()
    return StoredContent(row.sha256, row.type, row.content) if row else None


def add_preview(connection: sa.Connection, sha256: str, preview: bytes, *, now: datetime) -> None:
    """Keep the preview of a content, once."""
    row = {"sha256": sha256, "content": preview, "made": now}
    connection.execute(insert_into(connection, previews).values(row).on_conflict_do_nothing(index_elements=["sha256"]))


def preview(connection: sa.Connection, sha256: str) -> bytes | None:
    """Return the preview of a content, None when there is none."""
    return connection.scalar(sa.select(previews.c.content).where(previews.c.sha256 == sha256))


def remove(connection: sa.Connection, gone: Iterable[str]) -> None:
    """Take contents out, with their previews."""
    listed = sorted(gone)
    connection.execute(sa.delete(previews).where(previews.c.sha256.in_(listed)))
    connection.execute(sa.delete(files).where(files.c.sha256.in_(listed)))
