"""Second factors in a real Chromium: a passkey is added, shown after the password, and signs in alone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pyotp
import pytest
from playwright.sync_api import CDPSession, Page

from tests.browser.barriers import Barriers
from tests.browser.walk import save, serving
from webapp.accounts.passwords import hashed
from webapp.rights import Role
from webapp.settings import Settings
from webapp.storage.opening import open_repository

EMAIL, PASSWORD = "ann@school.example", "four words with nothing alike"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def place(tmp_path) -> Iterator[str]:
    """The address of an application where Ann has an account, by its name: no browser keeps a passkey for a number."""
    data = tmp_path / "kept"
    with open_repository(Settings.from_environment({"FORMSPEC_DATA": str(data)})) as repository:
        repository.make_first(EMAIL, "Ann", set(Role), hashed(PASSWORD))
    with serving(data) as address:
        yield address.replace("127.0.0.1", "localhost")


@contextmanager
def authenticator(page: Page) -> Iterator[tuple[CDPSession, str]]:
    """Give a browser something that keeps passkeys, and answers at once."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]
    yield session, made
    session.send("WebAuthn.disable")


def sign_in(page: Page, place: str) -> None:
    page.goto(f"{place}/sign-in?then=/account")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in", exact=True).click()


def add(page: Page) -> None:
    page.get_by_label("What to call the passkey").fill("My phone")
    save(page, "Add a passkey")


def test_a_passkey_is_added_shown_after_the_password_and_signs_in_alone(place, browse):
    page = browse()
    with authenticator(page) as (keys, phone):
        sign_in(page, place)
        add(page)
        save(page, "I have kept them")
        assert page.get_by_role("heading", name="Passkey: My phone").is_visible()
        save(page, "Sign out", exact=True)
        sign_in(page, place)
        save(page, "Use a passkey")
        assert page.url == f"{place}/account"
        save(page, "Sign out", exact=True)
        page.goto(f"{place}/sign-in?then=/people")
        save(page, "Sign in with a passkey")
        assert page.url == f"{place}/people"
        kept = keys.send("WebAuthn.getCredentials", {"authenticatorId": phone})["credentials"]
        assert [each["isResidentCredential"] for each in kept] == [True]


def test_what_goes_wrong_is_said_beside_the_button_and_it_can_be_tried_again(place, browse):
    page = browse()
    with authenticator(page) as (keys, phone):
        page.goto(f"{place}/sign-in")
        keys.send("WebAuthn.setUserVerified", {"authenticatorId": phone, "isUserVerified": False})
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.get_by_text("No passkey was used").wait_for()
        keys.send("WebAuthn.setUserVerified", {"authenticatorId": phone, "isUserVerified": True})
        sign_in(page, place)
        add(page)
        save(page, "I have kept them")
        page.get_by_role("button", name="Add a passkey").click()
        page.get_by_text("This device has a passkey for your account already").wait_for()


@pytest.mark.long
def test_without_scripts_everything_but_passkeys_is_there(place, browse):
    page = browse(java_script_enabled=False)
    sign_in(page, place)
    save(page, "Add an authenticator app")
    assert not page.get_by_role("button", name="Add a passkey").is_visible()
    secret = _secret(page)
    page.get_by_label("The code that the app shows now").fill(pyotp.TOTP(secret).now())
    save(page, "Add the app")
    code = page.locator(".codes code").first.inner_text()
    save(page, "I have kept them")
    save(page, "Sign out", exact=True)
    assert not page.get_by_role("button", name="Sign in with a passkey").is_visible()
    sign_in(page, place)
    page.get_by_label("Code from your authenticator app").fill(code)
    save(page, "Sign in", exact=True)
    assert page.url == f"{place}/account"


@pytest.mark.long
def test_no_page_about_second_factors_has_a_barrier(place, browse):
    page, barriers = browse(), Barriers(every=False)
    with authenticator(page):
        page.goto(f"{place}/sign-in")
        barriers.look("sign-in", page)
        sign_in(page, place)
        barriers.look("account-without", page)
        page.goto(f"{place}/account/prove")
        barriers.look("prove", page)
        page.goto(f"{place}/account")
        save(page, "Add an authenticator app")
        barriers.look("app", page)
        save(page, "Add the app")
        barriers.look("app-wrong", page)
        page.get_by_label("The code that the app shows now").fill(pyotp.TOTP(_secret(page)).now())
        save(page, "Add the app")
        barriers.look("codes", page)
        save(page, "I have kept them")
        add(page)
        barriers.look("account", page)
        save(page, "Sign out", exact=True)
        sign_in(page, place)
        barriers.look("second", page)
        save(page, "Sign in", exact=True)
        barriers.look("second-wrong", page)
    assert not barriers.found, "\n".join(barriers.found)


def _secret(page: Page) -> str:
    return re.sub(r"\s", "", page.locator("main p > code").inner_text())
