"""PDFs made in a process of their own: bounded in time, turns and length, and told in a sentence where none is made."""

import json
import os
import subprocess
import sys
from threading import Event, Thread
from time import sleep

import pytest

from engine.compile import compile_form
from engine.pdf.report import Report, blank_report
from formspec.loader import load
from formspec.published import SPECS
from tests.pdfs import Pdf
from webapp.typesetting import making, workshop
from webapp.typesetting.making import NotMade, TooBusyError, make


@pytest.fixture
def report() -> Report:
    spec = load((SPECS / "provider-letter" / "1.yaml").read_bytes()).spec
    assert spec is not None
    return blank_report(compile_form(spec))


def test_a_report_is_made_as_a_pdf(report):
    assert Pdf(make(report)).faults() == []


def test_one_that_takes_too_long_is_ended_and_told(report, monkeypatch):
    monkeypatch.setattr(making, "MOST_SECONDS", 0.05)
    with pytest.raises(NotMade, match=r"^This form could not be made as a PDF in the time and memory that there is"):
        make(report)


def test_one_that_is_too_long_is_told_before_anything_is_done(report, monkeypatch):
    monkeypatch.setattr(making, "MOST_CONTENT", 1000)
    monkeypatch.setattr(making, "_made", None)
    with pytest.raises(NotMade, match=r"^This form is too long for one PDF"):
        make(report)


def test_when_too_many_are_made_at_once_the_next_is_told_to_come_again(report, monkeypatch):
    begun, go_on = Event(), Event()

    def slow(*_: object) -> bytes:
        begun.set()
        go_on.wait(20)
        return b"%PDF"

    monkeypatch.setattr(making, "_made", slow)
    makers = [Thread(target=make, args=(report,), daemon=True) for _ in range(4)]
    for each in makers:
        each.start()
    begun.wait()
    for _ in range(500):
        if making._LINE._value:
            sleep(0.01)
    with pytest.raises(TooBusyError):
        make(report)
    go_on.set()
    for each in makers:
        each.join()
    assert make(report) == b"%PDF"


def test_a_photo_that_cannot_be_had_ends_the_process_and_gives_the_turn_back(report):
    def failing(_: tuple[str, ...]):
        raise LookupError

    for _ in range(5):
        with pytest.raises(LookupError):
            make(report, failing)
    assert making._LINE._value == 4


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_the_process_writes_no_file_and_has_little_time_and_memory():
    script = (
        "import json, resource\nfrom webapp.typesetting.workshop import limit\nlimit()\n"
        "print(json.dumps([resource.getrlimit(each)[1] for each in "
        "(resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_FSIZE)]))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert json.loads(done.stdout) == [workshop.MOST_SECONDS, workshop.MOST_MEMORY, 0]


def test_the_process_ends_with_a_status_of_its_own_where_the_content_cannot_be_set():
    content = b"{}"
    sent = f"{workshop.CONTENT} {len(content)}\n".encode() + content
    command = [sys.executable, "-I", "-m", "webapp.typesetting.workshop", workshop.UNDATED]
    done = subprocess.run(command, input=sent, capture_output=True, check=False, env={**os.environ})
    assert (done.returncode != 0, done.stdout) == (True, b"")
