"""Tries to sign in: how soon after a failed one the next is taken.

Here lives the delay that grows. Nobody is ever locked out: a try that comes too early is not taken, and the sentence
says when the next one is. Tries from a browser that signed in to the account before are counted apart from those of
strangers, so that these cannot keep its owner out.
"""

from datetime import datetime, timedelta
from hashlib import sha256

import sqlalchemy as sa

from webapp.deeds import Deed
from webapp.storage.account_tables import tries
from webapp.storage.opened import Opened, now
from webapp.storage.text_statements import insert_into

FREE = 5
"""How many tries in a row are taken at once."""
DELAYS = tuple(timedelta(minutes=each) for each in (1, 2, 4, 8, 15, 30))
"""How long the try after each further one has to wait; the last for all that follow. Never more than ten in an hour."""
FORGOTTEN = timedelta(hours=24)
_TRY = "The sign-in"
_STRANGERS = "refused strangers"
_STRANGERS_PAUSE = timedelta(hours=1)


class Tries(Opened):
    """The tries that are kept."""

    def take_try(self, name: str) -> datetime | None:
        """Take a try to sign in under a name, which counts as failed until it is known better.

        Returns None when it is taken, else the moment from which one is. The count and the taking are one transaction,
        so that many tries at one moment are not more than one after the other.
        """
        bucket, moment = _bucket(name), now()
        with self._database.writing(_TRY) as connection:
            _ensure(connection, bucket, moment)
            asked = sa.select(tries).where(tries.c.bucket == bucket).with_for_update()
            row = connection.execute(asked).one()
            if moment < row.next:
                next_try: datetime = row.next
                return next_try
            failures = row.failures + 1
            values = {"failures": failures, "last": moment, "next": moment + _delay(failures)}
            connection.execute(sa.update(tries).where(tries.c.bucket == bucket).values(**values))
        return None

    def give_back_try(self, name: str) -> None:
        """Take a try back that was taken and came to nothing, because too many people were signing in."""
        given = {"failures": sa.case((tries.c.failures > 0, tries.c.failures - 1), else_=0), "next": tries.c.last}
        with self._database.writing(_TRY) as connection:
            connection.execute(sa.update(tries).where(tries.c.bucket == _bucket(name)).values(given))

    def refuse_try(self, user_id: str, *, tried: str = "", step: str = "password") -> None:
        """Keep in the audit trail that a try was refused: of an account, or of "" where there is none.

        `step` is what was refused: a password, a second `factor`, or what the sign-in service said. Of those without an
        account one an hour is kept, and of those that were taken under a name (`tried`) the first in a row and each
        that makes the next one wait, with how many there were, so that strangers cannot make the trail grow as they
        like.
        """
        with self._database.writing(_TRY) as connection:
            if not user_id and not takes_turn(connection, _STRANGERS, _STRANGERS_PAUSE, now=now()):
                return
            failed = _failures(connection, tried) if user_id and tried else 1
            if failed == 1 or failed >= FREE:
                who = user_id or "unknown"
                self._note(connection, Deed.SIGN_IN_REFUSED, who, who=user_id, step=step, tries=failed)

    def forgive(self, name: str) -> None:
        """Forget the few tries that failed before one succeeded; after many, those to come wait as they would have."""
        few = sa.and_(tries.c.bucket == _bucket(name), tries.c.failures <= FREE)
        with self._database.writing(_TRY) as connection:
            connection.execute(sa.delete(tries).where(few))


def takes_turn(connection: sa.Connection, name: str, pause: timedelta, *, now: datetime) -> bool:
    """Return whether something may be done under a name, and keep that it may not be again until a pause is over."""
    bucket = _bucket(name)
    _ensure(connection, bucket, now)
    ready = sa.and_(tries.c.bucket == bucket, tries.c.next <= now)
    return bool(connection.execute(sa.update(tries).where(ready).values(last=now, next=now + pause)).rowcount)


def forget_tries(connection: sa.Connection, name: str) -> None:
    """Forget every try that failed under a name."""
    connection.execute(sa.delete(tries).where(tries.c.bucket == _bucket(name)))


def _failures(connection: sa.Connection, name: str) -> int:
    """Return how many tries in a row failed under a name: one at least, also where they were forgotten meanwhile."""
    return connection.scalar(sa.select(tries.c.failures).where(tries.c.bucket == _bucket(name))) or 1


def _bucket(name: str) -> str:
    return sha256(name.encode()).hexdigest()


def _ensure(connection: sa.Connection, bucket: str, moment: datetime) -> None:
    """Let there be a row for a name, held until the transaction ends, and none of names not tried for long."""
    connection.execute(sa.delete(tries).where(tries.c.last < moment - FORGOTTEN))
    fresh = {"bucket": bucket, "failures": 0, "last": moment, "next": moment}
    connection.execute(
        insert_into(connection, tries)
        .values(fresh)
        .on_conflict_do_update(index_elements=["bucket"], set_={"bucket": bucket})
    )


def _delay(failures: int) -> timedelta:
    if failures < FREE:
        return timedelta()
    return DELAYS[min(failures - FREE, len(DELAYS) - 1)]
