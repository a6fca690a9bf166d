"""What the school has chosen: who needs a second factor, and what takes two people.

Here lives the choosing. That something takes two people is chosen by one administrator, and lifted only once a second
one agrees, where there are two: otherwise whoever is to be held by the rule could lift it. Whoever made themselves the
only one is not alone for that.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Literal

import sqlalchemy as sa

from webapp.deeds import Deed
from webapp.rights import Act, Role
from webapp.storage import account_statements as statements
from webapp.storage import choice_statements, session_statements
from webapp.storage.choice_statements import Lifting
from webapp.storage.failures import ChoicesMoved, SamePerson, Settled
from webapp.storage.identifiers import is_id, new_id
from webapp.storage.opened import Opened, now
from webapp.storage.seconding import puts_out, require_apart

Choice = Literal["second-factor", "two-people"]
TWO_PEOPLE: Choice = "two-people"
Chosen = Mapping[Choice, Iterable[str]]
"""What is chosen, by the name of the choice."""
_SETTINGS = "The settings"


class Choices(Opened):
    """The choices that are kept, and what is asked to be lifted."""

    def choice(self, name: Choice) -> frozenset[str]:
        """Return what the school has chosen: the roles that need a second factor, or the acts that take two people."""
        with self._database.reading(_SETTINGS) as connection:
            return chosen_of(connection, name)

    def choose(self, name: Choice, chosen: Iterable[str]) -> None:
        """Keep what the school chooses; what shall take two people no more is asked of a second administrator.

        Who needs a second factor now and has none is signed out. Raises NotYours.
        """
        self._require_people()
        with self._database.writing(_SETTINGS) as connection:
            statements.hold_accounts(connection)
            self._choose(connection, name, frozenset(chosen))

    def choose_all(self, wanted: Chosen, *, seen: Chosen) -> None:
        """Keep several choices, all or none, as `choose` does.

        Raises ChoicesMoved when one is not as `seen`, and NotYours.
        """
        self._require_people()
        with self._database.writing(_SETTINGS) as connection:
            statements.hold_accounts(connection)
            if any(chosen_of(connection, name) != frozenset(was) for name, was in seen.items()):
                raise ChoicesMoved
            for name, chosen in wanted.items():
                self._choose(connection, name, frozenset(chosen))

    def _choose(self, connection: sa.Connection, name: Choice, wanted: frozenset[str]) -> None:
        lifted = self._to_be_agreed(connection, name, wanted)
        if name == TWO_PEOPLE:
            self._settle_earlier(connection, wanted, asks=bool(lifted))
        self._keep_choice(connection, name, wanted | lifted)
        if lifted:
            self._ask(connection, lifted)

    def lifting(self) -> Lifting | None:
        """Return what an administrator asked to take two people no more; None when nothing is. Raises NotYours."""
        self._require(Act.MANAGE_PEOPLE)
        with self._database.reading(_SETTINGS) as connection:
            return choice_statements.open_lifting(connection)

    def agree_to_lift(self, request_id: str) -> None:
        """Let what another administrator asked for take two people no more.

        Raises SamePerson, NotApart, Settled and NotYours.
        """
        self._require_people()
        with self._database.writing(_SETTINGS) as connection:
            asked = self._open(connection, request_id)
            if _is_alone(connection, asked.asked_by, self._viewer.id):
                raise SamePerson
            require_apart(connection, asked.asked_by, self._viewer.id, now=now())
            self._keep_choice(connection, TWO_PEOPLE, chosen_of(connection, TWO_PEOPLE) - asked.acts)
            self._settle(connection, asked, "agreed")

    def refuse_to_lift(self, request_id: str) -> None:
        """Leave it as it is; whoever asked takes it back so. Raises Settled and NotYours."""
        self._require_people()
        with self._database.writing(_SETTINGS) as connection:
            asked = self._open(connection, request_id)
            self._settle(connection, asked, "refused")

    def _to_be_agreed(self, connection: sa.Connection, name: Choice, wanted: frozenset[str]) -> frozenset[str]:
        """Return what would take two people no more, where a second administrator has to agree to that."""
        if name != TWO_PEOPLE or self._viewer.anybody or self._is_only_one(connection):
            return frozenset()
        return chosen_of(connection, name) - wanted

    def _is_only_one(self, connection: sa.Connection) -> bool:
        """Return whether this person is the only administrator, and not because they put another one out."""
        put_out = puts_out(connection, self._viewer.id, Role.ADMINISTRATOR, now=now())
        return len(_administrators(connection)) == 1 and not put_out

    def _ask(self, connection: sa.Connection, acts: frozenset[str]) -> None:
        """Ask another administrator to let acts take two people no more."""
        asked = Lifting(id=new_id(), acts=acts, asked_by=self._viewer.id, asked=now())
        choice_statements.ask(connection, asked)
        self._note(connection, Deed.REQUEST_MADE, TWO_PEOPLE, act=choice_statements.CHOOSE, request=asked.id)

    def _settle_earlier(self, connection: sa.Connection, wanted: frozenset[str], *, asks: bool) -> None:
        """Settle what was asked before, because it is asked anew, was chosen once more, or holds without anybody."""
        earlier = choice_statements.open_lifting(connection)
        if earlier is not None:
            kept = "chosen again" if earlier.acts & wanted else "lifted by the only administrator"
            self._settle(connection, earlier, "asked anew" if asks else kept)

    def _settle(self, connection: sa.Connection, asked: Lifting, outcome: str) -> None:
        choice_statements.settle(connection, asked.id, outcome, by=self._viewer.id, now=now())
        self._note(connection, Deed.REQUEST_SETTLED, TWO_PEOPLE, outcome=outcome, request=asked.id)

    def _open(self, connection: sa.Connection, request_id: str) -> Lifting:
        statements.hold_accounts(connection)
        found = choice_statements.open_lifting(connection)
        if found is None or not is_id(request_id) or found.id != request_id:
            raise Settled
        return found

    def _keep_choice(self, connection: sa.Connection, name: Choice, chosen: Iterable[str]) -> None:
        names = frozenset(chosen)
        if names == chosen_of(connection, name):
            return
        if name == "second-factor":
            _sign_out_without_factor(connection, names)
        value = json.dumps(sorted(names))
        statements.choose(connection, name, value, by=self._viewer.id, now=now())
        self._note(connection, Deed.CHOICE_CHANGED, name, chosen=value)


def chosen_of(connection: sa.Connection, name: Choice) -> frozenset[str]:
    """Return what was chosen under a name, nothing where nothing was."""
    kept = statements.choice(connection, name)
    found = json.loads(kept) if kept else []
    return frozenset(found) if isinstance(found, list) else frozenset()


def _sign_out_without_factor(connection: sa.Connection, roles: frozenset[str]) -> None:
    """End the sessions of everybody who has one of the roles and no second factor: they add one as they come back."""
    for each in statements.accounts(connection):
        if not each.has_factor and not roles.isdisjoint(role.value for role in each.roles):
            session_statements.end_all(connection, each.id, "second factor needed", but="", now=now())


def _administrators(connection: sa.Connection) -> frozenset[str]:
    """Return the ids of those who can sign in and look after people."""
    found = statements.accounts(connection)
    return frozenset(each.id for each in found if each.state == "active" and Role.ADMINISTRATOR in each.roles)


def _is_alone(connection: sa.Connection, asked_by: str, second: str) -> bool:
    """Return whether who asked is an administrator no more, so that nobody but `second` wants it."""
    return asked_by != second and asked_by not in _administrators(connection)
