"""A review is overdue, due soon or later, and says by when and how far off that is."""

from datetime import date

import pytest

from formspec.model import Policy
from formspec.policy_date import policy_date
from formspec.reviews import review_of


def trips(review):
    return Policy(title="Trips", review=policy_date(review))


def test_without_a_policy_or_its_review_nothing_is_due():
    for policy in (None, Policy(title="Trips")):
        assert review_of(policy, date.max) is None


@pytest.mark.parametrize(
    ("today", "standing", "words"),
    [
        ("2023-10-31", "later", "Review due by 31 October 2025, in 2 years"),
        ("2023-11-02", "later", "Review due by 31 October 2025, in 24 months"),
        ("2025-08-01", "later", "Review due by 31 October 2025, in 3 months"),
        ("2025-08-02", "soon", "Review due by 31 October 2025, in 3 months"),
        ("2025-09-19", "soon", "Review due by 31 October 2025, in 6 weeks"),
        ("2025-10-18", "soon", "Review due by 31 October 2025, in 13 days"),
        ("2025-10-30", "soon", "Review due by 31 October 2025, in 1 day"),
        ("2025-10-31", "soon", "Review due by 31 October 2025, which is today"),
        ("2025-11-01", "overdue", "Review overdue since 31 October 2025 (1 day)"),
        ("2025-11-14", "overdue", "Review overdue since 31 October 2025 (2 weeks)"),
        ("2026-11-26", "overdue", "Review overdue since 31 October 2025 (13 months)"),
        ("2035-10-31", "overdue", "Review overdue since 31 October 2025 (10 years)"),
    ],
)
def test_a_review_says_how_it_stands_and_how_far_off_it_is(today, standing, words):
    review = review_of(trips("October 2025"), date.fromisoformat(today))
    assert (review.standing, review.words) == (standing, words)


def test_a_review_due_on_the_last_day_that_there_is_or_the_first_is_no_failure():
    assert review_of(trips("9999-12-31"), date.max).words == "Review due by 31 December 9999, which is today"
    assert review_of(trips("0001-01-01"), date.max).words.endswith("(9999 years)")
