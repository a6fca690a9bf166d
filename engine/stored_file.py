"""Files as an answer names them: what a text in a draft says of each, and what it never holds, their content.

Here lives the one way from that text to values and back. A text names no file, or one a line: the checksum of its
content, its size in bytes, its media type and its name, a space between them. Where the content is kept is not for the
engine to know.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from engine.language import Language
from engine.shapes import BLANK, BREAK

KILOBYTE = 1024
MEGABYTE = KILOBYTE * KILOBYTE
LONGEST_NAME = 200
_MARK = 16
"""How much of a checksum tells the files of one answer apart."""

TYPES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "pdf": ("application/pdf",),
        "jpeg": ("image/jpeg",),
        "png": ("image/png",),
        "heic": ("image/heic", "image/heif"),
        "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
        "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",),
        "csv": ("text/csv",),
        "txt": ("text/plain",),
    }
)
"""The media types of each short name that a spec uses for them."""

_MEDIA_TYPES = frozenset(each for listed in TYPES.values() for each in listed)
_LINE = re.compile(
    r"(?P<sha256>[0-9a-f]{64}) (?P<size>[1-9][0-9]{0,14}) (?P<type>[a-z0-9/.+-]+) (?P<name>.+)", re.DOTALL
)
_NO_NAME = re.compile(f"^[{BLANK}]|[{BLANK}]$|[{BREAK}]")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that an answer names: the checksum of its content, its size in bytes, its media type and its name."""

    sha256: str
    size: int
    type: str
    name: str


def read_files(text: str) -> tuple[StoredFile, ...] | None:
    """Return the files that a text names, in its order; None when it is malformed, or names one content twice."""
    if not text.strip():
        return ()
    files = tuple(filter(None, map(_file, text.split("\n"))))
    if len(files) != text.count("\n") + 1 or len({each.sha256 for each in files}) != len(files):
        return None
    return files


def write_files(files: Iterable[StoredFile]) -> str:
    """Return the text that names these files, as `read_files` takes it."""
    return "\n".join(f"{each.sha256} {each.size} {each.type} {each.name}" for each in files)


def size_in_words(size: int, language: Language) -> str:
    """Return a size for reading: 900 bytes, 12 KB, 1.5 MB."""
    if size < KILOBYTE:
        return language.say("1 byte") if size == 1 else language.say("{number} bytes", number=size)
    if size < MEGABYTE:
        return f"{size // KILOBYTE} KB"
    return f"{size / MEGABYTE:.1f}".removesuffix(".0") + " MB"


def removal(address: str, sha256: str) -> str:
    """Return the name of the box on a page that takes a file out of the answer at an address, when it is `yes`."""
    return f"{address}.remove.{sha256[:_MARK]}"


def is_name(text: str) -> bool:
    """Say whether a file may be called so: a line that is not blank, nothing blank at either end, not too long."""
    return 0 < len(text) <= LONGEST_NAME and _NO_NAME.search(text) is None


def _file(line: str) -> StoredFile | None:
    found = _LINE.fullmatch(line)
    if found is None or found["type"] not in _MEDIA_TYPES or not is_name(found["name"]):
        return None
    return StoredFile(found["sha256"], int(found["size"]), found["type"], found["name"])
