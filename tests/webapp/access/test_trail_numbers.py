"""The page of the audit trail from a number on, on either database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.webapp.access.door import PASSWORD, take, twice
from tests.webapp.pages.visitor import Visitor
from webapp.application import close, create_app
from webapp.guard.owner import owner_token
from webapp.settings import Settings


@pytest.fixture
def application(tmp_path: Path, database_url: str) -> Iterator[Flask]:
    given = {"FORMSPEC_DATA": str(tmp_path / "kept"), "FORMSPEC_DATABASE": database_url}
    made = create_app(Settings.from_environment(given))
    yield made
    close(made)


@pytest.mark.parametrize("before", ["999999999", "9999999999", "99999999999999", "9" * 200, "-1", "x"])
def test_a_page_from_any_number_on_is_shown(application: Flask, before: str) -> None:
    visitor = Visitor(application.test_client())
    page = take(visitor, owner_token(str(application.secret_key)))
    page.press("Make the account", {"name": "Ann", "email": "ann@school.example", **twice(PASSWORD)})
    assert visitor.get(f"/trail?before={before}").status == 200
