"""A new version tried against what was submitted under older ones, as if it were submitted today.

Here lives that trial alone. It changes nothing: documents are carried, checked and counted, and put away.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from engine.answer_error import AnswerError
from engine.carried import Carried
from engine.carry import carry_through
from engine.carry.documents import document_entries
from engine.check import check
from engine.form import Form
from engine.json_value import JsonObject, as_text
from engine.london import day_of


@dataclass(frozen=True, slots=True)
class Rerun:
    """One submission under the new version: its id, what became of its answers, and what would be wrong with it.

    Each error is with the address that it has without rows.
    """

    id: str
    carried: Carried
    errors: tuple[tuple[str, AnswerError], ...]

    @property
    def valid(self) -> bool:
        """Whether it could still be submitted as it is."""
        return not self.errors


@dataclass(frozen=True, slots=True)
class Reason:
    """Why submissions would not be valid: the address, without rows, the code, the message of the first, and whose."""

    address: str
    code: str
    message: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of running a version against many submissions: those that stay valid, and why the others do not.

    `reasons` begin with the one that most of them share.
    """

    valid: tuple[str, ...]
    invalid: tuple[str, ...]
    reasons: tuple[Reason, ...]


def rerun(forms: Sequence[Form], document: JsonObject, *, today: date | None = None) -> Rerun:
    """Return a valid submission of the first of several versions as it would stand under the last, on a day."""
    old, new, day = forms[0].own, forms[-1].own, today or day_of(datetime.now(UTC))
    entries = document_entries(old, document)
    versions = forms if len(forms) > 1 else [old, new]
    carried = carry_through(versions, entries, today=day)
    laid = new.of(carried.entries)
    found = check(laid, carried.entries, complete=True, today=day)
    return Rerun(as_text(document["id"]), carried, tuple((_template(laid, error), error) for error in found))


def tally(reruns: Iterable[Rerun]) -> Tally:
    """Return which submissions stay valid, which do not, and for how many each reason goes."""
    valid: list[str] = []
    invalid: list[str] = []
    reasons: dict[tuple[str, str], Reason] = {}
    for each in reruns:
        (valid if each.valid else invalid).append(each.id)
        for address, error in each.errors:
            known = reasons.get((address, error.code), Reason(address, error.code, error.message, ()))
            ids = tuple(dict.fromkeys((*known.ids, each.id)))
            reasons[address, error.code] = Reason(address, error.code, known.message, ids)
    listed = sorted(reasons.values(), key=lambda reason: -len(reason.ids))
    return Tally(tuple(valid), tuple(invalid), tuple(listed))


def _template(laid: Form, error: AnswerError) -> str:
    """Return the address of an error without the rows that it stands in."""
    owner = laid.tables.owners.get(error.name) or laid.laid.get(error.address)
    return owner.template if owner is not None else error.address
