"""What a request line and its headers may be, before anybody looks at what they say.

Here lives how long an address is, how deep, how long a number in it, how many fields its query has, and how many
headers and cookies come with it: more than any page of ours leads to, and far less than what costs time to read. Longer
headers than the server reads never come here.
"""

import re

from flask import Request
from werkzeug.routing import IntegerConverter

from webapp.guard.refusal import Refused

LONGEST_PATH = 1_000
DEEPEST_PATH = 12
LONGEST_QUERY = 4_000
MOST_QUERY_FIELDS = 20
MOST_HEADERS = 60
LONGEST_HEADERS = 16 * 1024
MOST_COOKIES = 50

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_ESCAPED_CONTROL = re.compile(r"%(?:[01][0-9a-f]|7f|c2%[89][0-9a-f])", re.IGNORECASE)
_TOO_LONG = "This address is longer than any here. Go to the start page and begin there."
_UNREADABLE = "This address cannot be read. If you followed a link, ask for it again; else go to the start page."
_TOO_MUCH = (
    "The browser sent more beside its request than any page here needs. Delete the cookies of this address, and load "
    "the page again."
)


class Number(IntegerConverter):
    """A number in an address: of nine digits at most, which every database can compare with its own."""

    regex = "[0-9]{1,9}"
    part_isolating = True


def require_plain_request(request: Request) -> None:
    """Raise Refused for an address or for headers that no browser sends which was led here by our own pages."""
    _require_address(request.path, request.query_string.decode("latin-1"))
    names = [name for name, _ in request.args.items(multi=True)]
    _require(len(names) == len(set(names)), Refused(400, _UNREADABLE))
    size = sum(len(name) + len(text) for name, text in request.headers.items())
    within = len(request.headers) <= MOST_HEADERS and size <= LONGEST_HEADERS
    cookies = request.headers.get("Cookie", "").count(";")
    _require(within and cookies < MOST_COOKIES, Refused(431, _TOO_MUCH))


def _require_address(path: str, query: str) -> None:
    plain = _CONTROL.search(path) is None and _ESCAPED_CONTROL.search(query) is None
    _require(plain, Refused(400, _UNREADABLE))
    short = len(path) <= LONGEST_PATH and path.count("/") <= DEEPEST_PATH
    few = len(query) <= LONGEST_QUERY and query.count("&") < MOST_QUERY_FIELDS
    _require(short and few, Refused(414, _TOO_LONG))


def _require(held: bool, refusal: Refused) -> None:
    if not held:
        raise refusal
