"""The pages of actions, as somebody without an account uses them: lists, following up, adding, and the record."""

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from flask import Flask

from tests.webapp.pages.safety import Submit, application_with, only, submitter
from tests.webapp.pages.visitor import Page, Visitor
from webapp.action_state import State
from webapp.application import close, create_app
from webapp.pages.words import today
from webapp.settings import Settings
from webapp.storage.action_statements import Action, Chosen
from webapp.storage.repository import Repository

PATH = re.compile(r"/actions/[0-9a-z]{26}")


@pytest.fixture
def application(settings: Settings, specs: Path) -> Iterator[Flask]:
    yield from application_with(settings, specs)


@pytest.fixture
def submit(application: Flask, specs: Path, repository: Repository) -> Submit:
    return submitter(specs, repository)


def boxes(page: Page) -> dict[str, str]:
    """What stands in the inputs of the form that a page is for."""
    return next(each.fields for each in page.forms if each.method == "post")


def page_of(visitor: Visitor, action: Action) -> Page:
    return visitor.get(f"/actions/{action.id}")


def test_the_pages_say_what_to_do_where_there_is_nothing(visitor: Visitor) -> None:
    page = visitor.get("/actions")
    assert "Nothing is left to do. When a form with further actions is submitted" in page.text
    lists = [href for href, _ in page.links if "/actions?" in href]
    assert len(lists) >= 9
    assert {visitor.get(href).status for href in lists} == {200}
    assert "Actions to follow up now" not in visitor.get("/").text


def test_the_page_of_an_action_says_where_it_comes_from(
    visitor: Visitor, repository: Repository, submit: Submit
) -> None:
    record = submit(due=date(2031, 12, 3))
    page = page_of(visitor, only(repository, record))
    for words in (
        "Buy a lock, and fit it",
        "State Open",
        "Who Pat Jones",
        "Due 3 December 2031",
        "Question Is the door shut?",
        "Concern It stands open",
        "written in the record",
        "Safety visit: The Forge",
    ):
        assert words in page.text
    assert page.follow("The record of").path == f"/records/{record.id}"


def test_following_an_action_up_is_kept_in_its_history(
    visitor: Visitor, repository: Repository, submit: Submit
) -> None:
    action = only(repository, submit())
    page = page_of(visitor, action).press("Save", {"state": "in-progress", "due": "2031-12-03", "who": "Ann"})
    assert (page.status, "The change is kept." in page.text) == (200, True)
    page = page.press("Save", {"note": "The shop is\r\nshut."})
    page = page.press("Save", {"state": "done", "note": "It is fitted."})
    history = page.text.partition("What was done")[2].partition("Follow it up")[0]
    for words in (
        "State: In progress. Who: Ann. Due: 3 December 2031",
        "The shop is shut.",
        "State: Done It is fitted.",
    ):
        assert words in history
    kept = repository.action(action.id)
    assert kept is not None
    assert (kept.standing.state, kept.revision) == (State.DONE, 4)
    assert repository.action_history(kept)[2].note == "The shop is\nshut."


REFUSED = [
    ({"state": "done"}, "Say what was done"),
    ({"state": "not-needed"}, "Say why it is not needed"),
    ({"due": "2031-12-04"}, "Say why it is due on another day"),
    ({"due": ""}, "Say why it is due on another day"),
    ({"due": "3 December"}, "Enter the day by which it is to be done, like 2026-12-03"),
    ({"due": "20311203"}, "Enter the day by which it is to be done, like 2026-12-03"),
    ({"due": "0206-01-01"}, "Enter the day by which it is to be done, like 2026-12-03"),
    ({"due": "2020-01-05", "note": "Sooner."}, "The day by which it is to be done must be today or later"),
    ({"due": "2031-02-30"}, "Enter the day by which it is to be done, like 2026-12-03"),
    ({"state": "finished"}, "Choose a state"),
    ({"state": ""}, "Choose a state"),
    ({"who": "x" * 201}, "The name must be 200 characters or fewer"),
    ({"note": "x" * 4001}, "What you say must be 4,000 characters or fewer"),
    ({"note": " \n "}, "Change something, say something, or add a photo or file"),
    ({"owner": "x" * 26, "note": "Yours."}, "There is nobody like that who follows up actions."),
]


@pytest.mark.parametrize(("typed", "sentence"), REFUSED)
def test_what_cannot_be_kept_is_said_at_its_place_and_stays_typed(
    visitor: Visitor, repository: Repository, submit: Submit, typed: Mapping[str, str], sentence: str
) -> None:
    action = only(repository, submit(due=date(2031, 12, 3)))
    page = page_of(visitor, action)
    form = next(each for each in page.forms if each.action.endswith(action.id))
    page = visitor.send(page, form, dict(typed))
    assert (page.status, page.title.startswith("Error: ")) == (422, True)
    assert page.text.count(sentence) >= (1 if "owner" in typed else 2)
    assert repository.action(action.id) == action
    kept = boxes(page) if "state" not in typed else {**boxes(page), "state": typed["state"]}
    for name in typed.keys() - {"owner"}:
        assert kept[name].strip() == typed[name].strip()


def test_a_day_that_is_past_stays_and_is_put_back_where_it_stood_and_is_set_on_nothing_else(
    visitor: Visitor, repository: Repository, submit: Submit
) -> None:
    past, now = date(2020, 1, 5), today()
    action = only(repository, submit(due=past))
    page = page_of(visitor, action).press("Save", {"note": "Asked."})
    page = page.press("Save", {"due": now.isoformat(), "note": "Mistyped."})
    assert only_day(repository, action) == now
    assert page.press("Save", {"due": (past + timedelta(1)).isoformat(), "note": "Really."}).status == 422
    page = page.press("Save", {"due": past.isoformat(), "note": "It was right."})
    assert (page.status, only_day(repository, action)) == (200, past)


def only_day(repository: Repository, action: Action) -> date | None:
    found = repository.action(action.id)
    assert found is not None
    return found.standing.due


def test_opening_again_asks_why(visitor: Visitor, repository: Repository, submit: Submit) -> None:
    action = only(repository, submit())
    page = page_of(visitor, action).press("Save", {"state": "done", "note": "Fitted."})
    page = page.press("Save", {"state": "open"})
    assert page.status == 422
    assert "Say why it is opened again" in page.text
    assert "State: Open It broke." in page.press("Save", {"note": "It broke."}).text


def test_a_change_that_came_too_late_shows_what_is_there_and_keeps_what_was_typed(
    visitor: Visitor, colleague: Visitor, repository: Repository, submit: Submit
) -> None:
    action = only(repository, submit())
    mine, theirs = page_of(visitor, action), page_of(colleague, action)
    theirs.press("Save", {"state": "in-progress", "who": "Ann"})
    late = mine.press("Save", {"state": "done", "note": "It is fitted."})
    assert late.status == 409
    assert "Somebody else has changed this action meanwhile" in late.text
    assert "State In progress Who Ann" in late.text
    assert (boxes(late)["state"], boxes(late)["note"], boxes(late)["who"]) == (
        "done",
        "It is fitted.",
        "Pat Jones",
    )
    assert late.press("Save").status == 200
    kept = repository.action(action.id)
    assert kept is not None
    assert (kept.standing.state, kept.standing.who, kept.revision) == (State.DONE, "Pat Jones", 3)


def test_a_page_that_was_open_for_too_long_gives_back_what_was_typed(
    visitor: Visitor, repository: Repository, submit: Submit
) -> None:
    record = submit()
    action = only(repository, record)
    page = page_of(visitor, action).press("Save", {"note": "Fitted.", "csrf": "x"})
    assert (page.status, boxes(page)["note"]) == (403, "Fitted.")
    page = visitor.get(f"/records/{record.id}").follow("Add an action").press("Add", {"text": "Paint it", "csrf": "x"})
    assert (page.status, boxes(page)["text"]) == (403, "Paint it")
    assert repository.count_actions(Chosen()) == 1


def test_the_record_lists_its_actions_and_the_concerns_that_have_none(
    visitor: Visitor, repository: Repository, submit: Submit
) -> None:
    record = submit()
    part = visitor.get(f"/records/{record.id}").text.partition(" Follow-up ")[2]
    assert "Buy a lock, and fit it Pat Jones No day Open" in part
    assert "Concerns with no action (1) Is the gate shut? It is <rotten> Add an action" in part
    page = visitor.get(f"/records/{record.id}").follow("Add an action")
    assert "Concern It is <rotten>" in page.text
    assert page.press("Add the action", {"text": " "}).status == 422
    late = page.press("Add the action", {"text": "Paint it", "due": "2020-01-05"})
    assert (late.status, late.text.count("The day by which it is to be done must be today or later")) == (422, 2)
    added = page.press("Add the action", {"text": "Paint it", "who": "Ann", "due": "2031-01-02"})
    assert (added.status, "added by hand to a concern" in added.text, "It is <rotten>" in added.text) == (
        200,
        True,
        True,
    )
    part = visitor.get(f"/records/{record.id}").text.partition(" Follow-up ")[2]
    assert "Paint it Ann 2 January 2031 Open" in part
    assert "Concerns with no action" not in part
    assert repository.record(record.id) == record


@pytest.mark.parametrize("address", ["", "main.door.action", "main.x.concern", "x" * 3000])
def test_an_action_is_added_to_a_concern_of_the_record_alone(
    visitor: Visitor, repository: Repository, submit: Submit, address: str
) -> None:
    record = submit()
    page = visitor.get(f"/records/{record.id}/actions/new?concern={address}")
    assert page.path == f"/records/{record.id}"
    page = visitor.get(f"/records/{record.id}").follow("Add an action")
    assert page.press("Add", {"text": "x", "concern": address}).path == f"/records/{record.id}"
    assert repository.count_actions(Chosen()) == 1


def test_nothing_is_added_to_a_record_that_does_not_count(
    visitor: Visitor, repository: Repository, submit: Submit
) -> None:
    first = submit()
    with repository._database.writing("x") as connection:
        connection.exec_driver_sql(f"UPDATE records SET undone = submitted, reissues = 'x' WHERE id = '{first.id}'")
    page = visitor.get(f"/records/{first.id}")
    assert "Concerns with no action (1)" in page.text
    assert "Add an action" not in page.text
    assert visitor.get(f"/records/{first.id}/actions/new?concern=main.gate.concern").path == f"/records/{first.id}"


def test_lists_and_their_numbers_agree_and_lead_to_each_other(
    visitor: Visitor, repository: Repository, submit: Submit
) -> None:
    day = timedelta(1)
    for due, place, action in (
        (today() - day, "the  forge", "Late one"),
        (today(), "The Forge", "Today’s one"),
        (today() + 30 * day, "Ironbridge", "Far one"),
        (None, "Ironbridge", "Dayless one"),
    ):
        submit(due=due, place=place, door_action=action, door_who="")
    page = visitor.get("/actions")
    expected = {
        "Overdue (1)": ["Late one"],
        "Due soon (1)": ["Today’s one"],
        "Nobody yet (4)": ["Late one", "Today’s one", "Far one", "Dayless one"],
        "Not finished (4)": ["Late one", "Today’s one", "Far one", "Dayless one"],
        "In progress (0)": [],
        "All (4)": ["Late one", "Today’s one", "Far one", "Dayless one"],
    }
    for words, texts in expected.items():
        found = visitor.get(page.link(words))
        assert [each for href, each in found.links if PATH.fullmatch(href)] == texts, words
    about = page.text.partition("What they are about")[2]
    assert "Ironbridge 2 actions not finished: Ironbridge None" in about
    assert "The Forge 2 actions not finished: The Forge 1 action overdue: The Forge" in about
    forge = page.follow("2 actions not finished: The Forge")
    assert [each for href, each in forge.links if PATH.fullmatch(href)] == ["Late one", "Today’s one"]
    assert "Overdue (1)" in forge.text
    assert not [href for each in (page, forge) for href, _ in each.links if "orge" in href]
    start = visitor.get("/")
    assert "Actions to follow up now Overdue: 1 action Due soon: 1 action" in start.text
    assert "Late one" in start.follow("Overdue: 1 action").text


def test_a_long_list_has_pages(visitor: Visitor, submit: Submit) -> None:
    for number in range(53):
        submit(door_action=f"Number {number}")
    page = visitor.get("/actions?show=all")
    assert "53 actions, page 1 of 2" in page.text
    assert "Number 52" in page.follow("Later in the list").text
    for odd in ("0", "-1", "x", "9" * 30, "99"):
        assert visitor.get(f"/actions?show=all&page={odd}").status == 200


@pytest.mark.parametrize(
    "query", ["?show=x", "?show=mine", "?show=", "?like=", "?like=x&show=done", "?own=yes&show=overdue"]
)
def test_whatever_an_address_asks_for_is_answered_with_a_list(visitor: Visitor, submit: Submit, query: str) -> None:
    submit()
    assert visitor.get(f"/actions{query}").status == 200


@pytest.mark.parametrize("path", ["/actions/x", f"/actions/{'a' * 26}", f"/records/{'a' * 26}/actions/new"])
def test_what_is_not_there_is_not_found(visitor: Visitor, path: str) -> None:
    assert visitor.get(path).status == 404


def test_the_actions_of_a_damaged_record_can_still_be_read(
    visitor: Visitor, repository: Repository, submit: Submit
) -> None:
    record = submit()
    with repository._database.writing("x") as connection:
        connection.exec_driver_sql(f"UPDATE records SET document = '[' WHERE id = '{record.id}'")
    page = page_of(visitor, only(repository, record))
    assert (page.status, "Buy a lock" in page.text, "It stands open" in page.text) == (200, True, False)


def test_a_record_of_before_has_its_actions_once_the_application_opens(
    settings: Settings, application: Flask, repository: Repository, submit: Submit
) -> None:
    record = submit()
    with repository._database.writing("x") as connection:
        for table in ("action_entries", "action_places", "actions"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
    close(application)
    again = create_app(settings)
    page = Visitor(again.test_client()).get(f"/records/{record.id}")
    close(again)
    assert "Buy a lock, and fit it Pat Jones No day Open" in page.text


def test_every_deed_is_in_the_trail(visitor: Visitor, repository: Repository, submit: Submit) -> None:
    record = submit()
    page_of(visitor, only(repository, record)).press("Save", {"note": "Soon."})
    visitor.get(f"/records/{record.id}").follow("Add an action").press("Add the action", {"text": "Paint it"})
    visitor.get("/actions/calendar.ics")
    acts = [each.act for each in repository.acts(limit=20) if each.kind in {"action", "actions"}]
    assert acts == ["actions.exported", "action.read", "action.added", "action.read", "action.changed", "action.read"]


def test_tables_of_exports_say_how_each_action_stands(visitor: Visitor, repository: Repository, submit: Submit) -> None:
    record = submit()
    action = only(repository, record)
    page_of(visitor, action).press("Save", {"state": "in-progress", "due": "2031-12-03", "who": "Ann"})
    page = visitor.get(f"/records/{record.id}").follow("Add an action")
    page.press("Add the action", {"text": "Paint it", "who": "Bo"})
    answer = visitor.client.get("/exports/file?format=csv-findings")
    rows = csv.DictReader(StringIO(answer.get_data(as_text=True).lstrip("\ufeff"), newline=""))
    told = [(each["finding"], each["text"], each["state"], each["owner"], each["due"]) for each in rows]
    assert told[-2:] == [
        ("Further action", "Buy a lock,\nand fit it", "In progress", "Ann", "2031-12-03"),
        ("Further action, added later", "Paint it", "Open", "Bo", ""),
    ]
