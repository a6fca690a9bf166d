"""A signature that was drawn: from what the page of signing posted to the picture that is kept.

Here lives what is taken for one, before anything decodes it: a PNG of the size that the page draws, as a `data:`
address. What is kept is made anew from it, as a photo is, and holds nothing but the picture.
"""

import struct
from base64 import b64decode
from binascii import Error

from webapp.photos.remaking import Broken, TooBusyError, remake

_OPENING = "data:image/png;base64,"
_TYPE = "image/png"
_HEAD = struct.Struct(">8s4x4sII")
"""What a PNG begins with: its mark, and the chunk that holds its width and its height."""
_MARK = b"\x89PNG\r\n\x1a\n"
WIDTH, HEIGHT = 900, 300
"""How many pixels the page draws on."""
MOST_BYTES = 256 * 1024
"""The most bytes of a drawing of that size, sent or kept: lines are some ten thousand."""
_MOST_TEXT = len(_OPENING) + 4 * MOST_BYTES // 3 + 4
_UNREADABLE = "The drawing could not be read. Draw it again, or sign without it."
_BUSY = "The drawing could not be taken at this moment. Wait some seconds and sign again, or sign without it."


class NotTaken(ValueError):  # noqa: N818 (named for what became of the drawing)
    """A drawing that is not taken; the text says why and what to do. `later` says that it may be, the next time."""

    def __init__(self, sentence: str, *, later: bool = False) -> None:
        super().__init__(sentence)
        self.later = later


def drawn(sent: str) -> bytes:
    """Return the signature that was drawn, made anew as PNG; nothing where none was. Raises NotTaken."""
    if not sent:
        return b""
    try:
        photo = remake(_png(sent), _TYPE, as_jpeg=False)
    except Broken:
        raise NotTaken(_UNREADABLE) from None
    except TooBusyError:
        raise NotTaken(_BUSY, later=True) from None
    if len(photo.content) > MOST_BYTES:
        raise NotTaken(_UNREADABLE)
    return photo.content


def _png(sent: str) -> bytes:
    """Return the bytes of what looks like a drawing of ours. Raises NotTaken."""
    if not sent.startswith(_OPENING) or len(sent) > _MOST_TEXT:
        raise NotTaken(_UNREADABLE)
    try:
        data = b64decode(sent.removeprefix(_OPENING), validate=True)
        mark, chunk, width, height = _HEAD.unpack_from(data)
    except (Error, ValueError, struct.error):
        raise NotTaken(_UNREADABLE) from None
    if (mark, chunk, width, height) != (_MARK, b"IHDR", WIDTH, HEIGHT):
        raise NotTaken(_UNREADABLE)
    return data
