"""No two questions of a section or a group read the same, unless each is asked in a case of its own.

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

from formspec.model import Question
from formspec.problem import Problem
from formspec.written import Written, warning

ID = "repeated-label"


def check(written: Written) -> Iterator[Problem]:
    """Yield every question whose wording stood in the same section before."""
    first: dict[tuple[int, tuple[str, ...], str], Question] = {}
    for _, section, question, groups in written.placed:
        other = first.setdefault((id(section), groups, " ".join(question.label.casefold().split())), question)
        if other is not question and question.label and not (other.when and question.when):
            line = written.place(other, "label").line
            message = f"The question on line {line} reads the same: reword one, or take one out."
            yield warning(written.place(question, "label"), ID, message)
