"""Guessing passwords: at most ten tries an hour are taken for an account, and its owner still gets in.

The clock is moved by hand. FORMSPEC_SOAK tries more accounts; with 10 there are 10,000 guesses at 100 accounts.
"""

import os
from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from argon2 import PasswordHasher
from flask import Flask

from tests.webapp.access.door import OTHER, PASSWORD, invited, sign_in
from tests.webapp.pages.visitor import Visitor
from webapp.accounts import passwords
from webapp.pages.signing import views
from webapp.rights import Role
from webapp.storage.repository import Repository

ACCOUNTS = 10 * int(os.environ.get("FORMSPEC_SOAK", "1"))
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
    """The clock by which tries are counted; passwords are hashed at low costs meanwhile."""
    moved = Clock()
    monkeypatch.setattr("webapp.storage.tries.now", moved)
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    return moved


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often a password was looked at, by what was typed."""
    counted: Counter[str] = Counter()

    def is_right(password: str, kept: str) -> bool:
        counted[password] += 1
        return passwords.is_right(password, kept)

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
        tries += [minute for _ in range(12) if repository.take_try("ann@school.example") is None]
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
