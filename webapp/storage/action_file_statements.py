"""What is asked of the database about files of actions, each a function of the connection it is asked on.

Here lives their shape, too. That a file was taken off is kept beside it, and its name and caption stay; what it holds
goes once nothing names it any more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from engine.stored_file import StoredFile
from webapp.storage.action_tables import action_files, action_places
from webapp.storage.trail_tables import holds


@dataclass(frozen=True, slots=True)
class Had:
    """Every file that actions ever had, by the action and the entry of its history that added it, or took it off."""

    added: Mapping[tuple[str, int], tuple[StoredFile, ...]]
    removed: Mapping[tuple[str, int], tuple[StoredFile, ...]]


_FILE = ("sha256", "size", "type", "name", "caption")
_STANDS = action_files.c.removed.is_(None)


def of_action(connection: sa.Connection, action_id: str) -> Had:
    """Return every file that an action ever had."""
    return _asked(connection, action_files.c.action == action_id)


def of_record(connection: sa.Connection, record_id: str) -> Had:
    """Return every file that the actions of a record ever had."""
    return _asked(connection, action_files.c.action.in_(_here(record_id)))


def standing(connection: sa.Connection, action_id: str) -> tuple[StoredFile, ...]:
    """Return the files that stand in an action, the first first."""
    asked = sa.select(*(action_files.c[name] for name in _FILE)).where(action_files.c.action == action_id, _STANDS)
    found = connection.execute(asked.order_by(action_files.c.added, action_files.c.number))
    return tuple(StoredFile(*row) for row in found)


def add(connection: sa.Connection, action_id: str, revision: int, added: Iterable[StoredFile]) -> None:
    """Keep that an entry of a history added files."""
    rows = [
        {"action": action_id, "added": revision, "number": number, **{name: getattr(each, name) for name in _FILE}}
        for number, each in enumerate(added)
    ]
    if rows:
        connection.execute(sa.insert(action_files), rows)


def take_off(connection: sa.Connection, action_id: str, revision: int, removed: Iterable[StoredFile]) -> None:
    """Keep that an entry of a history took files off."""
    gone = [each.sha256 for each in removed]
    if gone:
        these = (action_files.c.action == action_id, _STANDS, action_files.c.sha256.in_(gone))
        connection.execute(sa.update(action_files).where(*these).values(removed=revision))


def words(connection: sa.Connection, action_id: str) -> tuple[str, ...]:
    """Return what the files of an action are called, and what was said of them."""
    had = of_action(connection, action_id).added.values()
    return tuple(text for files in had for each in files for text in (each.name, each.caption))


def named(connection: sa.Connection, record_id: str) -> frozenset[str]:
    """Return the checksums of the files that the actions of a record ever had."""
    asked = sa.select(action_files.c.sha256).where(action_files.c.action.in_(_here(record_id)))
    return frozenset(connection.execute(asked).scalars())


def is_named(connection: sa.Connection, sha256: str) -> bool:
    """Return whether a file stands in an action, or was taken off one of a record that is held."""
    held = sa.exists().where(
        action_places.c.action == action_files.c.action,
        holds.c.record == action_places.c.record,
        holds.c.released.is_(None),
    )
    asked = sa.select(sa.literal(1)).where(action_files.c.sha256 == sha256, sa.or_(_STANDS, held)).limit(1)
    return connection.scalar(asked) is not None


def _here(record_id: str) -> sa.Select[tuple[str]]:
    return sa.select(action_places.c.action).where(action_places.c.record == record_id)


def _asked(connection: sa.Connection, where: sa.ColumnElement[bool]) -> Had:
    kept = action_files.c
    asked = sa.select(action_files).where(where).order_by(kept.action, kept.added, kept.number)
    added: dict[tuple[str, int], tuple[StoredFile, ...]] = {}
    removed: dict[tuple[str, int], tuple[StoredFile, ...]] = {}
    for row in connection.execute(asked):
        file = StoredFile(*(row._mapping[name] for name in _FILE))
        for found, revision in ((added, row.added), (removed, row.removed)):
            if revision is not None:
                found[row.action, revision] = (*found.get((row.action, revision), ()), file)
    return Had(added, removed)
