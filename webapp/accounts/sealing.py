"""Sealing: what has to be read again and may be read by nobody else is kept encrypted, with a key of the secret key.

Here lives the one way in which that is done: ChaCha20-Poly1305 under a key that HKDF derives for the purpose, so that a
copy of the database alone gives nothing away. What is sealed for one account opens for no other.
"""

import secrets
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEY_BYTES = 32
_NONCE_BYTES = 12


def sealed(text: str, owner: str, *, purpose: str, key: str) -> bytes:
    """Return a text as it is kept for its owner: a nonce of 12 bytes, then what only the secret key can read."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + _cipher(purpose, key).encrypt(nonce, text.encode(), owner.encode())


def unsealed(kept: bytes, owner: str, *, purpose: str, key: str) -> str | None:
    """Return the text that was sealed for an owner; None when it was for another, or under another secret key."""
    try:
        return _cipher(purpose, key).decrypt(kept[:_NONCE_BYTES], kept[_NONCE_BYTES:], owner.encode()).decode()
    except (InvalidTag, ValueError):
        return None


def sealed_text(text: str, owner: str, *, purpose: str, key: str) -> str:
    """Return what `sealed` does, written in letters, for a column of text."""
    return b64encode(sealed(text, owner, purpose=purpose, key=key)).decode("ascii")


def unsealed_text(kept: str, owner: str, *, purpose: str, key: str) -> str | None:
    """Return the text that `sealed_text` sealed for an owner; None when it was for another, or is no such thing."""
    try:
        return unsealed(b64decode(kept, validate=True), owner, purpose=purpose, key=key)
    except ValueError:
        return None


def _cipher(purpose: str, key: str) -> ChaCha20Poly1305:
    derived = HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=f"formspec {purpose}".encode())
    return ChaCha20Poly1305(derived.derive(key.encode()))
