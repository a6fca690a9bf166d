"""Words for a missing answer belong to an answer that must be given.

Where an answer may be left out, the message is never shown: most often “required: true” was forgotten.

Warns::

    - id: visited
      label: When was the visit?
      kind: date
      errors:
        required: Enter the date of the visit   # <- unused-error

Passes::

    - id: visited
      label: When was the visit?
      kind: date
      required: true
      errors:
        required: Enter the date of the visit
"""

from collections.abc import Iterator

from formspec.nodes import Mapping, Place, Text
from formspec.problem import Problem
from formspec.written import Written, warning

ID = "unused-error"


def check(written: Written) -> Iterator[Problem]:
    """Yield words for the missing of an answer that is nowhere required."""
    shown: dict[Place, bool] = {}
    for _, question in written.questions:
        for column in question.columns:
            errors = written.mapping(column).get("errors") if column.errors else None
            words = errors.get("required") if isinstance(errors, Mapping) else None
            if isinstance(words, Text) and words.text.strip():
                needed = column.required or column.required_when is not None
                shown[words.place] = needed or shown.get(words.place, False)
    for place in (place for place, needed in shown.items() if not needed):
        yield warning(place, ID, "This is never shown, because the answer may be left out: write “required: true” too.")
