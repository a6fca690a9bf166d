"""Where a record leads on to: what it is about, and what waits to be decided there.

Here lives what its receipt and, of a signed letter, its page say of that. Whose a decision is the repository says.
"""

from dataclasses import dataclass

from engine.subject import subject_key
from webapp.pages.decisions.of_record import of_record
from webapp.pages.decisions.waiting import asked_of
from webapp.pages.desk import desk
from webapp.pages.identity import viewer
from webapp.pages.shelf import Edition
from webapp.pages.subjects import Subject, subject_of
from webapp.rights import Act
from webapp.storage.stored import Record


@dataclass(frozen=True, slots=True)
class Onward:
    """What a record is about, None for nothing that a register is kept of, and the record that waits for a decision.

    `title` is the title of the form of what is `to_decide`: of the record itself, or the latest about the same.
    """

    subject: Subject | None
    to_decide: Record | None
    title: str

    @property
    def leads(self) -> bool:
        """Whether it leads anywhere."""
        return self.to_decide is not None or (self.subject is not None and self.subject.entry is not None)


def onward_of(record: Record, opened: Edition) -> Onward:
    """Return where a record leads whoever asks on to."""
    subject = subject_of(record, opened)
    waits = None if record.trial or record.undone else _to_decide(record, opened, subject)
    return Onward(subject, waits, desk().edition(waits.sha256).spec.title if waits else "")


def _to_decide(record: Record, opened: Edition, subject: Subject | None) -> Record | None:
    """Return the record that waits for whoever asks to decide on it: this one, or else the latest about the same."""
    own = of_record(record, opened.form)
    if own is not None and own.may_decide and own.standing is None:
        return record
    if subject is None or not viewer().may(Act.DECIDE):
        return None
    keys = subject.entry.details.keys if subject.entry else frozenset({subject_key(record.about)})
    return desk().repository.latest_waiting(asked_of(desk()), keys)
