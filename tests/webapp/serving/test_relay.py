"""The relay that ends HTTPS: everything arrives whole, both ways, and nobody keeps others out."""

import socket
import ssl
import time
from contextlib import ExitStack, suppress
from hashlib import sha256

import pytest

from tests.webapp.serving.certificates import make_certificate
from tests.webapp.serving.conftest import MEGABYTE, Place, read_all
from webapp.serving import passage, relay

EMPTY = sha256(b"").hexdigest().encode()
PROMPT = 5


def test_a_request_by_https_is_answered(place: Place) -> None:
    assert place.answer().endswith(EMPTY)


def test_one_connection_carries_several_requests(place: Place) -> None:
    with place.secure() as connection:
        assert [asked(connection) for _ in range(3)] == [True] * 3


def test_a_large_upload_arrives_whole(place: Place) -> None:
    body = bytes(range(256)) * (30 * MEGABYTE // 256)
    head = f"POST /digest HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    assert place.answer(head + body).endswith(sha256(body).hexdigest().encode())


def test_a_large_download_arrives_whole_even_when_it_is_read_slowly(place: Place) -> None:
    with place.secure() as connection:
        connection.sendall(b"GET /download/30 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        time.sleep(0.5)
        content = read_all(connection).partition(b"\r\n\r\n")[2]
    assert content == b"".join(bytes([number]) * MEGABYTE for number in range(30))


def test_the_end_of_an_answer_reaches_whoever_reads_it_slowly(place: Place) -> None:
    place.listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 8192)
    with place.secure() as connection:
        connection.sendall(b"GET /download/1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        read = 0
        while piece := connection.recv(8192):
            read += len(piece)
            time.sleep(0.002)
    assert read > MEGABYTE


def test_whoever_still_sends_when_refused_is_told_so(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passage, "LINGER_SECONDS", 30)
    with place.secure() as connection:
        connection.sendall(b"POST /digest HTTP/1.1\r\nHost: a\r\nContent-Length: 90000000\r\n\r\n")
        for _ in range(30):
            connection.sendall(b"a" * MEGABYTE)
        assert b" 413 " in connection.recv(100)


def test_http_spoken_to_the_port_of_https_ends_and_others_go_on(place: Place) -> None:
    with place.plain() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        with suppress(ConnectionResetError):
            assert b"HTTP" not in read_all(connection)
    assert place.answer().endswith(EMPTY)


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_tls_of_today_is_spoken(place: Place, version: ssl.TLSVersion) -> None:
    context = ssl.create_default_context(cafile=str(place.files.certificate))
    context.minimum_version = context.maximum_version = version
    with context.wrap_socket(place.plain(), server_hostname="127.0.0.1") as connection:
        assert connection.version() == version.name.replace("_", ".")


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated")
def test_tls_of_yesterday_is_not(place: Place) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises((ssl.SSLError, ConnectionResetError)), place.plain() as plain:
        context.wrap_socket(plain)


@pytest.mark.parametrize("count", [200, 400], ids=["200 idle", "more than there may be"])
def test_handshakes_that_never_come_keep_nobody_out(place: Place, count: int) -> None:
    with ExitStack() as stack:
        for _ in range(count):
            stack.enter_context(place.plain())
        begun = time.monotonic()
        assert place.answer().endswith(EMPTY)
        assert time.monotonic() - begun < PROMPT


def test_connections_that_say_nothing_keep_nobody_out(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay, "MOST_CONNECTIONS", 10)
    with ExitStack() as stack:
        silent = [stack.enter_context(place.secure()) for _ in range(30)]
        assert place.answer().endswith(EMPTY)
        assert [has_ended(each) for each in silent] == [True] * 21 + [False] * 9


def test_whoever_is_heard_stays_while_the_silent_go(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay, "MOST_CONNECTIONS", 10)
    with ExitStack() as stack:
        heard = stack.enter_context(place.secure())
        for _ in range(30):
            stack.enter_context(place.secure())
            assert asked(heard)


def test_a_handshake_that_does_not_end_is_ended(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passage, "HANDSHAKE_SECONDS", 0.2)
    with place.plain() as connection:
        assert has_ended(connection, within=PROMPT)


def test_whoever_reads_nothing_of_an_answer_is_let_go(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passage, "PATIENCE_SECONDS", 0.2)
    with place.secure() as connection:
        connection.sendall(b"GET /download/30 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        time.sleep(1)
        read = b""
        with suppress(OSError):
            read = read_all(connection)
    assert len(read) < 30 * MEGABYTE


def test_whoever_goes_in_the_middle_leaves_nothing_open(place: Place) -> None:
    for _ in range(20):
        with place.secure() as connection:
            connection.sendall(b"GET /download/30 HTTP/1.1\r\nHost: a\r\n\r\n")
            connection.recv(100)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    assert place.answer().endswith(EMPTY)


def test_a_renewed_certificate_is_shown_without_a_new_start(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    before = place.files.certificate.read_text()
    make_certificate(place.files.certificate.parent)
    assert wait_for(lambda: shown(place) == place.files.certificate.read_text())
    assert shown(place) != before


def test_a_renewed_certificate_that_cannot_be_used_is_told_and_the_old_one_shown(place: Place) -> None:
    before = place.files.certificate.read_text()
    place.files.certificate.write_text("not a certificate")
    assert wait_for(lambda: place.told)
    assert len(place.told) == 1
    assert place.told[0].startswith(f"{place.files.certificate} holds no certificate that can be read: ")
    assert place.told[0].endswith(" Until then the certificate of before is shown.")
    assert shown(place) == before


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for a renewed certificate twenty times a second."""
    monkeypatch.setattr(relay, "RENEWAL_SECONDS", 0.05)


def has_ended(connection: socket.socket, *, within: float = 0.2) -> bool:
    """Return whether the other side has ended a connection on which nothing is said."""
    connection.settimeout(within)
    try:
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    except ConnectionError:
        return True


def asked(connection: ssl.SSLSocket) -> bool:
    """Return whether a request on a connection that stays open is answered."""
    connection.sendall(b"GET /digest HTTP/1.1\r\nHost: a\r\n\r\n")
    answer = b""
    while not answer.endswith(EMPTY) and (piece := connection.recv(65536)):
        answer += piece
    return answer.endswith(EMPTY)


def shown(place: Place) -> str:
    """Return the certificate that is shown."""
    with place.plain() as plain:
        any_certificate = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        any_certificate.check_hostname, any_certificate.verify_mode = False, ssl.CERT_NONE
        with any_certificate.wrap_socket(plain) as connection:
            return ssl.DER_cert_to_PEM_cert(connection.getpeercert(binary_form=True) or b"")


def wait_for(held) -> bool:
    until = time.monotonic() + PROMPT
    while not held():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True
