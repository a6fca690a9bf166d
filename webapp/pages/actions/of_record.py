"""What is followed up in a record, as its page shows it: its actions, and the concerns that have none.

Here lives what belongs together: an action stands beside a concern where both answer the same question, or where it
was added to that concern by hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from engine.document import entries_of
from engine.follow_up import Raised, concerns_of, question_of
from engine.json_value import as_object
from engine.row_words import with_rows
from engine.rules.state import State
from engine.texts import Told
from webapp.pages.actions.shown import ShownAction, shown
from webapp.pages.desk import desk
from webapp.rights import Act
from webapp.storage.action_statements import Action
from webapp.storage.soundness import document_of
from webapp.storage.stored import Record


@dataclass(frozen=True, slots=True)
class OpenConcern:
    """A concern that nothing is done about yet: the question with its rows, the text, and where it was written."""

    question: str
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The actions of a record, and its concerns without one, to which whoever looks may add one or not."""

    actions: tuple[ShownAction, ...]
    concerns: tuple[OpenConcern, ...]
    may_add: bool

    @property
    def any(self) -> bool:
        """Whether there is anything to follow up."""
        return bool(self.actions or self.concerns)


def follow_up_of(record: Record, told: Told) -> FollowUp:
    """Return what is followed up in a record, which `told` reads.

    A form that asks for no actions has no concerns without one.
    """
    repository = desk().repository
    found = repository.actions_of(record)
    asks = bool(told.form.with_role("action")) and not record.trial
    open_ones = tuple(_open(record, found, told)) if asks or found else ()
    may_add = asks and record.undone is None and repository.reaches(Act.CHANGE_ACTIONS, record)
    return FollowUp(tuple(shown(desk(), found)), open_ones, may_add)


def told_of(record: Record) -> Told:
    """Return a record as it is read, laid out for its rows. Raises Damaged."""
    form = desk().spoken(record.sha256).form
    entries, _ = entries_of(form, as_object(document_of(record)["answers"]))
    return Told(form.of(entries), entries, State())


def as_read(record: Record, raised: Raised) -> Raised:
    """Return what was raised in a record with its question as it is read there, with its rows."""
    if raised.version:
        return raised
    return replace(raised, question=with_rows(told_of(record), raised.address, raised.question))


def concern_at(record: Record, address: str) -> Raised | None:
    """Return the concern of a record that was written at an address; None when there is none."""
    return next((each for each in concerns_of(document_of(record)) if each.address == address), None)


def concern_beside(record: Record, action: Action) -> Raised | None:
    """Return the concern of a record that an action stands beside; None when there is none."""
    concerns = concerns_of(document_of(record))
    return next((each for each in concerns if each.asked_at == question_of(action.address)), None)


def _open(record: Record, found: tuple[Action, ...], told: Told) -> Iterator[OpenConcern]:
    followed = {question_of(each.address) for each in found}
    for each in concerns_of(document_of(record)):
        if each.asked_at not in followed:
            question = each.question if each.version else with_rows(told, each.address, each.question)
            yield OpenConcern(question, each.text, each.address)
