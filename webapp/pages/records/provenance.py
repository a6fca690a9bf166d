"""How a record came to be here, in the words of its page and its PDF: who submitted it, and how a letter was signed.

Here lives that a letter which the school typed in never reads like one that its recipient signed by a link.
"""

from dataclasses import dataclass

from formspec.model import Spec
from webapp.pages.desk import desk
from webapp.pages.words import day, stamp
from webapp.storage.provenance_statements import Provenance
from webapp.storage.stored import Record
from webapp.storage.stored_letters import LetterRequest, Signature

_UNSAID = {
    "imported": "Not known here. It came from an export, which does not say whether it was signed through a link.",
    "lost": "Through a link on {day}, by the audit trail. What was signed is not there any more.",
}
"""What is said where neither a signature is there nor the school entered the record."""


@dataclass(frozen=True, slots=True)
class Came:
    """How a record came: the name of the account that submitted it, and of a letter how it was signed; "" for neither.

    What is said `of_letter` is a sentence or two, without what is checked of a signature.
    """

    submitted_by: str = ""
    of_letter: str = ""


def came(record: Record, spec: Spec, signed: tuple[LetterRequest, Signature] | None) -> Came:
    """Return how a record came; `signed` is the letter that it was signed as, None for any other record."""
    if signed:
        return Came(of_letter=_confirmed(*signed))
    at = desk()
    found = at.repository.provenance([record.id]).get(record.id)
    if found is None:
        return Came()
    by = at.repository.names().get(found.by, "") if found.by else ""
    return Came(by, _unsigned(record, found, by) if spec.letter else "")


def _confirmed(sent: LetterRequest, signature: Signature) -> str:
    """Return who signed a letter, with which address and when, and through the link of which letter."""
    return (
        f"By {sent.name}, who confirmed the address {signature.email}, on {stamp(signature.signed)}, through a link of "
        f"the letter that was sent to them on {day(sent.sent)}."
    )


def _unsigned(record: Record, found: Provenance, by: str) -> str:
    if found.how in _UNSAID:
        return _UNSAID[found.how].format(day=day(record.submitted))
    done = "Re-issued" if record.reissues else "Entered"
    return f"No. {done} at the school{f' by {by}' if by else ''} on {day(record.submitted)}, not signed through a link."
