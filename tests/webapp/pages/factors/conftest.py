"""Somebody with an account and a password, the codes that their app shows, and a clock that a test moves."""

import re
from datetime import datetime, timedelta

import pyotp
import pytest
from argon2 import PasswordHasher
from flask import Flask

from tests.webapp.pages.visitor import Page, Visitor
from webapp.accounts import passwords
from webapp.pages.signing import factor_pages, factors, second
from webapp.rights import Role, Viewer
from webapp.storage.account_statements import Account
from webapp.storage.opened import now
from webapp.storage.repository import Repository

EMAIL = "ann@school.example"
PASSWORD = "four words with nothing alike"


class Clock:
    """The moment as the pages about second factors see it: now, and as far ahead as a test has moved it."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return now() + self.ahead

    def forward(self, seconds: int) -> None:
        self.ahead += timedelta(seconds=seconds)

    def back(self) -> None:
        self.ahead = timedelta()


class Person:
    """Ann, an administrator, at a browser, with what her authenticator app knows."""

    def __init__(self, visitor: Visitor, clock: Clock) -> None:
        self.visitor, self.clock = visitor, clock
        self.secret = ""
        self.codes: list[str] = []

    def code(self, *, ago: int = 0) -> str:
        """Return what the app shows, or showed some seconds ago."""
        return pyotp.TOTP(self.secret).at(self.clock() - timedelta(seconds=ago))

    def sign_in(self, then: str = "/") -> Page:
        """Give the address and the password."""
        page = self.visitor.get(f"/sign-in?then={then}")
        return page.press("Sign in", {"email": EMAIL, "password": PASSWORD})

    def add_app(self, page: Page) -> Page:
        """Set up the authenticator app from a page that offers to; return the page that follows."""
        return self.scan(page.press("Add an authenticator app")).press("Add the app", {"code": self.code()})

    def scan(self, page: Page) -> Page:
        """Let the app take the secret that a page shows."""
        self.secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page.html)[1].replace(" ", "")
        return page

    def keep(self, page: Page) -> Page:
        """Write down the recovery codes that a page shows, and go on."""
        self.codes = re.findall(r"<code>([A-Z2-7-]{29})</code>", page.html)
        return page.press("I have kept them")

    def sign_out(self) -> Page:
        """Sign out; by then the app shows another code."""
        self.clock.forward(60)
        return self.visitor.get("/account").press("Sign out")


@pytest.fixture
def account(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Account:
    """Ann's account. What a password costs is looked at elsewhere, and is next to nothing here."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    return repository.make_first(EMAIL, "Ann", set(Role), passwords.hashed(PASSWORD))


@pytest.fixture
def administrator(repository: Repository, account: Account) -> Repository:
    """What the application keeps, as Ann sees it."""
    return repository.seen_by(Viewer(id=account.id, name=account.name, roles=account.roles))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    for module in (factor_pages, factors, second):
        monkeypatch.setattr(module, "now", made)
    return made


@pytest.fixture
def person(application: Flask, account: Account, clock: Clock) -> Person:
    return Person(Visitor(application.test_client()), clock)


@pytest.fixture
def with_app(person: Person) -> Person:
    """Ann, who has set up an authenticator app, and signed out."""
    person.sign_in()
    person.keep(person.add_app(person.visitor.get("/account")))
    person.sign_out()
    return person
