"""From nodes to what stands before a form's questions: its policy, its subject, its letter, its records, its parts.

Here live small constructions, leniently as in `formspec.building`. Nothing here reports.
"""

from formspec.durations import duration
from formspec.logic import Duration
from formspec.model import About, CompletedBy, Letter, Part, Policy, Standard
from formspec.nodes import Mapping
from formspec.policy_date import PolicyDate, policy_date
from formspec.reading import text
from formspec.records import Retention

_UNREAD = Duration(number=0, unit="days")
"""Stands in for a period that cannot be read, so that the rest of the form still can be."""


def policy(mapping: Mapping) -> Policy:
    """Return the policy that a form belongs to."""
    return Policy(
        title=text(mapping, "title"),
        part=text(mapping, "part"),
        organisation=text(mapping, "organisation"),
        approved=_date(mapping, "approved"),
        approved_by=text(mapping, "approved-by"),
        review=_date(mapping, "review"),
        place=mapping.place,
    )


def about(mapping: Mapping) -> About:
    """Return what a submission is about."""
    return About(
        register=text(mapping, "register"),
        question=text(mapping, "question"),
        directory=text(mapping, "directory"),
        place=mapping.place,
    )


def completed_by(mapping: Mapping) -> CompletedBy:
    """Return who completed a submission."""
    return CompletedBy(question=text(mapping, "question"), place=mapping.place)


def letter(mapping: Mapping) -> Letter:
    """Return the letter before the questions."""
    return Letter(
        salutation=text(mapping, "salutation"),
        body=text(mapping, "body"),
        sign_off=text(mapping, "sign-off"),
        signatory=text(mapping, "signatory"),
        place=mapping.place,
    )


def retention(mapping: Mapping) -> Retention:
    """Return how long records are kept."""
    return Retention(
        keep=duration(text(mapping, "keep")) or _UNREAD,
        from_=text(mapping, "from"),
        decided_by=text(mapping, "decided-by"),
        reason=text(mapping, "reason"),
        place=mapping.place,
    )


def part(mapping: Mapping) -> Part:
    """Return a part of a form."""
    return Part(id=text(mapping, "id"), title=text(mapping, "title"), text=text(mapping, "text"), place=mapping.place)


def standard(mapping: Mapping) -> Standard:
    """Return a clause or standard that questions serve."""
    return Standard(
        id=text(mapping, "id"), title=text(mapping, "title"), source=text(mapping, "source"), place=mapping.place
    )


def _date(mapping: Mapping, key: str) -> PolicyDate | None:
    return policy_date(text(mapping, key))
