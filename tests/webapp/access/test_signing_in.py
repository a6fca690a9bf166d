"""Signing in, signing out, links, and that no word is lost when a session ends."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from tests.webapp.access.door import OTHER, PASSWORD, account_of, cookie, invited, sign_in, take, twice
from tests.webapp.pages.visitor import Visitor
from webapp.guard.owner import owner_token
from webapp.rights import Role
from webapp.storage import sessions as session_rules
from webapp.storage.repository import Repository

ANN = "ann@school.example"
SAM = "sam@school.example"
AUDIT = "Alternative Provision Audit"
TYPED = {"details.provider": "The Forge, typed before"}


def test_without_accounts_every_page_opens_and_says_that_there_are_none(application: Flask) -> None:
    page = Visitor(application.test_client()).get("/")
    assert "No accounts yet" in page.text
    assert "Sign out" not in page.text


def test_the_link_of_the_owner_makes_the_first_account_once(application: Flask, owner: Visitor) -> None:
    page = owner.get("/")
    assert "Ann Head" in page.text
    assert "No accounts yet" not in page.text
    late = take(Visitor(application.test_client()), owner_token(str(application.secret_key)))
    assert "does not hold any more" in late.text


def test_a_link_of_another_installation_makes_no_account(application: Flask) -> None:
    page = take(Visitor(application.test_client()), owner_token("another key that is as long as it has to be"))
    assert "does not hold any more" in page.text


def test_a_link_that_is_too_old_makes_no_account(application: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.guard.owner.LIFETIME", timedelta(seconds=-1))
    page = take(Visitor(application.test_client()), owner_token(str(application.secret_key)))
    assert "does not hold any more" in page.text


def test_opening_a_link_uses_nothing_up(application: Flask, repository: Repository, owner: Visitor) -> None:
    account = repository.invite(SAM, "Sam", [Role.STAFF])
    token = repository.make_password_link(account.id, timedelta(days=1))
    visitor = Visitor(application.test_client())
    assert take(visitor, token).status == 200
    assert take(visitor, token).press("Set the password", twice(OTHER)).path == "/"
    assert "does not hold any more" in take(visitor, token).text


def test_a_link_for_a_password_grows_too_old(application: Flask, repository: Repository, owner: Visitor) -> None:
    account = repository.invite(SAM, "Sam", [Role.STAFF])
    token = repository.make_password_link(account.id, timedelta(seconds=-1))
    assert "does not hold any more" in take(Visitor(application.test_client()), token).text


def test_an_invited_person_s_own_name_is_no_password(
    application: Flask, repository: Repository, owner: Visitor
) -> None:
    account = repository.invite(SAM, "Sam Smith", [Role.STAFF])
    page = take(Visitor(application.test_client()), repository.make_password_link(account.id, timedelta(days=1)))
    refused = page.press("Set the password", twice("Sam Smith 1234"))
    assert refused.status == 422
    assert "made of your name" in refused.text
    refused = page.press("Set the password", twice("Wombridge2026!"))
    assert "the school's name" in refused.text


def test_a_new_link_takes_the_place_of_the_one_before(
    application: Flask, repository: Repository, owner: Visitor
) -> None:
    account = repository.invite(SAM, "Sam", [Role.STAFF])
    first, second = (repository.make_password_link(account.id, timedelta(days=1)) for _ in range(2))
    visitor = Visitor(application.test_client())
    assert "does not hold any more" in take(visitor, first).text
    assert "Set your password" in take(visitor, second).text


def test_what_was_entered_before_there_were_accounts_belongs_to_the_first(application: Flask) -> None:
    before = Visitor(application.test_client())
    draft = before.start(AUDIT).path
    page = take(before, owner_token(str(application.secret_key)))
    page.press("Make the account", {"name": "Ann", "email": ANN, **twice(PASSWORD)})
    assert before.get(draft).status == 200


def test_every_page_asks_for_signing_in_and_comes_back_to_itself(application: Flask, owner: Visitor) -> None:
    visitor = Visitor(application.test_client())
    page = visitor.get("/records?form=ap-audit")
    assert page.path == "/sign-in"
    assert sign_in(visitor, ANN, PASSWORD, page).path == "/records"


@pytest.mark.parametrize(
    "then", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "records"]
)
def test_signing_in_leads_nowhere_else(application: Flask, owner: Visitor, then: str) -> None:
    visitor = Visitor(application.test_client())
    page = visitor.get(f"/sign-in?then={then}")
    assert sign_in(visitor, ANN, PASSWORD, page).path == "/"


@pytest.mark.parametrize(
    ("email", "password"), [(ANN, "not her password"), ("x@school.example", PASSWORD), ("", ""), (ANN, "")]
)
def test_a_wrong_address_and_a_wrong_password_are_answered_alike(
    application: Flask, owner: Visitor, email: str, password: str
) -> None:
    page = sign_in(Visitor(application.test_client()), email, password)
    assert page.status == 403
    assert "The e-mail address or the password is not right." in page.text
    assert not password or password not in page.html


def test_signing_out_ends_the_session_for_whoever_holds_its_token(application: Flask, owner: Visitor) -> None:
    token = cookie(owner, "-in")
    assert owner.get("/").press("Sign out").path == "/sign-in"
    thief = application.test_client()
    thief.set_cookie(f"{application.config['SESSION_COOKIE_NAME']}-in", token)
    assert thief.get("/").status_code == 303


def test_a_session_has_another_token_after_each_sign_in(owner: Visitor) -> None:
    first = cookie(owner, "-in")
    sign_in(owner, ANN, PASSWORD)
    assert cookie(owner, "-in") not in {"", first}


@pytest.mark.parametrize("limit", ["IDLE", "ABSOLUTE"])
def test_a_session_ends_by_itself(owner: Visitor, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(session_rules, limit, timedelta(seconds=-1))
    assert owner.get("/").path == "/sign-in"


def test_words_typed_before_a_session_ended_are_saved_after_signing_in_again(
    application: Flask, repository: Repository, owner: Visitor
) -> None:
    sam = invited(repository, application, "sam", Role.STAFF)
    section = sam.get(f"{sam.start(AUDIT).path}/sections/details")
    repository.end_sessions(account_of(repository, "sam").id, "a test")
    late = section.press("Save and continue", TYPED)
    assert "not saved yet, and not lost" in late.text
    page = sign_in(sam, SAM, OTHER, late)
    assert TYPED["details.provider"] in page.text
    page.press("Save it now")
    assert [each.entries["details.provider"] for each in repository.drafts()] == [TYPED["details.provider"]]


def test_words_are_kept_through_a_password_that_was_mistyped(
    application: Flask, repository: Repository, owner: Visitor
) -> None:
    sam = invited(repository, application, "sam", Role.STAFF)
    section = sam.get(f"{sam.start(AUDIT).path}/sections/details")
    repository.end_sessions(account_of(repository, "sam").id, "a test")
    wrong = sign_in(sam, SAM, PASSWORD, section.press("Save and continue", TYPED))
    assert wrong.status == 403
    assert TYPED["details.provider"] in sign_in(sam, SAM, OTHER, wrong).text


def test_words_are_not_shown_to_another_person_who_signs_in_instead(
    application: Flask, repository: Repository, owner: Visitor
) -> None:
    sam = invited(repository, application, "sam", Role.STAFF)
    section = sam.get(f"{sam.start(AUDIT).path}/sections/details")
    repository.end_sessions(account_of(repository, "sam").id, "a test")
    page = sign_in(sam, ANN, PASSWORD, section.press("Save and continue", TYPED))
    assert TYPED["details.provider"] not in page.html
    assert "typed here by another person" in page.text


def test_words_of_a_page_that_was_open_while_somebody_signed_out_are_theirs_alone(
    application: Flask, repository: Repository, owner: Visitor
) -> None:
    sam = invited(repository, application, "sam", Role.STAFF)
    section = sam.get(f"{sam.start(AUDIT).path}/sections/details")
    sam.get("/").press("Sign out")
    late = section.press("Save and continue", TYPED)
    other = sign_in(sam, ANN, PASSWORD, late)
    assert TYPED["details.provider"] not in other.html
    assert "typed here by another person" in other.text
    sign_in(sam, SAM, OTHER, sign_in(sam, SAM, OTHER, late)).press("Save it now")
    assert [each.entries["details.provider"] for each in repository.drafts()] == [TYPED["details.provider"]]


def test_words_of_a_page_that_was_made_for_nobody_known_are_kept_only_as_answers(
    application: Flask, repository: Repository
) -> None:
    visitor = Visitor(application.test_client())
    tasks = visitor.start(AUDIT)
    section = visitor.get(f"{tasks.path}/sections/details")
    take(Visitor(application.test_client()), owner_token(str(application.secret_key))).press(
        "Make the account", {"name": "Ann", "email": ANN, **twice(PASSWORD)}
    )
    late = section.press("Save and continue", TYPED)
    assert TYPED["details.provider"] in sign_in(visitor, ANN, PASSWORD, late).text
    visitor.client.delete_cookie(f"{application.config['SESSION_COOKIE_NAME']}-in")
    other = visitor.client.post("/retention/person", data={"words": "typed words"})
    assert (other.status_code, 'name="kept"' in other.text) == (401, False)


def test_other_roles_end_sessions(application: Flask, repository: Repository, owner: Visitor) -> None:
    sam = invited(repository, application, "sam", Role.STAFF)
    repository.change_account(account_of(repository, "sam").id, "Sam", {Role.READER})
    assert sam.get("/").path == "/sign-in"


def test_a_closed_account_cannot_be_signed_in_to(application: Flask, repository: Repository, owner: Visitor) -> None:
    sam = invited(repository, application, "sam", Role.STAFF)
    repository.close_account(account_of(repository, "sam").id)
    assert sam.get("/").path == "/sign-in"
    assert sign_in(sam, SAM, OTHER).status == 403


def test_changing_ones_password_signs_out_everywhere_else(application: Flask, owner: Visitor) -> None:
    phone = Visitor(application.test_client())
    sign_in(phone, ANN, PASSWORD)
    page = owner.get("/account").press("Change the password", {"now": PASSWORD, **twice(OTHER)})
    assert "Your password was changed" in page.text
    assert phone.get("/").path == "/sign-in"
    assert sign_in(phone, ANN, OTHER).path == "/"


def test_ones_password_is_not_changed_without_the_one_that_it_is_now(owner: Visitor) -> None:
    page = owner.get("/account").press("Change the password", {"now": OTHER, **twice(OTHER)})
    assert page.status == 422
    assert "This is not your password now." in page.text


def test_one_sees_and_ends_ones_own_sessions(application: Flask, owner: Visitor) -> None:
    phone = Visitor(application.test_client())
    sign_in(phone, ANN, PASSWORD)
    owner.get("/account").press("Sign out everywhere else")
    assert phone.get("/").path == "/sign-in"
    assert owner.get("/").path == "/"


def test_the_last_administrator_stays_one(repository: Repository, owner: Visitor) -> None:
    page = owner.get(f"/people/{account_of(repository, 'ann').id}").press("Close the account")
    assert page.status == 409
    assert "the only administrator" in page.text


def test_an_address_has_one_account(owner: Visitor) -> None:
    page = owner.get("/people").press("Invite", {"name": "Ann again", "email": "ANN@school.example"})
    assert page.status == 409
    assert "There is an account with this e-mail address already." in page.text


def test_an_invitation_shows_a_link_that_works(application: Flask, owner: Visitor) -> None:
    page = owner.get("/people").press("Invite", {"name": "Sam", "email": SAM, "role-staff": "yes"})
    link = re.search(r"/join#(\S+)", page.text)[1]
    sam = Visitor(application.test_client())
    assert take(sam, link).press("Set the password", twice(OTHER)).path == "/"
    assert "Sam" in sam.get("/account").text
