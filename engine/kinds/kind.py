"""What a kind of question is to the engine.

Here lives what every kind answers: its inputs, how a value is read from what was typed and spread into it again, its
shape in a document, an example, how it is shown, how it compares and counts, and how its faults are worded. What a kind
is to the language (its settings, its error codes) lives in `formspec.kinds`; HTML lives in `engine.page`.

Faults are of two sorts. What `parse` finds is malformed, or not there yet, whenever it is read: a pattern, a length, a
bound that is written down. What `rule_faults` finds is judged of submissions only. Bounds that have to be worked out
are judged by `engine.rules`, and worded here.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import date, datetime, time
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from engine.json_value import Json, JsonObject, as_text
from engine.language import ENGLISH, Language, noted
from engine.shapes import Shape, words
from engine.wording import Wording, first_paragraph
from formspec.logic import Value
from formspec.model import Column

if TYPE_CHECKING:
    from wtforms.fields.core import Field, UnboundField

CNFO = "could-not-find-out"
REASON_LIMIT = 500
HOLE = "{}"
"""The detail of a fault whose sentence a page completes: a bound that is worked out there, or the name of a file."""
Comparable = Fraction | str | tuple[str, ...] | None
"""What a condition compares: a number, an option or a text (days and times are texts), options, or nothing."""
Tabled = str | int | float | date | datetime | time
"""What a cell of a spreadsheet holds: a text, a number, a day, a day with its time, or a time of day."""
_MISSING = frozenset({"required", "incomplete"})


class Input(NamedTuple):
    """One input of an answer: what its name ends with, how long its text may be, and the fault when it is longer.

    The limit counts characters as a person sees them, as `engine.length` does.
    """

    suffix: str
    limit: int
    overlong: str = "too-long"


class Fault(NamedTuple):
    """What is wrong with an answer: a code, the input it lies in, and what the sentence needs to know besides."""

    code: str
    suffix: str = ""
    detail: str = ""

    @property
    def missing(self) -> bool:
        """Whether something is not there yet, which a draft may leave so."""
        return self.code in _MISSING


class Reading(NamedTuple):
    """What was read from an answer's inputs: a value (None when there is none) and what is wrong.

    A value together with a missing fault is a part of a value, such as an address without its postcode.
    """

    value: Json = None
    faults: tuple[Fault, ...] = ()


BLANK_READING = Reading()


class Kind(ABC):
    """One kind of question, in one language. Everything it needs to know of a question is in the column."""

    name: ClassVar[str]
    request: ClassVar[str] = noted("Enter {answer}{otherwise}")
    """What a person is asked to do in messages."""
    nature: ClassVar[str] = noted("text")
    """What a value in a document must be, in words."""
    free: ClassVar[bool] = False
    """Whether every text within its limit is well formed, so that nothing need be read to check it."""
    one_line: ClassVar[bool] = False
    """Whether the single input takes every text that is on one line, so that nothing else need be read to check it."""
    reader: ClassVar[str] = "text"
    """How the browser's script reads the inputs, one of a closed set: text, number, date, time, date-time, option,
    options, written, phone, url, person, address, signature, tick, files, calculated. Each reads as `parse` does."""

    def __init__(self, language: Language = ENGLISH) -> None:
        """Keep the language in which labels and messages are."""
        self.language = language

    @abstractmethod
    def inputs(self, column: Column) -> tuple[Input, ...]:
        """Return the inputs that such an answer has on a page, in order."""

    @abstractmethod
    def fields(self, column: Column) -> "dict[str, UnboundField[Field]]":
        """Return a WTForms field for every input, by suffix, in the order of a page."""

    @abstractmethod
    def parse(self, column: Column, texts: Sequence[str]) -> Reading:
        """Read a value from the inputs' texts, which stand in the order of `inputs`; "" where nothing was entered."""

    @abstractmethod
    def spread(self, column: Column, value: Json) -> dict[str, str]:
        """Return the texts of the inputs, by suffix, for a value whose shape has been accepted."""

    @abstractmethod
    def shape(self, column: Column, *, complete: bool) -> Shape:
        """Return the shape of a value in a document; of a part of one, too, when it need not be complete."""

    @abstractmethod
    def example(self, column: Column) -> Json:
        """Return an example of a complete value."""

    def allowed(self, column: Column) -> frozenset[str] | None:  # noqa: ARG002 (other kinds need it)
        """Return the only texts that the first input may hold, or None when it is not a matter of listing them."""
        return None

    def exact(self, column: Column) -> dict[str, str]:  # noqa: ARG002 (other kinds need it)
        """Return, by suffix, the one text that an input may hold (a ticked box)."""
        return {}

    def strict(self, column: Column) -> bool:  # noqa: ARG002 (other kinds need it)
        """Say whether the spec asks more of this answer than its kind does, so that it must be read to check it."""
        return False

    def rule_faults(self, column: Column, value: Json) -> tuple[Fault, ...]:  # noqa: ARG002 (other kinds need it)
        """Return what is wrong with a well-formed value that a draft may still hold: too few, too many, excluded."""
        return ()

    def comparable(self, column: Column, value: Json) -> Comparable:  # noqa: ARG002 (other kinds need it)
        """Return what conditions compare; None where answers of this kind are not compared."""
        return None

    def score(self, column: Column, value: Json) -> Fraction | None:  # noqa: ARG002 (other kinds need it)
        """Return the number that an answer counts in sums; None when it counts none."""
        return None

    def settings(self, column: Column) -> JsonObject:  # noqa: ARG002 (other kinds need it)
        """Return what the browser's script needs to know to read such an answer."""
        return {}

    def schema(self, column: Column) -> JsonObject:
        """Return the JSON Schema of a complete value."""
        return self.shape(column, complete=True).schema

    def show(self, column: Column, value: Json) -> str:  # noqa: ARG002 (other kinds need it)
        """Return a value for reading, one paragraph a line."""
        return as_text(value)

    def tabled(self, column: Column, value: Json) -> Tabled:
        """Return a value as a cell of a spreadsheet holds it, so that it sorts and counts: else as it is read."""
        return self.show(column, value)

    def as_typed(self, column: Column, texts: Sequence[str]) -> str:  # noqa: ARG002 (other kinds need it)
        """Return what was typed, for reading, where no value can be read from it."""
        return " ".join(filter(None, texts))

    def caption(self, column: Column, value: Json) -> str:
        """Return a value as a name for the whole submission, on one line."""
        return first_paragraph(self.show(column, value))

    def choices(self, column: Column) -> tuple[str, ...]:  # noqa: ARG002 (other kinds need it)
        """Return the labels of what can be chosen or ticked; none for other kinds."""
        return ()

    def parts(self, column: Column) -> tuple[str, ...]:  # noqa: ARG002 (other kinds need it)
        """Return the labels of an answer's parts; none when it has one part only."""
        return ()

    def refusal(self, column: Column, value: Json) -> Fault:  # noqa: ARG002 (other kinds need it)
        """Return why a document's value does not have the shape."""
        return Fault("malformed")

    def sentence(self, column: Column, wording: Wording, fault: Fault) -> str:
        """Return the sentence that tells a person what is wrong and what to do."""
        say = self.language.say
        match fault.code:
            case "too-long":
                limit = f"{self.longest(column, fault.suffix):,}"
                words = {"subject": self.subject(column, wording, fault.suffix), "limit": limit}
                return say("{subject} must be {limit} characters or less", **words)
            case "one-line":
                return say("{subject} must be on one line", subject=self.subject(column, wording, fault.suffix))
            case "not-an-option":
                return say("{subject} must be one of the options", subject=wording.subject)
            case "not-offered":
                option = fault.detail
                return say("{subject}: “{option}” cannot be chosen here", subject=wording.subject, option=option)
            case "malformed":
                return say("{subject} must be {what}", subject=wording.subject, what=say(self.nature))
            case _:
                return say(self.request, answer=wording.ask, otherwise=wording.otherwise)

    def longest(self, column: Column, suffix: str) -> int:
        """Return how long the text of an input may be."""
        return next(each.limit for each in self.inputs(column) if each.suffix == suffix)

    def subject(self, column: Column, wording: Wording, suffix: str) -> str:  # noqa: ARG002 (kinds with parts need it)
        """Return what a sentence about this input begins with."""
        return wording.subject


def reason_shape() -> Shape:
    """Return the shape of the reason why an answer could not be found out."""
    return words(REASON_LIMIT)


def literal(value: Value | None) -> str:
    """Return a bound as it is written down, "" when there is none or it has to be worked out."""
    return value.text if value and value.op == "literal" and not (value.plus or value.minus) else ""


def is_blank(text: str) -> bool:
    """Say whether nothing but blanks was entered."""
    return not text or text.isspace()
