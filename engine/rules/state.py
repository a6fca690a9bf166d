"""What a form's rules come to for what was entered, as a value.

Here lives the shape alone; `engine.rules.walk` makes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.answer_error import AnswerError
from engine.json_value import Json
from engine.rules.coverage import Context
from engine.rules.known import Known


@dataclass(frozen=True, slots=True)
class Advice:
    """A warning: the address of the check, of the answer that it is about, its message, and the reason given."""

    check: str
    address: str
    name: str
    message: str
    reason: str


@dataclass(frozen=True, slots=True)
class Gap:
    """An answer that falls short: its address, the question, and the answer as it is read."""

    address: str
    question: str
    text: str


@dataclass(slots=True)
class State:
    """What is asked, known and wrong, by address.

    `asked` holds every section, question, group, row and answer; `values` the answers that have a value; `given` the
    answers that are answered in any way, and the ticked prompts; `nothing` the concerns and further actions among them
    whose words say that there is none; `worked` what was worked out, as documents keep it;
    `offered` the options on offer, where that depends; `labels` the words of options that depend; `suggested` the
    options suggested; `required` the answers that must be given, where that depends; `checked` the checks that found
    fault, each with the rows in which it was made. `errors` are found by rules alone, each with its place in the form.
    """

    asked: dict[str, bool] = field(default_factory=dict)
    values: dict[str, Known] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)
    nothing: set[str] = field(default_factory=set)
    worked: dict[str, Json] = field(default_factory=dict)
    offered: dict[str, tuple[str, ...]] = field(default_factory=dict)
    labels: dict[str, Mapping[str, str]] = field(default_factory=dict)
    suggested: dict[str, str] = field(default_factory=dict)
    required: dict[str, bool] = field(default_factory=dict)
    checked: dict[str, Context] = field(default_factory=dict)
    errors: list[tuple[int, AnswerError]] = field(default_factory=list)
    warnings: list[Advice] = field(default_factory=list)
    outcomes: dict[str, Json | tuple[Gap, ...]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """The words for what outcomes and calculations came to, by address or outcome's id, where they have any."""
