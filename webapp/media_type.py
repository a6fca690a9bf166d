"""What a file is, by what it holds.

Here lives the recognition of the few types that an answer may be made of. A name proves nothing, so it is asked only
where content cannot tell: a list in CSV is a text like any other. What is recognised gets a name that says so, because
the computer that a file is opened on goes by its name.
"""

from collections.abc import Mapping
from io import BytesIO
from pathlib import PurePath
from zipfile import ZipFile

from engine.stored_file import LONGEST_NAME, TYPES

_STARTS = ((b"\xff\xd8\xff", TYPES["jpeg"][0]), (b"\x89PNG\r\n\x1a\n", TYPES["png"][0]))
_PDF = b"%PDF-"
_BEFORE_A_PDF = b"\xef\xbb\xbf\t\n\r "
_ARCHIVE = b"PK\x03\x04"
_OFFICE = {
    b"wordprocessingml.document.main+xml": ("word/", TYPES["docx"][0]),
    b"spreadsheetml.sheet.main+xml": ("xl/", TYPES["xlsx"][0]),
}
_CONTENTS = "[Content_Types].xml"
_MOST_CONTENTS = 1024 * 1024
_HEIC, _HEIF = TYPES["heic"]
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis"})
_ANY_STILL_IMAGE = b"mif1"
_NOT_OURS = b"avif"
_HEAD = 1024
"""How far into a content a type is looked for."""

_SUFFIXES: Mapping[str, tuple[str, ...]] = {
    **{media_type: (f".{short}",) for short, listed in TYPES.items() for media_type in listed},
    **dict.fromkeys(TYPES["jpeg"], (".jpg", ".jpeg", ".jpe", ".jfif")),
    **dict.fromkeys(TYPES["heic"], (".heic", ".heif", ".hif")),
}


def media_type_of(data: bytes, name: str) -> str | None:
    """Return the media type of a content, None when it is none that an answer takes.

    The name only says whether a text is one of those that are taken: `.csv` or `.txt`.
    """
    for start, media_type in _STARTS:
        if data.startswith(start):
            return media_type
    if data[:_HEAD].lstrip(_BEFORE_A_PDF).startswith(_PDF):
        return TYPES["pdf"][0]
    if data.startswith(_ARCHIVE):
        return _office(data)
    return _still_image(data) or _text(data, name)


def named_as(name: str, media_type: str) -> str:
    """Return the name of a file with an ending of its type: its own, or one behind it."""
    suffixes = _SUFFIXES[media_type]
    if PurePath(name).suffix.lower() in suffixes:
        return name
    return name[: LONGEST_NAME - len(suffixes[0])].rstrip() + suffixes[0]


def _office(data: bytes) -> str | None:
    """Return the type that an archive says its main part has; one with macros says another than these."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            with archive.open(_CONTENTS) as contents:
                said = contents.read(_MOST_CONTENTS)
            names = archive.namelist()
    except Exception:  # what is broken in an archive breaks its reading in many ways, and all of them say the same
        return None
    for main, (folder, media_type) in _OFFICE.items():
        if main in said and any(each.startswith(folder) for each in names):
            return media_type
    return None


def _still_image(data: bytes) -> str | None:
    if data[4:8] != b"ftyp":
        return None
    end = min(int.from_bytes(data[:4]), len(data), _HEAD)
    main, others = data[8:12], {data[at : at + 4] for at in range(16, end, 4)}
    if main in _HEIC_BRANDS or (main == _ANY_STILL_IMAGE and others & _HEIC_BRANDS):
        return _HEIC
    return _HEIF if main == _ANY_STILL_IMAGE and _NOT_OURS not in others else None


def _text(data: bytes, name: str) -> str | None:
    if not data or b"\0" in data:
        return None
    try:
        data.decode()
    except UnicodeDecodeError:
        return None
    return {".csv": "text/csv", ".txt": "text/plain"}.get(PurePath(name).suffix.lower())
