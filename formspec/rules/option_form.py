"""An option's value is small letters, digits and hyphens.

Records keep the value for ever, while the label may be reworded; so the value is a name, not a sentence.

Fails::

    - id: rating
      label: How good is it?
      kind: choice
      options:
        - {value: Very good, label: Very good}   # <- option-form
        - {value: poor, label: Poor}

Passes::

    - id: rating
      label: How good is it?
      kind: choice
      options:
        - {value: very-good, label: Very good}
        - {value: poor, label: Poor}
"""

import re
from collections.abc import Iterator

from formspec.problem import Problem
from formspec.suggest import hyphened, short
from formspec.written import Written, error

ID = "option-form"
LONGEST = 60
FORM = "[a-z0-9]+(?:-[a-z0-9]+)*"
_FORM = re.compile(FORM)


def check(written: Written) -> Iterator[Problem]:
    """Yield every option whose value is not well-formed."""
    for option in written.options:
        if option.value and not (_FORM.fullmatch(option.value) and len(option.value) <= LONGEST):
            mended = hyphened(option.value)[:LONGEST].strip("-")
            more = f" Write “{mended}”, and the words as its label." if mended else ""
            message = f"“{short(option.value)}” cannot be a value: use small letters, digits and hyphens.{more}"
            yield error(written.place(option, "value"), ID, message)
