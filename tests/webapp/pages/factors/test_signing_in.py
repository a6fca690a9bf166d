"""Signing in with a second factor after the password: which codes are taken, and what half a sign-in comes to."""

import pytest

from webapp.deeds import Deed
from webapp.storage.links import INVITATION_LIFETIME
from webapp.storage.tries import FREE

SECOND = "Show your second factor"
WRONG = "This code is not right"
HALF_OPEN = ("/account/factors/app", "/account/factors/passkey", "/account/factors/passkey/options")


def test_without_a_second_factor_the_password_is_enough(person):
    assert person.sign_in("/account").path == "/account"


def test_with_one_the_password_leads_to_it_and_the_code_to_the_page_that_was_asked_for(with_app):
    page = with_app.sign_in("/people")
    assert SECOND in page.text
    assert page.press("Sign in", {"code": with_app.code()}).path == "/people"


@pytest.mark.parametrize("path", ["/", "/account", "/records", "/people", "/trail"])
def test_half_a_sign_in_comes_to_no_page(with_app, path):
    with_app.sign_in()
    assert with_app.visitor.get(path).path == "/sign-in"


def test_half_a_sign_in_adds_no_factor_of_its_own(with_app, administrator, account):
    page = with_app.sign_in()
    token = page.forms[0].fields["csrf"]
    sent = {path: with_app.visitor.client.post(path, data={"csrf": token}) for path in HALF_OPEN}
    assert {path: answer.status_code for path, answer in sent.items()} == dict.fromkeys(HALF_OPEN, 403)
    assert SECOND in sent["/account/factors/app"].text
    assert administrator.account(account.id).passkeys == 0


def test_proving_the_password_again_does_not_help_half_a_sign_in(with_app):
    with_app.sign_in()
    page = with_app.visitor.get("/account/prove").press("Go on", {"password": "four words with nothing alike"})
    assert SECOND in page.text


@pytest.mark.parametrize("ago", [90, 3600, -90])
def test_a_code_of_another_time_is_refused(with_app, ago):
    page = with_app.sign_in().press("Sign in", {"code": with_app.code(ago=ago)})
    assert (page.status, WRONG in page.text) == (403, True)


def test_a_code_is_taken_once(with_app):
    code = with_app.code()
    with_app.sign_in().press("Sign in", {"code": code})
    with_app.visitor.get("/account").press("Sign out")
    assert WRONG in with_app.sign_in().press("Sign in", {"code": code}).text


def test_an_older_code_is_refused_after_a_newer_one(with_app):
    older, newer = with_app.code(ago=30), with_app.code()
    with_app.sign_in().press("Sign in", {"code": newer})
    with_app.visitor.get("/account").press("Sign out")
    assert WRONG in with_app.sign_in().press("Sign in", {"code": older}).text


def test_a_recovery_code_is_taken_once(with_app):
    code = with_app.codes[3]
    assert with_app.sign_in("/account").press("Sign in", {"code": code.lower()}).path == "/account"
    assert "9 codes left" in with_app.visitor.get("/account").text
    with_app.sign_out()
    assert WRONG in with_app.sign_in().press("Sign in", {"code": code}).text


def test_after_some_wrong_codes_the_next_is_not_looked_at(with_app):
    page = with_app.sign_in()
    for _ in range(FREE):
        page = page.press("Sign in", {"code": "000000"})
    page = page.press("Sign in", {"code": with_app.code()})
    assert (page.status, "Too many tries" in page.text) == (429, True)


def test_wrong_codes_are_in_the_audit_trail(with_app, administrator, account):
    with_app.sign_in().press("Sign in", {"code": "000000"})
    assert administrator.acts(who=account.id)[0].act == Deed.SIGN_IN_REFUSED.value


def test_the_token_of_half_a_sign_in_is_worth_nothing_afterwards(with_app, application):
    page = with_app.sign_in()
    half = with_app.visitor.client.get_cookie(cookie(application)).value
    page.press("Sign in", {"code": with_app.code()})
    thief = application.test_client()
    thief.set_cookie(cookie(application), half)
    assert thief.get("/account").status_code == 303


def test_a_link_for_a_new_password_does_not_go_round_the_second_factor(with_app, administrator, account):
    link = administrator.make_password_link(account.id, INVITATION_LIFETIME)
    page = with_app.visitor.get("/join").press("Continue", {"token": link})
    page = page.press("Set the password", dict.fromkeys(("password", "again"), "another lot of unlike words"))
    assert SECOND in page.text


def cookie(application) -> str:
    return f"{application.config['SESSION_COOKIE_NAME']}-in"


def test_who_has_shown_only_the_password_can_sign_out(with_app, administrator, account):
    page = with_app.sign_in()
    assert page.press("Sign in as somebody else").path == "/sign-in"
    assert administrator.sessions(account.id) == ()


def test_who_has_shown_only_the_password_leaves_the_browser_what_it_keeps_of_anybody(with_app):
    form = next(each for each in with_app.sign_in().forms if each.action == "/sign-out")
    sent = with_app.visitor.client.post(form.action, data=form.fields)
    assert sent.headers["Clear-Site-Data"] == '"cache"'


def test_a_wrong_code_is_told_apart_from_a_wrong_password_in_the_trail(with_app, administrator):
    with_app.sign_in().press("Sign in", {"code": "000000"})
    with_app.visitor.get("/sign-in").press("Sign in", {"email": "ann@school.example", "password": "wrong"})
    refused = [each.detail for each in administrator.every_act() if each.act == "session.refused"]
    assert refused == ['{"step":"factor","tries":1}', '{"step":"password","tries":1}']
