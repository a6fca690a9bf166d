"""Guessing passwords: at most ten tries an hour are taken for an account, and its owner still gets in.

The clock is moved by hand. FORMSPEC_SOAK tries more accounts; with 20 there are 10,000 guesses at 100 accounts.
"""

import os
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from random import Random, random
from threading import Event

import pytest
from flask import Flask

from tests.webapp.access.door import OTHER, PASSWORD, account_of, cookie, invited, sign_in, take, twice
from tests.webapp.pages.visitor import Visitor
from webapp.accounts import passwords
from webapp.pages.signing import account as own_account
from webapp.pages.signing import proving, views
from webapp.rights import Role
from webapp.storage.repository import Repository

SOAK = int(os.environ.get("FORMSPEC_SOAK", "1"))
ACCOUNTS = 2 if SOAK == 1 else 5 * SOAK
AT_ONCE = 3 if SOAK == 1 else 12
"""How many tries come at each moment of a day."""
GUESSES = 100
MOST_AN_HOUR = 10
SEED = int(os.environ.get("FORMSPEC_SEED", "20261126"))


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock by which tries are counted."""
    moved = Clock()
    monkeypatch.setattr("webapp.storage.tries.now", moved)
    return moved


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often a password was looked at, by what was typed."""
    counted: Counter[str] = Counter()

    def is_right(password: str, kept: str, **known: bool) -> bool:
        counted[password] += 1
        return passwords.is_right(password, kept, **known)

    monkeypatch.setattr(views, "is_right", is_right)
    return counted


def test_many_guesses_in_an_hour_come_to_ten_an_account_and_the_owner_gets_in(
    application: Flask, repository: Repository, owner: Visitor, clock: Clock, taken: Counter[str]
) -> None:
    print(f"seed {SEED}")
    random, began = Random(SEED), clock.moment
    names = [f"person{number}" for number in range(ACCOUNTS)]
    own = {name: invited(repository, application, name, Role.STAFF) for name in names}
    attacker = Visitor(application.test_client())
    moments = sorted((random.uniform(0, 3599), name) for name in names for _ in range(GUESSES))
    for seconds, name in moments:
        clock.moment = began + timedelta(seconds=seconds)
        page = sign_in(attacker, f"{name}@school.example", f"a guess at {name}")
        assert page.status in {403, 429}
    assert max(taken.values()) <= MOST_AN_HOUR
    assert sum(taken.values()) > ACCOUNTS
    for name, visitor in own.items():
        visitor.get("/").press("Sign out")
        assert sign_in(visitor, f"{name}@school.example", OTHER).path == "/"


def test_in_no_hour_of_a_day_are_more_than_ten_tries_taken(repository: Repository, clock: Clock) -> None:
    began, tries = clock.moment, []
    for minute in range(0, 24 * 60, 3):
        clock.moment = began + timedelta(minutes=minute)
        tries += [minute for _ in range(AT_ONCE) if repository.take_try("ann@school.example") is None]
    assert all(sum(begin <= each < begin + 60 for each in tries) <= MOST_AN_HOUR for begin in range(24 * 60))
    assert len(tries) > 40


def test_an_address_that_nobody_has_is_counted_and_answered_alike(
    application: Flask, owner: Visitor, clock: Clock
) -> None:
    stranger = Visitor(application.test_client())
    said = {}
    for email in ("ann@school.example", "nobody@school.example"):
        pages = [sign_in(stranger, email, "a guess at somebody") for _ in range(7)]
        said[email] = [(page.status, page.text) for page in pages]
    assert said["ann@school.example"] == said["nobody@school.example"]
    assert [status for status, _ in said["ann@school.example"]] == [403] * 5 + [429] * 2


def test_a_try_that_comes_too_early_is_told_when_the_next_is_taken(
    application: Flask, owner: Visitor, clock: Clock
) -> None:
    stranger = Visitor(application.test_client())
    for _ in range(5):
        sign_in(stranger, "ann@school.example", "a guess at somebody")
    page = sign_in(stranger, "ann@school.example", PASSWORD)
    assert page.status == 429
    assert "The next try with this e-mail address is taken today at" in page.text
    clock.moment += timedelta(minutes=1)
    assert sign_in(stranger, "ann@school.example", PASSWORD).path == "/"


def refusals(repository: Repository) -> list[str]:
    """Whose sign-ins were refused, as the audit trail has it."""
    return [each.who for each in repository.every_act() if each.act == "session.refused"]


def test_of_guesses_in_a_row_the_trail_keeps_the_first_and_those_after_which_one_has_to_wait(
    application: Flask, repository: Repository, owner: Visitor, clock: Clock
) -> None:
    stranger = Visitor(application.test_client())
    kept = []
    for _ in range(7):
        sign_in(stranger, "ann@school.example", "a guess at somebody")
        kept.append(len(refusals(repository)))
        clock.moment += timedelta(hours=1)
    assert kept == [1, 1, 1, 1, 2, 3, 4]


def test_guesses_at_addresses_that_nobody_has_are_kept_once_an_hour(
    application: Flask, repository: Repository, owner: Visitor, clock: Clock
) -> None:
    stranger = Visitor(application.test_client())
    for number in range(10):
        sign_in(stranger, f"nobody{number}@school.example", "a guess at somebody")
    assert refusals(repository) == [""]
    clock.moment += timedelta(hours=1)
    sign_in(stranger, "nobody@school.example", "a guess at somebody")
    assert refusals(repository) == ["", ""]


def test_whoever_was_sent_a_link_gets_in_although_strangers_guess(
    application: Flask, repository: Repository, owner: Visitor, clock: Clock
) -> None:
    stranger, new_browser = (Visitor(application.test_client()) for _ in range(2))
    for _ in range(6):
        sign_in(stranger, "ann@school.example", "a guess at somebody")
    token = repository.make_password_link(account_of(repository, "ann").id, timedelta(days=1))
    assert take(stranger, token).press("Set the password", twice(OTHER)).path == "/"
    assert sign_in(new_browser, "ann@school.example", OTHER).path == "/"


def test_an_address_longer_than_any_is_one_that_nobody_has_and_is_not_sent_back(
    application: Flask, owner: Visitor, clock: Clock
) -> None:
    page = sign_in(Visitor(application.test_client()), f"ann@school.example{'x' * 100_000}", PASSWORD)
    assert page.status == 403
    assert "ann@school.example" not in page.html


@pytest.mark.parametrize(
    ("path", "button", "sent"),
    [
        ("/account", "Change the password", {"now": PASSWORD, **twice(OTHER)}),
        ("/account/prove", "Go on", {"password": PASSWORD}),
    ],
)
def test_a_password_that_was_not_looked_at_for_want_of_room_is_no_try(
    owner: Visitor, clock: Clock, monkeypatch: pytest.MonkeyPatch, path: str, button: str, sent: dict[str, str]
) -> None:
    def busy(password: str, kept: str, **known: bool) -> bool:
        raise passwords.TooBusyError

    with monkeypatch.context() as crowded:
        for module in (own_account, proving):
            crowded.setattr(module, "is_right", busy)
        for _ in range(7):
            assert "Many people are signing in" in owner.get(path).press(button, sent).text
    assert owner.get(path).press(button, sent).status == 200


def test_a_crowd_of_strangers_keeps_nobody_out_of_the_browser_that_they_use(
    application: Flask, repository: Repository, owner: Visitor, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner.get("/").press("Sign out")
    stop, slow = Event(), passwords.PasswordHasher(time_cost=20)
    monkeypatch.setattr(passwords, "_nobodys", lambda _: slow.hash("a password that nobody has"))
    strangers = [Visitor(application.test_client()) for _ in range(8)]

    def flood(stranger: Visitor) -> Counter[int]:
        seen: Counter[int] = Counter()
        while not stop.is_set():
            seen[sign_in(stranger, f"nobody{random()}@school.example", "a guess at somebody").status] += 1
        return seen

    with ThreadPoolExecutor(len(strangers)) as crowd:
        flooding = [crowd.submit(flood, each) for each in strangers]
        time.sleep(0.5)
        try:
            for _ in range(3):
                assert sign_in(owner, "ann@school.example", PASSWORD).path == "/"
                owner.get("/").press("Sign out")
        finally:
            stop.set()
    seen = sum((each.result() for each in flooding), Counter())
    assert set(seen) == {403, 503}


def test_a_new_password_that_is_no_good_takes_no_try_of_the_old_one(owner: Visitor, clock: Clock) -> None:
    for _ in range(7):
        page = owner.get("/account").press("Change the password", {"now": PASSWORD, **twice("short")})
        assert "has 5 characters" in page.text
    page = owner.get("/account").press("Change the password", {"now": PASSWORD, **twice(OTHER)})
    assert "Your password was changed" in page.text


def test_only_the_browser_in_which_one_changes_the_password_stays_known(
    application: Flask, repository: Repository, owner: Visitor, clock: Clock
) -> None:
    phone = Visitor(application.test_client())
    sign_in(phone, "ann@school.example", PASSWORD)
    ann = account_of(repository, "ann").id
    assert [repository.device_of(cookie(each, "-known")) for each in (owner, phone)] == [ann, ann]
    owner.get("/account").press("Change the password", {"now": PASSWORD, **twice(OTHER)})
    assert [repository.device_of(cookie(each, "-known")) for each in (owner, phone)] == [ann, ""]


def test_whoever_signs_in_while_the_password_is_set_by_a_link_is_asked_once_more(
    application: Flask, repository: Repository, owner: Visitor, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_right(password: str, kept: str, **known: bool) -> bool:
        right = passwords.is_right(password, kept, **known)
        token = repository.make_password_link(account_of(repository, "ann").id, timedelta(days=1))
        repository.set_password_by_link(token, passwords.hashed(OTHER))
        return right

    monkeypatch.setattr(views, "is_right", is_right)
    thief = Visitor(application.test_client())
    page = sign_in(thief, "ann@school.example", PASSWORD, thief.get("/sign-in?then=/records"))
    assert page.status == 403
    assert "Your account was changed while you were signing in" in page.text
    assert thief.get("/records").path == "/sign-in"
    monkeypatch.undo()
    assert sign_in(thief, "ann@school.example", OTHER, page).path == "/records"
