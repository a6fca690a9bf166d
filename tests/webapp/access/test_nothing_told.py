"""No password, token or code stands in a log, in the trail, or in the database as it was typed or sent."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask, request

from tests.webapp.access.door import OTHER, PASSWORD, account_of, cookie, invited, sign_in, take, twice
from tests.webapp.pages.visitor import Visitor
from webapp.rights import Role
from webapp.storage.repository import Repository

ANN = "ann@school.example"
PLACE = "details.provider"


def kept_bytes(folder: Path) -> bytes:
    """Everything in the data folder but the key, as it stands on the disk."""
    return b"".join(
        path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "secret-key"
    )


@pytest.fixture
def secrets(
    application: Flask, repository: Repository, owner: Visitor, caplog: pytest.LogCaptureFixture
) -> tuple[str, ...]:
    """Everything secret that was typed, sent or held while two people came in, mistyped and set passwords."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger(__name__).info("the log is kept")
    sam = invited(repository, application, "sam", Role.STAFF)
    account = repository.invite("lee@school.example", "Lee", [Role.READER])
    link = repository.make_password_link(account.id, timedelta(days=1))
    lee = Visitor(application.test_client())
    take(lee, link).press("Set the password", {"password": "short pass", "again": "short pass"})
    take(lee, link).press("Set the password", twice("seven purple kites ascending"))
    sign_in(Visitor(application.test_client()), ANN, "mistyped tractor sings loudly")
    owner.get("/account").press("Change the password", {"now": PASSWORD, **twice("a river of slow glass bells")})
    held = (cookie(visitor, ending) for visitor in (owner, sam, lee) for ending in ("-in", "-known"))
    typed = (PASSWORD, OTHER, "seven purple kites ascending", "mistyped tractor sings loudly", "short pass")
    return (*typed, "a river of slow glass bells", link, *filter(None, held))


def test_nothing_secret_stands_in_a_log(secrets: tuple[str, ...], caplog: pytest.LogCaptureFixture) -> None:
    logged = "\n".join(record.getMessage() for record in caplog.get_records("setup"))
    assert len(secrets) > 10
    assert "the log is kept" in logged
    assert [each for each in secrets if each in logged] == []


@pytest.fixture
def addresses(application: Flask) -> list[str]:
    """Every address that was asked for or led to."""
    seen: list[str] = []
    application.after_request(
        lambda sent: seen.append(f"{request.full_path} {sent.headers.get('Location', '')}") or sent
    )
    return seen


def test_words_on_their_way_through_signing_in_stand_in_no_address_and_no_log(
    application: Flask, addresses: list[str], repository: Repository, owner: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    words, mistyped = "marked00word", "marked01word is mistyped"
    sam = invited(repository, application, "sam", Role.STAFF)
    section = sam.get(f"{sam.start('Alternative Provision Audit').path}/sections/details")
    repository.end_sessions(account_of(repository, "sam").id, "a test")
    late = sign_in(sam, "marked02word@school.example", mistyped, section.press("Save and continue", {PLACE: words}))
    sign_in(sam, "sam@school.example", OTHER, late).press("Save it now")
    assert [each.entries[PLACE] for each in repository.drafts()] == [words]
    assert len(addresses) > 5
    assert "marked" not in f"{addresses} {caplog.text}"


def test_nothing_secret_is_kept_as_it_was_typed_or_sent(secrets: tuple[str, ...], tmp_path: Path) -> None:
    on_disk = kept_bytes(tmp_path / "kept")
    assert b"sam@school.example" in on_disk
    assert [each for each in secrets if each.encode() in on_disk] == []


def test_nothing_secret_stands_in_the_trail(secrets: tuple[str, ...], repository: Repository) -> None:
    trail = "\n".join(act.line for act in repository.every_act())
    assert "session.refused" in trail
    assert [each for each in secrets if each in trail] == []
