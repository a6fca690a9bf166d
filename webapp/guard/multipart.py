"""A form with files, taken apart strictly.

Here lives what is asked of the parts that Werkzeug's decoder finds in a body: that a browser would have sent them just
so, that no name is an input's and a file's at once, and that there are no more of them, and no larger, than a page
sends. What a file holds is not looked at here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.sansio.multipart import NEED_DATA, Data, Epilogue, Event, Field, File, MultipartDecoder, Preamble

from webapp.guard.fields import MOST_BYTES, MOST_FIELDS, add_field, decoded, require_name, too_large, unreadable
from webapp.guard.refusal import Refused

MOST_BYTES_WITH_FILES = 40 * 1024 * 1024
MOST_FILE_BYTES = 10 * 1024 * 1024
MOST_FILES = 20
LONGEST_NAME = 200

_ONE_TOO_MANY = 1
_PIECE = 64 * 1024
_MOST_WAITING = 4 * _PIECE
"""How much of a body the decoder may hold before it makes something of it: the headers of one part, and no more."""
_TOO_MUCH = (
    "What was sent is larger than this page can take, so nothing was saved. Go back, and choose smaller files or fewer "
    f"at a time: at most {MOST_FILES}, and {MOST_BYTES_WITH_FILES // 1024**2} MB together."
)
_BOUNDARY = re.compile(r"[0-9A-Za-z'()+_,./:=?-]{1,70}")
_DISPOSITION = re.compile(r'form-data; name="[^"\\]+"(?P<file>; filename="[^"]*")?')
_NEVER_IN_A_FILE_NAME = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Control characters, line ends, and what turns the direction of a text, so that “gpj.exe” would be read backwards."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent: its name without folders, which may be "", and its content."""

    name: str
    data: bytes

    @property
    def too_large(self) -> bool:
        """Whether it is larger than a file may be."""
        return len(self.data) > MOST_FILE_BYTES

    @staticmethod
    def called(sent: str) -> str:
        """Return a name as that of a file: without folders and what nobody sees, cut to the longest that is kept."""
        last = sent.replace("\\", "/").rpartition("/")[2]
        return _NEVER_IN_A_FILE_NAME.sub("", last).strip()[:LONGEST_NAME].strip()


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form posted: its texts by name, and the files chosen in each of its file inputs."""

    fields: dict[str, str]
    uploads: dict[str, list[Upload]]


def read_parts(request: Request) -> Sent:
    """Return what a form with files posted. Raises Refused for anything that no page of ours sends."""
    boundary = request.mimetype_params.get("boundary", "")
    if not _BOUNDARY.fullmatch(boundary):
        raise unreadable()
    try:
        return _gathered(_parts(_events(request, boundary.encode())))
    except RequestEntityTooLarge:
        raise too_large() from None
    except ValueError:
        raise unreadable() from None


def _gathered(parts: Iterator[tuple[Field | File, bytes]]) -> Sent:
    sent = Sent({}, {})
    room, chosen = MOST_BYTES, 0
    for head, content in parts:
        if isinstance(head, File):
            chosen += _add_file(sent, head, content)
        else:
            room -= len(content)
            _require(room >= 0 and len(sent.fields) < MOST_FIELDS, too_large())
            add_field(sent.fields, head.name, decoded(content))
        _require(chosen <= MOST_FILES, _too_much())
    _require(sent.fields.keys().isdisjoint(sent.uploads), unreadable())
    return sent


def _add_file(sent: Sent, head: File, content: bytes) -> bool:
    """Add a file, and return whether one was chosen: a browser sends an empty one for an input that has none."""
    require_name(head.name)
    files = sent.uploads.setdefault(head.name, [])
    if head.filename:
        files.append(Upload(Upload.called(head.filename), content))
    _require(bool(head.filename) or not content, unreadable())
    return bool(head.filename)


def _parts(events: Iterator[Event]) -> Iterator[tuple[Field | File, bytes]]:
    """Yield each part whole. ValueError for a body that ends before its end, or goes on behind it."""
    head: Field | File | None = None
    pieces: list[bytes] = []
    for event in events:
        if isinstance(event, Field | File):
            _require_plain(event)
            head, pieces = event, []
        elif isinstance(event, Data):
            pieces.append(event.data)
            if head is not None and not event.more_data:
                yield head, b"".join(pieces)
        elif isinstance(event, Preamble | Epilogue):
            _require(not event.data.strip(b"\r\n"), unreadable())


def _require_plain(head: Field | File) -> None:
    """Raise Refused for a part with headers that no browser writes, which two readers may understand differently."""
    names = [name.lower() for name, _ in head.headers]
    found = _DISPOSITION.fullmatch(head.headers.get("Content-Disposition", ""))
    is_file = isinstance(head, File)
    known = names == ["content-disposition"] or (is_file and names == ["content-disposition", "content-type"])
    _require(known and found is not None and bool(found["file"]) is is_file, unreadable())


def _events(request: Request, boundary: bytes) -> Iterator[Event]:
    decoder = MultipartDecoder(boundary, max_form_memory_size=_MOST_WAITING, max_parts=2 * MOST_FIELDS)
    for piece in _unsplit(_pieces(request)):
        decoder.receive_data(piece)
        yield from iter(decoder.next_event, NEED_DATA)
    decoder.receive_data(None)
    while not isinstance(event := decoder.next_event(), Epilogue):
        yield event
    yield event


def _pieces(request: Request) -> Iterator[bytes]:
    """Yield the body as it comes in, without ever reading more than one byte too many."""
    size = request.content_length or 0
    _require(size <= MOST_BYTES_WITH_FILES, _too_much())
    request.max_content_length = MOST_BYTES_WITH_FILES + _ONE_TOO_MANY
    read = 0
    for piece in iter(partial(request.stream.read, _PIECE), b""):
        read += len(piece)
        _require(read <= MOST_BYTES_WITH_FILES, _too_much())
        yield piece


def _unsplit(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the same body in pieces that never part the two dashes of its last boundary.

    Werkzeug's decoder takes the line end before a boundary that it sees with one of them for a part of the content.
    """
    held = b""
    for piece in pieces:
        whole = held + piece
        held = whole[-2:][len(whole[-2:].rstrip(b"-")) :]
        yield whole[: len(whole) - len(held)]
    yield held


def _too_much() -> Refused:
    return Refused(413, _TOO_MUCH)


def _require(held: bool, refusal: Refused) -> None:
    if not held:
        raise refusal
