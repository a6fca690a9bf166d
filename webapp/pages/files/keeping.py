"""One file that somebody sent, on its way to being kept.

Here lives what it must be to be kept at all: something that answers may be made of, by what it holds. A photo is kept
as it was made anew. Whether an answer, an entry of a register or an action may have it is for those to say.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256 as checksum
from pathlib import PurePath
from typing import Protocol

from engine.stored_file import StoredFile
from formspec.suggest import listed
from webapp.guard import Upload
from webapp.guard.multipart import MOST_FILE_BYTES
from webapp.media_type import media_type_of, named_as
from webapp.photos.remaking import PHOTOS, Broken, Photo, remake

NO_NAME = "file"
BUSY = "too many photos are being looked at just now. Add it again in a moment."
_JPEG = "jpeg"
_UNKNOWN = (
    "it must be a PDF, a photo (JPEG, PNG or HEIC), a Word document (.docx), an Excel workbook (.xlsx), or a CSV or "
    "text file saved as UTF-8."
)
_TOO_LARGE = f"it must be {MOST_FILE_BYTES // 1024**2} MB or smaller."
_EMPTY = "it is empty."


class Keep(Protocol):
    """What keeps a content with its media type and the preview of a photo, and returns the checksum of it."""

    def __call__(self, content: bytes, media_type: str, *, preview: bytes = b"") -> str:
        """Keep a content."""


class FileRefused(Exception):  # noqa: N818 (named for what became of the file)
    """A file that can be kept for no answer; the sentence says which, why and what to do."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"“{name or NO_NAME}” was not added: {why}")


def kept_file(
    chosen: Upload, *, keep: Keep, types: Sequence[str] = (), require: Callable[[StoredFile], None] = lambda _: None
) -> StoredFile:
    """Keep a file, and return it as an answer names it. Raises FileRefused, and TooBusyError where it may come again.

    `types` are the short names of those that the answer takes, none where it takes all; `require`
    is given the file before it is kept, and may raise.
    """
    if not chosen.data:
        raise FileRefused(chosen.name, _EMPTY)
    if chosen.too_large:
        raise FileRefused(chosen.name, _TOO_LARGE)
    media_type = media_type_of(chosen.data, chosen.name)
    if not media_type:
        wanted = f"it must be a {listed([each.upper() for each in types])} file." if types else _UNKNOWN
        raise FileRefused(chosen.name, wanted)
    if media_type in PHOTOS:
        file, photo = _remade(chosen, media_type, as_jpeg=not types or _JPEG in types)
        require(file)
        keep(photo.content, photo.type, preview=photo.preview)
        return file
    file = _named(chosen.data, media_type, chosen.name or NO_NAME)
    require(file)
    keep(chosen.data, media_type)
    return file


def _remade(chosen: Upload, media_type: str, *, as_jpeg: bool) -> tuple[StoredFile, Photo]:
    try:
        photo = remake(chosen.data, media_type, as_jpeg=as_jpeg)
    except Broken as broken:
        raise FileRefused(chosen.name, str(broken)) from None
    name = chosen.name or NO_NAME
    if photo.type != media_type and named_as(name, media_type) == name:
        name = PurePath(name).stem
    return _named(photo.content, photo.type, name), photo


def _named(content: bytes, media_type: str, name: str) -> StoredFile:
    return StoredFile(checksum(content).hexdigest(), len(content), media_type, named_as(name, media_type))
