"""Signatures: what a browser holds or a page carries for us is signed, so that nobody else can have made it.

Here lives how it is signed: HMAC with SHA-256, under a key that is derived from the secret key for one purpose. What is
signed, and for how long it holds, is for those to say who sign it.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer

__all__ = ["BadSignature", "Visits", "signer", "timed_signer"]

_DERIVATION = "hmac"
_HOW: dict[str, Any] = {"digest_method": sha256, "key_derivation": _DERIVATION}


class Visits(SecureCookieSessionInterface):
    """The cookie of a visit, signed as everything else is."""

    key_derivation = _DERIVATION
    digest_method: Callable[..., Any] = staticmethod(sha256)


def signer(key: str, purpose: str) -> URLSafeSerializer:
    """Return what signs for a purpose, and holds for ever. Reading what was not signed so raises BadSignature."""
    return URLSafeSerializer(key, salt=purpose, signer_kwargs=_HOW)


def timed_signer(key: str, purpose: str) -> URLSafeTimedSerializer:
    """Return what signs for a purpose, with the moment. Reading what was not signed so raises BadSignature."""
    return URLSafeTimedSerializer(key, salt=purpose, signer_kwargs=_HOW)
