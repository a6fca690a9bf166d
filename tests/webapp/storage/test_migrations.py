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

from webapp.deeds import Deed
from webapp.storage.every_table import metadata
from webapp.storage.letter_tables import letter_requests
from webapp.storage.search_tables import PREFIX
from webapp.storage.tables import HEAD, UtcTime, draft_entries, drafts, pins, records, spec_texts
from webapp.storage.trail_statements import Noted, add
from webapp.storage.trail_tables import acts
from webapp.storage.upgrade import marked, upgrade

MOMENT = datetime(2026, 9, 1, 12, tzinfo=UTC)
TIMES = {"created": MOMENT, "changed": MOMENT}
OF_SQLITE = "ix_records_listed"
"""The index that SQLite alone has."""
SHOWN = {"about": "", "outcome": "", "concerns": 0, "actions": 0, "document": "{}", "digest": ""}


@contextmanager
def connected(url: str) -> Iterator[sa.Connection]:
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        Path(str(address.database)).parent.mkdir()
    engine = sa.create_engine(address, poolclass=sa.NullPool)
    if address.get_backend_name() == "sqlite":
        sa.event.listen(engine, "connect", lambda opened, _: opened.execute("PRAGMA foreign_keys=ON").close())
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
        if table != "alembic_version" and not table.startswith(PREFIX)
    }


def is_kept(name: str | None, kind: str, _: object) -> bool:
    """Say whether a table is one of those that keep something, and none that is made of them."""
    return kind != "table" or not str(name).startswith(PREFIX)


def test_a_migrated_database_is_the_one_the_program_knows(new_database: Callable[[], str]) -> None:
    with connected(new_database()) as migrated, connected(new_database()) as known:
        upgrade(migrated)
        metadata.create_all(known)
        assert dump(migrated) == dump(known)
        assert list(dump(known)) == sorted(metadata.tables)
        of_sqlite = (migrated.dialect.name != "sqlite") * [OF_SQLITE]
        known_here = {"include_name": is_kept, "include_object": lambda _, name, *__: name not in of_sqlite}
        looked_at = MigrationContext.configure(migrated, opts=known_here)
        assert compare_metadata(looked_at, metadata) == []


def test_migrating_again_changes_nothing(new_database: Callable[[], str]) -> None:
    with connected(new_database()) as connection:
        upgrade(connection)
        before = dump(connection)
        upgrade(connection)
        assert (dump(connection), marked(connection)) == (before, HEAD)


OLD = {
    "spec_texts": [
        {"form": "audit", "version": 1, "sha256": "aa", "text": b"\0one\xff", "pinned": MOMENT},
        {"form": "audit", "version": 2, "sha256": "bb", "text": b"two", "pinned": MOMENT},
        {"form": "letter", "version": 1, "sha256": "bb", "text": b"two", "pinned": MOMENT},
    ],
    "drafts": [
        {"id": "d1", "form": "audit", "version": 1, "revision": 2, "state": "submitted", **TIMES},
        {"id": "d2", "form": "letter", "version": 1, "revision": 0, "state": "open", **TIMES},
    ],
    "draft_entries": [
        {"draft": "d1", "name": "a", "revision": 1, "value": "x", "saved": MOMENT},
        {"draft": "d1", "name": "a", "revision": 2, "value": "", "saved": MOMENT},
    ],
    "records": [{"id": "d1", "form": "audit", "version": 1, "submitted": MOMENT, **SHOWN}],
}
"""What a database of the first tables may hold."""


@pytest.mark.parametrize("number", range(1, 3))
def test_a_database_of_the_first_steps_is_brought_up_and_keeps_what_it_holds(
    new_database: Callable[[], str], monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    with connected(new_database()) as older, connected(new_database()) as fresh:
        with monkeypatch.context() as patched:
            patched.setattr("webapp.storage.upgrade.HEAD", f"{number:04}")
            upgrade(older)
        for name, rows in OLD.items():
            known = sa.Table(name, sa.MetaData(), *(sa.Column(key, _type(value)) for key, value in rows[0].items()))
            older.execute(sa.insert(known), rows)
        upgrade(older)
        upgrade(fresh)
        assert (dump(older), marked(older)) == (dump(fresh), HEAD)
        texts, pinned = ({"sha256": "aa", "text": b"\0one\xff"}, {"sha256": "bb", "text": b"two"}), OLD["spec_texts"]
        assert rows_of(older, spec_texts) == [{**text, "kept": MOMENT} for text in texts]
        assert rows_of(older, pins) == [{key: row[key] for key in row if key != "text"} for row in pinned]
        anew = {"trial": False, "reissues": "", "owner": "", "access": "ordinary"}
        assert rows_of(older, drafts) == [
            {**row, "sha256": sha256, **anew, "starts_from": "", "report": "", "letter": ""}
            for row, sha256 in zip(OLD["drafts"], ("aa", "bb"), strict=True)
        ]
        assert rows_of(older, draft_entries) == [{**row, "author": ""} for row in OLD["draft_entries"]]
        assert rows_of(older, records) == [{**OLD["records"][0], "sha256": "aa", **anew, "undone": None}]
        if older.dialect.name == "sqlite":
            assert older.exec_driver_sql("PRAGMA foreign_key_check").all() == []


AFTER_REVIEW = {
    "spec_texts": [{"sha256": "aa", "text": b"one", "kept": MOMENT}],
    "drafts": [
        {"id": "d1", "form": "audit", "version": 1, "sha256": "aa", "revision": 2, "state": "submitted", **TIMES}
        | {"trial": False, "reissues": "", "starts_from": "", "report": ""}
    ],
    "records": [
        {"id": "d1", "form": "audit", "version": 1, "sha256": "aa", "submitted": MOMENT, **SHOWN}
        | {"trial": False, "reissues": ""}
    ],
}
"""What a database of the third step may hold."""


def test_what_was_kept_before_there_were_accounts_is_nobodys_and_ordinary(new_database: Callable[[], str]) -> None:
    with connected(new_database()) as older:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("webapp.storage.upgrade.HEAD", "0003")
            upgrade(older)
        for name, rows in AFTER_REVIEW.items():
            known = sa.Table(name, sa.MetaData(), *(sa.Column(key, _type(value)) for key, value in rows[0].items()))
            older.execute(sa.insert(known), rows)
        upgrade(older)
        for table in (drafts, records):
            kept = [{key: row[key] for key in ("id", "owner", "access")} for row in rows_of(older, table)]
            assert kept == [{"id": "d1", "owner": "", "access": "ordinary"}]


BEFORE_PASSING_ON = {
    "spec_texts": [{"sha256": "aa", "text": b"one", "kept": MOMENT}],
    "drafts": [
        {"id": each, "form": "audit", "version": 1, "sha256": "aa", "revision": 0, "state": "discarded", **TIMES}
        | {"trial": False, "reissues": "", "starts_from": "", "report": "", "letter": each}
        for each in ("l1", "l2")
    ],
    "letter_requests": [
        {"id": each, "draft": each, "form": "audit", "version": 1, "sha256": "aa", "access": "ordinary", "owner": ""}
        | {"register": "", "entry": "", "name": "Pat", "email": "pat@p.example", "state": "declined", "sent": MOMENT}
        | {"expires": MOMENT, "instead_of": ""}
        for each in ("l1", "l2")
    ],
    "letter_events": [
        {"request": "l1", "number": 1, "what": "declined", "who": "l1", "moment": MOMENT, "detail": "Not us."},
        {
            "request": "l2",
            "number": 1,
            "what": "passed-on",
            "who": "l2",
            "moment": MOMENT,
            "detail": "Lee\nlee@p.example",
        },
    ],
}
"""What a database of the twelfth step may hold: a letter that was declined, and one that is for somebody else."""


def test_letters_that_were_passed_on_before_say_to_whom(new_database: Callable[[], str]) -> None:
    with connected(new_database()) as older:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("webapp.storage.upgrade.HEAD", "0012")
            upgrade(older)
        for name, rows in BEFORE_PASSING_ON.items():
            known = sa.Table(name, sa.MetaData(), *(sa.Column(key, _type(value)) for key, value in rows[0].items()))
            older.execute(sa.insert(known), rows)
        upgrade(older)
        kept = [(row["id"], row["state"], row["passed_to"]) for row in rows_of(older, letter_requests)]
        assert kept == [("l1", "declined", ""), ("l2", "passed-on", "Lee")]


@pytest.mark.parametrize("change", ["UPDATE acts SET who = 'x'", "DELETE FROM acts"])
def test_the_database_refuses_to_change_or_delete_an_act(new_database: Callable[[], str], change: str) -> None:
    with connected(new_database()) as connection:
        upgrade(connection)
        add(connection, Noted("somebody", Deed.RECORD_READ, "r1", {}), now=MOMENT)
        with pytest.raises(sa.exc.DBAPIError, match="only added to"), connection.begin_nested():
            connection.exec_driver_sql(change)
        assert connection.scalars(sa.select(acts.c.who)).all() == ["somebody"]


def rows_of(connection: sa.Connection, table: sa.Table) -> list[dict[str, object]]:
    """Return the rows of a table in the order of their keys."""
    asked = sa.select(table).order_by(*table.primary_key.columns)
    return [dict(row._mapping) for row in connection.execute(asked)]


def _type(value: object) -> sa.types.TypeEngine[object]:
    """Return the type that a column with such a value has."""
    kinds = {datetime: UtcTime, bytes: sa.LargeBinary, int: sa.Integer, bool: sa.Boolean}
    return kinds.get(type(value), sa.Text)()


def test_a_record_from_elsewhere_and_a_new_state_need_no_other_tables(new_database: Callable[[], str]) -> None:
    with connected(new_database()) as connection:
        upgrade(connection)
        connection.execute(sa.insert(spec_texts).values(sha256="aa", text=b"x", kept=MOMENT))
        asked = {"form": "audit", "version": 1, "sha256": "aa", "trial": False, "reissues": ""}
        begun = {"id": "d", **asked, "revision": 0, "state": "waiting", **TIMES, "starts_from": "", "report": ""}
        connection.execute(sa.insert(drafts).values(begun))
        connection.execute(sa.insert(records).values(id="r", **asked, submitted=MOMENT, **SHOWN))
        assert connection.scalars(sa.select(drafts.c.state)).all() == ["waiting"]
        assert connection.scalars(sa.select(records.c.id)).all() == ["r"]


def test_the_tables_name_the_last_migration_and_there_is_one_line_of_them() -> None:
    config = Config()
    config.set_main_option("script_location", "webapp.storage:migrations")
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [HEAD]
    numbers = [script.revision for script in scripts.walk_revisions()]
    assert numbers == sorted(numbers, reverse=True) == [f"{n:04}" for n in range(len(numbers), 0, -1)]
