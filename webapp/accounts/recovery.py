"""Recovery codes: what somebody signs in with whose phone is lost, each code once.

Here lives how they are made and what is kept of them. With 120 random bits nothing is guessed, so that a plain
SHA-256 is enough to check one by.
"""

import base64
import secrets
from hashlib import sha256

COUNT = 10
_BYTES = 15
_GROUP = 4
_LOOK_ALIKE = str.maketrans("018", "OIB")
"""Figures that no code has, and the letters that they are read for."""


def new_codes() -> tuple[str, ...]:
    """Return ten new codes, as they are shown: twenty-four letters and figures in groups of four."""
    return tuple(_in_groups(base64.b32encode(secrets.token_bytes(_BYTES)).decode()) for _ in range(COUNT))


def mark(code: str) -> str:
    """Return what a code is kept as, however its groups, capitals and look-alikes were typed."""
    return sha256("".join(filter(str.isalnum, code)).upper().translate(_LOOK_ALIKE).encode()).hexdigest()


def _in_groups(code: str) -> str:
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))
