"""The table with one row a finding: each concern, each further action, and each answer that could not be found out.

Here lives that table alone, of any forms together. What the findings of a submission are stands in its document; what
became of a further action since then is given beside it, by whoever follows it up.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from engine.export.given import Submission
from engine.export.table import MIDDLE, NARROW, WIDE, Heading, Row, Table
from engine.json_value import JsonObject, as_list, as_object, as_text
from engine.kinds.kind import CNFO
from engine.kinds.numbers import tabled
from engine.partners import BY_WHEN, SEVERITY, WHO, partners_of
from engine.row_words import with_rows

_HEADINGS = (
    Heading("submission", "Submission", MIDDLE),
    Heading("form", "Form", MIDDLE),
    Heading("version", "Version", NARROW),
    Heading("submitted", "Submitted", MIDDLE),
    Heading("about", "About", MIDDLE),
    Heading("finding", "Finding", MIDDLE),
    Heading("section", "Section", MIDDLE),
    Heading("address", "Address", MIDDLE),
    Heading("question", "Question", WIDE),
    Heading("text", "What was written", WIDE),
    Heading("severity", "Severity", MIDDLE),
    Heading("who", "Who", MIDDLE),
    Heading("by-when", "By when", NARROW),
    Heading("asked-by-version", "Asked by version", NARROW),
    Heading("state", "State now", MIDDLE),
    Heading("owner", "Whose it is now", MIDDLE),
    Heading("due", "Due now", NARROW),
)
_SORTS = {"concerns": "Concern", "actions": "Further action", CNFO: "Could not find out"}
_ADDED = "Further action, added later"


@dataclass(frozen=True, slots=True)
class Followed:
    """How a further action stands by now: its state and whose it is, in words, and the day by which it is due.

    `added` is the action itself where it was added to a concern after the submission, None for one that stands in it.
    """

    state: str
    owner: str
    due: date | None
    added: JsonObject | None = None


FollowedUp = Callable[[str], Mapping[int, Followed]]
"""Gives how the further actions of a submission stand, by its id: each by its place there, those added later behind."""


def _nothing(_submission: str) -> Mapping[int, Followed]:
    return {}


def findings_table(followed_up: FollowedUp = _nothing) -> Table:
    """Return the table; submissions of every form may be in it."""

    def rows(submission: Submission) -> Iterator[Row]:
        followed = followed_up(submission.text("id"))
        spec, found = submission.form.spec, as_object(submission.document["findings"])
        about = submission.text("name", "about") or None
        first: Row = [submission.text("id"), spec.form, spec.version, submission.submitted, about]
        for name, sort in _SORTS.items():
            for place, each in enumerate(map(as_object, as_list(found.get(name, [])))):
                now = followed.get(place) if name == "actions" else None
                yield [*first, sort, *_finding(each, submission), *_now(now)]
        for now in followed.values():
            if now.added is not None:
                yield [*first, _ADDED, *_finding(now.added, submission), *_now(now)]

    return Table("Concerns and actions", _HEADINGS, rows)


def _now(followed: Followed | None) -> Row:
    return [followed.state, followed.owner or None, followed.due] if followed else [None, None, None]


def _finding(found: JsonObject, submission: Submission) -> Row:
    address, question, text = (as_text(found[name]) for name in ("address", "question", "text"))
    if "version" in found:
        return [None, address, question, text, None, None, None, tabled(found["version"])]
    titles = {section.id: section.title for section in submission.form.spec.sections}
    due = as_text(found.get(BY_WHEN, ""))
    return [
        titles.get(address.partition(".")[0]),
        address,
        with_rows(submission.told, address, question),
        text,
        _severity(as_text(found.get(SEVERITY, "")), submission, address),
        as_text(found.get(WHO, "")) or None,
        date.fromisoformat(due) if due else None,
        submission.form.spec.version,
    ]


def _severity(option: str, submission: Submission, address: str) -> str | None:
    """Return how bad a concern is, as the option is labelled; None where nobody said."""
    cell = submission.form.by_address.get(address)
    for beside in partners_of(submission.form, cell) if cell and option else ():
        labels = {each.value: each.label for each in submission.told.column(beside).options}
        return labels.get(option, option)
    return option or None
