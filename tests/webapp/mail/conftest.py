"""A mail server on this computer, real in all but that it keeps what it takes, and an outbox that is sent to it."""

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.webapp.access.school import ELSEWHERE, School, opened_school
from webapp.mail import delivery
from webapp.services import MailServer
from webapp.settings import Settings
from webapp.storage import opened
from webapp.storage.opening import open_repository
from webapp.storage.repository import Repository

USER, PASSWORD = "formspec", "a secret: @#/"


class Inbox:
    """What a mail server took; `refusal` is what it says to the next recipients instead, `text` to the messages."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.encrypted: list[bool] = []
        self.refusal = ""
        self.text = ""

    async def handle_RCPT(  # noqa: N802 (its name there)
        self, server: object, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refusal:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: object, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.text:
            return self.text
        assert isinstance(envelope.content, bytes)
        self.taken.append(message_from_bytes(envelope.content.replace(b"\r\n", b"\n"), policy=default))
        self.encrypted.append(session.ssl is not None)
        return "250 OK"


Serve = Callable[..., MailServer]
Letters = Callable[[int], list[str]]


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def serve(inbox: Inbox) -> Iterator[Serve]:
    """Start a mail server, and say how it is reached."""
    running: list[Controller] = []

    def start(*, tls: ssl.SSLContext | None = None, login: bool = False, host: str = "127.0.0.1") -> MailServer:
        def authenticate(_server: object, _session: object, _envelope: object, _how: str, given: object) -> AuthResult:
            return AuthResult(success=given == LoginPassword(USER.encode(), PASSWORD.encode()), handled=False)

        controller = Controller(
            inbox,
            hostname="127.0.0.1",
            port=free_port(),
            tls_context=tls,
            auth_required=login,
            auth_require_tls=False,
            authenticator=authenticate if login else None,
        )
        controller.start()
        running.append(controller)
        return MailServer(
            host=host,
            port=controller.port,
            user=USER if login else "",
            password=PASSWORD if login else "",
            encrypted=False,
            sender="Our School <forms@school.example>",
        )

    yield start
    for each in running:
        each.stop()


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for localhost that nobody has signed but itself, and a server's context with it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    held, secret = tmp_path / "certificate.pem", tmp_path / "key.pem"
    held.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(held, secret)
    return held, context


@pytest.fixture
def repository(database_url: str, tmp_path: Path) -> Iterator[Repository]:
    given = {"FORMSPEC_DATA": str(tmp_path / "kept"), "FORMSPEC_DATABASE": database_url}
    with open_repository(Settings.from_environment(given)) as opened_here:
        yield opened_here


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Let time go by for what the outbox does."""

    def go(span: timedelta) -> None:
        moment = opened.now() + span
        monkeypatch.setattr("webapp.storage.outbox.now", lambda: moment)

    return go


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@pytest.fixture
def school(tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> Iterator[School]:
    monkeypatch.setattr(delivery.Delivery.__init__, "__kwdefaults__", {"pause": 0.02})
    monkeypatch.setitem(ELSEWHERE, "FORMSPEC_MAIL", f"smtp://127.0.0.1:{serve().port}")
    with opened_school(tmp_path) as made:
        yield made


@pytest.fixture
def letters(inbox: Inbox) -> Letters:
    """Wait until so many letters have come, and no more; return recipient, subject and text of each."""

    def wait(number: int) -> list[str]:
        end = time.monotonic() + 10
        while len(inbox.taken) < number and time.monotonic() < end:
            time.sleep(0.02)
        time.sleep(0.15)
        assert len(inbox.taken) == number
        return [f"{each['To']}\n{each['Subject']}\n{each.get_content()}" for each in inbox.taken]

    return wait
