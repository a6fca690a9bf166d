"""A setting stands only with a kind that it means something for.

A setting that does nothing is a promise nobody keeps: a length on a date, or options on a text, is most often the
wrong kind.

Fails::

    - id: rating
      label: How good is it?
      kind: text
      options:   # <- kind-setting
        - {value: good, label: Good}
        - {value: poor, label: Poor}

Passes::

    - id: rating
      label: How good is it?
      kind: choice
      options:
        - {value: good, label: Good}
        - {value: poor, label: Poor}
"""

from collections.abc import Iterator

from formspec.kinds import KINDS, SETTINGS
from formspec.model import Column
from formspec.problem import Problem
from formspec.suggest import listed
from formspec.written import Written, error

ID = "kind-setting"


def check(written: Written) -> Iterator[Problem]:
    """Yield every setting that the answer's kind does not have."""
    for column in written.columns:
        kind = KINDS.get(column.kind)
        if kind is not None:
            for setting in sorted(SETTINGS.keys() - set(kind.settings)):
                if written.has(column, setting):
                    yield error(written.key_place(column, setting), ID, _message(column, setting))


def _message(column: Column, setting: str) -> str:
    able = listed([name for name, kind in KINDS.items() if setting in kind.settings])
    return f"“{setting}” means nothing for the kind “{column.kind}”: it belongs to {able}."
