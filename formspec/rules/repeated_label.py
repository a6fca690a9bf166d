"""No two questions of a section read the same.

A person cannot tell which of the two a message or a finding is about; most often one was copied and not reworded.

Warns::

    - id: fire-exits
      label: Are the fire exits clear?
      kind: yes-no
    - id: fire-drill
      label: Are the fire exits clear?   # <- repeated-label
      kind: yes-no

Passes::

    - id: fire-exits
      label: Are the fire exits clear?
      kind: yes-no
    - id: fire-drill
      label: When was the last fire drill?
      kind: date
"""

from collections.abc import Iterator

from formspec.problem import Problem
from formspec.written import Written, warning

ID = "repeated-label"


def check(written: Written) -> Iterator[Problem]:
    """Yield every question whose wording stood in the same section before."""
    first: dict[tuple[int, str], int] = {}
    for section, question in written.questions:
        read = id(section), " ".join(question.label.casefold().split())
        place = written.place(question, "label")
        if question.label and read in first:
            yield warning(place, ID, f"The question on line {first[read]} reads the same: reword one, or take one out.")
        first.setdefault(read, place.line)
