"""Nobody keeps others out by being slow."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from flask import Flask

from tests.webapp.guard.wire import GOOD, all_of, answered, connected, listening, statuses
from webapp.commands.serving import server_for
from webapp.guard import connection

CROWD = 200
SOON = 0.5
WITHIN = 5
START = b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n"
LARGE = 40_000_000
LETTERS = {"in its first line": b"GET /", "in its headers": START, "in its body": START + b"\r\n"}


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The port of a server that loses its patience soon."""
    monkeypatch.setattr(connection, "PATIENCE", SOON)
    made = Flask("slow", static_folder=None)
    made.add_url_rule("/", "page", lambda: "done", methods=["GET", "POST"])
    made.add_url_rule("/long", "long", lambda: (b"x" * 1_000_000 for _ in range(LARGE // 1_000_000)))
    made.add_url_rule("/works", "works", lambda: time.sleep(3 * SOON) or "worked")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        server = server_for(made, taken)
        thread = threading.Thread(target=server.run)
        thread.start()
        yield taken.getsockname()[1]
        server.trigger.pull_trigger(lambda: close(server))
        thread.join(WITHIN)
        server.task_dispatcher.shutdown()


def close(server: Any) -> None:
    """End every connection, with the files in which large answers wait, and then the server."""
    for each in list(server.active_channels.values()):
        each.handle_close()
    server.asyncore.close_all(server._map)


def test_a_crowd_that_sends_nothing_or_a_letter_at_a_time_keeps_nobody_out(tmp_path):
    with listening(tmp_path) as port, ExitStack() as crowd:
        slow = [crowd.enter_context(connected(port)) for _ in range(CROWD)]
        for at in range(5):
            for each in slow[: CROWD // 2]:
                each.sendall(GOOD[at : at + 1])
            began = time.monotonic()
            assert statuses(answered(port, GOOD)) == [200]
            assert time.monotonic() - began < WITHIN


@pytest.mark.parametrize("begun", LETTERS.values(), ids=LETTERS)
def test_whoever_sends_a_request_a_letter_at_a_time_is_let_go(port, begun):
    with connected(port) as slow:
        slow.sendall(begun)
        assert ends(lambda: slow.sendall(b"x"))


def test_whoever_never_reads_an_answer_is_let_go_and_those_who_wait_are_served(port):
    with ExitStack() as crowd:
        for _ in range(10):
            slow = crowd.enter_context(connected(port))
            slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            slow.sendall(GOOD.replace(b"/forms/ap-audit", b"/long"))
        assert statuses(answered(port, GOOD.replace(b"/forms/ap-audit", b"/"))) == [200]


def test_a_large_body_that_keeps_coming_is_waited_for(port):
    with connected(port) as steady:
        steady.sendall(START.replace(b"1000", b"80000") + b"Connection: close\r\n\r\n")
        for _ in range(8):
            time.sleep(SOON / 4)
            steady.sendall(b"x" * 10_000)
        assert statuses(all_of(steady)) == [200]


def test_a_page_that_takes_its_time_is_not_held_against_who_asked(port):
    assert b"worked" in answered_open(port, GOOD.replace(b"/forms/ap-audit", b"/works"))


def answered_open(port: int, sent: bytes) -> bytes:
    with connected(port) as one:
        one.sendall(sent)
        return all_of(one)


def ends(act: Callable[[], None]) -> bool:
    """Say whether a connection is ended while something is done again and again."""
    until = time.monotonic() + WITHIN
    while time.monotonic() < until:
        try:
            act()
        except OSError:
            return True
        time.sleep(SOON / 5)
    return False
