"""Whether what is kept is still what was kept.

Here lives what is looked at before it is given out: a record's document against the digest that was kept beside it, and
a database as a whole when it is opened. What is damaged is never mended here: a backup is put back.
"""

import json
from typing import cast

import sqlalchemy as sa

from engine.canonical import SEAL, digest
from engine.json_value import JsonObject
from webapp.storage.failures import Damaged, StorageError
from webapp.storage.stored import Record


def is_sealed(kept: str, text: str) -> bool:
    """Say whether the text of a record's document is still the one whose digest was kept with it."""
    try:
        document = json.loads(text)
        return bool(digest(document) == kept == document.get(SEAL, kept))
    except (ValueError, AttributeError, RecursionError):
        return False


def require_sealed(record_id: str, text: str, kept: str) -> None:
    """Raise Damaged unless the text of a record's document is the one whose digest was kept with it."""
    if not is_sealed(kept, text):
        raise Damaged(f"The submission {record_id} cannot be given out")


def document_of(record: Record) -> JsonObject:
    """Return the document of a record. Raises Damaged unless it is the one whose digest was kept with it."""
    require_sealed(record.id, record.document, record.digest)
    return cast(JsonObject, json.loads(record.document))


def require_sound(connection: sa.Connection, place: str) -> None:
    """Look at a database as it is opened.

    Raises Damaged when an SQLite database has a page that is not whole, or a row that refers to nothing, and
    StorageError when a PostgreSQL server is set never to wait for the disk.
    """
    if connection.dialect.name == "sqlite":
        _require_whole(connection, place)
    elif connection.exec_driver_sql("SHOW fsync").scalar() == "off":
        raise StorageError(
            f"{place} cannot be opened: its server does not wait for the disk, so that what is saved could be lost. "
            "Set “fsync = on” there."
        )


def _require_whole(connection: sa.Connection, place: str) -> None:
    found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if found != "ok" or connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise Damaged(f"{place} cannot be opened")
