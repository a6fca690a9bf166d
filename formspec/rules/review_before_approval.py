"""A policy is reviewed after it was approved.

The other way round, one of the two dates is mistyped, and the notice of an overdue review is wrong.

Warns::

    policy:
      title: Visits
      approved: October 2025
      review: October 2023   # <- review-before-approval

Passes::

    policy:
      title: Visits
      approved: October 2023
      review: October 2025
"""

from collections.abc import Iterator

from formspec.problem import Problem
from formspec.written import Written, warning

ID = "review-before-approval"


def check(written: Written) -> Iterator[Problem]:
    """Yield a review date that lies before the approval."""
    policy = written.spec.policy
    if policy and policy.approved and policy.review and policy.review.last_day < policy.approved.last_day:
        message = (
            f"The review ({policy.review.text}) lies before the approval ({policy.approved.text}): check both dates."
        )
        yield warning(written.place(policy, "review"), ID, message)
