"""A repository on a real database, and what the tests of storage do with it again and again."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.canonical import digest
from tests.conftest import NewDatabase
from webapp.settings import Settings
from webapp.storage.opening import open_repository
from webapp.storage.repository import Document, Draft, Repository

Build = Callable[[Draft], Document]


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings.from_environment({"FORMSPEC_DATA": str(tmp_path / "kept"), "FORMSPEC_DATABASE": database_url})


@pytest.fixture
def empty(new_database: NewDatabase, tmp_path: Path) -> Settings:
    """Settings for a database that has no tables yet."""
    return Settings.from_environment({"FORMSPEC_DATA": str(tmp_path / "kept"), "FORMSPEC_DATABASE": new_database()})


@pytest.fixture
def repository(settings: Settings) -> Iterator[Repository]:
    """A repository in which one version of one form is pinned."""
    with open_repository(settings) as opened:
        opened.pin("audit", 1, "aa", b"form: audit")
        yield opened


@pytest.fixture
def build() -> Build:
    """Make a document that names the draft and holds its entries."""

    def built(draft: Draft) -> Document:
        content = {"id": draft.id, "entries": len(draft.entries)}
        return Document(
            text=json.dumps(content),
            digest=digest(content),
            about="Ironbridge",
            outcome="yes",
            concerns=2,
            actions=1,
            submitted=datetime.now(UTC),
        )

    return built
