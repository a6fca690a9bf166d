"""The second factors of one's own account: adding, removing, recovery codes, and the proof that each needs."""

import json

import pytest

from tests.webapp.access.door import invited
from webapp.deeds import Deed
from webapp.rights import Role

PROVE = "Your password once more"
PASSWORD = "four words with nothing alike"
ELEVEN_MINUTES = 11 * 60


def trail(administrator) -> list[tuple[str, str]]:
    """Return what the audit trail says of second factors, the first first."""
    deeds = {Deed.FACTOR_ADDED.value, Deed.FACTOR_REMOVED.value}
    return [
        (each.act, json.loads(each.detail)["factor"]) for each in reversed(administrator.acts()) if each.act in deeds
    ]


def test_the_page_shows_the_secret_as_a_square_and_in_letters(person):
    person.sign_in()
    page = person.scan(person.visitor.get("/account").press("Add an authenticator app"))
    assert len(person.secret) == 32
    assert "<svg" in page.html


def test_the_app_is_kept_once_its_code_was_right_and_ten_recovery_codes_are_shown(person, administrator, account):
    person.sign_in()
    shown = person.scan(person.visitor.get("/account").press("Add an authenticator app"))
    again = shown.press("Add the app", {"code": "123"})
    first = person.secret
    person.scan(again)
    assert (again.status, person.secret) == (422, first)
    page = person.keep(again.press("Add the app", {"code": person.code()}))
    assert (page.path, len(set(person.codes))) == ("/account", 10)
    assert "10 codes left" in page.text
    assert trail(administrator) == [("factor.added", "authenticator app")]


def test_the_secret_is_kept_sealed(person, repository, account):
    person.sign_in()
    person.add_app(person.visitor.get("/account"))
    with repository._database.reading("The test") as connection:
        kept = connection.exec_driver_sql("SELECT totp FROM users").scalar()
    assert person.secret.encode() not in kept


def test_a_second_app_is_refused(person):
    person.sign_in()
    two = [person.scan(person.visitor.get("/account").press("Add an authenticator app")) for _ in range(2)]
    two[1].press("Add the app", {"code": person.code()})
    person.scan(two[0])
    page = two[0].press("Add the app", {"code": person.code()})
    assert (page.status, "remove that one first" in page.text) == (409, True)


def test_a_secret_that_another_session_was_shown_is_not_taken(person, application):
    person.sign_in()
    shown = person.scan(person.visitor.get("/account").press("Add an authenticator app"))
    person.sign_out()
    person.sign_in()
    shown.forms[-1].fields["csrf"] = person.visitor.get("/account").forms[0].fields["csrf"]
    page = shown.press("Add the app", {"code": person.code()})
    assert (page.status, "open for too long" in page.text) == (422, True)


@pytest.mark.parametrize("button", ["Add an authenticator app", "Add a passkey"])
def test_adding_asks_for_the_password_again_after_ten_minutes(person, button):
    person.sign_in()
    page = person.visitor.get("/account")
    person.clock.forward(ELEVEN_MINUTES)
    assert PROVE in page.press(button).text


@pytest.mark.parametrize("button", ["Remove the authenticator app", "Make new recovery codes"])
def test_removing_asks_for_the_password_again_after_ten_minutes(with_app, administrator, account, button):
    with_app.sign_in().press("Sign in", {"code": with_app.code()})
    page = with_app.visitor.get("/account")
    with_app.clock.forward(ELEVEN_MINUTES)
    asked = page.press(button)
    assert PROVE in asked.text
    assert administrator.account(account.id).totp
    refused = asked.press("Go on", {"password": "something else"})
    assert (refused.status, "This is not your password" in refused.text) == (403, True)


def test_after_the_password_the_buttons_are_there_again(with_app):
    with_app.sign_in().press("Sign in", {"code": with_app.code()})
    with_app.clock.forward(ELEVEN_MINUTES)
    page = with_app.visitor.get("/account")
    assert "Remove the authenticator app" not in page.text
    with_app.clock.back()
    page = page.follow("Change your second factors").press("Go on", {"password": PASSWORD})
    assert "Remove the authenticator app" in page.text


def test_a_factor_that_was_removed_is_not_asked_for(with_app, administrator):
    with_app.sign_in().press("Sign in", {"code": with_app.code()})
    page = with_app.visitor.get("/account").press("Remove the authenticator app")
    assert "The second factor was removed" in page.text
    with_app.sign_out()
    assert with_app.sign_in("/account").path == "/account"
    assert trail(administrator) == [("factor.added", "authenticator app"), ("factor.removed", "authenticator app")]


def test_new_recovery_codes_take_the_place_of_the_old(with_app):
    old = with_app.codes[0]
    with_app.sign_in().press("Sign in", {"code": with_app.code()})
    with_app.keep(with_app.visitor.get("/account").press("Make new recovery codes"))
    with_app.sign_out()
    assert with_app.sign_in().press("Sign in", {"code": old}).status == 403
    assert with_app.visitor.get("/sign-in/second").press("Sign in", {"code": with_app.codes[0]}).status == 200


def test_an_administrator_takes_them_off_somebody_who_has_lost_theirs(with_app, administrator, account, application):
    other = invited(administrator, application, "bea", Role.ADMINISTRATOR)
    page = other.get(f"/people/{account.id}").press("Take off the second factors")
    assert "The second factors are taken off." in page.text
    assert with_app.sign_in("/account").path == "/account"
    assert trail(administrator)[-1] == ("factor.removed", "all")


def test_with_another_secret_key_a_recovery_code_still_signs_in(with_app, application):
    application.secret_key = "another key of this installation, long enough"
    assert with_app.sign_in().press("Sign in", {"code": with_app.code()}).status == 403
    page = with_app.visitor.get("/sign-in/second").press("Sign in", {"code": with_app.codes[0]})
    assert page.status == 200
