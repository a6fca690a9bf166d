"""What every part of the repository works on: the database that is open, the person it is opened for, and the moment.

Here lives what the parts share: how far that person reaches, by the table of `webapp.rights`, and that what is done is
noted in the audit trail. What may happen to drafts, records and the rest lives in the part of each.
"""

from datetime import UTC, datetime

import sqlalchemy as sa

from webapp.deeds import Deed
from webapp.rights import ANYBODY, Act, Reach, Viewer
from webapp.storage import account_statements, trail_statements
from webapp.storage.database import Database
from webapp.storage.failures import NotYours
from webapp.storage.stored import ORDINARY, Draft, Record, Tombstone
from webapp.storage.stored_letters import LetterRequest
from webapp.storage.tables import drafts
from webapp.storage.together_statements import let_into

Thing = Draft | Record | Tombstone | LetterRequest
"""What somebody comes as far as with an act, or does not."""


class Opened:
    """A part of the repository, on the database that is open, for one person."""

    def __init__(self, database: Database, viewer: Viewer = ANYBODY) -> None:
        self._database = database
        self._viewer = viewer

    def reaches(self, act: Act, thing: Thing) -> bool:
        """Return whether this person comes as far as a draft, a record or what stands for one with an act."""
        if act is Act.FILL_IN and isinstance(thing, Draft) and thing.letter:
            return self._viewer.draft == thing.id
        sealed = thing.access != ORDINARY or thing.form in self._viewer.sealed
        return self._comes_to(act, own=self._is_own(thing), sealed=sealed)

    def _comes_to(self, act: Act, *, own: bool, sealed: bool) -> bool:
        """Return whether this person comes to something with an act: their own, or of a form that is sealed or not."""
        reach = self._viewer.reach(act)
        return reach is Reach.SENSITIVE or (own and reach > Reach.NONE) or (reach is Reach.ALL and not sealed)

    def _is_own(self, thing: Thing) -> bool:
        """Return whether this person began a thing, or was let into it; of a recipient, whether it is their letter."""
        if self._viewer.draft:
            return thing.id == self._viewer.draft
        joined = thing.joined if isinstance(thing, Draft | Record) else frozenset[str]()
        return bool(self._viewer.id) and self._viewer.id in {thing.owner, *joined}

    def _require(self, act: Act) -> None:
        """Raise NotYours unless this person may do anything of the sort; the recipient of a letter has theirs alone."""
        if self._viewer.draft or not self._viewer.may(act):
            raise NotYours

    def _require_people(self) -> None:
        """Raise NotYours unless this person may look after people: before the first account nobody may."""
        self._require(Act.MANAGE_PEOPLE)
        if not self._viewer.anybody:
            return
        with self._database.reading("The accounts") as connection:
            if not account_statements.any_account(connection):
                raise NotYours

    def _require_reach(self, act: Act, thing: Thing) -> None:
        """Raise NotYours unless this person comes as far as a draft, a record or what stands for one with an act."""
        if not self.reaches(act, thing):
            raise NotYours

    def _within(self, act: Act, things: sa.Table) -> sa.ColumnElement[bool]:
        """Return the condition of the rows of drafts or records that this person comes to with an act."""
        if self._viewer.draft:
            return things.c.id == self._viewer.draft if self._viewer.may(act) else sa.false()
        return sa.and_(self._reached(act, things), self._not_of_recipients(act, things))

    def _not_of_recipients(self, act: Act, things: sa.Table) -> sa.ColumnElement[bool]:
        """Return the condition that leaves drafts out which recipients of letters fill in, and nobody else does."""
        return drafts.c.letter == "" if act is Act.FILL_IN and things is drafts else sa.true()

    def _reached(self, act: Act, things: sa.Table) -> sa.ColumnElement[bool]:
        reach = self._viewer.reach(act)
        began = sa.and_(things.c.owner == self._viewer.id, things.c.owner != "")
        own = sa.or_(began, things.c.id.in_(let_into(self._viewer.id)))
        open_to_all = sa.and_(things.c.access == ORDINARY, things.c.form.not_in(self._viewer.sealed))
        found: dict[Reach, sa.ColumnElement[bool]] = {
            Reach.NONE: sa.false(),
            Reach.OWN: own,
            Reach.ALL: sa.or_(own, open_to_all),
            Reach.SENSITIVE: sa.true(),
        }
        return found[reach]

    def _note(
        self, connection: sa.Connection, deed: Deed, thing: str, *, who: str | None = None, **detail: str | int
    ) -> None:
        """Keep in the audit trail that this person, or `who`, did something, in the transaction that does it."""
        noted = trail_statements.Noted(self._viewer.id if who is None else who, deed, thing, detail)
        trail_statements.add(connection, noted, now=now())


def now() -> datetime:
    """Return the moment, in UTC."""
    return datetime.now(UTC)
