"""A rule as a schema may say it: in which case something must be in a document, or must not.

Here live the shapes alone. `engine.saying.rules` makes them of a form, `engine.saying.places` writes them down.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.json_value import Json
from engine.saying.formula import Formula, Steps, is_sayable

Pairs = frozenset[tuple[str, str]]
"""Faults: the address that they are found at, without rows, and their code."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What must be at a place: `schema` says what fits there, `there` that the place may not be missing.

    The steps start `within` the answers or a row. Without steps it is about the whole of that.
    """

    within: Steps
    steps: Steps
    schema: bool | Mapping[str, Json]
    there: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """What is demanded where a premise holds.

    `address` names whose rule it is and `what` says in words what it is about; `faults` are what `engine.validate`
    finds where it is broken.
    """

    address: str
    what: str
    premise: Formula
    demand: Demand
    faults: Pairs

    @property
    def is_said(self) -> bool:
        """Whether a schema can say the whole rule."""
        return is_sayable(self.premise)
