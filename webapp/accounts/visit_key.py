"""The key of what a device keeps for an account, derived anew each time and kept nowhere, and its mark.

Here lives its derivation: HKDF with SHA-256 (RFC 5869) of the secret key, with a random number as its salt. Once
that number is forgotten, nobody can derive the key again, whatever else they have.
"""

import hashlib
from base64 import b64decode, b64encode

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_BYTES = 32
_MARK = 16


def visit_key(number: str, owner: str, *, key: str) -> str:
    """Return the key of an account's number, 256 bits in Base64, given the secret key."""
    info = f"formspec visit {owner}".encode()
    derived = HKDF(algorithm=SHA256(), length=_BYTES, salt=bytes.fromhex(number), info=info)
    return b64encode(derived.derive(key.encode())).decode("ascii")


def mark_of(key: str) -> str:
    """Return the mark by which a device knows what a key sealed: 16 hexadecimal figures, from which no key is found."""
    return hashlib.sha256(b64decode(key)).hexdigest()[:_MARK]
