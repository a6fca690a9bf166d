"""The ZIP that an archive is packed in: opened with care, and read part by part.

Here lives what is refused of a ZIP by its list of parts alone, before any of them is unpacked, and the one sentence
that every failure of reading one becomes.
"""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from engine.archive.layout import checksum_of, is_part

_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, MemoryError)
"""What reading a ZIP can fail with."""
_ENCRYPTED = 0x1
_NAMED = 60
"""How much of a name is said."""


class Unfit(Exception):  # noqa: N818 (named after what happened)
    """An archive cannot be used: the message is a sentence for a person, about “it”."""


class NoArchive(Unfit):
    """A file is no ZIP at all, or so much of it is gone that it is not known for one."""

    def __init__(self) -> None:
        super().__init__("This is not a ZIP archive, or it is damaged.")


@contextmanager
def opened_zip(file: IO[bytes]) -> Iterator[ZipFile]:
    """Give the ZIP that a file holds. Raises NoArchive."""
    try:
        archive = ZipFile(file)
    except _BROKEN:
        raise NoArchive from None
    with archive:
        yield archive


def entries(archive: ZipFile) -> dict[str, ZipInfo]:
    """Return the entries of a ZIP by their names. Raises Unfit unless each can be a part of an archive, once."""
    found: dict[str, ZipInfo] = {}
    for entry in archive.infolist():
        name = entry.filename
        if not is_part(name):
            raise Unfit(f"It holds “{shown(name)}”, which no export holds.")
        if name in found:
            raise Unfit(f"It holds “{name}” twice.")
        if entry.flag_bits & _ENCRYPTED:
            raise Unfit("It is encrypted: take the encryption off first.")
        packed = ZIP_STORED if checksum_of(name) else ZIP_DEFLATED
        if entry.compress_type not in {ZIP_STORED, packed}:
            raise Unfit(f"“{name}” in it is packed in a way that no export is.")
        found[name] = entry
    return found


def shown(name: str) -> str:
    """Return a name from an archive as a sentence can hold it."""
    shown = "".join(each if each.isprintable() else "\ufffd" for each in name)
    return shown if len(shown) <= _NAMED else f"{shown[:_NAMED]}…"


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Let whatever goes wrong with a part be said in one sentence. Raises Unfit."""
    try:
        yield
    except _BROKEN:
        raise Unfit(f"“{name}” in it cannot be read: the archive is damaged.") from None
