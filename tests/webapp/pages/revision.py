"""A revision of the trip check, as tests of publishing share it: its texts, and what is entered to publish it."""

from datetime import date

from tests.webapp.pages.conftest import THIRD_SPEC
from webapp.storage.stored import SpecDraft

POLICY = "policy:\n  title: Trips policy   # kept as it is\n  approved: October 2023\n  review: October 2025\n"
FIRST = THIRD_SPEC.replace("about:", f"{POLICY}about:", 1)
SECOND = FIRST.replace("version: 1", "version: 2").replace("Where are you going?", "Where are you going to?")
ENTERED = {
    "note": "The review of 2026",
    "approved_by": "Governing body",
    "approved": "October 2026",
    "review": "October 2199",
    "by": "Pat Jones",
}


def in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def publishing(draft: SpecDraft) -> str:
    return f"/desk/spec_drafts/{draft.id}/publish"
