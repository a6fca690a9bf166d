"""The policy's dates can be read as dates.

The product says when a policy is overdue for review; a date it cannot read would never come due.

Fails::

    policy:
      title: Visits
      review: Autumn 2025   # <- policy-date

Passes::

    policy:
      title: Visits
      review: October 2025
"""

from collections.abc import Iterator

from formspec.nodes import Text
from formspec.policy_date import policy_date
from formspec.problem import Problem
from formspec.suggest import short
from formspec.written import Written, error

ID = "policy-date"


def check(written: Written) -> Iterator[Problem]:
    """Yield every date of the policy that cannot be read."""
    policy = written.spec.policy
    for key in ("approved", "review") if policy else ():
        value = written.mapping(policy).get(key)
        if isinstance(value, Text) and not value.empty and policy_date(value.text.strip()) is None:
            message = f"“{short(value.text)}” is not a date: write it as October 2025 or 31 October 2025."
            yield error(value.place, ID, message)
