"""A real server that can be killed, and a browser that knows what it was told and what it was not.

Here lives a process of `formspec serve`, and pages read and forms sent over HTTP. What people do with them, and what
has to be there after a kill, is for the test.
"""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self

import requests

from tests.webapp.pages.visitor import Form, Reader

FORMSPEC = Path(sys.executable).with_name("formspec")
PATIENCE_SECONDS = 20
SEE_OTHER = 303


class Gone(Exception):  # noqa: N818 (named after what happened)
    """The server went away before it answered."""


class Server:
    """`formspec serve` from its start until it is killed, on a free port where none is named.

    `seconds` is how long the start took.
    """

    def __init__(self, data: Path, specs: Path, database: str, *, port: int = 0) -> None:
        words = [str(FORMSPEC), "serve", "--port", str(port), "--data", str(data), "--specs", str(specs)]
        environment = {**os.environ, "FORMSPEC_DATABASE": database}
        began = time.monotonic()
        self.process = subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
        )
        assert self.process.stdout
        line = self.process.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found, line + self.process.stdout.read()
        self.address = found[0].rstrip("/")
        assert requests.get(f"{self.address}/", timeout=PATIENCE_SECONDS).status_code == 200
        self.seconds = time.monotonic() - began

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def kill(self) -> None:
        """End it as a crash would: at once, whatever it is doing."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        assert self.process.stdout
        self.process.stdout.close()


class Browser:
    """One person's browser. It keeps its cookies over a restart of the server, whose address it is told again."""

    def __init__(self, address: str = "") -> None:
        self.address = address
        self.session = requests.Session()

    def page(self, path: str) -> Reader:
        """Load a page. Raises Gone."""
        try:
            answer = self.session.get(self.address + path, timeout=PATIENCE_SECONDS)
        except requests.RequestException as fault:
            raise Gone from fault
        assert answer.status_code == 200, f"{path} {answer.status_code}: {answer.text}"
        return Reader(answer.text)

    def press(
        self, path: str, button: str, changes: Mapping[str, str] | None = None, file: tuple[str, bytes] | None = None
    ) -> str:
        """Load a page, fill in its form, press a button, and return where that leads: it was answered with success.

        `file` is the name of an input and what the file chosen in it holds. Raises Gone.
        """
        form, pressed = _form_of(self.page(path), button)
        fields = {**form.fields, **pressed, **(changes or {})}
        sent = {name: text for name, text in fields.items() if name not in form.files and (text or "." not in name)}
        chosen = {file[0]: ("seen.txt", file[1], "text/plain")} if file else None
        try:
            answer = self.session.post(
                self.address + (form.action or path),
                data=sent,
                files=chosen,
                allow_redirects=False,
                timeout=PATIENCE_SECONDS,
            )
        except requests.RequestException as fault:
            raise Gone from fault
        assert answer.status_code == SEE_OTHER, f"{path} {answer.status_code}: {answer.text}"
        return answer.headers["Location"]


def _form_of(page: Reader, button: str) -> tuple[Form, dict[str, str]]:
    found = ((form, name, value) for form in page.forms for name, value, text in form.buttons if button in text)
    form, name, value = next(found)
    return form, {name: value} if name else {}
