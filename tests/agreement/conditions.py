"""Whether a condition holds: True, False, or None where it is not known.

Here lives one sentence of the contract on conditions after the other.
"""

from itertools import combinations

from formspec.logic import Condition, Value
from tests.agreement.covering import Covering
from tests.agreement.places import Spot
from tests.agreement.worth import (
    AMOUNTS,
    ORDERS,
    Chosen,
    Truth,
    Worth,
    alike,
    listed,
    literal_for,
    number_of,
    ordered,
    same,
)


class Conditions(Covering):
    """Conditions on the answers of one form."""

    def holds(self, condition: Condition | None, at: Spot) -> Truth:
        """Whether a condition holds for whoever asks at a spot; None when it is not known."""
        if condition is None:
            return True
        if condition.op in {"all", "any", "not"}:
            return self._joined(condition, at)
        if condition.op.endswith("-one"):
            return self._counted(condition, at)
        if condition.op == "all-different":
            return self._all_different(condition, at)
        return self._tested(condition, at)

    def _joined(self, condition: Condition, at: Spot) -> Truth:
        truths = [self.holds(part, at) for part in condition.parts]
        match condition.op:
            case "all":
                return False if False in truths else None if None in truths else True
            case "any":
                return True if True in truths else None if None in truths else False
            case _:
                return None if truths[0] is None else not truths[0]

    def _counted(self, condition: Condition, at: Spot) -> bool:
        number = sum(self.is_raised(spot) for text in condition.texts for spot in self.covered(text, at))
        return {"exactly-one": number == 1, "at-least-one": number >= 1, "at-most-one": number <= 1}[condition.op]

    def _all_different(self, condition: Condition, at: Spot) -> bool:
        spots = [spot for text in condition.texts for spot in self.covered(text, at)]
        there = [worth for spot in spots if (worth := self.answer(spot)) is not None]
        return not any(alike(one, other) for one, other in combinations(there, 2))

    def _tested(self, condition: Condition, at: Spot) -> Truth:
        assert condition.subject is not None
        address = self.address_of(condition.subject, at)
        if address and self.is_several(address, at):
            return None
        if condition.op == "answered":
            there = self._is_there(condition.subject, address, at)
            return there if condition.texts == ("true",) else not there
        subject = self.worth(condition.subject, at)
        return None if subject is None else self._compared(condition, subject, at)

    def _is_there(self, subject: Value, address: str, at: Spot) -> bool:
        spots = self.covered(address, at) if address else []
        return any(map(self.is_raised, spots)) if address else self.worth(subject, at) is not None

    def _compared(self, condition: Condition, subject: Worth, at: Spot) -> Truth:
        match condition.op:
            case "one-of":
                return listed(subject, condition.texts)
            case "none-of":
                found = listed(subject, condition.texts)
                return None if found is None else not found
            case "contains":
                return self._contains(subject, condition.texts[0])
        counts = number_of(subject) if condition.op in AMOUNTS else None
        operand = self._operand(condition.operand, subject if counts is None else counts, at)
        if operand is None:
            return None
        if condition.op in ORDERS:
            return ordered(condition.op, subject, operand)
        is_same = same(subject, operand)
        return is_same if condition.op == "is" or is_same is None else not is_same

    def _contains(self, subject: Worth, option: str) -> Truth:
        chosen = subject if isinstance(subject, tuple) else (subject,)
        values = [each.value for each in chosen if isinstance(each, Chosen)]
        return option in values if values else None

    def _operand(self, operand: Value | None, subject: Worth, at: Spot) -> Worth:
        assert operand is not None
        if operand.op == "literal":
            return literal_for(subject, operand.text)
        address = self.address_of(operand, at)
        return None if address and self.is_several(address, at) else self.worth(operand, at)
