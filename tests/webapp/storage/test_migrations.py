"""The migrations lead to the very tables that the program knows, on each database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import make_url

from webapp.storage.tables import HEAD, drafts, metadata, records, spec_texts
from webapp.storage.upgrade import marked, upgrade


@contextmanager
def connected(url: str) -> Iterator[sa.Connection]:
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        Path(str(address.database)).parent.mkdir()
    engine = sa.create_engine(address, poolclass=sa.NullPool)
    with engine.begin() as connection:
        yield connection


def dump(connection: sa.Connection) -> dict[str, dict[str, object]]:
    """Return everything a database says about its tables but Alembic's own."""
    inspector = sa.inspect(connection)
    return {
        table: {
            "columns": [{**column, "type": repr(column["type"])} for column in inspector.get_columns(table)],
            "primary key": inspector.get_pk_constraint(table),
            "foreign keys": sorted(inspector.get_foreign_keys(table), key=str),
            "indexes": sorted(inspector.get_indexes(table), key=str),
            "unique": sorted(inspector.get_unique_constraints(table), key=str),
            "checks": sorted(inspector.get_check_constraints(table), key=str),
        }
        for table in sorted(inspector.get_table_names())
        if table != "alembic_version"
    }


def test_a_migrated_database_is_the_one_the_program_knows(new_database: Callable[[], str]) -> None:
    with connected(new_database()) as migrated, connected(new_database()) as known:
        upgrade(migrated)
        metadata.create_all(known)
        assert dump(migrated) == dump(known)
        assert list(dump(known)) == sorted(metadata.tables)
        assert compare_metadata(MigrationContext.configure(migrated), metadata) == []


def test_migrating_again_changes_nothing(database_url: str) -> None:
    with connected(database_url) as connection:
        upgrade(connection)
        before = dump(connection)
        upgrade(connection)
        assert (dump(connection), marked(connection)) == (before, HEAD)


def test_a_database_of_every_earlier_step_is_brought_up_and_keeps_what_it_holds(
    new_database: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = datetime(2026, 9, 1, 12, tzinfo=UTC)
    for number in range(1, int(HEAD)):
        with connected(new_database()) as older, connected(new_database()) as fresh:
            with monkeypatch.context() as patched:
                patched.setattr("webapp.storage.upgrade.HEAD", f"{number:04}")
                upgrade(older)
            pinned = {"form": "audit", "version": 1, "sha256": "aa", "text": b"x", "pinned": moment}
            older.execute(sa.insert(spec_texts).values(pinned))
            upgrade(older)
            upgrade(fresh)
            assert (dump(older), marked(older)) == (dump(fresh), HEAD)
            assert [dict(row._mapping) for row in older.execute(sa.select(spec_texts))] == [pinned]


def test_a_record_from_elsewhere_and_a_new_state_need_no_other_tables(database_url: str) -> None:
    moment = datetime(2026, 9, 1, 12, tzinfo=UTC)
    with connected(database_url) as connection:
        upgrade(connection)
        asked = {"form": "audit", "version": 1}
        connection.execute(sa.insert(spec_texts).values(**asked, sha256="aa", text=b"x", pinned=moment))
        begun = {"id": "d", **asked, "revision": 0, "state": "waiting", "created": moment, "changed": moment}
        connection.execute(sa.insert(drafts).values(begun))
        shown = {"about": "", "outcome": "", "concerns": 0, "actions": 0, "document": "{}", "digest": ""}
        connection.execute(sa.insert(records).values(id="r", **asked, submitted=moment, **shown))
        assert connection.scalars(sa.select(drafts.c.state)).all() == ["waiting"]
        assert connection.scalars(sa.select(records.c.id)).all() == ["r"]


def test_the_tables_name_the_last_migration_and_there_is_one_line_of_them() -> None:
    config = Config()
    config.set_main_option("script_location", "webapp.storage:migrations")
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [HEAD]
    numbers = [script.revision for script in scripts.walk_revisions()]
    assert numbers == sorted(numbers, reverse=True) == [f"{n:04}" for n in range(len(numbers), 0, -1)]
