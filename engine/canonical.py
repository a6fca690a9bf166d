"""The canonical bytes of a document and the digest that seals it (RFC 8785, SHA-256).

Here lives what makes a record checkable years later. Whether a document is right is for `engine.validate` to say.
"""

import hashlib

import rfc8785

from engine.json_value import JsonObject

SEAL = "digest"


def canonical(document: JsonObject) -> bytes:
    """Return the document's canonical JSON. ValueError when JSON cannot say it the same everywhere."""
    return rfc8785.dumps(document)


def digest(document: JsonObject) -> str:
    """Return the digest of the document without the digest it may hold."""
    unsealed = {name: value for name, value in document.items() if name != SEAL}
    return "sha256:" + hashlib.sha256(canonical(unsealed)).hexdigest()


def tampered(document: JsonObject) -> bool:
    """Say whether a document that carries a digest is no longer the one that was sealed with it."""
    if SEAL not in document:
        return False
    try:
        return document[SEAL] != digest(document)
    except ValueError:
        return True
