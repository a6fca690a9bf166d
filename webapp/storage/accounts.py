"""Accounts: who may sign in here, what they are, and what the school has chosen about signing in.

Here lives what may happen to an account. Sessions live in `sessions`, links in `links`; what a password has to be, and
how it is kept, is not for storage to say: it is given what argon2 made of one.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import sqlalchemy as sa

from engine.kinds.email import KIND as EMAIL
from webapp.deeds import Deed
from webapp.rights import Act, Role
from webapp.storage import account_statements as statements
from webapp.storage import (
    identity_statements,
    link_statements,
    outsider_statements,
    session_statements,
    visit_statements,
)
from webapp.storage.account_statements import Account
from webapp.storage.failures import AccountExists, LastAdministrator, NotYours, Unknown
from webapp.storage.identifiers import is_id, new_id, storable
from webapp.storage.opened import Opened, now
from webapp.storage.tries import forget_tries

_ACCOUNT = "The account"
_LONGEST = 200


class Accounts(Opened):
    """The accounts that are kept."""

    def has_accounts(self) -> bool:
        """Return whether anybody has an account, so that every page needs signing in."""
        with self._database.reading(_ACCOUNT) as connection:
            return statements.any_account(connection)

    def account(self, user_id: str) -> Account | None:
        """Return an account: one's own, or with the right to look after people any; None when there is none."""
        if not is_id(user_id) or not (user_id == self._viewer.id or self._viewer.may(Act.MANAGE_PEOPLE)):
            return None
        with self._database.reading(_ACCOUNT) as connection:
            return statements.account(connection, user_id)

    def accounts(self) -> tuple[Account, ...]:
        """Return every account, by name. Raises NotYours."""
        self._require_people()
        with self._database.reading("The accounts") as connection:
            return statements.accounts(connection)

    def names(self) -> dict[str, str]:
        """Return the name of every account by its id, and of outsiders, so that pages can say who did something."""
        with self._database.reading("The accounts") as connection:
            outsiders = outsider_statements.everybody(connection)
            return _names(connection) | {key: each.name for key, each in outsiders.items()}

    def names_of_accounts(self) -> dict[str, str]:
        """Return the name of every account by its id, without outsiders, who never did anything here."""
        with self._database.reading("The accounts") as connection:
            return _names(connection)

    def credentials(self, email: str) -> tuple[Account, str] | None:
        """Return the account of an address and what argon2 made of its password; None when there is none.

        For signing in alone: nobody has proven yet who they are.
        """
        with self._database.reading(_ACCOUNT) as connection:
            found = statements.account_of(connection, email_as_kept(email))
            return (found, statements.password_of(connection, found.id)) if found else None

    def password_of(self, user_id: str) -> str:
        """Return what argon2 made of one's own password. Raises NotYours."""
        self._require_account()
        if user_id != self._viewer.id:
            raise NotYours
        with self._database.reading(_ACCOUNT) as connection:
            return statements.password_of(connection, user_id)

    def invite(self, email: str, name: str, roles: Iterable[Role]) -> Account:
        """Keep an account for somebody, who can sign in once they have set a password.

        Raises AccountExists when the address has one, and NotYours.
        """
        self._require_people()
        made = _new(email, name, roles, state="invited")
        with self._database.writing(_ACCOUNT) as connection:
            statements.take_turn(connection)
            _require_free(connection, made.email)
            statements.add_account(connection, made, "")
            self._note(connection, Deed.ACCOUNT_INVITED, made.id, roles=_listed(made.roles))
        return made

    def make_first(self, email: str, name: str, roles: Iterable[Role], password: str) -> Account:
        """Keep the first account, of an administrator, and let it have all that was nobody's.

        Raises AccountExists when there is an account already.
        """
        made = _new(email, name, {*roles, Role.ADMINISTRATOR}, state="active")
        with self._database.writing(_ACCOUNT) as connection:
            statements.take_turn(connection)
            if statements.any_account(connection):
                raise AccountExists(made.email)
            _require_free(connection, made.email)
            statements.add_account(connection, made, password)
            statements.take_over(connection, made.id)
            self._note(connection, Deed.ACCOUNT_MADE, made.id, who=made.id, roles=_listed(made.roles))
        return made

    def set_password_by_link(self, token: str, password: str) -> Account:
        """Set the password of the account that a link leads to; an invited one can sign in from then on.

        Every session of it ends, and the tries that failed with its address are forgotten, so that strangers who guess
        cannot keep out whoever was sent the link. Raises Unknown when the link does not hold.
        """
        with self._database.writing(_ACCOUNT) as connection:
            led = link_statements.find(connection, token, now=now())
            found = statements.account(connection, led.user, hold=True) if led else None
            link_statements.use(connection, token, "password", now=now())
            if found is None or found.state == "closed":
                raise Unknown("This link does not hold any more.")
            moment = now()
            statements.change(connection, found.id, now=moment, password=password, state="active")
            self._end_sessions(connection, found.id, "password")
            forget_tries(connection, found.email)
            self._note(connection, Deed.PASSWORD_CHANGED, found.id, who=found.id, by="link")
            return replace(found, state="active", password=True, changed=moment)

    def set_password(self, password: str, *, keep_session: str, keep_browser: str = "") -> None:
        """Set one's own password: every other session of one's own ends, and every other browser is forgotten.

        `keep_browser` is the token by which the one that is used is known.
        """
        self._require_account()
        with self._database.writing(_ACCOUNT) as connection:
            statements.change(connection, self._viewer.id, now=now(), password=password)
            self._end_sessions(connection, self._viewer.id, "password", but=keep_session, browser=keep_browser)
            self._note(connection, Deed.PASSWORD_CHANGED, self._viewer.id)

    def set_reminders(self, *, on: bool) -> None:
        """Let oneself be reminded of one's actions by e-mail, or not. Raises NotYours."""
        self._require_account()
        with self._database.writing(_ACCOUNT) as connection:
            if statements.set_reminders(connection, self._viewer.id, on=on):
                self._note(connection, Deed.REMINDERS_ON if on else Deed.REMINDERS_OFF, self._viewer.id)

    def rehash(self, user_id: str, password: str, *, instead_of: str) -> None:
        """Keep another hash of the same password, where the way of hashing has changed and the password has not."""
        with self._database.writing(_ACCOUNT) as connection:
            statements.rehash(connection, user_id, password, instead_of=instead_of)

    def change_account(self, user_id: str, name: str, roles: Iterable[Role]) -> Account:
        """Let an account have another name and other roles; with other roles its sessions end, and its links hold on.

        Raises LastAdministrator when nobody would look after people, Unknown and NotYours.
        """
        given, called = frozenset(roles), _short(name)
        with self._changing(user_id) as (connection, found):
            changed = replace(found, name=called, roles=given)
            if changed == found:
                return found
            if found.roles != given:
                _require_administrator_beside(connection, user_id, given)
                statements.set_roles(connection, user_id, given)
                session_statements.end_all(connection, user_id, "roles", but="", now=now())
            statements.change(connection, user_id, now=now(), name=called)
            if found.roles != given:
                self._note(connection, Deed.ACCOUNT_CHANGED, user_id, roles=_listed(given), were=_listed(found.roles))
            if found.name != called:
                self._note(connection, Deed.ACCOUNT_RENAMED, user_id)
        return changed

    def close_account(self, user_id: str) -> None:
        """Let nobody sign in to an account any more; what its person did stays theirs.

        Raises LastAdministrator, Unknown and NotYours.
        """
        with self._changing(user_id) as (connection, found):
            _require_administrator_beside(connection, user_id, frozenset())
            statements.change(connection, user_id, now=now(), state="closed")
            self._end_sessions(connection, user_id, "closed")
            self._note(connection, Deed.ACCOUNT_CLOSED, user_id, were=_listed(found.roles))

    def reopen_account(self, user_id: str) -> None:
        """Let an account that was closed be signed in to again, with a new password. Raises Unknown and NotYours.

        Who it is at the sign-in service is forgotten, and found anew by its address.
        """
        with self._changing(user_id) as (connection, found):
            if found.state != "closed":
                raise Unknown("This account is not closed.")
            identity_statements.forget(connection, user_id)
            statements.change(connection, user_id, now=now(), state="invited", password="")
            self._note(connection, Deed.ACCOUNT_OPENED, user_id)

    @contextmanager
    def _changing(self, user_id: str) -> Iterator[tuple[sa.Connection, Account]]:
        """Give an account that nobody else changes meanwhile. Raises Unknown and NotYours."""
        self._require_people()
        with self._database.writing(_ACCOUNT) as connection:
            statements.hold_accounts(connection)
            found = statements.account(connection, user_id) if is_id(user_id) else None
            if found is None:
                raise Unknown("There is no such account.")
            yield connection, found

    def _require_account(self) -> None:
        """Raise NotYours unless somebody has signed in."""
        if not self._viewer.id:
            raise NotYours

    def _end_sessions(
        self, connection: sa.Connection, user_id: str, why: str, *, but: str = "", browser: str = ""
    ) -> None:
        """End every session of an account but one, and forget its links and browsers.

        `browser` is the token of the browser that stays known.
        """
        session_statements.end_all(connection, user_id, why, but=but, now=now())
        visit_statements.forget_all(connection, user_id, but=but)
        link_statements.spend_all(connection, user_id, now=now())
        session_statements.forget_devices(connection, user_id, but=link_statements.mark(browser))


def email_as_kept(email: str) -> str:
    """Return an address as accounts are found by it: without blanks around it, in small letters, in one form.

    One that is longer than any may be is cut, and still longer than any.
    """
    return unicodedata.normalize("NFC", storable(email.strip()[: EMAIL.limit + 1])).strip().casefold()


def _new(email: str, name: str, roles: Iterable[Role], *, state: statements.State) -> Account:
    moment = now()
    return Account(
        id=new_id(),
        email=email_as_kept(email),
        name=_short(name),
        state=state,
        roles=frozenset(roles),
        password=state == "active",
        totp=False,
        passkeys=0,
        created=moment,
        changed=moment,
    )


def _short(name: str) -> str:
    return " ".join(storable(name).split())[:_LONGEST]


def _listed(roles: Iterable[Role]) -> str:
    return ", ".join(sorted(role.value for role in roles))


def _require_free(connection: sa.Connection, email: str) -> None:
    if statements.account_of(connection, email) is not None:
        raise AccountExists(email)


def _require_administrator_beside(connection: sa.Connection, user_id: str, roles: frozenset[Role]) -> None:
    """Raise LastAdministrator when with these roles for an account nobody would look after people."""
    if Role.ADMINISTRATOR in roles:
        return
    others = (each for each in statements.accounts(connection) if each.id != user_id and each.state == "active")
    if not any(Role.ADMINISTRATOR in each.roles for each in others):
        raise LastAdministrator


def _names(connection: sa.Connection) -> dict[str, str]:
    return {each.id: each.name for each in statements.accounts(connection)}
