"""From nodes to conditions, calculations, checks and outcomes, leniently: what cannot be read is left out.

Here lives the construction of `formspec.logic`. A text alone in the place of a value is a number, or else the address
of an answer where values are worked out, and a literal where one is compared. Nothing here reports.
"""

from collections.abc import Callable
from typing import TypeVar

from formspec.durations import duration
from formspec.logic import TODAY, Band, Branch, Check, Condition, Gaps, Outcome, Value
from formspec.logic_grammar import LOGIC, TESTS, WORKINGS
from formspec.nodes import Listing, Mapping, Node, Text
from formspec.reading import decimal, is_decimal, number, text, texts

Built = TypeVar("Built")
Keep = Callable[[object, Mapping], object]
_TEXT_TESTS = frozenset({"one-of", "none-of"})
_ADDRESSES = frozenset({"count", "most-possible"})
_NAMED = frozenset({"question", "column", "number", "text", "date", "findings"})


class LogicBuilder:
    """Builds the rules of one spec; `keep` remembers the mapping that a part was written with.

    What many questions share is built once.
    """

    def __init__(self, keep: Keep) -> None:
        self._keep = keep
        self._conditions: dict[int, Condition] = {}
        self._values: dict[int, Value] = {}

    def conditions(self, mapping: Mapping, key: str) -> tuple[Condition, ...]:
        """Return the conditions of the list behind a key."""
        return self._many(mapping, key, self.condition)

    def condition_at(self, mapping: Mapping, key: str) -> Condition | None:
        """Return the condition behind a key, None where there is none."""
        value = mapping.get(key)
        return self.condition(value) if isinstance(value, Mapping) else None

    def condition(self, mapping: Mapping) -> Condition:
        """Return a condition; one of several tests is all of them."""
        if id(mapping) not in self._conditions:
            self._conditions[id(mapping)] = self._condition(mapping)
        return self._conditions[id(mapping)]

    def _condition(self, mapping: Mapping) -> Condition:
        parts = [self._logic(mapping, op) for op in LOGIC if op in mapping.index]
        parts += [self._test(mapping, op) for op in TESTS if op in mapping.index]
        one = parts[0] if len(parts) == 1 else Condition(op="all", parts=tuple(parts), place=mapping.place)
        self._keep(one, mapping)
        return one

    def _logic(self, mapping: Mapping, op: str) -> Condition:
        if op in {"all", "any"}:
            return Condition(op=op, parts=self.conditions(mapping, op), place=mapping.place)
        if op == "not":
            within = self.condition_at(mapping, op)
            return Condition(op=op, parts=(within,) if within else (), place=mapping.place)
        return Condition(op=op, texts=texts(mapping, op), place=mapping.place)

    def _test(self, mapping: Mapping, op: str) -> Condition:
        subject = self._subject(mapping)
        if op in _TEXT_TESTS:
            tested = Condition(op=op, subject=subject, texts=texts(mapping, op), place=mapping.place)
        elif op in {"contains", "answered"}:
            tested = Condition(op=op, subject=subject, texts=(text(mapping, op),), place=mapping.place)
        else:
            operand = self.literal_at(mapping, op)
            tested = Condition(op=op, subject=subject, operand=operand, place=mapping.place)
        self._keep(tested, mapping)
        return tested

    def _subject(self, mapping: Mapping) -> Value | None:
        for op in ("question", "column"):
            if op in mapping.index:
                return self._kept(Value(op=op, text=text(mapping, op), place=mapping.place), mapping)
        return self.value_at(mapping, "value")

    def value_at(self, mapping: Mapping, key: str) -> Value | None:
        """Return the value behind a key, where a text alone is a number or an address."""
        value = mapping.get(key)
        return self._value(value) if value is not None else None

    def literal_at(self, mapping: Mapping, key: str) -> Value | None:
        """Return the value behind a key, where a text alone is a literal."""
        value = mapping.get(key)
        return self.literal(value) if value is not None else None

    def literal(self, node: Node) -> Value | None:
        """Return a value where a text alone is a literal, and `today` the day on which it is asked."""
        if isinstance(node, Text):
            said = node.text.strip()
            return Value(op="date" if said == TODAY else "literal", text=said, place=node.place)
        return self._value(node)

    def _value(self, node: Node) -> Value | None:
        if isinstance(node, Text):
            said = node.text.strip()
            return Value(op="literal" if is_decimal(said) else "question", text=said, place=node.place)
        if not isinstance(node, Mapping):
            return None
        if id(node) not in self._values:
            op = next((key for key in WORKINGS if key in node.index), "")
            self._values[id(node)] = self._kept(self._worked(node, op), node)
        return self._values[id(node)]

    def _worked(self, mapping: Mapping, op: str) -> Value:
        named = op in _NAMED
        addresses = tuple(self._named(each) for each in texts(mapping, op)) if op in _ADDRESSES else ()
        return Value(
            op="literal" if op in {"number", "text"} else op,
            text=text(mapping, op) if named else self._unit(mapping, op),
            parts=addresses if named or addresses else self._parts(mapping, op),
            texts=texts(mapping, "one-of"),
            where=self.condition_at(mapping, "where"),
            plus=duration(text(mapping, "plus")),
            minus=duration(text(mapping, "minus")),
            blank_as=decimal(mapping, "blank-as"),
            of_column=text(mapping, "of-column"),
            rounded=text(mapping, "rounded"),
            bands=self._many(mapping, "bands", self._band) if op == "look-up" else (),
            branches=self._many(mapping, op, self._branch) if op == "choose" else (),
            place=mapping.place,
        )

    def _named(self, address: str) -> Value:
        return Value(op="question", text=address)

    def _unit(self, mapping: Mapping, op: str) -> str:
        span = mapping.get(op)
        return text(span, "in") if op == "between" and isinstance(span, Mapping) else ""

    def _parts(self, mapping: Mapping, op: str) -> tuple[Value, ...]:
        if op == "choose" or not op:
            return ()
        if op == "between":
            span = mapping.get(op)
            made = [self.value_at(span, key) for key in ("from", "to")] if isinstance(span, Mapping) else []
        elif op == "percentage":
            made = [self.value_at(mapping, op), self.value_at(mapping, "out-of")]
        elif op == "look-up":
            made = [self.value_at(mapping, key) for key in (op, "and") if key in mapping.index]
        else:
            node = mapping.get(op)
            made = [self._value(each) for each in (node.nodes if isinstance(node, Listing) else (node,)) if each]
        return tuple(each for each in made if each is not None)

    def _band(self, mapping: Mapping) -> Band:
        return Band(
            comes_to=text(mapping, "is"),
            label=text(mapping, "label"),
            least=decimal(mapping, "least"),
            most=decimal(mapping, "most"),
            below=decimal(mapping, "below"),
            options=texts(mapping, "options"),
            and_least=decimal(mapping, "and-least"),
            and_most=decimal(mapping, "and-most"),
            and_below=decimal(mapping, "and-below"),
            and_options=texts(mapping, "and-options"),
            place=mapping.place,
        )

    def _branch(self, mapping: Mapping) -> Branch:
        return Branch(
            comes_to=self.literal_at(mapping, "is") or Value(op="literal"),
            label=text(mapping, "label"),
            when=self.condition_at(mapping, "when"),
            place=mapping.place,
        )

    def checks(self, mapping: Mapping) -> tuple[Check, ...]:
        """Return the checks of a form, a question, a column or a group."""
        return self._many(mapping, "checks", self._check)

    def _check(self, mapping: Mapping) -> Check:
        return Check(
            id=text(mapping, "id"),
            message=text(mapping, "message"),
            when=self.condition_at(mapping, "when"),
            must=self.condition_at(mapping, "must"),
            warns=text(mapping, "level") == "warning",
            at=text(mapping, "at"),
            place=mapping.place,
        )

    def outcomes(self, mapping: Mapping) -> tuple[Outcome, ...]:
        """Return the outcomes of a form."""
        return self._many(mapping, "outcomes", self._outcome)

    def _outcome(self, mapping: Mapping) -> Outcome:
        gaps = mapping.get("gaps")
        return Outcome(
            id=text(mapping, "id"),
            label=text(mapping, "label"),
            calculate=self.value_at(mapping, "calculate"),
            gaps=self._kept(_gaps(gaps), gaps) if isinstance(gaps, Mapping) else None,
            decimal_places=number(mapping, "decimal-places"),
            unit=text(mapping, "unit"),
            place=mapping.place,
        )

    def _many(self, mapping: Mapping, key: str, make: Callable[[Mapping], Built]) -> tuple[Built, ...]:
        value = mapping.get(key)
        if not isinstance(value, Listing):
            return ()
        return tuple([self._kept(make(each), each) for each in value.nodes if isinstance(each, Mapping)])

    def _kept(self, part: Built, mapping: Mapping) -> Built:
        self._keep(part, mapping)
        return part


def _gaps(mapping: Mapping) -> Gaps:
    return Gaps(
        within=texts(mapping, "in"),
        of_column=text(mapping, "of-column"),
        texts=texts(mapping, "one-of"),
        most=decimal(mapping, "at-most"),
    )
