"""The line between phones and their school: all that a phone asks goes over it, and it can fail at any request.

Here lives a server that is killed and started again in its place, and a relay before it. What becomes of the next
changes on their way is laid down beforehand; what is typed and what is judged is for others.
"""

import http.client
import threading
from collections import deque
from contextlib import closing, suppress
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self

from tests.served import Served
from webapp.modules import KEPT_FOR

PATIENCE_SECONDS = 15
LASTS = f"max-age={KEPT_FOR}"
"""What an answer says of itself that never becomes another: of all that a page is made of, scripts are most."""
_OWN_BUSINESS = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length"})


class Fate(StrEnum):
    """What becomes of a change on its way."""

    LOST = "lost before it arrived"
    UNANSWERED = "done, and the answer lost"
    LATE = "answered only when more was done"
    KILLED = "on its way while the server was killed"
    KILLED_AFTER = "done, and the server killed before it answered"


class Line:
    """A relay at an address of its own, and the server behind it.

    `fates` are those of the next changes, whichever phone sends them; `is_cut` says that nothing gets through at all.
    """

    def __init__(self, data: Path) -> None:
        self.data = data
        self.fates: deque[Fate] = deque()
        self.is_cut = False
        self.kills = 0
        self._lasting: dict[str, Answer] = {}
        self._late = threading.Event()
        self._one_at_a_time = threading.Lock()
        (data / "specs").mkdir(parents=True)
        self._server: Served | None = self._started(0)
        self._port = self._server.port
        self._relay = _Relay(("127.0.0.1", 0), _Request)
        self._relay.line = self
        self.address = f"http://127.0.0.1:{self._relay.server_port}"
        self._listening = threading.Thread(target=self._relay.serve_forever, kwargs={"poll_interval": 0.05})

    def __enter__(self) -> Self:
        self._listening.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.mend()
        self._relay.shutdown()
        self._relay.server_close()
        self._listening.join()
        self.kill()

    def kill(self) -> None:
        """Kill the server, at whatever it is."""
        with self._one_at_a_time:
            if self._server:
                self._server.kill()
                self._server = None
                self.kills += 1

    def start(self) -> None:
        """Start the server again where it was, unless it runs."""
        with self._one_at_a_time:
            self._server = self._server or self._started(self._port)

    def let_late_answers_go(self) -> None:
        self._late.set()
        self._late = threading.Event()

    def mend(self) -> None:
        """Let everything through from now on."""
        self.fates.clear()
        self.is_cut = False
        self.let_late_answers_go()
        self.start()

    def answer(self, method: str, path: str, headers: list[tuple[str, str]], body: bytes) -> "Answer | None":
        """Return what a phone is answered, None where the line breaks off."""
        fate = self._fate(method, path)
        if self.is_cut or fate is Fate.LOST:
            return None
        if fate is Fate.KILLED:
            threading.Thread(target=self.kill).start()
        late = self._late
        answer = self._asked(method, path, headers, body)
        if fate is Fate.LATE:
            late.wait(PATIENCE_SECONDS)
        if fate is Fate.KILLED_AFTER:
            self.kill()
        return None if self.is_cut or fate in {Fate.UNANSWERED, Fate.KILLED_AFTER} else answer

    def _fate(self, method: str, path: str) -> Fate | None:
        with self._one_at_a_time:
            return self.fates.popleft() if self.fates and method == "POST" and path.startswith("/drafts/") else None

    def _asked(self, method: str, path: str, headers: list[tuple[str, str]], body: bytes) -> "Answer | None":
        """Return the server's answer; one that lasts, and was given before, from here, while the server runs."""
        if method == "GET" and path in self._lasting and self._server:
            return self._lasting[path]
        answer = self._asked_server(method, path, headers, body)
        if answer and method == "GET" and answer[0] == http.HTTPStatus.OK and _lasts(answer):
            self._lasting[path] = answer
        return answer

    def _asked_server(self, method: str, path: str, headers: list[tuple[str, str]], body: bytes) -> "Answer | None":
        asking = closing(http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE_SECONDS))
        with suppress(OSError, http.client.HTTPException), asking as connection:
            connection.request(method, path, body, dict(headers))
            got = connection.getresponse()
            return got.status, [(name, text) for name, text in got.getheaders() if _is_passed_on(name)], got.read()
        return None

    def _started(self, port: int) -> Served:
        return Served(self.data, self.data / "specs", port=port)


Answer = tuple[int, list[tuple[str, str]], bytes]


class _Relay(ThreadingHTTPServer):
    daemon_threads = True
    line: Line

    def handle_error(self, request: object, client_address: object) -> None:
        """A phone that went away is no news here."""


class _Request(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Relay

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = [(name, text) for name, text in self.headers.items() if _is_passed_on(name)]
        answer = self.server.line.answer(self.command, self.path, headers, body)
        if answer is None:
            self.close_connection = True
            return
        status, named, content = answer
        self.send_response_only(status)
        for name, text in named:
            self.send_header(name, text)
        if status != http.HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_HEAD = _pass_on  # noqa: N815 (named by the base class)


def _lasts(answer: Answer) -> bool:
    return any(name == "Cache-Control" and LASTS in text for name, text in answer[1])


def _is_passed_on(name: str) -> bool:
    return name.lower() not in _OWN_BUSINESS
