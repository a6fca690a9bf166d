"""Second factors: what an account is signed in to with, beside its password.

Here lives what may happen to them, and that each code, step and count is taken once, in the transaction that looks at
it. How a factor is made and checked is not for storage to say: it is given secrets sealed and codes as their marks.
"""

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace

import sqlalchemy as sa

from webapp.deeds import Deed
from webapp.rights import Act
from webapp.storage import account_statements, session_statements, visit_statements
from webapp.storage import factor_statements as statements
from webapp.storage.account_statements import Account
from webapp.storage.factor_statements import Passkey
from webapp.storage.failures import FactorExists, LastFactor, NotYours, Unknown
from webapp.storage.identifiers import is_id, storable
from webapp.storage.opened import Opened, now

APP = "authenticator app"
PASSKEY = "passkey"
_LONGEST_NAME = 60
_FACTOR = "The second factor"


class Factors(Opened):
    """The second factors that are kept: those of the person themselves, but where an administrator removes them."""

    def needs_factor(self, account: Account) -> bool:
        """Return whether the school has chosen that an account with these roles needs a second factor."""
        with self._database.reading(_FACTOR) as connection:
            return _needs(connection, account)

    def totp(self) -> bytes | None:
        """Return the sealed secret of one's own authenticator app; None when there is none."""
        with self._database.reading(_FACTOR) as connection:
            return statements.totp(connection, self._viewer.id)

    def add_totp(self, sealed: bytes, codes: Collection[str], *, step: int, only_first: bool) -> bool:
        """Keep an authenticator app whose code of a step was shown.

        With the first factor the recovery codes are kept, too, and True is returned. Raises FactorExists when there
        is an app already, or with `only_first` any factor.
        """
        with self._own() as (connection, account):
            if account.totp or (only_first and account.has_factor):
                raise FactorExists
            statements.set_totp(connection, account.id, sealed, step=step)
            return self._added(connection, account, APP, codes)

    def take_step(self, step: int) -> bool:
        """Take the step of a code, and return whether neither it nor a later one was taken before."""
        with self._database.writing(_FACTOR) as connection:
            return statements.take_step(connection, self._viewer.id, step)

    def remove_totp(self) -> None:
        """Remove one's own authenticator app. Raises LastFactor when one is needed and no other there, and Unknown."""
        with self._own() as (connection, account):
            if not account.totp:
                raise Unknown("There is no such second factor.")
            self._remove(connection, replace(account, totp=False), APP)
            statements.set_totp(connection, account.id, None, step=0)

    def passkeys(self) -> tuple[Passkey, ...]:
        """Return one's own passkeys, the first made first."""
        with self._database.reading(_FACTOR) as connection:
            return statements.of_user(connection, self._viewer.id)

    def passkey(self, passkey_id: str) -> Passkey | None:
        """Return a passkey by its id, whosoever it is; None when there is none. For signing in alone."""
        with self._database.reading(_FACTOR) as connection:
            return statements.find(connection, storable(passkey_id))

    def add_passkey(self, passkey: Passkey, codes: Collection[str], *, only_first: bool) -> bool:
        """Keep a passkey of one's own.

        With the first factor the recovery codes are kept, too, and True is returned. Raises FactorExists when the
        passkey is kept already, or with `only_first` when there is any factor.
        """
        with self._own() as (connection, account):
            if (only_first and account.has_factor) or statements.find(connection, passkey.id) is not None:
                raise FactorExists
            name = " ".join(storable(passkey.name).split())[:_LONGEST_NAME]
            statements.add(connection, replace(passkey, user=account.id, name=name))
            return self._added(connection, account, PASSKEY, codes)

    def count_passkey(self, passkey_id: str, sign_count: int) -> bool:
        """Keep how often a passkey says that it was shown, and return whether that is more than before.

        One that never counts says 0 each time, which is right, too.
        """
        with self._database.writing(_FACTOR) as connection:
            return statements.count(connection, passkey_id, sign_count, now=now())

    def remove_passkey(self, passkey_id: str) -> None:
        """Remove one's own passkey. Raises LastFactor when one is needed and no other there, and Unknown."""
        with self._own() as (connection, account):
            if not statements.remove(connection, account.id, storable(passkey_id)):
                raise Unknown("There is no such second factor.")
            self._remove(connection, replace(account, passkeys=account.passkeys - 1), PASSKEY)

    def codes_left(self) -> int:
        """Return how many of one's own recovery codes were not used."""
        with self._database.reading(_FACTOR) as connection:
            return statements.codes_left(connection, self._viewer.id)

    def renew_codes(self, codes: Collection[str]) -> None:
        """Keep new recovery codes in place of all the others. Raises Unknown when there is no second factor."""
        with self._own() as (connection, account):
            if not account.has_factor:
                raise Unknown("There is no second factor.")
            statements.set_codes(connection, account.id, codes)
            self._note(connection, Deed.FACTOR_ADDED, account.id, factor="recovery codes")

    def use_code(self, mark: str) -> bool:
        """Use one's own recovery code up, and return whether it was one and not used before."""
        with self._database.writing(_FACTOR) as connection:
            used = statements.use_code(connection, self._viewer.id, mark, now=now())
            if used:
                self._note(connection, Deed.FACTOR_REMOVED, self._viewer.id, factor="recovery code, used")
        return used

    def remove_factors(self, user_id: str) -> None:
        """Remove every second factor of somebody who has lost theirs; every session of theirs and every visit key ends.

        Raises Unknown and NotYours.
        """
        self._require(Act.MANAGE_PEOPLE)
        with self._held(user_id) as (connection, account):
            statements.remove_all(connection, account.id)
            session_statements.end_all(connection, account.id, "second factor removed", but="", now=now())
            visit_statements.forget_all(connection, account.id, but="")
            self._note(connection, Deed.FACTOR_REMOVED, account.id, factor="all")

    def _added(self, connection: sa.Connection, before: Account, factor: str, codes: Collection[str]) -> bool:
        if not before.has_factor:
            statements.set_codes(connection, before.id, codes)
        self._note(connection, Deed.FACTOR_ADDED, before.id, factor=factor)
        return not before.has_factor

    def _remove(self, connection: sa.Connection, left: Account, factor: str) -> None:
        """Note that a factor goes; with the last one go the recovery codes. Raises LastFactor."""
        if not left.has_factor:
            if _needs(connection, left):
                raise LastFactor
            statements.set_codes(connection, left.id, ())
        self._note(connection, Deed.FACTOR_REMOVED, left.id, factor=factor)

    @contextmanager
    def _own(self) -> Iterator[tuple[sa.Connection, Account]]:
        """Give one's own account, whose factors nobody else changes meanwhile. Raises NotYours."""
        if not self._viewer.id:
            raise NotYours
        with self._held(self._viewer.id) as found:
            yield found

    @contextmanager
    def _held(self, user_id: str) -> Iterator[tuple[sa.Connection, Account]]:
        """Give an account whose factors nobody else changes meanwhile. Raises Unknown."""
        with self._database.writing(_FACTOR) as connection:
            found = account_statements.account(connection, user_id, hold=True) if is_id(user_id) else None
            if found is None:
                raise Unknown("There is no such account.")
            yield connection, found


def _needs(connection: sa.Connection, account: Account) -> bool:
    chosen = account_statements.choice(connection, "second-factor")
    return bool(chosen) and not {role.value for role in account.roles}.isdisjoint(json.loads(chosen))
