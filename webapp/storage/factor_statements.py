"""What is asked of the database about second factors, each a function of the connection it is asked on."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime

import sqlalchemy as sa

from webapp.storage.account_tables import passkeys, recovery_codes, users


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey:
    """The public half of a passkey: `name` is what its owner calls it, `sign_count` how often it says it was shown."""

    id: str
    user: str
    name: str
    public_key: bytes
    sign_count: int
    created: datetime
    used: datetime | None


_COLUMNS = tuple(passkeys.c[each.name] for each in fields(Passkey))


def totp(connection: sa.Connection, user_id: str) -> bytes | None:
    """Return the sealed secret of the authenticator app of an account; None when it has none."""
    return connection.scalar(sa.select(users.c.totp).where(users.c.id == user_id))


def set_totp(connection: sa.Connection, user_id: str, sealed: bytes | None, *, step: int) -> None:
    """Let an account have an authenticator app, or none, and take no code up to a step."""
    connection.execute(sa.update(users).where(users.c.id == user_id).values(totp=sealed, totp_step=step))


def take_step(connection: sa.Connection, user_id: str, step: int) -> bool:
    """Take a step, and return whether neither it nor a later one was taken before."""
    later = sa.and_(users.c.id == user_id, users.c.totp.is_not(None), users.c.totp_step < step)
    return bool(connection.execute(sa.update(users).where(later).values(totp_step=step)).rowcount)


def of_user(connection: sa.Connection, user_id: str) -> tuple[Passkey, ...]:
    """Return the passkeys of an account, the first made first."""
    asked = sa.select(*_COLUMNS).where(passkeys.c.user == user_id).order_by(passkeys.c.created, passkeys.c.id)
    return tuple(Passkey(**row._mapping) for row in connection.execute(asked))


def find(connection: sa.Connection, passkey_id: str) -> Passkey | None:
    """Return a passkey by its id; None when there is none."""
    row = connection.execute(sa.select(*_COLUMNS).where(passkeys.c.id == passkey_id)).one_or_none()
    return Passkey(**row._mapping) if row else None


def add(connection: sa.Connection, passkey: Passkey) -> None:
    """Keep a passkey."""
    connection.execute(sa.insert(passkeys).values(asdict(passkey)))


def count(connection: sa.Connection, passkey_id: str, sign_count: int, *, now: datetime) -> bool:
    """Keep how often a passkey was shown, and return whether that is more than before, or it does not count at all."""
    goes_up = passkeys.c.sign_count < sign_count if sign_count else passkeys.c.sign_count == 0
    known = sa.and_(passkeys.c.id == passkey_id, goes_up)
    return bool(connection.execute(sa.update(passkeys).where(known).values(sign_count=sign_count, used=now)).rowcount)


def remove(connection: sa.Connection, user_id: str, passkey_id: str) -> bool:
    """Remove a passkey of an account, and return whether there was one."""
    mine = sa.and_(passkeys.c.user == user_id, passkeys.c.id == passkey_id)
    return bool(connection.execute(sa.delete(passkeys).where(mine)).rowcount)


def remove_all(connection: sa.Connection, user_id: str) -> None:
    """Remove every second factor of an account, and its recovery codes."""
    connection.execute(sa.delete(passkeys).where(passkeys.c.user == user_id))
    connection.execute(sa.update(users).where(users.c.id == user_id).values(totp=None))
    set_codes(connection, user_id, ())


def set_codes(connection: sa.Connection, user_id: str, marks: Iterable[str]) -> None:
    """Let an account have just these recovery codes, all of them unused."""
    connection.execute(sa.delete(recovery_codes).where(recovery_codes.c.user == user_id))
    rows = [{"user": user_id, "code": each, "used": None} for each in marks]
    if rows:
        connection.execute(sa.insert(recovery_codes), rows)


def codes_left(connection: sa.Connection, user_id: str) -> int:
    """Return how many recovery codes of an account were not used."""
    unused = sa.and_(recovery_codes.c.user == user_id, recovery_codes.c.used.is_(None))
    return connection.scalar(sa.select(sa.func.count()).where(unused)) or 0


def use_code(connection: sa.Connection, user_id: str, mark: str, *, now: datetime) -> bool:
    """Use a recovery code up, and return whether it was one of the account and not used before."""
    known = sa.and_(recovery_codes.c.user == user_id, recovery_codes.c.code == mark, recovery_codes.c.used.is_(None))
    return bool(connection.execute(sa.update(recovery_codes).where(known).values(used=now)).rowcount)
