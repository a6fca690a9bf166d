"""Which records wait for a decision: those of forms that come to one, on which nothing was decided yet.

Here lives which forms those are. Whose it is to decide is for the repository to say.
"""

from engine.deciding import is_always_asked, outcome_cell
from engine.form import Form
from webapp.pages.desk import Desk
from webapp.pages.identity import viewer
from webapp.rights import Act
from webapp.storage.decision_statements import Asked
from webapp.storage.exported import Selection
from webapp.storage.stored import Record


def asked_of(at: Desk) -> Asked:
    """Return the forms that come to a decision, of the versions that records were made with."""
    always: list[str] = []
    sometimes: list[str] = []
    for each in at.repository.asked_with(Selection()):
        form = at.edition(each.sha256).form
        if outcome_cell(form) is not None:
            (always if is_always_asked(form) else sometimes).append(each.sha256)
    return Asked(tuple(always), tuple(sometimes))


def number_waiting(at: Desk) -> int:
    """Return how many records wait for whoever asks to decide on them."""
    return at.repository.count_waiting(asked_of(at)) if viewer().may(Act.DECIDE) else 0


def comes_to_decision(form: Form, record: Record) -> bool:
    """Say whether something is to be decided on a record of a form."""
    return is_always_asked(form) or (outcome_cell(form) is not None and bool(record.outcome))
