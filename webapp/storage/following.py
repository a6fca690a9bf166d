"""Making actions of what a record asks for: each further action once, however often it is asked.

Here lives what a record that is kept brings with it, in the transaction that keeps it. A re-issue goes on with the
actions of the record that it re-issues, in the state that they are in: those with the same words, and those that were
added to that record by hand. What was asked there in other words stays there until somebody closes it.
"""

import json

import sqlalchemy as sa

from engine.follow_up import Raised, actions_of, continued, went_to
from engine.json_value import JsonObject
from webapp.action_state import Standing, State
from webapp.storage import action_statements, record_statements
from webapp.storage.action_statements import Action, Entry
from webapp.storage.identifiers import new_id, storable
from webapp.storage.soundness import is_sealed
from webapp.storage.stored import Record


def follow_up(connection: sa.Connection, record: Record, *, by: str = "") -> None:
    """Keep the actions of a record that is kept already; a trial has none. `by` is the account that submitted it."""
    if record.trial:
        return
    document: JsonObject = json.loads(record.document)
    before = action_statements.of_record(connection, record.reissues) if record.reissues else ()
    went = went_to(document, _document_before(connection, record)) if before else {}
    written = tuple(each for each in before if not each.by_hand)
    raised = actions_of(document)
    found = continued([(each.address, each.text) for each in written], document, went)
    for number, (action, known) in enumerate(zip(raised, found, strict=True)):
        if known is None:
            _add(connection, record, action, number=number, by=by)
        else:
            action_statements.place(connection, written[known].id, record.id, action.address, number=number)
    added = (each for each in before if each.by_hand)
    for number, each in enumerate(added, len(raised)):
        address = went.get(each.address, each.address)
        action_statements.place(connection, each.id, record.id, address, number=number)


def made_of(record: Record, raised: Raised, standing: Standing, *, number: int, by_hand: bool = False) -> Action:
    """Return a new action of a record, at a place in it, as it stands at first."""
    return Action(
        id=new_id(),
        text=storable(raised.text),
        question=storable(raised.question),
        version=raised.version,
        by_hand=by_hand,
        made=record.submitted,
        revision=1,
        changed=record.submitted,
        standing=standing,
        record=record.id,
        address=storable(raised.address),
        number=number,
        form=record.form,
        sha256=record.sha256,
        about=record.about,
        submitted=record.submitted,
        undone=record.undone,
        access=record.access,
        began=record.owner,
        joined=record.joined,
    )


def _add(connection: sa.Connection, record: Record, raised: Raised, *, number: int, by: str) -> None:
    made = made_of(record, raised, Standing(State.OPEN, "", storable(raised.who), raised.due), number=number)
    action_statements.add(connection, made, Entry(1, made.made, by, made.standing, ""))


def _document_before(connection: sa.Connection, record: Record) -> JsonObject:
    """Return the document of the record that one re-issues; an empty one where that is damaged."""
    before = record_statements.record(connection, record.reissues)
    sound = before is not None and is_sealed(before.digest, before.document)
    found: JsonObject = json.loads(before.document) if before and sound else {}
    return found
