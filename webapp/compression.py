"""Style sheets and scripts made smaller on their way, for a first visit on a slow line.

Here lives that alone. What is made smaller is the same for everybody and has no secret in it; pages, which have both
secrets and what somebody typed, go as they are, because their length would tell of them.
"""

import gzip
from functools import lru_cache

from flask import Flask, Response, request

_ASSETS = frozenset(("static", "sheet", "script", "module"))
_TYPES = frozenset(("text/css", "text/javascript", "application/javascript", "image/svg+xml"))
_MOST_KEPT = 128
_OK = 200


def register(application: Flask) -> None:
    """Make the assets of an application smaller for browsers that take them so."""
    application.after_request(_smaller)


def _smaller(response: Response) -> Response:
    if request.endpoint not in _ASSETS or response.mimetype not in _TYPES:
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code != _OK or not request.accept_encodings["gzip"]:
        return response
    response.direct_passthrough = False
    response.set_data(_packed(response.get_data()))
    response.headers["Content-Encoding"] = "gzip"
    response.headers.pop("ETag", None)
    return response


@lru_cache(maxsize=_MOST_KEPT)
def _packed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)
