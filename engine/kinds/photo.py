"""The kind `photo`: one or more photos."""

from typing import ClassVar

from engine.kinds.file import FileKind
from formspec.model import Column

PHOTOS = ("jpeg", "png", "heic")


class PhotoKind(FileKind):
    """Files that are photos, of the types that phones and cameras make."""

    name: ClassVar[str] = "photo"
    noun: ClassVar[str] = "photo"

    def types(self, column: Column) -> tuple[str, ...]:  # noqa: ARG002 (a file needs it)
        """Return the short names of the types of photos."""
        return PHOTOS


KIND = PhotoKind()
