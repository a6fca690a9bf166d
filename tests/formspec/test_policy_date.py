"""A policy's date may be a month or a day, in words or numbers, and covers all of it."""

from datetime import date

import pytest

from formspec.model import Policy
from formspec.policy_date import overdue, policy_date


@pytest.mark.parametrize(
    ("text", "last_day"),
    [
        ("October 2025", "2025-10-31"),
        ("october 2025", "2025-10-31"),
        ("31 October 2025", "2025-10-31"),
        ("1 October 2025", "2025-10-01"),
        ("01 October 2025", "2025-10-01"),
        ("2025-10", "2025-10-31"),
        ("2025-10-05", "2025-10-05"),
        ("February 2024", "2024-02-29"),
        ("February 2025", "2025-02-28"),
        ("29 February 2024", "2024-02-29"),
    ],
)
def test_a_date_is_read_and_its_words_are_kept(text, last_day):
    found = policy_date(text)
    assert found is not None
    assert (found.text, found.last_day.isoformat()) == (text, last_day)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025",
        "Autumn 2025",
        "October",
        "October 25",
        "31 February 2025",
        "29 February 2025",
        "0 May 2025",
        "2025-13",
        "2025-00",
        "2025-1",
        "2025-10-32",
        "10/2025",
        "October 0000",
        "0000-10",
        "October  2025",
        "٢٠٢٥-١٠",
    ],
)
def test_what_is_no_date_is_none(text):
    assert policy_date(text) is None


@pytest.mark.parametrize(
    ("today", "said"),
    [("2025-10-01", ""), ("2025-10-31", ""), ("2025-11-01", "October 2025"), ("2026-01-01", "October 2025")],
)
def test_a_review_is_overdue_once_its_last_day_is_past(today, said):
    policy = Policy(title="Trips", review=policy_date("October 2025"))
    assert overdue(policy, date.fromisoformat(today)) == said


def test_without_a_policy_or_its_review_nothing_is_overdue():
    assert overdue(None, date.max) == overdue(Policy(title="Trips"), date.max) == ""
