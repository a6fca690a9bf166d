"""Two people for a restore: where a school has chosen so, two administrators prove who they are.

Here lives whether it was chosen and who may consent, both by the tables of one state: what is kept now, or where that
does not ask for it or cannot be read, the backup. How people are asked is for the caller to say.
"""

from collections.abc import Callable

import sqlalchemy as sa

from webapp.accounts.passwords import is_right
from webapp.backup.failures import BackupError
from webapp.rights import Role
from webapp.storage.account_statements import account_of, password_of
from webapp.storage.accounts import email_as_kept
from webapp.storage.choices import TWO_PEOPLE, chosen_of
from webapp.storage.failures import NotApart
from webapp.storage.opened import now
from webapp.storage.seconding import require_apart

_RESTORE = "restore"

Ask = Callable[[str], tuple[str, str]]
"""Asks the "first" or the "second" person, and returns the e-mail address and the password that were typed."""


def takes_two(connection: sa.Connection) -> bool:
    """Return whether a state says that a restore takes two people."""
    return _RESTORE in chosen_of(connection, TWO_PEOPLE)


def two_people(connection: sa.Connection, ask: Ask) -> tuple[str, str]:
    """Ask two different administrators of a state, neither of the other's making, and return their ids.

    Raises BackupError.
    """
    first, second = (_administrator(connection, *ask(which)) for which in ("first", "second"))
    if first == second:
        raise BackupError("Both times it was the same person: a restore takes two different administrators.")
    try:
        require_apart(connection, first, second, now=now())
    except NotApart as refused:
        raise BackupError(str(refused)) from refused
    return first, second


def _administrator(connection: sa.Connection, email: str, password: str) -> str:
    """Return the id of the administrator who has this address and password. Raises BackupError when nobody has."""
    found = account_of(connection, email_as_kept(email))
    kept = password_of(connection, found.id) if found else ""
    right = is_right(password, kept)
    if not (found and right and found.state == "active" and Role.ADMINISTRATOR in found.roles):
        raise BackupError(
            "That is not the e-mail address and the password of an administrator here: nothing was restored."
        )
    return found.id
