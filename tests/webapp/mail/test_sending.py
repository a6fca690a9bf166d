"""A message on its way to a mail server: what arrives, and when nothing is told at all."""

import ssl
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.webapp.mail.conftest import Inbox, Serve
from webapp.mail.sending import NotSent, send
from webapp.services import MailServer
from webapp.storage.outbox_statements import Letter, Message

LETTER = Letter(
    "an-id",
    Message("siân@ysgol.example", "Eich cyfrif ŷ", "Annwyl Siân,\n\nŷ\n"),
    datetime(2026, 11, 26, 9, 30, tzinfo=UTC),
    0,
)
PLAIN = replace(LETTER, message=replace(LETTER.message, recipient="sian@ysgol.example"))


def fault(server: MailServer, letter: Letter = PLAIN) -> NotSent:
    with pytest.raises(NotSent) as refused:
        send(server, letter)
    return refused.value


def test_a_message_arrives_as_it_was_written(serve: Serve, inbox: Inbox) -> None:
    send(serve(), PLAIN)
    (taken,) = inbox.taken
    assert (taken["From"], taken["To"], taken["Subject"]) == (
        "Our School <forms@school.example>",
        "sian@ysgol.example",
        "Eich cyfrif ŷ",
    )
    assert taken["Message-ID"] == "<an-id@school.example>"
    assert taken["Date"] == "Thu, 26 Nov 2026 09:30:00 -0000"
    assert taken["Auto-Submitted"] == "auto-generated"
    assert taken.get_content() == LETTER.message.body


def test_an_address_in_any_letters_is_written_to(serve: Serve, inbox: Inbox) -> None:
    send(serve(), LETTER)
    assert inbox.taken[0]["To"] == "siân@ysgol.example"


@pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning")
def test_the_user_and_the_password_are_given_where_there_are_any(serve: Serve, inbox: Inbox) -> None:
    server = serve(login=True)
    assert str(fault(replace(server, password="wrong"))) == "the mail server refused the user or the password (535)"
    send(server, PLAIN)
    assert len(inbox.taken) == 1


def test_on_this_computer_a_connection_is_encrypted_where_the_server_can(
    serve: Serve, inbox: Inbox, certificate: tuple[Path, ssl.SSLContext]
) -> None:
    send(serve(tls=certificate[1]), PLAIN)
    send(serve(), PLAIN)
    assert inbox.encrypted == [True, False]


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the server of a test count as one that is not this computer."""
    monkeypatch.setattr("webapp.services.is_loopback", lambda host: False)


@pytest.mark.usefixtures("elsewhere")
def test_elsewhere_nothing_is_told_to_a_server_that_cannot_encrypt(serve: Serve, inbox: Inbox) -> None:
    server = replace(serve(), user="formspec", password="secret")
    assert "cannot encrypt" in str(fault(server))
    assert inbox.taken == []


@pytest.mark.usefixtures("elsewhere")
def test_elsewhere_a_certificate_that_nobody_vouches_for_does_not_hold(
    serve: Serve, inbox: Inbox, certificate: tuple[Path, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(tls=certificate[1], host="localhost")
    assert "certificate of the mail server does not hold" in str(fault(server))
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    assert "certificate of the mail server does not hold" in str(fault(replace(server, host="127.0.0.1")))
    assert inbox.taken == []
    send(server, PLAIN)
    assert inbox.encrypted == [True]


@pytest.mark.parametrize(
    ("refusal", "final"), [("550 no such person: sian@ysgol.example", True), ("450 later, sian", False)]
)
def test_a_refused_address_is_final_when_the_server_says_so(
    serve: Serve, inbox: Inbox, refusal: str, final: bool
) -> None:
    inbox.refusal = refusal
    refused = fault(serve())
    assert str(refused) == f"the mail server refused the address of the recipient ({refusal[:3]})"
    assert refused.final is final


def test_what_a_server_says_of_a_message_is_not_repeated(serve: Serve, inbox: Inbox) -> None:
    inbox.text = "554 spam: http://school.example/join#token"
    assert str(fault(serve())) == "the mail server refused the message (554)"


def test_a_server_that_is_not_there_or_is_another_sort_is_a_fault_and_no_more(serve: Serve) -> None:
    server = serve()
    assert "could not be reached" in str(fault(replace(server, port=1)))
    assert "could not be reached" in str(fault(replace(server, host="no-such-server.invalid")))
    assert "does not encrypt in this way" in str(fault(replace(server, encrypted=True)))


def test_a_message_cannot_say_more_in_its_head_than_it_should(serve: Serve, inbox: Inbox) -> None:
    for message in (
        replace(PLAIN.message, subject="Hello\nBcc: all@school.example"),
        replace(PLAIN.message, recipient="a@school.example\r\nBcc: all@school.example"),
    ):
        assert fault(serve(), replace(PLAIN, message=message)).final
    assert inbox.taken == []
