"""What stands on the pages that ask for a password, and what does not."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.webapp.access.door import OTHER, PASSWORD, account_of, sign_in, take, twice
from tests.webapp.pages.visitor import Page, Visitor
from webapp.guard.owner import owner_token
from webapp.storage.repository import Repository

USUAL = ("admin", "root", "administrator", "formspec", "test", "guest", "sa")


@pytest.fixture
def asking(application: Flask, repository: Repository) -> list[Page]:
    """Every page that asks for a password."""
    stranger = Visitor(application.test_client())
    first = take(stranger, owner_token(str(application.secret_key)))
    own = {"name": "Ann", "email": "ann@school.example", "password": PASSWORD, "again": PASSWORD}
    owner = first.press("Make the account", own).visitor
    link = repository.make_password_link(account_of(repository, "ann").id, timedelta(days=1))
    stranger = Visitor(application.test_client())
    return [first, stranger.get("/sign-in"), take(stranger, link), *map(owner.get, ("/account", "/account/prove"))]


def test_each_hides_what_is_typed_and_lets_a_password_manager_fill_it_in(asking: list[Page]) -> None:
    for page in asking:
        boxes = [
            given for tag, given in page.tags if tag == "input" and given.get("name") in {"password", "again", "now"}
        ]
        assert boxes, page.path
        for box in boxes:
            assert box["type"] == "password", page.path
            assert box["autocomplete"] in {"current-password", "new-password"}, page.path
            assert not {"maxlength", "pattern", "readonly"} & set(box)
            assert not [name for name in box if name.startswith("on")]


def test_none_has_a_hint_at_a_password_or_a_question_in_its_place(asking: list[Page]) -> None:
    known = {"csrf", "token", "name", "email", "username", "password", "again", "now", "then", "kept"}
    for page in asking:
        form = next(each for each in page.forms if "password" in each.inputs)
        assert {each for each in form.inputs if not each.startswith("role-")} <= known, page.path


def test_no_account_is_there_before_somebody_makes_one(application: Flask, repository: Repository) -> None:
    assert not repository.has_accounts()
    for name in USUAL:
        assert sign_in(Visitor(application.test_client()), name, name).status in {403, 429}


def test_beside_the_first_account_there_is_no_other(application: Flask, repository: Repository, owner: Visitor) -> None:
    assert [each.email for each in repository.accounts()] == ["ann@school.example"]
    for name in USUAL:
        assert sign_in(Visitor(application.test_client()), name, name).status in {403, 429}


def test_an_invited_account_has_no_password_until_its_person_chooses_one(
    application: Flask, repository: Repository, owner: Visitor
) -> None:
    invited = repository.invite("sam@school.example", "Sam", [])
    link = repository.make_password_link(invited.id, timedelta(days=1))
    for tried in ("", link, OTHER):
        assert sign_in(Visitor(application.test_client()), "sam@school.example", tried).status == 403


def test_a_wrong_present_password_stands_in_the_trail(repository: Repository, owner: Visitor) -> None:
    owner.get("/account").press("Change the password", {"now": "not the right password", **twice(OTHER)})
    refused = [each.detail for each in repository.every_act() if each.act == "session.refused"]
    assert refused == ['{"step":"password","tries":1}']
