"""When a session has ended, nothing of a page stays on the screen but what was typed and is not saved."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as SlowError

from tests.browser.answers import AUDIT_TITLE
from tests.browser.walk import answer, save, serving, start
from webapp.accounts.passwords import hashed
from webapp.rights import Role
from webapp.settings import Settings
from webapp.storage.opening import open_repository

PASSWORD = "violet tractor sings quietly"
WORDS = "The Forge, a place of straw"
ENDED = "You are signed out."


class Place(NamedTuple):
    """A server on which Ann and Bob have accounts, and its database."""

    address: str
    database: Path


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    data = tmp_path_factory.mktemp("kept")
    with open_repository(Settings.from_environment({"FORMSPEC_DATA": str(data)})) as repository:
        repository.make_first("ann@school.example", "Ann", set(Role), hashed(PASSWORD))
        bob = repository.invite("bob@school.example", "Bob", [Role.STAFF])
        link = repository.make_password_link(bob.id, timedelta(days=1))
        repository.set_password_by_link(link, hashed(PASSWORD))
    with serving(data) as address:
        yield Place(address, data / "formspec.sqlite3")


def sign_in(page: Page, address: str, name: str = "ann") -> None:
    page.goto(f"{address}/sign-in")
    enter(page, name)


def enter(page: Page, name: str = "ann") -> None:
    """Sign in on the page that is open."""
    page.get_by_label("E-mail address").fill(f"{name}@school.example")
    page.get_by_label("Password").fill(PASSWORD)
    save(page, "Sign in", exact=True)


def sign_out_beside(page: Page, address: str, *, is_unsent: bool = False) -> Page:
    """Sign out in another tab of the same browser, also where something is not sent; return that tab."""
    other = page.context.new_page()
    other.goto(address)
    if is_unsent:
        other.get_by_role("button", name="Sign out", exact=True).click()
    with other.expect_navigation():
        other.get_by_role("button", name=re.compile("^Sign out and delete" if is_unsent else "^Sign out$")).click()
    return other


def section(page: Page, address: str) -> str:
    """Fill in a section of an audit; return its address."""
    place = f"{start(page, address, AUDIT_TITLE)}/sections/details"
    page.goto(place)
    answer(page, {"details.provider": WORDS})
    save(page)
    page.goto(place)
    return place


def let_it_rest(database: Path) -> None:
    """Let hours go by in which nobody used a session."""
    with closing(sqlite3.connect(database)) as connection, connection:
        assert connection.execute("update sessions set seen = datetime(seen, '-1 day')").rowcount


def test_a_page_that_is_left_alone_is_gone_when_its_session_has_ended(browse, place: Place) -> None:
    page = browse()
    page.clock.install()
    sign_in(page, place.address)
    back = section(page, place.address)
    let_it_rest(place.database)
    with page.expect_navigation():
        page.clock.fast_forward("04:00:02")
    page.get_by_role("heading", name="Sign in").wait_for()
    assert WORDS not in page.content()
    enter(page)
    assert page.url == back


@pytest.mark.long
def test_it_is_gone_too_when_nobody_answers(browse, tmp_path: Path) -> None:
    data = tmp_path / "kept"
    with open_repository(Settings.from_environment({"FORMSPEC_DATA": str(data)})) as repository:
        repository.make_first("ann@school.example", "Ann", set(Role), hashed(PASSWORD))
    page = browse()
    page.clock.install()
    with serving(data) as address:
        sign_in(page, address)
        section(page, address)
    page.clock.fast_forward("04:00:02")
    expect(page.get_by_text(WORDS)).to_have_count(0)
    expect(page.locator("[name='details.provider']")).to_have_count(0)


def test_signing_out_empties_every_tab(browse, place: Place) -> None:
    page = browse()
    sign_in(page, place.address)
    section(page, place.address)
    sign_out_beside(page, place.address)
    page.wait_for_url("**/sign-in?**")
    assert WORDS not in page.content()


def lead_on(page: Page) -> None:
    """Press the button until it leads on: where a try from before has just failed, the first press hears of that."""
    for _ in range(3):
        page.get_by_role("button", name="Save and continue").click()
        with suppress(SlowError):
            page.get_by_label("E-mail address").wait_for(timeout=5_000)
            return
    raise AssertionError(page.locator("#saving").inner_text())


def test_what_is_typed_and_not_saved_stays_and_is_kept_after_signing_in(browse, place: Place) -> None:
    page = browse()
    sign_in(page, place.address)
    back = section(page, place.address)
    page.context.route("**/saves", lambda route: route.abort())
    answer(page, {"details.provider": f"{WORDS} and clay"})
    page.get_by_text("Saved on this device, not yet sent").first.wait_for()
    sign_out_beside(page, place.address, is_unsent=True)
    page.get_by_text(ENDED).wait_for()
    page.context.unroute("**/saves")
    lead_on(page)
    enter(page)
    save(page, "Save it now")
    page.goto(back)
    assert page.locator("[name='details.provider']").input_value() == f"{WORDS} and clay"


def test_nothing_of_one_person_stays_when_another_signs_in(browse, place: Place) -> None:
    page = browse()
    sign_in(page, place.address)
    section(page, place.address)
    other = page.context.new_page()
    sign_in(other, place.address, "bob")
    expect(page.get_by_text(WORDS)).to_have_count(0)
    expect(page.locator("[name='details.provider']")).to_have_count(0)


def test_a_page_says_no_more_that_one_is_signed_out_once_the_same_person_is_in_again(browse, place: Place) -> None:
    page = browse()
    sign_in(page, place.address)
    back = section(page, place.address)
    answer(page, {"details.provider": f"{WORDS} and clay"})
    page.evaluate("window.addEventListener('leaving', (event) => event.preventDefault())")
    other = sign_out_beside(page, place.address)
    page.get_by_text(ENDED).wait_for()
    assert not page.get_by_role("button", name="Sign out", exact=True).is_visible()
    sign_in(other, place.address)
    page.get_by_text(ENDED).wait_for(state="hidden")
    assert page.get_by_role("button", name="Sign out", exact=True).is_visible()
    assert page.url == back
    assert page.locator("[name='details.provider']").input_value() == f"{WORDS} and clay"


def test_a_page_of_somebody_who_is_signed_in_stays(browse, place: Place) -> None:
    page = browse()
    page.clock.install()
    sign_in(page, place.address)
    back = section(page, place.address)
    page.clock.fast_forward("03:59:00")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.clock.run_for(5_000)
    assert page.url == back
    assert not page.get_by_text(ENDED).is_visible()
    assert page.locator("[name='details.provider']").input_value() == WORDS
