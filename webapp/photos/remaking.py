"""The start of that process, and what became of a picture in it.

Here lives that no picture, whatever it does to its decoder, does more to the server than take one of few turns.
"""

import subprocess
import sys
from dataclasses import dataclass
from threading import BoundedSemaphore

from engine.stored_file import TYPES
from webapp.photos.workshop import MOST_SECONDS, TOO_LARGE

PHOTOS = frozenset({*TYPES["jpeg"], *TYPES["png"], *TYPES["heic"]})
"""The media types that are made anew."""
_AT_ONCE = 2
_WAITING = 2
_TURNS = BoundedSemaphore(_AT_ONCE)
_LINE = BoundedSemaphore(_AT_ONCE + _WAITING)
"""Who has a turn or waits for one: a few, so that slow photos leave the server's other threads to the rest."""
_BROKEN = "it cannot be opened as a photo: take it again, or choose another."
_TOO_LARGE = "it has more than 64 million pixels: choose a smaller size."


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as it is kept: its media type, its content, and a small preview of it in JPEG."""

    type: str
    content: bytes
    preview: bytes


class Broken(ValueError):  # noqa: N818 (named for what the photo is)
    """A photo that cannot be made anew; the text says why and what to do."""


class TooBusyError(Exception):
    """More photos are being made anew than have a turn or wait for one. Nothing was done: it can be tried again."""


def remake(data: bytes, media_type: str, *, as_jpeg: bool = True) -> Photo:
    """Return a photo made anew, upright, with no more than 2560 pixels a side, and without metadata.

    Raises Broken, and TooBusyError where too many are at it.
    `as_jpeg` says whether a PNG may become JPEG.
    """
    command = [sys.executable, "-I", "-m", "webapp.photos.workshop", media_type, "yes" if as_jpeg else "no"]
    if not _LINE.acquire(blocking=False):
        raise TooBusyError
    try:
        with _TURNS:
            done = subprocess.run(command, input=data, capture_output=True, check=False, timeout=2 * MOST_SECONDS)  # noqa: S603 (ours)
    except subprocess.TimeoutExpired:
        raise Broken(_BROKEN) from None
    finally:
        _LINE.release()
    if done.returncode:
        raise Broken(_TOO_LARGE if done.returncode == TOO_LARGE else _BROKEN)
    head, _, rest = done.stdout.partition(b"\n")
    kind, size = head.decode().split()
    return Photo(kind, rest[: int(size)], rest[int(size) :])
