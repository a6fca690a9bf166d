"""`formspec serve` and `make run`'s promise: it opens, says where, keeps, stops cleanly, and refuses in a sentence."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

OPEN = re.compile(r"Formspec is open at (http://\S+/)")
FORMSPEC = Path(sys.executable).with_name("formspec")


@contextmanager
def serving(*words: str, **settings: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """Start the server on a free port; give the process and the three lines that it says where it is with."""
    command = [FORMSPEC, "serve", "--port", "0", *words]
    streams = {
        "preexec_fn": heed_ctrl_c,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "text": True,
        "env": os.environ | settings,
    }
    with subprocess.Popen(command, **streams) as process:
        try:
            yield process, [process.stdout.readline().rstrip("\n") for _ in range(3)]
        finally:
            process.kill()


def heed_ctrl_c() -> None:
    """Undo what a shell does to a job in the background: it tells it to pass over Ctrl+C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def address(said: list[str]) -> str:
    found = OPEN.fullmatch(said[0])
    assert found, said
    return found[1]


def read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as response:
        return response.read().decode("utf-8")


def test_it_says_where_it_is_open_and_where_things_are_kept(here: Path) -> None:
    with serving("--data", "kept") as (_, said):
        page = read(address(said))
        assert said[1:] == [f"What is entered is kept in {here}/kept/formspec.sqlite3", "Press Ctrl+C to stop."]
        assert (here / "kept" / "formspec.sqlite3").is_file()
    assert "Alternative Provision Audit" in page
    assert "Letter to confirm safeguarding protocols in place" in page


def test_settings_stand_where_there_is_no_option(here: Path) -> None:
    with serving(FORMSPEC_DATA="settled") as (_, said):
        assert said[1] == f"What is entered is kept in {here}/settled/formspec.sqlite3"


def test_an_option_goes_before_its_setting(here: Path) -> None:
    with serving(
        "--data", "chosen", "--host", "localhost", FORMSPEC_DATA="settled", FORMSPEC_HOST="example.org", PORT="1"
    ) as (_, said):
        assert said[1] == f"What is entered is kept in {here}/chosen/formspec.sqlite3"


def test_a_folder_of_specs_adds_its_forms(here: Path) -> None:
    (here / "mine" / "visit").mkdir(parents=True)
    spec = (
        "formspec: 1\nform: visit\nversion: 1\ntitle: Visit on the spot\nsections:\n"
        "  - {id: a, title: A, questions: [{id: b, label: How was it?, kind: text}]}\n"
    )
    (here / "mine" / "visit" / "1.yaml").write_text(spec)
    with serving("--specs", "mine") as (_, said):
        assert "Visit on the spot" in read(address(said))


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl+C", "SIGTERM"])
def test_it_stops_cleanly_when_told_to(here: Path, stop: signal.Signals) -> None:
    with serving() as (process, said):
        read(address(said))
        process.send_signal(stop)
        assert process.wait(timeout=15) == 0
        assert (process.stdout.read(), process.stderr.read()) == ("", "")


def test_it_may_be_started_again_where_it_stopped(here: Path) -> None:
    for _ in range(2):
        with serving() as (process, said):
            read(address(said))
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=15) == 0


def refused(*words: str, **settings: str) -> tuple[int, str, str]:
    ended = subprocess.run(
        [FORMSPEC, "serve", *words], env=os.environ | settings, capture_output=True, text=True, check=False, timeout=30
    )
    return ended.returncode, ended.stdout, ended.stderr


def test_a_port_in_use_is_said_in_one_sentence_before_anything_is_made(here: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, out, err = refused("--port", str(port), "--data", "kept")
    assert (status, out) == (1, "")
    assert err == f"Port {port} is in use: stop what uses it, or choose another with --port (make run PORT=…).\n"
    assert not (here / "kept").exists()


def test_a_second_server_on_the_same_folder_is_refused_in_one_sentence(here: Path) -> None:
    with serving() as (_, said):
        read(address(said))
        status, out, err = refused("--port", "0")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "already running" in err


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--host", "0.0.0.0"], "FORMSPEC_HOST"),
        (["--host", "192.168.0.5"], "FORMSPEC_HOST"),
        (["--port", "eighty"], "PORT"),
        (["--port", "65536"], "PORT"),
        (["--specs", "nowhere"], "FORMSPEC_SPECS"),
        (["--data", "taken"], "FORMSPEC_DATA"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)
def test_a_setting_that_cannot_be_used_is_refused_in_one_sentence(here: Path, words: list[str], named: str) -> None:
    (here / "taken").write_text("a file, not a folder")
    status, out, err = refused(*words)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert named in err


@pytest.mark.parametrize("size", [9_000_000, 60_000_000, 100_000_000])
def test_a_body_that_no_form_sends_is_refused_and_not_kept_waiting_for(here: Path, size: int) -> None:
    head = (
        f"POST /forms/ap-audit/drafts HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {size}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    )
    with serving("--data", "kept") as (process, said):
        port = int(address(said).rpartition(":")[2].rstrip("/"))
        with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
            connection.sendall(head.encode())
            send_until_refused(connection, size)
            answer = connection.recv(100)
        peak = int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process.pid}/status").read_text())[1])
    assert b" 413 " in answer
    assert peak < 150_000, "kilobytes"


def send_until_refused(connection: socket.socket, size: int) -> None:
    with suppress(OSError):
        for _ in range(size // 500_000):
            connection.sendall(b"a" * 500_000)
