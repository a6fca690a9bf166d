"""A record is due once the time is over for which its form says that it is kept, and never without such a time."""

from datetime import UTC, date, datetime

import pytest

from engine.compile import compile_form
from engine.document import submission
from engine.form import Form
from engine.json_value import JsonObject
from engine.keeping import due
from engine.period import period
from formspec.loader import load

SPEC = """\
formspec: 1
form: placement
version: 1
title: Placement
{head}sections:
  - id: stay
    title: The stay
    columns:
      - {{id: answer, role: answer, label: Answer, kind: text}}
      - {{id: seen, label: Seen on, kind: date}}
    questions:
      - {{id: ended, label: When did it end?, columns: [], kind: date, could-not-find-out: true}}
      - {{id: left, label: When was the last day?, columns: [], kind: date-time}}
      - {{id: place, label: Which place?, evidence: [{{id: sign, text: Look at the sign}}]}}
      - {{id: more, label: Was there more?, columns: [], kind: yes-no}}
      - {{id: then, label: When then?, columns: [], kind: date, when: {{question: stay.more, is: yes}}}}
"""
SUBMITTED = datetime(2026, 11, 26, 10, 15, tzinfo=UTC)


def form(keep: str = "", start: str = "submitted") -> Form:
    head = f"retention: {{keep: {keep}, from: {start}, decided-by: The Head}}\n" if keep else ""
    spec = load(SPEC.format(head=head).encode()).spec
    assert spec is not None
    return compile_form(spec)


def day(name: str, written: str) -> dict[str, str]:
    year, month, number = written.split("-")
    return {f"{name}.day": number, f"{name}.month": month, f"{name}.year": year}


def document(made: Form, entries: dict[str, str], submitted: datetime = SUBMITTED) -> JsonObject:
    return submission(made, entries, id="x" * 26, submitted=submitted)


@pytest.mark.parametrize(
    ("keep", "submitted", "expected"),
    [
        ("6 years", SUBMITTED, "2032-11-26"),
        ("1 day", SUBMITTED, "2026-11-27"),
        ("2 weeks", SUBMITTED, "2026-12-10"),
        ("3 months", datetime(2026, 11, 30, 12, tzinfo=UTC), "2027-02-28"),
        ("1 year", datetime(2028, 2, 29, 12, tzinfo=UTC), "2029-02-28"),
        ("4 years", datetime(2028, 2, 29, 12, tzinfo=UTC), "2032-02-29"),
        ("1 day", datetime(2026, 6, 30, 22, 59, tzinfo=UTC), "2026-07-01"),
        ("1 day", datetime(2026, 6, 30, 23, 0, tzinfo=UTC), "2026-07-02"),
        ("1 day", datetime(2026, 12, 31, 23, 59, tzinfo=UTC), "2027-01-01"),
    ],
)
def test_the_time_runs_from_the_day_of_submission_in_london(keep, submitted, expected):
    made = form(keep)
    assert due(made, document(made, {}, submitted), submitted) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("start", "entries", "expected"),
    [
        ("stay.ended", day("stay.ended", "2024-01-31"), date(2026, 2, 28)),
        ("stay.left", day("stay.left", "2024-03-31") | {"stay.left.time": "23:45"}, date(2026, 4, 30)),
        ("stay.place.seen", day("stay.place.seen", "2024-05-01"), date(2026, 6, 1)),
        ("stay.then", {"stay.more": "yes", **day("stay.then", "2024-05-01")}, date(2026, 6, 1)),
        ("stay.then", {"stay.more": "no", **day("stay.then", "2024-05-01")}, None),
        ("stay.ended", {"stay.ended.could-not-find-out": "Nobody knows"}, None),
        ("stay.ended", {}, None),
    ],
)
def test_the_time_runs_from_the_day_that_was_answered_and_never_from_none(start, entries, expected):
    made = form("25 months", start)
    assert due(made, document(made, entries), SUBMITTED) == expected


def test_without_a_period_no_record_is_due():
    assert due(form(), document(form(), {}), SUBMITTED) is None


def test_a_day_that_no_form_could_name_is_none():
    made = form("100 years", "stay.ended")
    assert due(made, document(made, day("stay.ended", "2150-01-01")), SUBMITTED) is None


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (form(), ""),
        (form("1 year"), "1 year from the day of submission"),
        (form("30 days", "stay.place.seen"), "30 days from the answer to “Which place?”"),
    ],
)
def test_the_period_is_said_in_words(made, expected):
    assert period(made.spec) == expected
