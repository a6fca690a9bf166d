"""What a stranger puts on the wire is understood in one way or not at all."""

from collections.abc import Iterator

import pytest

from tests.webapp.guard.wire import GOOD, HOST, answered, listening, statuses

TYPE = b"Content-Type: application/x-www-form-urlencoded\r\n"
START = b"POST /forms/ap-audit/drafts HTTP/1.1\r\n" + HOST + TYPE
HIDDEN = b"GET /hidden HTTP/1.1\r\n" + HOST + b"\r\n"

SMUGGLED = {
    "a length and chunks": START + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
    "chunks and a length": START + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + HIDDEN,
    "two lengths": START + b"Content-Length: 0\r\nContent-Length: 50\r\n\r\n" + HIDDEN,
    "two lengths in one": START + b"Content-Length: 0, 50\r\n\r\n" + HIDDEN,
    "a length with a sign": START + b"Content-Length: +0\r\n\r\n" + HIDDEN,
    "a length below nothing": START + b"Content-Length: -1\r\n\r\n" + HIDDEN,
    "a length with a bar": START + b"Content-Length: 1_0\r\n\r\n" + HIDDEN,
    "a length in other figures": START + b"Content-Length: 0x0\r\n\r\n" + HIDDEN,
    "chunks by another name": START + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + HIDDEN,
    "chunks named twice": START + b"Transfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
    "chunks after a tab": START + b"Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n" + HIDDEN,
    "chunks before a blank": START + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
    "chunks after a folded line": START + b"X: 1\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
    "chunks after a bare line end": START + b"X: 1\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
    "a chunk whose size is no number": START + b"Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n" + HIDDEN,
    "a chunk whose size has a sign": START + b"Transfer-Encoding: chunked\r\n\r\n+0\r\n\r\n" + HIDDEN,
    "a chunk that ends elsewhere": START + b"Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n" + HIDDEN,
    "a header without a colon": START + b"Content-Length\r\n\r\n" + HIDDEN,
    "a header without a name": START + b": 0\r\n\r\n" + HIDDEN,
    "a NUL in a header": START + b"X: a\0b\r\nContent-Length: 0\r\n\r\n" + HIDDEN,
    "a carriage return in a header": START + b"X: a\rb\r\nContent-Length: 0\r\n\r\n" + HIDDEN,
}
UNREADABLE = {
    "nothing but noise": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "no version": b"GET /\r\n" + HOST + b"\r\n",
    "a version that there is not": b"GET / HTTP/9.9\r\n" + HOST + b"\r\n",
    "a blank too many": b"GET  / HTTP/1.1\r\n" + HOST + b"\r\n",
    "a method in small letters": b"get / HTTP/1.1\r\n" + HOST + b"\r\n",
    "another server's address than its host": b"GET http://evil.example/ HTTP/1.1\r\n" + HOST + b"\r\n",
    "half an address": b"GET http://[ HTTP/1.1\r\n" + HOST + b"\r\n",
    "chunks in an old version": START.replace(b"1.1", b"1.0") + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\n" + HOST + b"Host: evil.example\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "headers without an end": b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"x" * 40_000 + b"\r\n\r\n",
    "an address without an end": b"GET /" + b"x" * 40_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "the address of another server": b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
}
CLAIMS = {
    "X-Forwarded-Host": b"evil.example",
    "X-Forwarded-For": b"127.0.0.1",
    "X-Forwarded-Proto": b"https",
    "X-Forwarded-Port": b"443",
    "X-Forwarded-Prefix": b"/evil",
    "X-Forwarded-By": b"evil.example",
    "Forwarded": b"for=10.0.0.1;host=evil.example;proto=https",
    "X-Original-URL": b"/records",
    "X-Rewrite-URL": b"/records",
    "X-Original-Host": b"evil.example",
    "X-Host": b"evil.example",
    "X-Real-IP": b"10.0.0.1",
    "X-HTTP-Method-Override": b"POST",
    "X-HTTP-Method": b"DELETE",
    "X-Method-Override": b"PUT",
    "X-Script-Name": b"/evil",
    "X-Remote-User": b"administrator",
    "Remote-User": b"administrator",
    "SCRIPT_NAME": b"/evil",
}


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with listening(tmp_path_factory.mktemp("kept")) as found:
        yield found


@pytest.mark.parametrize("sent", SMUGGLED.values(), ids=SMUGGLED)
def test_no_request_hides_behind_another(port, sent):
    answer = answered(port, sent)
    assert statuses(answer) in ([], [400], [501])
    assert b"Page not found" not in answer


@pytest.mark.parametrize("sent", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_refused_and_the_next_is_served(port, sent):
    found = statuses(answered(port, sent))
    assert found in ([], [400], [414], [431])
    assert statuses(answered(port, GOOD)) == [200]


@pytest.mark.parametrize("name", CLAIMS)
def test_what_a_proxy_would_say_changes_nothing(port, name):
    claimed = GOOD.replace(b"Connection:", name.encode() + b": " + CLAIMS[name] + b"\r\nConnection:")
    plain, answer = answered(port, GOOD), answered(port, claimed)
    assert b"evil" not in answer
    assert steady(answer) == steady(plain)


def steady(answer: bytes) -> list[bytes]:
    """Return the lines of an answer but for what each has of its own: the hour, the cookie, the token."""
    each_own = (b"Date:", b"Set-Cookie:")
    return [line for line in answer.splitlines() if not line.startswith(each_own) and b'name="csrf"' not in line]


@pytest.mark.parametrize(
    "path", [b"//evil.example", b"//evil.example/", b"/%2f/evil.example", b"/\\evil.example", b"///evil.example/%2e%2e"]
)
def test_no_address_leads_away_from_here(port, path):
    answer = answered(port, b"GET " + path + b" HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
    assert statuses(answer)[0] in {308, 400, 404}
    told = [line for line in answer.split(b"\r\n") if line.lower().startswith(b"location:")]
    assert all(line.startswith((b"Location: http://127.0.0.1/", b"Location: /")) for line in told), told
    assert not [line for line in told if line.startswith(b"Location: //")]


@pytest.mark.parametrize("method", [b"TRACE", b"CONNECT", b"TRACK", b"PROPFIND", b"DEBUG", b"XYZ"])
def test_no_method_but_those_of_pages_does_anything(port, method):
    answer = answered(port, method + b" / HTTP/1.1\r\n" + HOST + b"X-Secret: told\r\n\r\n")
    assert statuses(answer)[0] in {400, 403, 405}
    assert b"told" not in answer


def test_the_whole_address_of_this_server_is_understood(port):
    whole = GOOD.replace(b"GET /", b"GET http://127.0.0.1/")
    assert statuses(answered(port, whole)) == [200]


def test_a_refusal_says_nothing_of_what_serves_it_nor_what_was_sent(port):
    marked = b"GET / HTTP/1.1\r\n" + HOST + b"X: marked\nword\r\n\r\n"
    for sent in (*UNREADABLE.values(), marked, GOOD):
        answer = answered(port, sent).lower()
        assert b"marked" not in answer
        assert b"waitress" not in answer
        assert b"python" not in answer
        assert b"\nserver:" not in answer
