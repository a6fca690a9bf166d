"""The link that makes the first account: signed with the secret key, so that making one needs no turn at the database.

Here lives its token alone. It holds for an hour and works once, because with the first account there is
no first account left to be made.
"""

from datetime import timedelta

from itsdangerous import URLSafeTimedSerializer

from webapp.guard.signature import BadSignature, timed_signer

LIFETIME = timedelta(hours=1)
_OWNER = "owner"


def owner_token(key: str) -> str:
    """Return a token that makes the first account of whatever is guarded by this key."""
    return str(_signer(key).dumps(_OWNER))


def is_owner_token(token: str, key: str) -> bool:
    """Return whether a token makes the first account, and is not too old."""
    try:
        return bool(_signer(key).loads(token, max_age=int(LIFETIME.total_seconds())) == _OWNER)
    except BadSignature:
        return False


def _signer(key: str) -> URLSafeTimedSerializer:
    return timed_signer(key, "webapp.guard.owner")
