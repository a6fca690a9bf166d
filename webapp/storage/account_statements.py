"""What is asked of the database about accounts, each a function of the connection it is asked on."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from webapp.rights import Role
from webapp.storage.account_tables import choices, passkeys, user_roles, users
from webapp.storage.tables import drafts, records
from webapp.storage.text_statements import insert_into

_TURN = 5_707_261_125
"""The number of the lock that those take in turn who make an account on one PostgreSQL database."""
State = Literal["invited", "active", "closed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who has an account: `totp` and `passkeys` say which second factors they have.

    `password` says whether one was set; `changed` is when the account, its password or its roles were changed last.
    `reminders` says whether they are reminded of their actions by e-mail.
    """

    id: str
    email: str
    name: str
    state: State
    roles: frozenset[Role]
    password: bool
    totp: bool
    passkeys: int
    created: datetime
    changed: datetime
    reminders: bool = True

    @property
    def has_factor(self) -> bool:
        """Whether a second factor was set up."""
        return self.totp or self.passkeys > 0


_PLAIN = tuple(each.name for each in fields(Account) if each.name not in {"roles", "password", "totp", "passkeys"})


def add_account(connection: sa.Connection, account: Account, password: str) -> None:
    """Keep a new account with its roles; `password` is what argon2 made of one, "" for none."""
    row = {name: getattr(account, name) for name in _PLAIN}
    connection.execute(sa.insert(users).values(**row, password=password, totp=None, totp_step=0))
    set_roles(connection, account.id, account.roles)


def any_account(connection: sa.Connection) -> bool:
    """Return whether anybody ever had an account: from then on there are accounts, whatever becomes of them."""
    return connection.scalar(sa.select(users.c.id).where(users.c.state != "invited").limit(1)) is not None


def account(connection: sa.Connection, user_id: str, *, hold: bool = False) -> Account | None:
    """Return an account by its id; None when there is none.

    With `hold` it stays as it is until the transaction ends. Whoever holds more than an account holds the account
    first, so that no two wait for each other.
    """
    return _one(connection, users.c.id == user_id, hold=hold)


def account_of(connection: sa.Connection, email: str, *, hold: bool = False) -> Account | None:
    """Return an account by its address as it is kept; None when there is none. `hold` is as for `account`."""
    return _one(connection, users.c.email == email, hold=hold)


def accounts(connection: sa.Connection) -> tuple[Account, ...]:
    """Return every account, by name."""
    return tuple(sorted(_accounts(connection, sa.true()), key=lambda each: (each.name.casefold(), each.email)))


def take_turn(connection: sa.Connection) -> None:
    """Let nobody else make an account until the transaction ends: there is no row yet that could be held."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_TURN)))


def hold_accounts(connection: sa.Connection) -> None:
    """Let nobody else change accounts until the transaction ends."""
    connection.execute(sa.select(users.c.id).order_by(users.c.id).with_for_update()).all()


def password_of(connection: sa.Connection, user_id: str) -> str:
    """Return what argon2 made of the password of an account, "" when there is none."""
    return connection.scalar(sa.select(users.c.password).where(users.c.id == user_id)) or ""


def is_unchanged(connection: sa.Connection, account: Account) -> bool:
    """Return whether an account is open and as it was when it was read; it stays so until the transaction ends."""
    same = sa.and_(users.c.id == account.id, users.c.changed == account.changed, users.c.state == "active")
    return connection.scalar(sa.select(users.c.id).where(same).with_for_update()) is not None


def rehash(connection: sa.Connection, user_id: str, password: str, *, instead_of: str) -> None:
    """Keep another hash of the password of an account, if it is still the one that is kept as `instead_of`."""
    same = sa.and_(users.c.id == user_id, users.c.password == instead_of)
    connection.execute(sa.update(users).where(same).values(password=password))


def change(connection: sa.Connection, user_id: str, *, now: datetime, **values: object) -> None:
    """Change columns of an account."""
    connection.execute(sa.update(users).where(users.c.id == user_id).values(**values, changed=now))


def set_reminders(connection: sa.Connection, user_id: str, *, on: bool) -> bool:
    """Let somebody be reminded by e-mail, or not, and return whether that was otherwise before."""
    other = sa.and_(users.c.id == user_id, users.c.reminders.is_not(on))
    return bool(connection.execute(sa.update(users).where(other).values(reminders=on)).rowcount)


def set_roles(connection: sa.Connection, user_id: str, roles: Iterable[Role]) -> None:
    """Let an account have just these roles."""
    connection.execute(sa.delete(user_roles).where(user_roles.c.user == user_id))
    given = [{"user": user_id, "role": role.value} for role in roles]
    if given:
        connection.execute(sa.insert(user_roles), given)


def take_over(connection: sa.Connection, user_id: str) -> None:
    """Let every draft and record that is nobody's belong to an account."""
    for things in (drafts, records):
        connection.execute(sa.update(things).where(things.c.owner == "").values(owner=user_id))


def choice(connection: sa.Connection, name: str) -> str:
    """Return what the school has chosen under a name, "" for nothing."""
    return connection.scalar(sa.select(choices.c.value).where(choices.c.name == name)) or ""


def choose(connection: sa.Connection, name: str, value: str, *, by: str, now: datetime) -> None:
    """Keep what the school chooses under a name."""
    chosen = {"value": value, "changed_by": by, "changed": now}
    connection.execute(
        insert_into(connection, choices)
        .values(name=name, **chosen)
        .on_conflict_do_update(index_elements=["name"], set_=chosen)
    )


def _one(connection: sa.Connection, wanted: sa.ColumnElement[bool], *, hold: bool) -> Account | None:
    if hold:
        connection.execute(sa.select(users.c.id).where(wanted).with_for_update()).all()
    return next(iter(_accounts(connection, wanted)), None)


def _accounts(connection: sa.Connection, wanted: sa.ColumnElement[bool]) -> list[Account]:
    keys = sa.select(sa.func.count()).where(passkeys.c.user == users.c.id).scalar_subquery()
    asked = sa.select(
        *(users.c[name] for name in _PLAIN),
        (users.c.password != "").label("password"),
        users.c.totp.is_not(None).label("totp"),
        keys.label("passkeys"),
    ).where(wanted)
    found = connection.execute(asked).all()
    roles: dict[str, set[Role]] = {row.id: set() for row in found}
    of_them = sa.select(user_roles).where(user_roles.c.user.in_(list(roles)))
    for row in connection.execute(of_them):
        roles[row.user].add(Role(row.role))
    return [
        Account(
            **{**row._mapping, "password": bool(row.password), "totp": bool(row.totp)}, roles=frozenset(roles[row.id])
        )
        for row in found
    ]
