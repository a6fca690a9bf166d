"""A part has sections.

A part without any has nothing to complete, so it could never be handed over.

Fails::

    parts:
      - {id: visit, title: Who visited}
      - {id: head, title: The person in charge}   # <- unused-part
    sections:
      - id: seen
        title: What was seen
        part: visit
        questions: [{id: what, label: What was seen?, kind: text}]

Passes::

    parts:
      - {id: visit, title: Who visited}
    sections:
      - id: seen
        title: What was seen
        part: visit
        questions: [{id: what, label: What was seen?, kind: text}]
"""

from collections.abc import Iterator

from formspec.problem import Problem
from formspec.suggest import short
from formspec.written import Written, error

ID = "unused-part"


def check(written: Written) -> Iterator[Problem]:
    """Yield every part that no section belongs to."""
    used = {section.part for section in written.spec.sections}
    for part in written.spec.parts:
        if part.id and part.id not in used:
            message = f"No section belongs to the part “{short(part.id)}”: give it one, or take the part out."
            yield error(written.place(part), ID, message)
