"""Bringing a database to the tables of this program.

Here lives the check on start: what is older is brought up step by step, what is newer is refused. The steps themselves
live in `migrations`.
"""

import sqlalchemy as sa

from webapp.storage.failures import NotReady, StorageError
from webapp.storage.scrubbing import mark
from webapp.storage.tables import HEAD

_MARK = sa.table("alembic_version", sa.column("version_num"))
_TURN = 5_707_261_123
"""The number of the lock that two servers starting on one PostgreSQL database take in turn."""


def upgrade(connection: sa.Connection) -> None:
    """Bring the database of this transaction up to date. Raises StorageError when it is not this program's."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_TURN)))
    found = marked(connection)
    if found == HEAD:
        return
    _refuse_strangers(connection, found)
    _migrate(connection)
    if found is not None:
        mark(connection)


def require_current(connection: sa.Connection) -> None:
    """Raise StorageError unless the database has just the tables of this program."""
    found = marked(connection)
    if found == HEAD:
        return
    _refuse_strangers(connection, found)
    raise NotReady(found or "")


def marked(connection: sa.Connection) -> str | None:
    """Return the last migration that the database had; None when it had none."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.scalar(sa.select(_MARK.c.version_num))


def _refuse_strangers(connection: sa.Connection, found: str | None) -> None:
    if found is not None and found > HEAD:
        raise StorageError("What is kept there was written by a newer Formspec than this one: install that version.")
    if found is None and sa.inspect(connection).get_table_names():
        raise StorageError("The database holds something else than Formspec's: name another in FORMSPEC_DATABASE.")


def _migrate(connection: sa.Connection) -> None:
    from alembic import command  # noqa: PLC0415 (costs a start 0.2 s, and most starts need no step)
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "webapp.storage:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
