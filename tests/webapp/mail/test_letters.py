"""Letters that pages cause: an invitation, and a new password for somebody who has forgotten theirs."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.webapp.mail.conftest import Inbox, Serve
from tests.webapp.pages.visitor import Visitor
from webapp.accounts.passwords import hashed
from webapp.application import close, create_app
from webapp.mail import delivery
from webapp.pages.desk import EXTENSION
from webapp.rights import Role, Viewer
from webapp.settings import Settings
from webapp.storage.repository import Repository

HEAD, PASSWORD, NEW = "head@school.example", "seven otters under a bridge", "nine herons over a weir"
ASKED = "is on its way there"


@pytest.fixture
def application(tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    monkeypatch.setattr(delivery.Delivery.__init__, "__kwdefaults__", {"pause": 0.02})
    given = {
        "FORMSPEC_DATA": str(tmp_path / "kept"),
        "FORMSPEC_MAIL": f"smtp://127.0.0.1:{serve().port}",
        "FORMSPEC_MAIL_FROM": "forms@school.example",
    }
    made = create_app(Settings.from_environment(given))
    yield made
    close(made)


@pytest.fixture
def administrator(application: Flask) -> Repository:
    kept: Repository = application.extensions[EXTENSION].repository
    made = kept.make_first(HEAD, "The Head", {Role.ADMINISTRATOR}, hashed(PASSWORD))
    return kept.seen_by(Viewer(id=made.id, name=made.name, roles=made.roles))


@pytest.fixture
def visitor(application: Flask, administrator: Repository) -> Visitor:
    return Visitor(application.test_client())


@pytest.fixture
def letters(inbox: Inbox) -> Callable[[int], list[str]]:
    """Wait until so many letters have come; return their texts."""

    def wait(number: int) -> list[str]:
        end = time.monotonic() + 10
        while len(inbox.taken) < number and time.monotonic() < end:
            time.sleep(0.02)
        time.sleep(0.1)
        assert len(inbox.taken) == number
        return [str(each.get_content()) for each in inbox.taken]

    return wait


Letters = Callable[[int], list[str]]


def link(text: str) -> str:
    found = re.search(r"http://localhost/join#(\S+)", text)
    assert found is not None
    return found[0]


def signed_in(visitor: Visitor) -> Visitor:
    visitor.get("/sign-in").press("Sign in", {"email": HEAD, "password": PASSWORD})
    return visitor


def test_an_invitation_is_sent_where_that_is_asked_for_and_its_link_shown_in_any_case(
    visitor: Visitor, letters: Letters, inbox: Inbox
) -> None:
    people = signed_in(visitor).get("/people")
    person = {"name": "Pat Jones", "email": "pat@school.example", "role-staff": "yes"}
    shown = people.press("Invite", {**person, "send": "yes"})
    (text,) = letters(1)
    assert link(text) in shown.html
    assert "A letter with this link is on its way to pat@school.example" in shown.text
    assert (inbox.taken[0]["To"], inbox.taken[0]["Subject"]) == ("pat@school.example", "Your account on Formspec")
    people.press("Invite", {**person, "email": "sam@school.example"})
    letters(1)


def test_a_password_that_was_forgotten_is_set_anew_by_letter(visitor: Visitor, letters: Letters) -> None:
    asked = (
        visitor.get("/sign-in").follow("I have forgotten my password").press("Send", {"email": " HEAD@school.example"})
    )
    assert ASKED in asked.text
    (text,) = letters(1)
    page = visitor.get("/join").press("Continue", {"token": link(text)})
    assert page.press("Set the password", {"password": NEW, "again": NEW}).path == "/"
    again = visitor.get("/join").press("Continue", {"token": link(text)})
    assert "does not hold any more" in again.text


def test_nobody_is_told_by_words_whether_there_is_an_account(
    visitor: Visitor, administrator: Repository, letters: Letters
) -> None:
    closed = administrator.invite("gone@school.example", "Gone", set())
    administrator.close_account(closed.id)
    answers = set()
    for email in (HEAD, "nobody@school.example", "gone@school.example", HEAD):
        page = visitor.get("/forgotten").press("Send", {"email": email})
        answers.add((page.status, page.text.replace(email, "…")))
    assert len(answers) == 1
    letters(1)


def test_one_letter_is_written_in_a_quarter_of_an_hour(
    visitor: Visitor, letters: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask() -> None:
        visitor.get("/forgotten").press("Send", {"email": HEAD})

    ask()
    ask()
    letters(1)
    from webapp.storage.opened import now  # noqa: PLC0415

    moment = now() + timedelta(minutes=16)
    monkeypatch.setattr("webapp.storage.links.now", lambda: moment)
    ask()
    monkeypatch.setattr("webapp.storage.outbox.now", lambda: moment)
    letters(2)


def test_asking_for_a_letter_takes_no_invitation_away(
    visitor: Visitor, administrator: Repository, letters: Letters
) -> None:
    invited = administrator.invite("pat@school.example", "Pat Jones", set())
    token = administrator.make_password_link(invited.id, timedelta(days=7))
    visitor.get("/forgotten").press("Send", {"email": "pat@school.example"})
    letters(1)
    assert administrator.link(token) is not None


def test_what_is_no_address_is_said_so(visitor: Visitor) -> None:
    page = visitor.get("/forgotten").press("Send", {"email": "head"})
    assert (page.status, page.title) == (422, "Error: I have forgotten my password - Formspec")
    assert "Enter your e-mail address, like name@school.example." in page.text


def test_a_mail_server_that_refuses_fails_no_page_and_is_said_to_who_looks_after_people(
    visitor: Visitor, inbox: Inbox, administrator: Repository
) -> None:
    inbox.refusal = "550 nobody here"
    asked = visitor.get("/forgotten").press("Send", {"email": HEAD})
    assert ASKED in asked.text
    end = time.monotonic() + 10
    while not administrator.mail_faults() and time.monotonic() < end:
        time.sleep(0.02)
    people = signed_in(visitor).get("/people").text
    assert "1 letter could not be sent, or not yet." in people
    assert "the mail server refused the address of the recipient (550)" in people


def test_without_a_mail_server_nothing_is_said_of_letters(
    visitor: Visitor, application: Flask, administrator: Repository
) -> None:
    application.config["HAS_MAIL"] = False
    assert "ask the person who looks after accounts here" in visitor.get("/sign-in").text
    assert visitor.get("/forgotten").status == 404
    assert "Send the link by e-mail too" not in signed_in(visitor).get("/people").text
