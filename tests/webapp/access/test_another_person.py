"""A page that was made for one person, sent by a browser in which another one is signed in by now."""

import pytest
from flask import Flask

from tests.webapp.access.door import OTHER, account_of, invited, sign_in
from tests.webapp.pages.visitor import Page, Visitor
from webapp.rights import Role
from webapp.storage.repository import Repository

PLACE = "details.provider"
WORDS = "typed by Sam"


@pytest.fixture
def left_open(application: Flask, repository: Repository, owner: Visitor) -> Page:
    """A page on which Sam is typing, in a browser in which Bob signs in beside it."""
    invited(repository, application, "bob", Role.STAFF)
    sam = invited(repository, application, "sam", Role.STAFF)
    section = sam.get(f"{sam.start('Alternative Provision Audit').path}/sections/details")
    sign_in(sam, "bob@school.example", OTHER)
    return section


def test_it_is_told_whose_it_is_not_and_no_word_is_lost(left_open: Page, repository: Repository) -> None:
    late = left_open.press("Save and continue", {PLACE: WORDS})
    assert late.status == 401
    assert "Somebody else is signed in here now" in late.text
    assert "Bob" not in late.text
    assert [each.entries for each in repository.drafts()] == [{}]
    sign_in(left_open.visitor, "sam@school.example", OTHER, late).press("Save it now")
    assert [each.entries[PLACE] for each in repository.drafts()] == [WORDS]


def test_what_was_typed_is_not_shown_to_whoever_is_signed_in(left_open: Page) -> None:
    late = left_open.press("Save and continue", {PLACE: WORDS})
    assert WORDS not in late.text
    assert WORDS not in sign_in(left_open.visitor, "bob@school.example", OTHER, late).text


def test_a_button_of_one_person_is_not_pressed_for_another(left_open: Page, repository: Repository) -> None:
    account = next(each for each in left_open.forms if each.action == "/sign-out")
    sent = left_open.visitor.client.post(account.action, data=account.fields)
    assert sent.status_code == 401
    assert left_open.visitor.get("/account").path == "/account"


def test_a_script_of_that_page_is_told_that_nothing_was_saved(left_open: Page) -> None:
    form = next(each for each in left_open.forms if PLACE in each.fields)
    sent = left_open.visitor.client.post(form.action, data=form.fields, headers={"Sec-Fetch-Dest": "empty"})
    assert sent.status_code == 403
    assert "nothing was saved" in sent.get_data(as_text=True)


def test_a_photo_of_that_page_waits_for_its_own_person(left_open: Page, repository: Repository) -> None:
    sam = account_of(repository, "sam")
    draft = next(iter(repository.drafts()))
    client, at = left_open.visitor.client, f"/drafts/{draft.id}/uploads"
    token = next(each.fields["csrf"] for each in left_open.visitor.get("/").forms if "csrf" in each.fields)
    begun = {"csrf": token, "id": "u" * 32, "name": "hall.jpg", "size": 10, "address": "x", "who": sam.id}
    told = client.post(at, data=begun, headers={"Sec-Fetch-Dest": "empty"})
    assert (told.status_code, told.json["refused"].partition(".")[0]) == (401, "Somebody else is signed in here now")
