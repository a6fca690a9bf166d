"""What a form posted, read strictly.

Here lives the only way from a request's body to names and values. A body that no form of ours would send is refused
whole: a value that is lost or doubled on the way would be saved as if somebody had typed it. Within a value two things
are repaired, because people paste from anywhere: whatever ends a line there ends it here, as LF, and the control
characters that are left, which nobody sees, are left out.
"""

import re
from urllib.parse import unquote_to_bytes

from flask import Request, g

from webapp.guard.refusal import Refused

MOST_BYTES = 8 * 1024 * 1024
"""Room for the longest section: its long texts full of the letters that need most bytes."""
MOST_FIELDS = 5_000
FORM_TYPE = "application/x-www-form-urlencoded"

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_NEVER_IN_A_NAME = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85]")
_BAD_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_UNREADABLE = (
    "What was sent cannot be read, so nothing was saved. Go back, load the page again and repeat what you did."
)
_TOO_LARGE = (
    "What was sent is larger than this page can take, so nothing was saved. Go back and shorten the longest answers."
)


def posted(request: Request) -> dict[str, str]:
    """Return what a form posted, by name: line ends as LF (VT, FF and NEL too), no other control characters but tabs.

    Raises Refused for anything that is not a form as this application sends them.
    """
    if "posted" not in g:
        g.posted = _read(request)
    return dict(g.posted)


def _read(request: Request) -> dict[str, str]:
    charset = request.mimetype_params.get("charset", "utf-8")
    if not request.mimetype and not request.content_length:
        return {}
    if request.mimetype != FORM_TYPE or charset.lower() != "utf-8":
        raise Refused(415, _UNREADABLE)
    _require_room(request.content_length or 0)
    body = request.get_data(cache=False)
    _require_room(len(body))
    return _fields(body)


def _require_room(size: int) -> None:
    if size > MOST_BYTES:
        raise Refused(413, _TOO_LARGE)


def _fields(body: bytes) -> dict[str, str]:
    if body.count(b"&") >= MOST_FIELDS:
        raise Refused(413, _TOO_LARGE)
    fields: dict[str, str] = {}
    for pair in filter(None, body.split(b"&")):
        name, _, value = pair.partition(b"=")
        decoded = _decoded(name)
        if decoded in fields or _NEVER_IN_A_NAME.search(decoded):
            raise Refused(400, _UNREADABLE)
        fields[decoded] = _CONTROL.sub("", _LINE_END.sub("\n", _decoded(value)))
    return fields


def _decoded(escaped: bytes) -> str:
    if _BAD_ESCAPE.search(escaped):
        raise Refused(400, _UNREADABLE)
    try:
        return unquote_to_bytes(escaped.replace(b"+", b" ")).decode()
    except UnicodeDecodeError:
        raise Refused(400, _UNREADABLE) from None
