"""What somebody was doing when their session ended is there when they come back from the sign-in service."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.webapp.pages.visitor import Page
from tests.webapp.sign_on.conftest import Traveller
from tests.webapp.sign_on.provider import Provider
from webapp.pages.signing.kept import NAME, kept_in
from webapp.storage import words_away
from webapp.storage.account_statements import Account
from webapp.storage.account_tables import challenges
from webapp.storage.repository import Repository

TYPED = "They keep the register in the office — “locked”."
ENTRY = "safeguarding.ofsted-safeguarding.answer"


@pytest.fixture
def typed(traveller: Traveller, invited: Account, administrator: Repository) -> Page:
    """The page that somebody gets who saves a section after their session has ended."""
    traveller.sign_on()
    section = traveller.start("Alternative Provision Audit").follow("Safeguarding")
    administrator.end_sessions(invited.id, "a test")
    page = section.press("Save and continue", {ENTRY: TYPED})
    assert "You were signed out while this page was open" in page.text
    return page


def test_the_page_that_was_asked_for_is_shown_after_the_way_there_and_back(
    traveller: Traveller, invited: Account
) -> None:
    traveller.sign_on().press("Sign out")
    page = traveller.sign_on(traveller.get("/records?form=ap-audit"))
    assert page.response.request.full_path == "/records?form=ap-audit"


def test_words_are_saved_after_the_way_there_and_back(traveller: Traveller, typed: Page) -> None:
    page = traveller.sign_on(typed)
    assert page.text.count(TYPED) == 1
    assert page.press("Save it now").status == 200
    draft = next(href for href, _ in traveller.get("/").links if href.startswith("/drafts/"))
    assert TYPED in traveller.get(draft).follow("Safeguarding").html


def test_words_stand_nowhere_in_the_database_while_their_writer_is_away(
    traveller: Traveller, typed: Page, administrator: Repository
) -> None:
    traveller.leave(typed)
    with administrator._database.reading("the test") as connection:
        (kept,) = connection.scalars(sa.select(challenges.c.bound_to).where(challenges.c.purpose == "words"))
    with traveller.client.application.app_context():
        assert kept_in({NAME: kept}) is None


def test_words_are_still_there_when_the_service_lets_nobody_in(traveller: Traveller, typed: Page) -> None:
    state = parse_qs(urlsplit(traveller.leave(typed)).query)["state"][0]
    refused = traveller.get(f"/sign-on/back?state={state}&error=access_denied")
    assert TYPED in traveller.sign_on(refused).text


def test_words_are_still_there_when_the_service_is_down(traveller: Traveller, typed: Page, provider: Provider) -> None:
    back = traveller.leave(typed)
    provider.down = 503
    refused = traveller.get(back)
    provider.down = None
    assert TYPED in traveller.sign_on(refused).text


def test_words_are_shown_to_nobody_else(
    traveller: Traveller, typed: Page, provider: Provider, administrator: Repository
) -> None:
    provider.person |= {"sub": "the head", "email": "head@school.example"}
    page = traveller.sign_on(typed)
    assert "It is not shown to you" in page.text
    assert TYPED not in page.text


@pytest.mark.parametrize("limit", ["MOST_LETTERS", "MOST_AT_ONCE"])
def test_words_that_cannot_be_taken_along_stay_for_signing_in_by_password(
    traveller: Traveller, typed: Page, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(words_away, limit, 0)
    refused = typed.press("Sign in with School Login")
    assert refused.status == 413
    assert "It is not lost: sign in with your password to save it." in refused.text
    monkeypatch.undo()
    assert TYPED in traveller.sign_on(refused).text


def test_words_are_kept_for_a_day_and_forgotten_at_the_next_start(
    administrator: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert administrator.keep_words("token", TYPED)
    assert administrator.words("token") == TYPED
    moment = words_away.now() + words_away.LIFETIME + timedelta(seconds=1)
    monkeypatch.setattr(words_away, "now", lambda: moment)
    assert administrator.words("token") == ""
    monkeypatch.setattr("webapp.storage.tidying.now", lambda: moment)
    administrator.tidy(mail=False)
    monkeypatch.undo()
    assert administrator.words("token") == ""


def test_a_challenge_that_is_made_meanwhile_takes_no_words_away(
    administrator: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert administrator.keep_words("token", TYPED)
    moment = words_away.now() + timedelta(hours=1)
    monkeypatch.setattr("webapp.storage.challenges.now", lambda: moment)
    administrator.make_challenge("another purpose")
    assert administrator.words("token") == TYPED


def test_without_a_service_there_is_no_way_to_one(application: Flask, administrator: Repository) -> None:
    application.extensions.pop("formspec-sign-on")
    browser = Traveller(application.test_client())
    assert browser.get("/sign-on/back?state=x&code=y").status == 404


@pytest.mark.parametrize("button", ["Sign in with School Login", "Sign in"])
def test_words_are_still_there_when_the_page_for_signing_in_had_become_too_old(
    traveller: Traveller, typed: Page, button: str
) -> None:
    traveller.client.delete_cookie(traveller.client.application.config["SESSION_COOKIE_NAME"])
    refused = next(form for form in reversed(typed.forms) if any(button == text for _, _, text in form.buttons))
    page = traveller.send(typed, refused, {})
    assert page.status == 403
    assert "This page had become too old" in page.text
    assert TYPED in traveller.sign_on(page).text
