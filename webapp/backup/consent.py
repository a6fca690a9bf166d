"""Two people for a restore: where a school has chosen so, two administrators prove who they are.

Here lives whether it was chosen and who may consent, both by the backup's own tables: whoever may restore is said by
the state that is restored. How people are asked is for the caller to say.
"""

import json
from collections.abc import Callable

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from webapp.backup.failures import BackupError
from webapp.rights import Role
from webapp.storage.account_tables import choices, user_roles, users

_CHOICE = "two-people"
_RESTORE = "restore"
_PEOPLE = ("first", "second")

Ask = Callable[[str], tuple[str, str]]
"""Asks the "first" or the "second" person, and returns the e-mail address and the password that were typed."""


def require_two(connection: sa.Connection, ask: Ask) -> None:
    """Ask two different administrators, if the backup says that a restore takes two. Raises BackupError."""
    if _RESTORE not in _chosen(connection):
        return
    seen: set[str] = set()
    for which in _PEOPLE:
        seen.add(_administrator(connection, *ask(which)))
    if len(seen) < len(_PEOPLE):
        raise BackupError("Both times it was the same person: a restore takes two different administrators.")


def _chosen(connection: sa.Connection) -> list[object]:
    value = connection.scalar(sa.select(choices.c.value).where(choices.c.name == _CHOICE))
    chosen = json.loads(value) if value else []
    return chosen if isinstance(chosen, list) else []


def _administrator(connection: sa.Connection, email: str, password: str) -> str:
    """Return the id of the administrator who has this address and password. Raises BackupError when nobody has."""
    asked = (
        sa.select(users.c.id, users.c.password)
        .join(user_roles, user_roles.c.user == users.c.id)
        .where(users.c.email == email.strip().lower(), users.c.state == "active")
        .where(user_roles.c.role == Role.ADMINISTRATOR.value)
    )
    found = connection.execute(asked).one_or_none()
    try:
        if found is not None:
            PasswordHasher().verify(found.password, password)
            return str(found.id)
    except (VerificationError, InvalidHashError):
        pass
    raise BackupError(
        "That is not the e-mail address and the password of an administrator in this backup: nothing was restored."
    )
