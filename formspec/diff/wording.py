"""Values of a spec in words: conditions, workings, lists, switches.

Here lives how each is said in a change report. Labels of questions are looked up; where there is none, the address
stands for it.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal

from formspec.diff.naming import name_of
from formspec.kinds import KINDS
from formspec.logic import Branch, Condition, Duration, Gaps, Value
from formspec.model import Group, Retired, Worded
from formspec.policy_date import PolicyDate
from formspec.records import ACCESSES, SUBMITTED, Retention
from formspec.suggest import listed

_TESTS = {
    "is": "is {}",
    "is-not": "is answered and is not {}",
    "one-of": "is one of {}",
    "none-of": "is answered and is none of {}",
    "contains": "has {} among what was chosen",
    "at-least": "is {} or more",
    "at-most": "is {} or less",
    "more-than": "is more than {}",
    "less-than": "is less than {}",
    "before": "is before {}",
    "after": "is after {}",
    "on-or-before": "is {} or before it",
    "on-or-after": "is {} or after it",
}
_SEVERAL = {
    "exactly-one": "exactly one of {} is answered",
    "at-least-one": "at least one of {} is answered",
    "at-most-one": "no more than one of {} is answered",
    "all-different": "{} are all different",
}
_WORKINGS = {
    "sum": "the sum of {}",
    "mean": "the average of {}",
    "smallest": "the smallest of {}",
    "largest": "the largest of {}",
    "product": "the product of {}",
    "count": "the number of {}",
    "most-possible": "the greatest possible score of {}",
}
_JOINTS = {"difference": " less ", "quotient": " divided by ", "percentage": " as a percentage of "}
_PLAIN = (str, int, Decimal, Duration)
Names = Mapping[str, str]
"""The labels of questions and answers by address."""


class Telling:
    """Says values with the labels of one version."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._workings: dict[str, Callable[[Value, list[str]], str]] = {
            "question": lambda value, _: self.label(value.text),
            "column": lambda value, _: f"the column {value.text}",
            "text": lambda value, _: self._quoted(value.text),
            **dict.fromkeys(("literal", "number", "date"), lambda value, _: value.text),
            "findings": lambda value, _: f"the number of findings with the role {value.text}",
            "between": lambda value, parts: f"the {value.text} from {' to '.join(parts)}",
            "look-up": lambda value, parts: f"what {listed(parts, 'and')} comes to by the bands {self._bands(value)}",
            "choose": lambda value, _: "; ".join(self._branch(each) for each in value.branches),
        }
        self._sayings: tuple[tuple[type, Callable[..., str]], ...] = (
            (PolicyDate, lambda value: str(value.text)),
            (Condition, self.condition),
            (Value, self.value),
            (Gaps, self._gaps),
            (Group, self._rows),
            (Retention, self._retention),
        )

    def of(self, value: object) -> str:
        """Return any value of the model in words; "" for none."""
        if value in (None, "", ()):
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, tuple):
            return "; ".join(self._one(each) for each in value)
        say = next((say for sort, say in self._sayings if isinstance(value, sort)), None)
        return say(value) if say else str(value) if isinstance(value, _PLAIN) else name_of(value)

    def keyed(self, key: str, value: object) -> str:
        """Return the value behind a word of the language: a kind by what it is for, standards by their titles."""
        if key == "kind" and isinstance(value, str) and value in KINDS:
            meaning = KINDS[value].meaning.rstrip(".")
            return f"{meaning[:1].lower()}{meaning[1:]}"
        if key == "access" and isinstance(value, str):
            return ACCESSES.get(value, value)
        if key == "from" and isinstance(value, str):
            return self._start(value)
        if key == "meets" and isinstance(value, tuple):
            return "; ".join(self._names.get(f"standards.{each}", str(each)) for each in value)
        return "always" if key == "required-when" and value is True else self.of(value)

    def _one(self, part: object) -> str:
        match part:
            case Retired():
                return part.address
            case Worded():
                return f"“{part.label}” when {self.condition(part.when)}"
            case (str(code), str(message)):
                return f"{code}: {message}"
            case _:
                return self.of(part)

    def condition(self, condition: Condition) -> str:
        """Return a condition as a clause."""
        if condition.op in {"all", "any"}:
            joint = " and " if condition.op == "all" else " or "
            return joint.join(self._bracketed(each, condition.op) for each in condition.parts)
        if condition.op == "not":
            return f"it is not so that {self.condition(condition.parts[0])}" if condition.parts else ""
        if condition.op in _SEVERAL:
            return _SEVERAL[condition.op].format(listed([self.label(each) for each in condition.texts], "and"))
        subject = self.value(condition.subject) if condition.subject else "it"
        if condition.op == "answered":
            return f"{subject} is {'answered' if condition.texts == ('true',) else 'not answered'}"
        operands = [self.value(condition.operand)] if condition.operand else list(condition.texts)
        chosen = condition.subject.text if condition.subject and condition.subject.op == "question" else ""
        operands = [self._option(chosen, each, quoted=not condition.operand) for each in operands]
        return f"{subject} {_TESTS.get(condition.op, condition.op + ' {}').format(listed(operands, 'or'))}"

    def _option(self, address: str, value: str, *, quoted: bool) -> str:
        """Return an option's label, where a value is that of an option of the answer at an address."""
        label = self._names.get(f"{address}={value}", "")
        return self._quoted(label or value) if label or quoted else value

    def _bracketed(self, part: Condition, above: str) -> str:
        said = self.condition(part)
        return f"({said})" if part.op in {"all", "any"} and part.op != above else said

    def value(self, value: Value) -> str:
        """Return a value as a noun phrase, with everything that it depends on."""
        said = self._said(value)
        more = [f"plus {value.plus}"] if value.plus else []
        more += [f"minus {value.minus}"] if value.minus else []
        more += [f"where {self.condition(value.where)}"] if value.where else []
        more += [f"of which only {listed(value.texts, 'or')}"] if value.texts and value.op == "count" else []
        more += [f"in the column {value.of_column}"] if value.of_column else []
        more += [f"a blank counting as {value.blank_as}"] if value.blank_as is not None else []
        more += [f"rounded {value.rounded}"] if value.rounded else []
        return ", ".join([said, *more])

    def _said(self, value: Value) -> str:
        parts = [self.value(each) for each in value.parts]
        if value.op in _JOINTS:
            return _JOINTS[value.op].join(parts)
        say = self._workings.get(value.op)
        return say(value, parts) if say else _WORKINGS.get(value.op, value.op + " of {}").format(listed(parts, "and"))

    def _branch(self, branch: Branch) -> str:
        said = self.value(branch.comes_to) + (f" (“{branch.label}”)" if branch.label else "")
        return f"{said} when {self.condition(branch.when)}" if branch.when else f"{said} otherwise"

    def _bands(self, value: Value) -> str:
        return "; ".join(_plainly(band) for band in value.bands)

    def _gaps(self, gaps: Gaps) -> str:
        where = listed([self.label(each) for each in gaps.within], "and") or "everything"
        tests = [*gaps.texts, *([f"{gaps.most} or less"] if gaps.most is not None else [])]
        column = f" in the column {gaps.of_column}" if gaps.of_column else ""
        return f"the answers of {where}{column} that are {listed(tests, 'or')}"

    def _retention(self, retention: Retention) -> str:
        return f"{retention.keep} from {self._start(retention.from_)}"

    def _start(self, address: str) -> str:
        return "the day of submission" if address == SUBMITTED else f"the answer to {self.label(address)}"

    def _rows(self, group: Group) -> str:
        if group.exactly is not None:
            return f"a group of exactly {group.exactly} rows"
        if group.as_many_as:
            return f"a group of as many rows as {self.label(group.as_many_as)} says"
        return f"a group of {group.least} to {group.most} rows"

    def label(self, address: str) -> str:
        """Return what is asked at an address, quoted; the address itself where nothing is known of it."""
        name = self._names.get(address)
        return self._quoted(name) if name else address

    def _quoted(self, text: str) -> str:
        return f"“{text}”"


def _plainly(record: object) -> str:
    """Return every value of a record that is there, with its name, so that no two records read alike."""
    if not is_dataclass(record) or isinstance(record, type):
        return str(record)
    found = ((each.name, getattr(record, each.name)) for each in fields(record) if each.compare)
    return " ".join(
        f"{name.replace('_', '-')} {', '.join(value) if isinstance(value, tuple) else value}"
        for name, value in found
        if value not in (None, "", ())
    )
