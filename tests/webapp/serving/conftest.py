"""A relay in front of a small real server, and ways to speak to it."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest
from waitress import wasyncore
from waitress.server import create_server

from tests.webapp.serving.certificates import NAME, make_certificate
from webapp.reach import CertificateFiles
from webapp.serving.certificate import Certificate
from webapp.serving.relay import https_before

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Place:
    """Where a relay listens, with what certificate, and what it told."""

    listening: socket.socket
    files: CertificateFiles
    told: list[str] = field(default_factory=list)

    def plain(self) -> socket.socket:
        """Return a connection on which nothing was said yet."""
        return socket.create_connection(self.listening.getsockname(), timeout=20)

    def secure(self) -> ssl.SSLSocket:
        """Return a connection by HTTPS, made as a browser makes it that trusts the certificate."""
        trusting = ssl.create_default_context(cafile=str(self.files.certificate))
        return trusting.wrap_socket(self.plain(), server_hostname=NAME)

    def answer(self, request: bytes = b"GET /digest HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n") -> bytes:
        """Return all that is answered to a request, until the other side ends."""
        with self.secure() as connection:
            connection.sendall(request)
            return read_all(connection)


def read_all(connection: socket.socket) -> bytes:
    return b"".join(iter(lambda: connection.recv(65536), b""))


def application(environment, start_response):
    """Answer with the digest of what was sent, or with as many megabytes as the address says."""
    head, _, size = environment["PATH_INFO"].lstrip("/").partition("/")
    if head == "download":
        start_response("200 OK", [("Content-Length", str(int(size) * MEGABYTE))])
        return (bytes([number % 251]) * MEGABYTE for number in range(int(size)))
    body = sha256(environment["wsgi.input"].read()).hexdigest().encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]


@contextmanager
def _serving(listening: socket.socket) -> Iterator[None]:
    server = create_server(application, sockets=[listening], connection_limit=500, max_request_body_size=40 * MEGABYTE)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield
    finally:
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))
        thread.join()
        server.task_dispatcher.shutdown()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A relay and a server behind it."""
    files = make_certificate(tmp_path / "tls")
    with ExitStack() as stack:
        listening = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=128))
        made = Place(listening, files)
        plain = stack.enter_context(https_before(listening, Certificate(files, NAME), tell=made.told.append))
        stack.enter_context(_serving(plain))
        yield made
