"""Ids that nobody can guess, checksums, and the text that any database can keep."""

import re
import secrets
from hashlib import sha256

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 26
_BITS = 5
"""How many bits a letter of an id says."""
_CHECKSUM = re.compile("[0-9a-f]{64}")
_ID = re.compile(rf"[{_LETTERS}]{{{_LENGTH}}}")
_MARK_DIGITS = 16


def new_id() -> str:
    """Return 130 random bits in small letters and figures, none of which look alike."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def derived_id(*parts: str) -> str:
    """Return the id that some texts come to, always the same; nobody can choose them to come to a given one."""
    number = int.from_bytes(sha256("\n".join(parts).encode()).digest(), "big")
    return "".join(_LETTERS[(number >> (_BITS * place)) % len(_LETTERS)] for place in range(_LENGTH))


def is_id(text: str) -> bool:
    """Return whether a text can be an id at all; what cannot is never asked of a database."""
    return _ID.fullmatch(text) is not None


def is_checksum(text: str) -> bool:
    """Return whether a text can be the SHA-256 of a content, as it is written here."""
    return _CHECKSUM.fullmatch(text) is not None


def mark_of(sha256: str) -> str:
    """Return what a content stands by in the audit trail: a part of its checksum, which opens nothing."""
    return sha256[:_MARK_DIGITS]


def storable(text: str) -> str:
    """Return the text as every database keeps it: without NUL, and with U+FFFD for half a surrogate pair."""
    clean = text.replace("\0", "")
    return clean if clean.isascii() else clean.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
