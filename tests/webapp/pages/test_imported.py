"""What was imported is read, given out and re-issued like what was submitted here, though its form is not published."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.archive.reading import opened_archive
from tests.webapp.pages.conftest import THIRD_ANSWERS
from tests.webapp.pages.visitor import Visitor
from webapp.application import close, create_app
from webapp.arriving import arriving
from webapp.pages.desk import EXTENSION
from webapp.settings import Settings

TITLE = "Trip check"
REGISTERED = "Not in the register yet"
"""What a record says where its form is published alone: there is a register of what published forms are about."""


@pytest.fixture
def elsewhere(visitor: Visitor, tmp_path: Path) -> Iterator[tuple[Visitor, Visitor, str]]:
    """A visitor where something was submitted, one where that was imported, and its id."""
    record = visitor.submit(TITLE, THIRD_ANSWERS).path.split("/")[2]
    exported = visitor.client.get("/exports/file?format=zip", buffered=True).data
    application = create_app(Settings.from_environment({"FORMSPEC_DATA": str(tmp_path / "elsewhere")}))
    with opened_archive(io.BytesIO(exported)) as archive:
        texts = [text for _, text in archive.forms.values()]
        application.extensions[EXTENSION].repository.take_in(texts, arriving(archive))
    yield visitor, Visitor(application.test_client()), record
    close(application)


@pytest.mark.parametrize("page", ["", ".json", "/receipt"])
def test_a_record_that_came_in_reads_as_it_did(elsewhere, page: str) -> None:
    here, there, record = elsewhere
    said = here.get(f"/records/{record}{page}").text.replace(f" {REGISTERED}", "")
    assert there.get(f"/records/{record}{page}").text == said


def test_it_stands_in_lists_and_exports(elsewhere) -> None:
    here, there, record = elsewhere
    assert there.get("/records").link("Trip check") == f"/records/{record}"
    for name in ("jsonl", "csv-answers", "zip"):
        path = f"/exports/file?format={name}"
        assert there.client.get(path, buffered=True).data == here.client.get(path, buffered=True).data


def test_it_can_be_erased(elsewhere) -> None:
    _, there, record = elsewhere
    assert there.get(f"/retention/records/{record}").status == 200
    assert there.get("/retention").status == 200
