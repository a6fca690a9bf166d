"""A request's head, read in one way or not at all.

Here lives what is refused of the bytes that begin a request: whatever another reader on the way, a proxy, could take
for something else. Where one request ends and the next begins must never be a matter of opinion (RFC 9112, section
11.2). What well-formed headers say is not looked at here.
"""

from waitress.parser import HTTPRequestParser, ParsingError

_VERSIONS = frozenset({"1.0", "1.1"})
_ONCE = (b"content-length", b"transfer-encoding", b"host")
_UNREADABLE = "This request cannot be read."


class StrictParser(HTTPRequestParser):
    """The server's parser of requests, without its leniences and without their bytes in what it answers."""

    proxy_netloc: str = ""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the first line and the headers. Raises ParsingError, which is answered with 400 and the end."""
        _require(_is_plain(header_plus.split(b"\r\n")[1:]))
        try:
            super().parse_header(header_plus)
        except (ParsingError, ValueError):
            raise ParsingError(_UNREADABLE) from None
        _require(self.version in _VERSIONS and not (self.version == "1.0" and "TRANSFER_ENCODING" in self.headers))
        _require(self.proxy_netloc in {"", self.headers.get("HOST", "")})


def _is_plain(lines: list[bytes]) -> bool:
    """Return whether no line goes on in the next, and what parts two requests is said once and in one way."""
    names = [line.partition(b":")[0].lower() for line in lines]
    folded = any(line.startswith((b" ", b"\t")) for line in lines)
    return not folded and max(map(names.count, _ONCE)) <= 1 and not {*_ONCE[:2]} <= {*names}


def _require(held: bool) -> None:
    if not held:
        raise ParsingError(_UNREADABLE)
