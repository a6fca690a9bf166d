"""Erasing: a record or a draft is taken out for good, on somebody's order, and something stands for it.

Here lives what may be erased by whom, and what one person asks of another where the school wants two. What is taken out
lives in `erasure_statements`, what is done to the files of the database after it in `scrubbing`.
"""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from webapp.deeds import Deed
from webapp.rights import RIGHTS, Act
from webapp.storage import account_statements, erasure_statements, record_statements, scrubbing
from webapp.storage import retention_statements as statements
from webapp.storage import statements as draft_statements
from webapp.storage.choices import TWO_PEOPLE, chosen_of
from webapp.storage.drafts import require_unmoved
from webapp.storage.failures import DraftClosed, Held, OrderLapsed, SamePerson, SecondPersonNeeded, Settled, Unknown
from webapp.storage.identifiers import is_id, new_id, storable
from webapp.storage.opened import Opened, now
from webapp.storage.retention_statements import ErasureRequest
from webapp.storage.seconding import require_apart
from webapp.storage.stored import Draft, Erasable, Record, Tombstone

_ERASURE = "The erasure"
_REQUEST = "The request"


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What became of an order to erase: what stands for it now, and whether the files of the database are clean of it.

    Where they are not, somebody was reading them or the disk was full; it is done after the next erasure or start.
    """

    tombstone: Tombstone
    clean: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    kind: Erasable
    thing: str
    reason: str
    ordered_by: str
    seconded_by: str = ""
    request: str = ""
    base: int | None = None


class Erasing(Opened):
    """What is erased, and what is asked to be."""

    def takes_two(self) -> bool:
        """Return whether nobody erases anything alone here; without accounts there is nobody else to ask."""
        with self._database.reading(_ERASURE) as connection:
            return self._takes_two(connection)

    def erase_record(self, record_id: str, reason: str, *, by: str = "") -> Erased:
        """Take a record out with its draft, all that was ever entered, and the files that nothing else names.

        `by` is who orders it, where there are no accounts. Raises Held, SecondPersonNeeded, Unknown and NotYours.
        """
        return self._erase_alone(_Order(kind="record", thing=record_id, reason=reason, ordered_by=by))

    def erase_draft(self, draft_id: str, reason: str, *, base: int, by: str = "") -> Erased:
        """Take a draft out with all that was ever entered in it, and the files that nothing else names.

        Raises DraftMoved when it is not at the revision `base`, DraftClosed when it was submitted, and what
        `erase_record` raises.
        """
        return self._erase_alone(_Order(kind="draft", thing=draft_id, reason=reason, ordered_by=by, base=base))

    def ask_to_erase(self, kind: Erasable, thing: str, reason: str) -> ErasureRequest:
        """Ask a second person to agree to an erasure. Raises Held, DraftClosed, Unknown and NotYours."""
        with self._database.writing(_REQUEST) as connection:
            self._require_erasable(connection, kind, thing)
            made = ErasureRequest(
                id=new_id(),
                kind=kind,
                thing=thing,
                reason=storable(reason),
                asked_by=self._viewer.id,
                asked=now(),
            )
            statements.add_request(connection, made)
            self._note(connection, Deed.REQUEST_MADE, thing, act=statements.ERASE, request=made.id)
        return made

    def erasure_requests(self) -> tuple[ErasureRequest, ...]:
        """Return the requests to erase what is still there, open or refused, the first first. Raises NotYours."""
        self._require(Act.ERASE)
        with self._database.reading(_REQUEST) as connection:
            return statements.all_requests(connection)

    def agree_to_erase(self, request_id: str, *, base: int | None = None) -> Erased:
        """Erase what another person asked for; `base` is the revision of a draft that was seen.

        Raises SamePerson when nobody else asked, NotApart, OrderLapsed, Settled, and what erasing raises.
        """
        with self._database.writing(_ERASURE) as connection:
            asked = self._open_request(connection, request_id)
            order = _Order(
                kind=asked.kind,
                thing=asked.thing,
                reason=asked.reason,
                ordered_by=asked.asked_by,
                seconded_by=self._viewer.id,
                request=asked.id,
                base=base,
            )
            _require_may_ask(connection, asked.asked_by)
            require_apart(connection, asked.asked_by, self._viewer.id, now=now())
            tombstone = self._take_out(connection, order)
        return self._scrubbed(tombstone)

    def refuse_to_erase(self, request_id: str, why: str) -> None:
        """Settle a request by refusing it; whoever asked may take it back so. Raises Settled, Unknown and NotYours."""
        with self._database.writing(_REQUEST) as connection:
            asked = self._open_request(connection, request_id, alone=True)
            statements.refuse(connection, asked.id, storable(why), by=self._viewer.id, now=now())
            self._note(connection, Deed.REQUEST_SETTLED, asked.thing, outcome="refused", request=asked.id)

    def _takes_two(self, connection: sa.Connection) -> bool:
        return not self._viewer.anybody and statements.ERASE in chosen_of(connection, TWO_PEOPLE)

    def _open_request(self, connection: sa.Connection, request_id: str, *, alone: bool = False) -> ErasureRequest:
        """Return a request that is to be settled. Raises Unknown, Settled, NotYours and, unless `alone`, SamePerson."""
        self._require(Act.ERASE)
        found = statements.request(connection, request_id) if is_id(request_id) else None
        if found is None:
            raise Unknown("There is no such request.")
        if found.settled is not None:
            raise Settled
        if not alone and found.asked_by == self._viewer.id:
            raise SamePerson
        return found

    def _erase_alone(self, order: _Order) -> Erased:
        with self._database.writing(_ERASURE) as connection:
            if self._takes_two(connection):
                raise SecondPersonNeeded
            tombstone = self._take_out(connection, order)
        return self._scrubbed(tombstone)

    def _scrubbed(self, tombstone: Tombstone) -> Erased:
        return Erased(tombstone=tombstone, clean=scrubbing.scrub(self._database, erasure_statements.TOUCHED))

    def _take_out(self, connection: sa.Connection, order: _Order) -> Tombstone:
        """Take out what an order is about, and leave what stands for it."""
        found = self._require_erasable(connection, order.kind, order.thing)
        if isinstance(found, Draft) and order.base is not None:
            require_unmoved(found, order.base)
        tombstone = self._tombstone(found, order)
        changed = _last_changed(connection, found)
        asked = statements.open_requests(connection, order.thing)
        named = erasure_statements.files_named(connection, order.thing)
        erasure_statements.take_out(connection, order.thing)
        files = erasure_statements.take_out_files(connection, named, changed=changed, now=tombstone.erased)
        statements.add_tombstone(connection, tombstone)
        scrubbing.mark(connection)
        deed = Deed.RECORD_ERASED if order.kind == "record" else Deed.DRAFT_ERASED
        self._note(connection, deed, order.thing, files=files, ordered_by=tombstone.ordered_by)
        for request in asked:
            outcome = "agreed" if request == order.request else "erased"
            self._note(connection, Deed.REQUEST_SETTLED, order.thing, outcome=outcome, request=request)
        return tombstone

    def _require_erasable(self, connection: sa.Connection, kind: Erasable, thing: str) -> Draft | Record:
        """Return a draft or a record, which nobody else changes until the transaction ends.

        Raises Unknown when there is none of the kind, NotYours, Held, and DraftClosed for the draft of a record.
        """
        draft = draft_statements.held_draft(connection, thing) if is_id(thing) else None
        record = record_statements.held_record(connection, thing) if is_id(thing) else None
        found = record if kind == "record" else draft
        if found is None:
            raise Unknown(f"There is no such {kind}.")
        self._require_reach(Act.ERASE, found)
        if kind == "draft" and record is not None:
            raise DraftClosed("submitted")
        if statements.is_held(connection, thing):
            raise Held
        return found

    def _tombstone(self, erased: Draft | Record, order: _Order) -> Tombstone:
        record = erased if isinstance(erased, Record) else None
        return Tombstone(
            id=erased.id,
            kind=order.kind,
            form=erased.form,
            version=erased.version,
            submitted=record.submitted if record else None,
            digest=record.digest if record else "",
            reason=storable(order.reason),
            ordered_by=order.ordered_by if order.seconded_by else self._viewer.id or storable(order.ordered_by),
            seconded_by=order.seconded_by,
            erased=now(),
            owner=erased.owner,
            access=erased.access,
        )


def _require_may_ask(connection: sa.Connection, user_id: str) -> None:
    """Raise OrderLapsed where the account that asked for something may no longer order it."""
    if not user_id:
        return
    found = account_statements.account(connection, user_id)
    if found is None or found.state != "active" or not any(RIGHTS[Act.ERASE][role] for role in found.roles):
        raise OrderLapsed


def _last_changed(connection: sa.Connection, found: Record | Draft) -> datetime:
    """Return when something was last changed, with what is followed up of it, and scans of it."""
    if isinstance(found, Draft):
        return found.changed
    added = erasure_statements.last_added_to(connection, found.id)
    return found.submitted if added is None else max(found.submitted, added)
