"""Files as an answer names them: what a text in a draft says of each, and what it never holds, their content.

Here lives the one way from that text to values and back. A text names no file, or one a line: the checksum of its
content, its size in bytes, its media type and its name, a space between them. Where the content is kept is not for the
engine to know. What is added beside an answer may have two more lines: `shows` with the id of the evidence prompt that
it shows, and `says` with its caption.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from engine.language import Language
from engine.length import exceeds
from engine.shapes import BLANK, BREAK
from formspec.attaching import LONGEST_CAPTION

KILOBYTE = 1024
MEGABYTE = KILOBYTE * KILOBYTE
LONGEST_NAME = 200
REMOVE, SHOWS, SAYS = "remove", "shows", "says"
"""What the names of a file's boxes on a page say that they are for: to take it out, its prompt, its caption."""
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

SHOWN = frozenset({*TYPES["jpeg"], *TYPES["png"]})
"""The media types of photos that browsers can show."""
_MEDIA_TYPES = frozenset(each for listed in TYPES.values() for each in listed)
_LINE = re.compile(
    r"(?P<sha256>[0-9a-f]{64}) (?P<size>[1-9][0-9]{0,14}) (?P<type>[a-z0-9/.+-]+) (?P<name>.+)", re.DOTALL
)
_BESIDE = re.compile(f"({SHOWS}|{SAYS}) (.+)", re.DOTALL)
_ID = re.compile("[a-z0-9-]+")
_NO_NAME = re.compile(f"^[{BLANK}]|[{BLANK}]$|[{BREAK}]")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that an answer names: the checksum of its content, its size in bytes, its media type and its name.

    An attachment may have a caption, and the id of the evidence prompt that it shows.
    """

    sha256: str
    size: int
    type: str
    name: str
    caption: str = ""
    prompt: str = ""

    @property
    def is_photo(self) -> bool:
        """Whether it is a photo that browsers can show."""
        return self.type in SHOWN


def read_files(text: str) -> tuple[StoredFile, ...] | None:
    """Return the files that a text names, in its order; None when it is malformed, or names one content twice."""
    if not text.strip():
        return ()
    files: list[StoredFile] = []
    for line in text.split("\n"):
        beside = _BESIDE.fullmatch(line)
        read = _with(files.pop(), *beside.groups()) if beside and files else _file(line)
        if read is None:
            return None
        files.append(read)
    return tuple(files) if len({each.sha256 for each in files}) == len(files) else None


def write_files(files: Iterable[StoredFile]) -> str:
    """Return the text that names these files, as `read_files` takes it."""
    return "\n".join(line for each in files for line in _lines(each))


def size_in_words(size: int, language: Language) -> str:
    """Return a size for reading: 900 bytes, 12 KB, 1.5 MB."""
    if size < KILOBYTE:
        return language.say("1 byte") if size == 1 else language.say("{number} bytes", number=size)
    if size < MEGABYTE:
        return f"{size // KILOBYTE} KB"
    return f"{size / MEGABYTE:.1f}".removesuffix(".0") + " MB"


def removal(address: str, sha256: str) -> str:
    """Return the name of the box on a page that takes a file out of the answer at an address, when it is `yes`."""
    return box_of(address, REMOVE, sha256)


def box_of(address: str, what: str, sha256: str) -> str:
    """Return the name of a box on a page for one file of the answer at an address."""
    return f"{address}.{what}.{sha256[:_MARK]}"


def is_name(text: str) -> bool:
    """Say whether a file may be called so: a line that is not blank, nothing blank at either end, not too long."""
    return 0 < len(text) <= LONGEST_NAME and _NO_NAME.search(text) is None


def is_caption(text: str) -> bool:
    """Say whether a file may have this caption: a line that is not blank, nothing blank at either end, not too long."""
    return text != "" and not exceeds(text, LONGEST_CAPTION) and _NO_NAME.search(text) is None


def _lines(file: StoredFile) -> Iterator[str]:
    yield f"{file.sha256} {file.size} {file.type} {file.name}"
    if file.prompt:
        yield f"{SHOWS} {file.prompt}"
    if file.caption:
        yield f"{SAYS} {file.caption}"


def _with(file: StoredFile, what: str, text: str) -> StoredFile | None:
    """Return a file with what a line beside it says; None where it says that already, or says it wrongly."""
    if what == SHOWS:
        return replace(file, prompt=text) if not file.prompt and not file.caption and _ID.fullmatch(text) else None
    return replace(file, caption=text) if not file.caption and is_caption(text) else None


def _file(line: str) -> StoredFile | None:
    found = _LINE.fullmatch(line)
    if found is None or found["type"] not in _MEDIA_TYPES or not is_name(found["name"]):
        return None
    return StoredFile(found["sha256"], int(found["size"]), found["type"], found["name"])
