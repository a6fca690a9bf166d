"""A check says what is a fault, in one way.

“when” is the fault itself; “must” is what has to hold, and a fault is found when it does not.

Fails::

    checks:
      - {id: ready, message: Say when it is ready.}   # <- check-fault
    questions:
      - {id: ready, label: Is it ready?, kind: yes-no}

Passes::

    checks:
      - {id: ready, message: Say when it is ready., must: {question: visit.ready, is: yes}}
    questions:
      - {id: ready, label: Is it ready?, kind: yes-no}
"""

from collections.abc import Iterator

from formspec.logic import Check
from formspec.problem import Problem
from formspec.written import Written, error

ID = "check-fault"


def check(written: Written) -> Iterator[Problem]:
    """Yield every check that says no fault, or says it twice."""
    for each in all_checks(written):
        if written.has(each, "when") and written.has(each, "must"):
            message = "“when” and “must” both say what is a fault: write two checks, or one condition."
            yield error(written.key_place(each, "must"), ID, message)
        elif not (written.has(each, "when") or written.has(each, "must")):
            message = "This check says no fault: write “when” with the fault, or “must” with what has to hold."
            yield error(written.place(each), ID, message)


def all_checks(written: Written) -> Iterator[Check]:
    """Yield every check of a form."""
    yield from written.spec.checks
    for _, question in written.questions:
        yield from question.checks
    for column in written.columns:
        yield from column.checks
