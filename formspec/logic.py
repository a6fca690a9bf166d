"""Conditions, checks and calculations as data: frozen values that a spec is built of, and nothing that computes.

Here live the shapes alone. What they come to is for `engine.rules` to say (and for the browser's script, which reads
the same data); which of them are sound is for the rules of sense.

An address names an answer, a question, a group, or a section, and never a row: within a group it means the row that
asks, from outside it means every row.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from formspec.nodes import Place

NOWHERE = Place(1, 1)
TODAY = "today"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """A length of time: `3 months`. `unit` is minutes, hours, days, weeks, months or years."""

    number: int
    unit: str

    def __str__(self) -> str:
        return f"{self.number} {self.unit.removesuffix('s') if self.number == 1 else self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value that is written down, asked for, or worked out.

    `op` says how. `literal` (`text`), `question` and `column` (`text` is the address, or the column's id), `date`
    (`text` is today or a day) may be moved by `plus` and `minus`. `sum`, `mean`, `smallest`, `largest`, `product`,
    `difference`, `quotient`, `percentage` (of the first out of the second) work on `parts`. `count` counts the answers
    or rows that `parts` name, those only that pass `where` or are one of `texts`. Where a part covers many answers,
    they are those in the column `of_column`, or else each question's own. `rounded` (up, down or nearest) makes a
    number whole. `most-possible` is the greatest score that the answers of `parts` could have. `findings` counts the
    answers with the role `text`. `between` is the time from the first part to the second, in `text`. `look-up` finds
    the band that the parts lie in, `choose` the first branch whose condition holds.
    """

    op: str
    text: str = ""
    parts: tuple["Value", ...] = ()
    texts: tuple[str, ...] = ()
    where: "Condition | None" = None
    plus: Duration | None = None
    minus: Duration | None = None
    blank_as: Decimal | None = None
    of_column: str = ""
    rounded: str = ""
    bands: tuple["Band", ...] = ()
    branches: tuple["Branch", ...] = ()
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One row of a look-up: what the inputs must be, and what it comes to then.

    A number lies in it from `least` to `most`, both included, and under `below`; an option is one of `options`. The
    names with `and_` say the same of the second input.
    """

    comes_to: str
    label: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    below: Decimal | None = None
    options: tuple[str, ...] = ()
    and_least: Decimal | None = None
    and_most: Decimal | None = None
    and_below: Decimal | None = None
    and_options: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """What a choice comes to when its condition holds; without a condition, whatever else is the case."""

    comes_to: Value
    label: str = ""
    when: "Condition | None" = None
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What may be the case. Three things can be said of it: that it holds, that it does not, or that it is not known.

    `op` is a test of `subject` (is, is-not, one-of, none-of, contains, answered, at-least, at-most, more-than,
    less-than, before, after, on-or-before, on-or-after) against `operand` or `texts`; all, any or not of `parts`; or
    exactly-one, at-least-one or at-most-one of the answers that `texts` name, or all of these different. A test of an
    answer that is not there is not known, except whether it is answered.
    """

    op: str
    subject: Value | None = None
    operand: Value | None = None
    texts: tuple[str, ...] = ()
    parts: tuple["Condition", ...] = ()
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What must be the case beyond each answer by itself.

    It finds fault when `when` holds, or when `must` does not hold. `warns` says that it is advice, which a person may
    override with a reason. `at` is the address of the answer, question or group that it is shown beside, "" for the
    first that it refers to.
    """

    id: str
    message: str
    when: Condition | None = None
    must: Condition | None = None
    warns: bool = False
    at: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """The answers that fall short, to be listed.

    They are those in `within` (everything, when empty) that are one of `texts`, or a number of at most `most`.
    """

    within: tuple[str, ...] = ()
    of_column: str = ""
    texts: tuple[str, ...] = ()
    most: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a form comes to by its own rules, beside the answers: a value, or a list of gaps."""

    id: str
    label: str
    calculate: Value | None = None
    gaps: Gaps | None = None
    decimal_places: int | None = None
    unit: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False)
