"""A real server, and what a stranger can put on the wire to it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from tests.browser.walk import serving

TIMEOUT = 10
HOST = b"Host: 127.0.0.1\r\n"
GOOD = b"GET /forms/ap-audit HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"


@contextmanager
def listening(data: Path) -> Iterator[int]:
    """Run the application; give its port."""
    with serving(data) as found:
        yield int(urlsplit(found).port or 0)


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT)


def answered(port: int, sent: bytes) -> bytes:
    """Send bytes, say that no more come, and return all that comes back before the end."""
    with connected(port) as connection:
        with suppress(OSError):
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
        return all_of(connection)


def all_of(connection: socket.socket) -> bytes:
    """Return what comes until the other side is done, or for as long as it is waited for."""
    pieces = []
    with suppress(OSError):
        while piece := connection.recv(65_536):
            pieces.append(piece)
    return b"".join(pieces)


def statuses(answer: bytes) -> list[int]:
    """Return the status of each answer, in their order."""
    return [int(line.split()[1]) for line in answer.split(b"\r\n") if line.startswith(b"HTTP/1.")]
