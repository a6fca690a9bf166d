"""Challenges: what a browser is asked to answer, so that an answer that was seen once is worth nothing again.

Here lives that a challenge is of one purpose, for one session or for anybody, and is answered once and soon.
"""

import base64
import secrets
from datetime import timedelta

import sqlalchemy as sa

from webapp.storage.account_tables import challenges
from webapp.storage.opened import Opened, now

LIFETIME = timedelta(minutes=10)
MOST_FOR_ANYBODY = 1_000
"""How many for anybody wait for an answer at one time: whoever has not signed in may ask for as many as they like."""
_BYTES = 32
_CHALLENGE = "The challenge"


class Challenges(Opened):
    """The challenges that were not answered yet."""

    def make_challenge(self, purpose: str, bound_to: str = "") -> bytes:
        """Return 32 random bytes that are answered for a purpose, by whom they are bound to; too old ones go.

        Of those that are bound to nobody the oldest go where there are too many.
        """
        made, moment = secrets.token_bytes(_BYTES), now()
        row = {"challenge": _as_kept(made), "purpose": purpose, "bound_to": bound_to, "made": moment}
        with self._database.writing(_CHALLENGE) as connection:
            old = sa.and_(challenges.c.purpose == purpose, challenges.c.made < moment - LIFETIME)
            connection.execute(sa.delete(challenges).where(old))
            if not bound_to:
                _make_room(connection, purpose)
            connection.execute(sa.insert(challenges).values(row))
        return made

    def use_challenge(self, challenge: bytes, purpose: str, bound_to: str = "") -> bool:
        """Use a challenge up, and return whether it was made for this and not answered before."""
        asked = sa.and_(
            challenges.c.challenge == _as_kept(challenge),
            challenges.c.purpose == purpose,
            challenges.c.bound_to == bound_to,
            challenges.c.made >= now() - LIFETIME,
        )
        with self._database.writing(_CHALLENGE) as connection:
            return bool(connection.execute(sa.delete(challenges).where(asked)).rowcount)


def _make_room(connection: sa.Connection, purpose: str) -> None:
    """Let the oldest challenges go of a purpose and for anybody, so that there is room for one more."""
    ours = sa.and_(challenges.c.purpose == purpose, challenges.c.bound_to == "")
    newest = sa.select(challenges.c.challenge).where(ours).order_by(challenges.c.made.desc())
    stay = newest.limit(MOST_FOR_ANYBODY - 1)
    connection.execute(sa.delete(challenges).where(ours, challenges.c.challenge.not_in(stay)))


def _as_kept(challenge: bytes) -> str:
    return base64.urlsafe_b64encode(challenge).decode()
