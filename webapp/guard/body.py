"""What a form posted, read strictly.

Here lives the only way from a request's body to names, values and files. A body that no form of ours would send is
refused whole: a value that is lost or doubled on the way would be saved as if somebody had typed it. Within a value two
things are repaired, because people paste from anywhere: whatever ends a line there ends it here, as LF, and the control
characters that are left, which nobody sees, are left out. How a form with files is taken apart lives in `multipart`.
"""

import re
from urllib.parse import unquote_to_bytes

from flask import Request, g

from webapp.guard.fields import MOST_BYTES, MOST_FIELDS, add_field, decoded, too_large, unreadable
from webapp.guard.multipart import MOST_BYTES_WITH_FILES, Sent, Upload, read_parts

__all__ = ["FORM_TYPE", "MOST_BYTES", "MOST_BYTES_WITH_FILES", "MOST_FIELDS", "Upload", "posted", "uploaded"]
FORM_TYPE = "application/x-www-form-urlencoded"
FILES_TYPE = "multipart/form-data"

_BAD_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")


def posted(request: Request) -> dict[str, str]:
    """Return what a form posted, by name: line ends as LF (VT, FF and NEL too), no other control characters but tabs.

    Raises Refused for anything that is not a form as this application sends them.
    """
    return dict(_sent(request).fields)


def uploaded(request: Request) -> dict[str, list[Upload]]:
    """Return the files that a form posted, by the name of their input; one with no file chosen is absent.

    Raises Refused as `posted` does.
    """
    return {name: list(files) for name, files in _sent(request).uploads.items() if files}


def _sent(request: Request) -> Sent:
    if "sent" not in g:
        g.sent = _read(request)
    sent: Sent = g.sent
    return sent


def _read(request: Request) -> Sent:
    charset = request.mimetype_params.get("charset", "utf-8")
    if not request.mimetype and not request.content_length:
        return Sent({}, {})
    if request.mimetype not in {FORM_TYPE, FILES_TYPE} or charset.lower() != "utf-8":
        raise unreadable(415)
    return read_parts(request) if request.mimetype == FILES_TYPE else Sent(_fields(_body(request)), {})


def _body(request: Request) -> bytes:
    _require_room(request.content_length or 0)
    body = request.get_data(cache=False)
    _require_room(len(body))
    return body


def _require_room(size: int) -> None:
    if size > MOST_BYTES:
        raise too_large()


def _fields(body: bytes) -> dict[str, str]:
    if body.count(b"&") >= MOST_FIELDS:
        raise too_large()
    fields: dict[str, str] = {}
    for pair in filter(None, body.split(b"&")):
        name, _, value = pair.partition(b"=")
        add_field(fields, _unescaped(name), _unescaped(value))
    return fields


def _unescaped(escaped: bytes) -> str:
    if _BAD_ESCAPE.search(escaped):
        raise unreadable()
    return decoded(unquote_to_bytes(escaped.replace(b"+", b" ")))
