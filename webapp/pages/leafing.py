"""Whole numbers as addresses and forms give them, and which page of a long list is asked for.

Here lives that what somebody wrote into an address by hand is a number, or none.
"""

from dataclasses import dataclass

from flask import request

_LONGEST = 9
"""The digits of a number that a database can compare with."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """Which page of a list is shown: its number and that of the last one, and how many rows there are in all."""

    number: int
    last: int
    total: int
    size: int

    @property
    def skip(self) -> int:
        """How many rows come before this page."""
        return (self.number - 1) * self.size


def whole_number(text: str) -> int | None:
    """Return the whole number that a text says, None when it says none that could be meant."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST else None


def leaf(total: int, size: int) -> Leaf:
    """Return the page that the request asks for of a list of so many rows: the first where it asks for none."""
    last = max(1, -(-total // size))
    asked = whole_number(request.args.get("page", "")) or 1
    return Leaf(min(asked, last), last, total, size)
