"""Two people for a restore: where a school has chosen so, two administrators prove who they are.

Here lives whether it was chosen and who may consent, both by the backup's own tables: whoever may restore is said by
the state that is restored. How people are asked is for the caller to say.
"""

import json
from collections.abc import Callable

import sqlalchemy as sa

from webapp.accounts.passwords import is_right
from webapp.backup.failures import BackupError
from webapp.rights import Role
from webapp.storage.account_statements import account_of, choice, password_of
from webapp.storage.accounts import Choice, email_as_kept

_CHOICE: Choice = "two-people"
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
    value = choice(connection, _CHOICE)
    chosen = json.loads(value) if value else []
    return chosen if isinstance(chosen, list) else []


def _administrator(connection: sa.Connection, email: str, password: str) -> str:
    """Return the id of the administrator who has this address and password. Raises BackupError when nobody has."""
    found = account_of(connection, email_as_kept(email))
    kept = password_of(connection, found.id) if found else ""
    right = is_right(password, kept)
    if not (found and right and found.state == "active" and Role.ADMINISTRATOR in found.roles):
        raise BackupError(
            "That is not the e-mail address and the password of an administrator in this backup: nothing was restored."
        )
    return found.id
