"""What is said of a version by who publishes it: why, who approved it and when, the next review, from which day on.

Here lives the reading of what was entered, and what is wrong with it, for the browser and for the command line. What
comes of it is for those who publish.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from formspec.model import Policy, Spec
from formspec.policy_date import policy_date
from formspec.release import Release
from formspec.reviews import day_in_words

LONGEST_WRITER = 80
"""How long the name of who writes or publishes may be."""
_LONGEST_NOTE = 2000
_LONGEST_NAME = 120
_A_DAY = re.compile(r"[0-9]{1,2} .+|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LIKE = "like October 2026 or 31 October 2026"
NAMES = {
    "note": "Why this version is published",
    "approved_by": "Who approved it",
    "approved": "When it was approved",
    "review": "When it is reviewed next",
    "in_force": "From which day it is in force",
    "by": "Your name",
}
"""What each thing that is said is called, by its field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What stands in the form, as it was typed; "" where nothing was."""

    note: str = ""
    approved_by: str = ""
    approved: str = ""
    review: str = ""
    in_force: str = ""
    by: str = ""

    def first_day(self, today: date) -> date:
        """Return the day that it is in force from: today, unless another was entered."""
        found = policy_date(self.in_force)
        return found.last_day if found else today


def entered(sent: Mapping[str, str]) -> Entered:
    """Return what was entered, blanks around it and between words left out."""
    note = "\n".join(" ".join(line.split()) for line in sent.get("note", "").strip().split("\n"))
    return replace(Entered(**{name: " ".join(sent.get(name, "").split()) for name in NAMES}), note=note)


def suggested(spec: Spec, before: Spec | None, *, by: str, today: date) -> Entered:
    """Return what stands in the form at first: what the text says.

    Not when it was approved, where the version before says the same, and no review that is past.
    """
    policy = spec.policy or Policy(title="")
    old = before.policy if before else None
    approved = policy.approved.text if policy.approved and policy.approved != (old and old.approved) else ""
    review = policy.review.text if policy.review and policy.review.last_day >= today else ""
    return Entered(
        approved_by=policy.approved_by, approved=approved, review=review, in_force=day_in_words(today), by=by
    )


def told_already(given: Entered, known: Release) -> bool:
    """Return whether a release has all that was entered, so that nothing of it would be lost."""
    kept = {"note": known.note, "approved_by": known.approved_by, "approved": known.approved, "review": known.review}
    return all(getattr(given, name) in {"", words} for name, words in kept.items())


def mistakes(given: Entered, *, has_policy: bool, today: date) -> dict[str, str]:
    """Return what is wrong with what was entered, by field and in the form's order."""
    found = {
        "note": _text(given.note, "Enter why this version is published", NAMES["note"], _LONGEST_NOTE),
        "approved_by": _text(given.approved_by, "Enter who approved it", NAMES["approved_by"], _LONGEST_NAME),
        "approved": next(_approved(given, today), ""),
        "review": next(_review(given, today), "") if has_policy or given.review else "",
        "in_force": next(_in_force(given, today), ""),
        "by": name_mistake(given.by),
    }
    return {name: message for name, message in found.items() if message}


def name_mistake(name: str) -> str:
    """Return what is wrong with the name of who publishes, "" for nothing."""
    return _text(name, "Enter your name", NAMES["by"], LONGEST_WRITER)


def same_person(one: str, other: str) -> bool:
    """Return whether two names are one, however they are spaced and whatever is written large."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _text(text: str, missing: str, name: str, longest: int) -> str:
    if not text:
        return missing
    return f"{name} must be {longest} characters or fewer" if len(text) > longest else ""


def _approved(given: Entered, today: date) -> Iterator[str]:
    found = policy_date(given.approved)
    if not given.approved:
        yield "Enter when it was approved"
    elif found is None:
        yield f"When it was approved must be a date, {_LIKE}"
    elif _first_day(given.approved, found.last_day) > today:
        yield "When it was approved must be today or in the past"


def _review(given: Entered, today: date) -> Iterator[str]:
    found = policy_date(given.review)
    if not given.review:
        yield "Enter when it is reviewed next"
    elif found is None:
        yield f"When it is reviewed next must be a date, {_LIKE}"
    elif found.last_day <= today:
        yield "When it is reviewed next must be in the future"


def _in_force(given: Entered, today: date) -> Iterator[str]:
    found = policy_date(given.in_force)
    if not given.in_force:
        return
    if found is None or not _A_DAY.fullmatch(given.in_force):
        yield "From which day it is in force must be a day, like 31 October 2026"
    elif found.last_day < today:
        yield "From which day it is in force must be today or later"


def _first_day(text: str, last: date) -> date:
    """Return the first day that a date as a policy writes it covers."""
    return last if _A_DAY.fullmatch(text) else last.replace(day=1)
