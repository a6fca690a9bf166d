"""An application with accounts: a whole school for reading, and an empty one in which people sign in by password."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask

from tests.webapp.access.door import PASSWORD, take, twice
from tests.webapp.access.school import School, opened_school
from tests.webapp.pages.visitor import Visitor
from webapp.accounts import passwords
from webapp.application import close, create_app
from webapp.guard.owner import owner_token
from webapp.pages.desk import EXTENSION
from webapp.rights import ANYBODY
from webapp.settings import Settings
from webapp.storage.repository import Repository


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """A school whose people and things stay the same for all the tests of a module."""
    with opened_school(tmp_path_factory.mktemp("school")) as made:
        yield made


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords at low costs: what they cost is looked at in `tests/webapp/accounts`."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


@pytest.fixture
def application(data_folder: Path) -> Iterator[Flask]:
    made = create_app(Settings.from_environment({"FORMSPEC_DATA": str(data_folder)}))
    yield made
    close(made)


@pytest.fixture
def repository(application: Flask) -> Repository:
    """What the application keeps, with every right."""
    kept: Repository = application.extensions[EXTENSION].repository
    return kept.seen_by(ANYBODY)


@pytest.fixture
def owner(application: Flask) -> Visitor:
    """Somebody who has just made the first account, as ann@school.example."""
    visitor = Visitor(application.test_client())
    page = take(visitor, owner_token(str(application.secret_key)))
    page = page.press("Make the account", {"name": "Ann Head", "email": "Ann@School.example", **twice(PASSWORD)})
    assert page.path == "/", page.text
    return visitor
