"""The page of the audit trail: narrowed to a person, a thing, a day, and never broken by what is asked of it."""

from datetime import timedelta

import pytest
from flask import Flask

from engine.london import LONDON
from tests.webapp.access.door import account_of, invited
from tests.webapp.pages.visitor import Visitor
from webapp.rights import Role
from webapp.storage.opened import now
from webapp.storage.repository import Repository


def rows(visitor: Visitor, asked: str = "") -> int:
    page = visitor.get(f"/trail{asked}")
    assert page.status == 200
    return sum(given.get("data-label") == "Who" for _, given in page.tags)


def test_it_is_narrowed_to_a_person_a_thing_and_a_day(
    application: Flask, repository: Repository, owner: Visitor
) -> None:
    invited(repository, application, "sam", Role.STAFF)
    sam = account_of(repository, "sam").id
    done = [(act.who, act.thing) for act in repository.every_act()]
    assert rows(owner) == len(done)
    assert rows(owner, f"?who={sam}") == sum(who == sam for who, _ in done) > 0
    assert rows(owner, f"?thing={sam}") == sum(thing == sam for _, thing in done) > 0
    second = list(repository.every_act())[1]
    assert [each.number for each in repository.acts(until=second.moment)] == [1]
    today, yesterday = (f"{(now() - timedelta(days=ago)).astimezone(LONDON):%Y-%m-%d}" for ago in (0, 1))
    assert rows(owner, f"?day={today}&who={sam}") == sum(who == sam for who, _ in done)
    assert rows(owner, f"?day={yesterday}") == 0


@pytest.mark.parametrize("asked", ["?day=soon", "?day=9999-12-31", "?who=nobody", "?before=x", "?day=2026-02-30"])
def test_what_cannot_be_meant_is_shown_as_if_it_were_not_asked_or_as_nothing(owner: Visitor, asked: str) -> None:
    assert rows(owner, asked) >= 0


def test_older_acts_are_offered_where_there_are_older_ones(repository: Repository, owner: Visitor) -> None:
    assert "Older" not in owner.get("/trail").text
    last = 0
    while last <= 50:
        owner.get("/people")
        owner.get("/trail")
        last = len(list(repository.every_act()))
    page = owner.get("/trail")
    assert rows(owner) == 50
    older = page.follow("Older")
    assert 0 < sum(given.get("data-label") == "Who" for _, given in older.tags) < 50
    assert "Older" not in older.text


def test_what_is_not_there_is_not_said_to_be_all(owner: Visitor) -> None:
    page = owner.get("/trail?day=2020-01-01")
    assert "Nothing in the trail is as you asked for." in page.text
    assert "Nothing was done" not in page.text
