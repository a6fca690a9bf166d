"""The ways in that several tests go: a link that is taken up, a password that is typed."""

from datetime import timedelta

from flask import Flask

from tests.webapp.pages.visitor import Page, Visitor
from webapp.rights import Role
from webapp.storage.account_statements import Account
from webapp.storage.repository import Repository

PASSWORD = "violet tractor sings quietly"
OTHER = "orange lamps walk northward"


def twice(password: str) -> dict[str, str]:
    """A new password as it is asked for."""
    return {"password": password, "again": password}


def take(visitor: Visitor, token: str) -> Page:
    """Paste a link, and come to what it asks for."""
    return visitor.get("/join").press("Continue", {"token": f"http://127.0.0.1/join#{token}"})


def sign_in(visitor: Visitor, email: str, password: str, page: Page | None = None) -> Page:
    """Sign in on a page that asks for it, or on the one that does nothing else."""
    return (page or visitor.get("/sign-in")).press("Sign in", {"email": email, "password": password})


def invited(repository: Repository, application: Flask, name: str, *roles: Role) -> Visitor:
    """Somebody who took up an invitation, signed in."""
    account = repository.invite(f"{name}@school.example", name.title(), roles)
    visitor = Visitor(application.test_client())
    page = take(visitor, repository.make_password_link(account.id, timedelta(days=1)))
    assert page.press("Set the password", twice(OTHER)).path == "/"
    return visitor


def account_of(repository: Repository, name: str) -> Account:
    """The account of somebody of this name."""
    found = repository.credentials(f"{name}@school.example")
    assert found is not None
    return found[0]


def cookie(visitor: Visitor, ending: str) -> str:
    """What the browser holds in the cookie whose name ends so, "" when it holds none."""
    held = visitor.client._cookies or {}
    return next((each.value for each in held.values() if each.key.endswith(ending)), "")
