"""What is known from other records about the same, before somebody decides on one.

Here lives what is gathered for that: what was decided last, what is still to be done, and where more is said; always of
what whoever asks may see.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from engine.register.details import Details
from webapp.action_state import UNFINISHED
from webapp.pages.actions.chosen import UNFINISHED_ONES, url_of
from webapp.pages.decisions.last import Decision, last_decision, without_reissued
from webapp.pages.desk import Desk, desk
from webapp.pages.shelf import Edition
from webapp.pages.subjects import Subject, subject_of, texts_about
from webapp.storage.action_statements import Action, Chosen
from webapp.storage.decision_statements import Decision as Decided
from webapp.storage.register_statements import Mention
from webapp.storage.stored import Record


@dataclass(frozen=True, slots=True)
class Beforehand:
    """What is known from other records about the subject of one.

    `last` is what was decided last on another one, None for nothing, `counts` whether that record counts still.
    `later` is the latest record of the same form, None where that is this one, and `on_later` what was decided on it.
    `actions` are not finished, `listed` is the address of their list.
    `compared` says that there is a record before that this one can be compared with.
    """

    subject: Subject
    last: Decision | None
    counts: bool
    later: Mention | None
    on_later: Decided | None
    actions: int
    listed: str
    compared: bool

    @property
    def any(self) -> bool:
        """Whether there is anything to be said."""
        return bool(self.last or self.later or self.actions or self.compared or self.subject.entry)


def beforehand(record: Record, opened: Edition, own: Iterable[str]) -> Beforehand | None:
    """Return what is known from other records about the same; None where nothing is, or the record is about nothing.

    `own` are the ids of the record's own actions.
    """
    subject, at = subject_of(record, opened), desk()
    if subject is None:
        return None
    details = subject.entry.details if subject.entry else Details(name=record.about)
    mentions = at.repository.mentions(texts_about(at, subject.register), details)
    last, counts = _last(at, mentions, record)
    later = _later(mentions, record)
    on_later = at.repository.standing_decisions([later.id]).get(later.id) if later else None
    actions = _unfinished(at, (record.about, *details.names), frozenset(own))
    listed = url_of(UNFINISHED_ONES, actions[0].id) if actions else ""
    compared = bool(at.repository.earlier(record, also=details.names, limit=1))
    found = Beforehand(subject, last, counts, later, on_later, len(actions), listed, compared)
    return found if found.any else None


def _later(mentions: Sequence[Mention], record: Record) -> Mention | None:
    """Return the latest record of the same form about a subject, None where that is this one or this does not count."""
    current = [each for each in without_reissued(mentions) if each.form == record.form]
    counts = record.id in {each.id for each in current}
    return current[0] if counts and current[0].id != record.id else None


def _last(at: Desk, mentions: Sequence[Mention], record: Record) -> tuple[Decision | None, bool]:
    """Return what was decided last on another record about a subject, and whether that record counts."""
    others = [each for each in mentions if each.id != record.id]
    decided = at.repository.standing_decisions([each.id for each in others])
    last = last_decision(others, cache(at.edition), decided)
    return last, last is not None and last.mention in without_reissued(mentions)


def _unfinished(at: Desk, names: tuple[str, ...], own: frozenset[str]) -> list[Action]:
    """Return the actions about a subject that are not finished, but for some."""
    found = at.repository.actions(Chosen(UNFINISHED, about=names), limit=None)
    return [each for each in found if each.id not in own]
