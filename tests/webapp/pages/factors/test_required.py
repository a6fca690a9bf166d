"""A second factor that a role needs: it is set up after the password, before anything else, and no word is lost."""

import pytest

from webapp.rights import Role

SET_UP = "Add a second factor"


@pytest.fixture
def required(person, administrator):
    """Ann, whose role needs a second factor that she does not have."""
    administrator.choose("second-factor", [Role.DECIDER.value])
    return person


def test_it_is_set_up_after_the_password_and_before_anything_else(required):
    page = required.sign_in("/people")
    assert SET_UP in page.text
    assert required.visitor.get("/people").path == "/sign-in"
    assert required.keep(required.add_app(page)).path == "/people"


def test_another_role_does_not_need_it(person, administrator, account):
    administrator.choose("second-factor", [Role.DECIDER.value])
    administrator.change_account(account.id, "Ann", {Role.ADMINISTRATOR})
    assert person.sign_in("/account").path == "/account"


def test_who_has_one_shows_it_and_is_not_asked_to_set_one_up(with_app, administrator):
    administrator.choose("second-factor", [Role.DECIDER.value])
    assert SET_UP not in with_app.sign_in().text


def test_the_last_one_is_not_removed(required, administrator, account):
    required.keep(required.add_app(required.sign_in()))
    page = required.visitor.get("/account").press("Remove the authenticator app")
    assert (page.status, "add another one first" in page.text) == (409, True)
    assert administrator.account(account.id).totp


def test_the_password_is_asked_for_again_when_setting_up_takes_long(required):
    page = required.sign_in("/people")
    required.clock.forward(11 * 60)
    page = page.press("Add an authenticator app")
    assert "Your password once more" in page.text
    required.clock.back()
    page = page.press("Go on", {"password": "four words with nothing alike"})
    assert required.keep(required.add_app(page)).path == "/people"


WORDS = "To see the bridge, and to be back by three."
SENT = {"email": "ann@school.example", "password": "four words with nothing alike"}


def typed_too_late(person, administrator, account):
    """Let somebody save what they typed after their session has ended; return the form and the page for signing in."""
    tasks = person.visitor.start("Trip check").path
    section = person.visitor.get(f"{tasks}/sections/trip")
    administrator.end_sessions(account.id, "the school day is over")
    return tasks, section.press("Save and continue", {"trip.why": WORDS})


def test_what_was_typed_travels_through_the_second_factor(with_app, administrator, account):
    with_app.sign_in().press("Sign in", {"code": with_app.code()})
    with_app.clock.forward(60)
    tasks, page = typed_too_late(with_app, administrator, account)
    page = page.press("Sign in", SENT).press("Sign in", {"code": "000000"}).press("Sign in", {"code": with_app.code()})
    assert "save what you typed" in page.text
    page.press("Save it now")
    assert WORDS in with_app.visitor.get(f"{tasks}/sections/trip").html


def test_what_was_typed_travels_through_setting_one_up(person, administrator, account):
    person.sign_in()
    tasks, page = typed_too_late(person, administrator, account)
    administrator.choose("second-factor", [Role.STAFF.value])
    page = person.scan(page.press("Sign in", SENT).press("Add an authenticator app"))
    page = page.press("Add the app", {"code": "000000"}).press("Add the app", {"code": person.code()})
    page = person.keep(page)
    assert "save what you typed" in page.text
    page.press("Save it now")
    assert WORDS in person.visitor.get(f"{tasks}/sections/trip").html
