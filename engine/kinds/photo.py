"""The kind `photo`: one or more photos."""

from typing import ClassVar

from engine.kinds import counts
from engine.kinds.file import FileKind
from engine.language import noted
from formspec.model import Column

PHOTOS = ("jpeg", "png", "heic")


class PhotoKind(FileKind):
    """Files that are photos, of the types that phones and cameras make."""

    name: ClassVar[str] = "photo"
    counted: ClassVar[counts.Counted] = counts.Counted(
        noted("Add at least {number} photo for “{question}”"),
        noted("Add at least {number} photos for “{question}”"),
        noted("Add no more than {number} photo for “{question}”"),
        noted("Add no more than {number} photos for “{question}”"),
    )

    unnamed: ClassVar[str] = noted("Add a photo for “{question}”{otherwise}")

    def types(self, column: Column) -> tuple[str, ...]:  # noqa: ARG002 (a file needs it)
        """Return the short names of the types of photos."""
        return PHOTOS


KIND = PhotoKind()
