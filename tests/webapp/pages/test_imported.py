"""What was imported is read, given out and re-issued like what was submitted here, though its form is not published."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.archive.reading import opened_archive
from tests.webapp.pages.conftest import THIRD_ANSWERS
from tests.webapp.pages.visitor import Visitor
from tests.webapp.storage.followed_halls import people, submitted
from webapp.action_state import Standing, State
from webapp.application import close, create_app
from webapp.arriving import arriving
from webapp.exports.formats import FORMATS, Ordered, pieces
from webapp.pages.desk import EXTENSION
from webapp.rights import Viewer
from webapp.settings import Settings
from webapp.storage.action_statements import Action
from webapp.storage.exported import Selection
from webapp.storage.opening import open_repository
from webapp.storage.repository import Repository

TITLE = "Trip check"
REGISTERED = (
    " (Not in the register yet|No entry of the register goes by .* Add it, or look for the entry that is meant)"
)
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
    said = re.sub(REGISTERED, "", here.get(f"/records/{record}{page}").text)
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


@pytest.fixture
def followed(tmp_path: Path) -> Iterator[tuple[Visitor, Repository, Action]]:
    """A visitor without an account where an action came in that Ben, who has none here, was to follow up."""
    with open_repository(Settings.from_environment({"FORMSPEC_DATA": str(tmp_path / "there")})) as there:
        (ben,) = people(there, ["Ben"])
        (action,) = there.actions_of(submitted(there, {"details.hall": "The Barn", "main.exits.todo": "Move them"}))
        standing = Standing(State.OPEN, ben.id, "", None)
        kept = there.seen_by(Viewer(id=ben.id, name="Ben", roles=ben.roles))
        kept.change_action(action.id, base=1, standing=standing, note="Mine")
        made = b"".join(pieces(FORMATS["zip"], Ordered(there, Selection())))
    application = create_app(Settings.from_environment({"FORMSPEC_DATA": str(tmp_path / "elsewhere")}))
    here = application.extensions[EXTENSION].repository
    with opened_archive(io.BytesIO(made)) as archive:
        here.take_in([text for _, text in archive.forms.values()], arriving(archive))
    yield Visitor(application.test_client()), here, here.action(action.id)
    close(application)


def test_an_action_of_somebody_without_an_account_here_stays_theirs_while_it_is_followed_up(followed) -> None:
    visitor, here, action = followed
    page = visitor.get(f"/actions/{action.id}")
    assert "Ben (follows up nothing here)" in page.text
    page.press("Save", {"note": "Called him"})
    after = here.action(action.id)
    assert (after.revision, after.standing) == (3, action.standing)
    assert "Ben" in visitor.get("/actions").text


def test_it_can_be_taken_from_them(followed) -> None:
    visitor, here, action = followed
    page = visitor.get(f"/actions/{action.id}").press("Save", {"owner": "", "who": "Pat"})
    assert "Ben (follows up nothing here)" not in page.text
    assert here.action(action.id).standing.who == "Pat"
    assert here.action(action.id).standing.owner == ""
