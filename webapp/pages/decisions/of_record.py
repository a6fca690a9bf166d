"""What was decided on a record, as its page and the lists show it.

Here lives which decision stands, or that one is waited for. The evidence is on the page of the decision itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.form import Form
from webapp.pages.decisions.waiting import comes_to_decision
from webapp.pages.decisions.wording import in_words, met_words
from webapp.pages.desk import desk
from webapp.storage.decision_statements import Decision
from webapp.storage.stored import Record

WAITS = "Waits for a decision"


@dataclass(frozen=True, slots=True)
class OfRecord:
    """The decision that stands on a record, None for none, in words; how many came before, and who may make one."""

    standing: Decision | None
    words: str
    met: str
    earlier: int
    may_decide: bool


def of_record(record: Record, form: Form) -> OfRecord | None:
    """Return what was decided on a record; None where nothing is to be decided on it."""
    if record.trial or not comes_to_decision(form, record):
        return None
    found = desk().repository.decisions_of(record)
    standing = found[0] if found else None
    return OfRecord(
        standing=standing,
        words=in_words(standing) if standing else "",
        met=met_words(standing) if standing else "",
        earlier=len(found[1:]),
        may_decide=desk().repository.may_decide(record),
    )


def standing_words(listed: Sequence[Record]) -> dict[str, str]:
    """Return what was decided on each of several records that something was decided on, in words, by id."""
    found = desk().repository.standing_decisions([each.id for each in listed])
    return {record_id: in_words(decision) for record_id, decision in found.items()}
