"""Signing in by a sign-in service: a real one, spoilt in one way at a time."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from tests.webapp.pages.visitor import Page
from tests.webapp.sign_on.conftest import Traveller
from tests.webapp.sign_on.provider import CLIENT, Provider, Spoil, expired
from webapp.deeds import Deed
from webapp.storage.account_statements import Account
from webapp.storage.links import INVITATION_LIFETIME
from webapp.storage.repository import Repository

NOT_CONFIRMED = "School Login did not confirm who you are, so you are not signed in."
NOT_REACHED = "School Login cannot be reached at the moment, so you are not signed in."


def assert_refused(page: Page, sentence: str) -> None:
    assert sentence in page.text
    assert page.status == 403
    assert page.title == "Error: Sign in - Formspec"
    assert "Sign out" not in page.text


def test_somebody_who_was_invited_signs_in_without_a_password(
    traveller: Traveller, invited: Account, administrator: Repository
) -> None:
    page = traveller.sign_on()
    assert (page.status, page.path) == (200, "/")
    assert "Pat Jones" in page.text
    found = administrator.account(invited.id)
    assert found is not None
    assert (found.state, found.password) == ("active", False)
    deeds = [(each.who, each.act) for each in administrator.acts()][:2]
    assert deeds == [(invited.id, Deed.SIGNED_IN.value), (invited.id, Deed.ACCOUNT_LINKED.value)]


def test_the_invitation_holds_no_more_once_it_was_taken_up(
    traveller: Traveller, invited: Account, administrator: Repository
) -> None:
    token = administrator.make_password_link(invited.id, INVITATION_LIFETIME)
    traveller.sign_on()
    assert administrator.link(token) is None


def test_the_second_time_a_person_is_known_whatever_their_address(
    traveller: Traveller, invited: Account, provider: Provider
) -> None:
    traveller.sign_on().press("Sign out")
    provider.person |= {"email": "pat.smith@school.example", "email_verified": False}
    assert "Pat Jones" in traveller.sign_on().text


def test_an_address_that_is_another_persons_now_leads_to_no_account(
    traveller: Traveller, invited: Account, provider: Provider
) -> None:
    traveller.sign_on().press("Sign out")
    provider.person |= {"sub": "somebody else"}
    assert_refused(traveller.sign_on(), "there is no account for that here")


def test_an_account_that_was_opened_again_is_found_by_its_address(
    traveller: Traveller, invited: Account, provider: Provider, administrator: Repository
) -> None:
    traveller.sign_on()
    administrator.close_account(invited.id)
    administrator.reopen_account(invited.id)
    provider.person |= {"sub": "somebody else"}
    assert "Pat Jones" in traveller.sign_on().text


@pytest.mark.parametrize("said", [{"email_verified": False}, {"email_verified": None}, {"email_verified": "true"}])
def test_an_address_that_is_not_verified_leads_to_no_account(
    traveller: Traveller, invited: Account, provider: Provider, said: dict[str, Any]
) -> None:
    provider.person |= said
    assert_refused(traveller.sign_on(), "did not say that your e-mail address is verified")


def test_somebody_unknown_is_told_to_ask_for_an_invitation(
    traveller: Traveller, administrator: Repository, provider: Provider
) -> None:
    assert_refused(traveller.sign_on(), "there is no account for that here. Ask the person who looks after accounts")
    assert [each.name for each in administrator.accounts()] == ["The Head"]


@pytest.mark.parametrize("known", [False, True])
def test_nobody_signs_in_to_an_account_that_is_closed(
    traveller: Traveller, invited: Account, administrator: Repository, known: bool
) -> None:
    if known:
        traveller.sign_on().press("Sign out")
    administrator.close_account(invited.id)
    assert_refused(traveller.sign_on(), "there is no account for that here")


def test_a_state_that_was_not_given_to_this_browser_is_refused(
    traveller: Traveller, application: Flask, invited: Account
) -> None:
    back = traveller.leave()
    stranger = Traveller(application.test_client())
    stranger.leave()
    for browser, address in ((stranger, back), (traveller, back.replace("state=", "state=x"))):
        assert_refused(browser.get(address), "This sign-in was not begun in this browser")


def test_coming_back_twice_signs_in_once(traveller: Traveller, invited: Account) -> None:
    back = traveller.leave()
    traveller.get(back).press("Sign out")
    assert_refused(traveller.get(back), "This sign-in was not begun in this browser")


def test_a_code_that_was_used_is_worth_nothing(traveller: Traveller, application: Flask, invited: Account) -> None:
    first = traveller.leave()
    used = parse_qs(urlsplit(first).query)["code"][0]
    traveller.get(first)
    stranger = Traveller(application.test_client())
    state = parse_qs(urlsplit(stranger.leave()).query)["state"][0]
    assert_refused(stranger.get(f"/sign-on/back?state={state}&code={used}"), NOT_CONFIRMED)


def test_a_code_of_another_browser_is_worth_nothing(traveller: Traveller, application: Flask, invited: Account) -> None:
    stolen = parse_qs(urlsplit(traveller.leave()).query)["code"][0]
    stranger = Traveller(application.test_client())
    state = parse_qs(urlsplit(stranger.leave()).query)["state"][0]
    assert_refused(stranger.get(f"/sign-on/back?state={state}&code={stolen}"), NOT_CONFIRMED)


SPOILT: dict[str, Spoil] = {
    "another audience": lambda claims: {**claims, "aud": ["another"]},
    "another audience, for us to use": lambda claims: {**claims, "aud": ["another"], "azp": CLIENT},
    "another issuer": lambda claims: {**claims, "iss": "https://elsewhere.example"},
    "expired": expired,
    "no nonce": lambda claims: {name: each for name, each in claims.items() if name != "nonce"},
    "no time": lambda claims: {name: each for name, each in claims.items() if name != "exp"},
    "no subject": lambda claims: {name: each for name, each in claims.items() if name != "sub"},
    "another subject than asked": lambda claims: {**claims, "sub": "another"},
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_token_that_is_not_for_this_sign_in_is_refused(
    traveller: Traveller, invited: Account, provider: Provider, name: str
) -> None:
    provider.spoil = SPOILT[name]
    assert_refused(traveller.sign_on(), NOT_CONFIRMED)


def test_a_nonce_of_an_earlier_sign_in_is_refused(traveller: Traveller, invited: Account, provider: Provider) -> None:
    traveller.sign_on().press("Sign out")
    provider.spoil = lambda claims: {**claims, "nonce": provider.nonces[0]}
    assert_refused(traveller.sign_on(), NOT_CONFIRMED)


@pytest.mark.parametrize("offered", [["RS256"], ["RS256", "HS256", "none"]])
@pytest.mark.parametrize("alg", ["none", "HS256"])
def test_a_token_that_anybody_could_sign_is_refused_also_where_the_service_offers_it(
    traveller: Traveller, invited: Account, provider: Provider, alg: str, offered: list[str]
) -> None:
    provider.alg = alg
    provider.metadata = {"id_token_signing_alg_values_supported": offered}
    assert_refused(traveller.sign_on(), NOT_CONFIRMED)


def test_a_token_that_is_spoilt_in_nothing_is_taken(traveller: Traveller, invited: Account, provider: Provider) -> None:
    provider.spoil = lambda claims: claims
    assert "Pat Jones" in traveller.sign_on().text


@pytest.mark.parametrize(
    "said", [{"issuer": "https://elsewhere.example"}, {"id_token_signing_alg_values_supported": ["HS256", "none"]}]
)
def test_a_service_that_is_another_one_or_signs_as_anybody_could_is_not_gone_to(
    traveller: Traveller, invited: Account, provider: Provider, said: dict[str, Any]
) -> None:
    provider.metadata = said
    assert_refused(traveller.get("/sign-in").press("Sign in with School Login"), NOT_CONFIRMED)


def test_somebody_who_turns_back_at_the_service_is_back_at_the_page_for_signing_in(
    traveller: Traveller, invited: Account
) -> None:
    state = parse_qs(urlsplit(traveller.leave()).query)["state"][0]
    assert_refused(traveller.get(f"/sign-on/back?state={state}&error=access_denied"), NOT_CONFIRMED)


def test_signing_out_ends_the_session_here(traveller: Traveller, invited: Account, administrator: Repository) -> None:
    traveller.sign_on().press("Sign out")
    assert administrator.sessions(invited.id) == ()
    assert traveller.get("/").path == "/sign-in"


@pytest.mark.parametrize("status", [0, 503])
def test_a_service_that_is_down_is_said_in_one_sentence(
    traveller: Traveller, invited: Account, provider: Provider, status: int
) -> None:
    provider.down = status
    assert_refused(traveller.get("/sign-in").press("Sign in with School Login"), NOT_REACHED)
    provider.down = None
    back = traveller.leave()
    provider.down = status
    assert_refused(traveller.get(back), NOT_REACHED)
