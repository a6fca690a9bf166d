"""Which version of a form can be started is a matter of days; what was begun or submitted opens whatever the day."""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from formspec.release import Release, write_release
from tests.releases import release_of
from tests.webapp.pages.conftest import THIRD_ANSWERS, THIRD_SPEC
from webapp.pages.desk import EXTENSION
from webapp.storage.repository import Repository

LONG_AGO, LONG_AFTER = date(2020, 1, 1), date(2190, 1, 1)


def second_version() -> bytes:
    return THIRD_SPEC.replace("version: 1\n", "version: 2\n").replace("Where are you going?", "Whither?").encode()


def release(text: bytes, version: int, in_force: date = LONG_AGO) -> Release:
    return release_of(text, "trip-check", version, in_force=in_force)


def withdraw_file(specs: Path) -> None:
    path = specs / "trip-check" / "1.yaml"
    withdrawn = replace(release(path.read_bytes(), 1), withdrawn=LONG_AGO, withdrawn_why="Wrong")
    path.with_name("1.release.json").write_bytes(write_release(withdrawn))


@pytest.fixture
def repository(application) -> Repository:
    return application.extensions[EXTENSION].repository


def test_a_form_of_which_every_version_is_withdrawn_cannot_be_started_and_what_there_is_of_it_opens(visitor, specs):
    record = visitor.submit("Trip check", THIRD_ANSWERS).follow("Open the record")
    tasks, start = visitor.start("Trip check"), visitor.get("/forms/trip-check")
    withdraw_file(specs)
    assert "Start Trip check" not in visitor.get("/").text
    assert start.press("Start now").status == 404
    for path in (tasks.path, record.path, f"{record.path}/receipt", "/forms/trip-check/1/blank", "/records"):
        assert visitor.get(path).status == 200
    filled = visitor.fill(tasks, THIRD_ANSWERS)
    assert filled.press("Submit").status == 200


def test_what_is_published_in_the_browser_is_started_from_then_on_and_what_was_begun_keeps_its_words(
    visitor, repository
):
    tasks = visitor.start("Trip check")
    text = second_version()
    repository.publish(release(text, 2), text, {}, last=1)
    assert "Version 2." in visitor.get("/").text
    assert "Whither?" in visitor.start("Trip check").follow("The trip").text
    assert "Where are you going?" in visitor.get(tasks.path).follow("The trip").text
    repository.withdraw("trip-check", 2, LONG_AGO, "Wrong")
    assert "Where are you going?" in visitor.start("Trip check").follow("The trip").text


def test_a_version_that_is_not_in_force_yet_waits(visitor, repository):
    text = second_version()
    repository.publish(release(text, 2, LONG_AFTER), text, {}, last=1)
    assert "Where are you going?" in visitor.start("Trip check").follow("The trip").text


def test_a_trial_opens_in_its_own_words_and_stands_in_no_list(visitor, repository):
    text = THIRD_SPEC.replace("Where are you going?", "Whither?").encode()
    visitor.start("Trip check")
    trial = repository.start_trial("trip-check", 1, sha256(text).hexdigest(), text)
    assert trial.id not in visitor.get("/").html
    tasks = visitor.get(f"/drafts/{trial.id}")
    assert "Whither?" in tasks.follow("The trip").text
    record = visitor.fill(tasks, THIRD_ANSWERS).press("Submit").follow("Open the record")
    assert "Whither?" in record.text
    for path in ("/", "/records", "/records.jsonl"):
        assert trial.id not in visitor.get(path).html


def test_a_re_issue_that_was_undone_leaves_every_list_and_download_as_it_was(visitor, repository):
    first = visitor.submit("Trip check", THIRD_ANSWERS).follow("Open the record")
    lists = ("/", "/records", "/records.jsonl")
    before = [visitor.get(path).html for path in lists]
    draft = repository.start_draft("trip-check", 1, reissues=first.path.rpartition("/")[2])
    record = visitor.fill(visitor.get(f"/drafts/{draft.id}"), THIRD_ANSWERS).press("Submit")
    assert draft.id in visitor.get("/records").html
    repository.undo_reissue(draft.id)
    assert [visitor.get(path).html for path in lists] == before
    assert visitor.get(record.path).status == 200
