"""The rows of all tables, carried from one database to another and counted.

Here lives what makes a backup the same whichever database it was taken from. A few rows are in memory at a time.
"""

from collections.abc import Mapping

import sqlalchemy as sa

from webapp.backup.manifest import Trail
from webapp.storage import trail_statements
from webapp.storage.every_table import metadata
from webapp.storage.search_tables import PREFIX
from webapp.storage.trail_tables import acts

_MARK = "alembic_version"
_MANY = 50
_FEW = 4
"""How many rows at a time: few of those that hold files, which are as long as an upload may be."""


def copy_rows(source: sa.Connection, target: sa.Connection) -> None:
    """Put every row of the program's tables into the same tables, which are empty, of another database."""
    for table in metadata.sorted_tables:
        asked = sa.select(table).order_by(*table.primary_key.columns)
        many = _FEW if any(isinstance(column.type, sa.LargeBinary) for column in table.columns) else _MANY
        for some in source.execute(asked.execution_options(yield_per=many)).mappings().partitions():
            target.execute(sa.insert(table), [dict(row) for row in some])


def counted(connection: sa.Connection) -> Mapping[str, int]:
    """Return how many rows each table of a database has, also of one that an older Formspec made.

    The index of the search is left out: it is made of the others, and each sort of database has its own.
    """
    tables = (each for each in sa.inspect(connection).get_table_names() if not each.startswith(PREFIX))
    names = sorted(set(tables) - {_MARK})
    return {name: connection.scalar(sa.select(sa.func.count()).select_from(sa.table(name))) or 0 for name in names}


def end_of_trail(connection: sa.Connection) -> Trail:
    """Return the end of the audit trail, which a database of an older Formspec has not."""
    last = trail_statements.last(connection) if sa.inspect(connection).has_table(acts.name) else None
    return Trail(last.number, last.hash) if last else Trail(0, "")
