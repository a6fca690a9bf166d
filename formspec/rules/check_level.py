"""A check is an error, or a warning.

An error stops a submission. A warning is advice, which a person may override with a reason.

Fails::

    checks:
      - id: ready
        level: advice   # <- check-level
        must: {question: visit.ready, is: yes}
        message: It should be ready.
    questions:
      - {id: ready, label: Is it ready?, kind: yes-no}

Passes::

    checks:
      - id: ready
        level: warning
        must: {question: visit.ready, is: yes}
        message: It should be ready.
    questions:
      - {id: ready, label: Is it ready?, kind: yes-no}
"""

from collections.abc import Iterator

from formspec.nodes import Text
from formspec.problem import Problem
from formspec.rules.check_fault import all_checks
from formspec.suggest import short
from formspec.written import Written, error

ID = "check-level"
LEVELS = ("error", "warning")


def check(written: Written) -> Iterator[Problem]:
    """Yield every level that does not exist."""
    for each in all_checks(written):
        level = written.mapping(each).get("level")
        if isinstance(level, Text) and level.text.strip() and level.text.strip() not in LEVELS:
            message = f"There is no level “{short(level.text)}”: write error, or warning for what may be overridden."
            yield error(level.place, ID, message)
