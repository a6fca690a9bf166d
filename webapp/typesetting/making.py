"""The start of that process, and what became of a report in it.

Here lives that no report, however long, does more to the server than take one of few turns for a bounded time.
"""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from threading import BoundedSemaphore, Timer
from typing import IO

from engine.pdf.report import Report, Written, written
from webapp.typesetting.workshop import CONTENT, MOST_SECONDS, UNDATED

_LOG = logging.getLogger(__name__)
_AT_ONCE = 2
_WAITING = 2
_ONE_CORE = {"RAYON_NUM_THREADS": "1"}
"""What lets a process of ours work on one core alone: two are hardly faster, and the server has use for the other."""
_TURNS = BoundedSemaphore(_AT_ONCE)
_LINE = BoundedSemaphore(_AT_ONCE + _WAITING)
"""Who has a turn or waits for one: a few, so that long reports leave the server's other threads to the rest."""
MOST_CONTENT = 4_000_000
"""The most characters of the content of a report, which come to a thousand pages."""
_TOO_LONG = "is too long for one PDF. Print its page instead, or choose fewer."
_FAILED = "could not be made as a PDF in the time and memory that there is. Print its page instead, or choose fewer."
Photos = Callable[[tuple[str, ...]], Iterable[tuple[str, bytes]]]
"""Gives photos by their checksums, each with its checksum, as JPEG or PNG."""
_WHAT = {False: "This form", True: "This choice of forms"}


class NotMade(Exception):  # noqa: N818 (named for what became of the PDF)
    """A PDF that could not be made; the text says so and what to do."""


class TooBusyError(Exception):
    """More PDFs are being made than have a turn or wait for one. Nothing was done: it can be tried again."""


def no_photos(checksums: tuple[str, ...]) -> Iterable[tuple[str, bytes]]:  # noqa: ARG001 (others have some)
    """Give none: for a report that shows no photos."""
    return ()


def make(report: Report, photos: Photos = no_photos) -> bytes:
    """Return a report as a PDF, tagged and with its fonts. Raises NotMade, and TooBusyError where too many are at it.

    `photos` may leave out what is not there. It is asked once there is a turn, for one photo after the other.
    """
    what = _WHAT[len(report.prints) > 1]
    said = written(report)
    content = json.dumps(said.content, ensure_ascii=False)
    if len(content) > MOST_CONTENT:
        raise NotMade(f"{what} {_TOO_LONG}")
    if not _LINE.acquire(blocking=False):
        raise TooBusyError
    try:
        with _TURNS:
            made = _made(content, said, photos, report.moment.isoformat() if report.moment else UNDATED)
    finally:
        _LINE.release()
    if made is None:
        raise NotMade(f"{what} {_FAILED}")
    return made


def _made(content: str, said: Written, photos: Photos, dated: str) -> bytes | None:
    command = [sys.executable, "-I", "-m", "webapp.typesetting.workshop", dated]
    with subprocess.Popen(  # noqa: S603 (ours)
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **_ONE_CORE}
    ) as process:
        watch = Timer(2 * MOST_SECONDS, process.kill)
        watch.start()
        try:
            if process.stdin is None or process.stdout is None or process.stderr is None:
                return None
            with suppress(BrokenPipeError):
                _give(process.stdin, content, said, photos)
            made, why = process.stdout.read(), process.stderr.read()
        except BaseException:
            process.kill()
            raise
        finally:
            watch.cancel()
    if process.returncode == 0:
        return made
    _LOG.error("A PDF was not made: its process ended with %s\n%s", process.returncode, why.decode(errors="replace"))
    return None


def _give(into: IO[bytes], content: str, said: Written, photos: Photos) -> None:
    """Give the process what its report is made of, and say that this was all."""
    try:
        _put(into, CONTENT, content.encode())
        for name, drawing in said.drawings.items():
            _put(into, name, drawing)
        for checksum, photo in photos(said.photos):
            _put(into, checksum, photo)
    finally:
        with suppress(BrokenPipeError):
            into.close()


def _put(into: IO[bytes], name: str, piece: bytes) -> None:
    into.write(f"{name} {len(piece)}\n".encode() + piece)
