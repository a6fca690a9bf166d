"""What can be told of the answers while some conditions hold: which options, between which numbers and days.

Here lives the gathering of tests that hold together, to find those that never can. It goes by what is written down
alone: what is compared with another answer, or with today, tells nothing here.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice

from formspec.addresses import Addresses, Named
from formspec.logic import Condition, Value
from formspec.model import Column
from formspec.moments import is_day, is_time
from formspec.reading import is_decimal
from formspec.sorts import NUMBER, OPTION, OPTIONS, Sorts

_OPPOSITES = {
    "is": "is-not",
    "one-of": "none-of",
    "at-least": "less-than",
    "at-most": "more-than",
    "before": "on-or-after",
    "after": "on-or-before",
}
OPPOSITES = _OPPOSITES | {opposite: op for op, opposite in _OPPOSITES.items()}
"""Each test with the one that holds of an answer where it does not."""
_FROM = {"at-least": False, "more-than": True, "on-or-after": False, "after": True}
_TO = {"at-most": False, "less-than": True, "on-or-before": False, "before": True}
_COMPARES: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "at-least": lambda one, other: one >= other,
    "at-most": lambda one, other: one <= other,
    "more-than": lambda one, other: one > other,
    "less-than": lambda one, other: one < other,
}
_COUNTS = frozenset({"count", "most-possible", "findings"})
_NOT_ANSWERED = ("false",)
_MOST_CONDITIONS = 25
_MOST_TESTS = 100
Bound = tuple[Decimal | str, bool]
"""A number or day, and whether it is itself left out."""


@dataclass(slots=True)
class Known:
    """What is known of one answer: whether it is given, what it may be, what it is not, and between which bounds."""

    given: bool | None = None
    allowed: frozenset[str] | None = None
    excluded: set[str] = field(default_factory=set)
    low: Bound | None = None
    high: Bound | None = None

    def is_possible(self) -> bool:
        """Say whether an answer can be all of this."""
        if self.allowed is not None and not self.allowed - self.excluded:
            return False
        return _is_open(self.low, self.high)


class Knowledge:
    """What is known of the answers of one form while some conditions hold; it grows, and turns impossible for good.

    `far` says that what an answer is asked under counts as well, because an answer that is tested was asked.
    """

    def __init__(self, addresses: Addresses, sorts: Sorts, *, far: bool = True) -> None:
        self._addresses = addresses
        self._sorts = sorts
        self._far = far
        self._known: dict[Hashable, Known] = {}
        self._met: set[int] = set()
        self.impossible = ""
        """The address of an answer that cannot be all that is said of it, "" while all is possible."""

    def copy(self) -> "Knowledge":
        """Return the same knowledge, to be added to by itself."""
        other = Knowledge(self._addresses, self._sorts, far=self._far)
        other._known = {
            key: Known(each.given, each.allowed, set(each.excluded), each.low, each.high)
            for key, each in self._known.items()
        }
        other._met = set(self._met)
        other.impossible = self.impossible
        return other

    def learn(self, condition: Condition, within: str) -> None:
        """Add that a condition holds, which is asked by the question at an address."""
        if id(condition) not in self._met and len(self._met) < _MOST_CONDITIONS:
            self._met.add(id(condition))
            for test in islice(conjuncts(condition), _MOST_TESTS):
                self.test(test, within)

    def test(self, test: Condition, within: str) -> None:
        """Add that one test holds."""
        subject = test.subject
        if subject is None:
            return
        named = self._sorts.named(subject, within)
        if self._far and named is not None and test.texts != _NOT_ANSWERED:
            for above in conditions_of(named, self._addresses):
                self.learn(above, named.address if named.question else "")
        answer = named.answers[0] if named and named.column else None
        key = answer.address if answer else subject
        if key not in self._known:
            self._known[key] = _start(subject, answer.column if answer else None, self._sorts)
        if not self._tell(self._known[key], test, within):
            self.impossible = self.impossible or (answer.address if answer else "the value")

    def _tell(self, known: Known, test: Condition, within: str) -> bool:
        """Add one test to what is known of its subject, and say whether that is still possible."""
        wanted = test.op != "answered" or test.texts != _NOT_ANSWERED
        if known.given is (not wanted):
            return False
        known.given = wanted
        sort = self._sorts.of(test.subject, within)
        column = self._sorts.column(test.subject, within)
        if sort == OPTION and column is not None:
            _choose(known, test, column, {option.value for option in self._sorts.options(column)})
        elif sort != OPTIONS and test.op not in {"answered", "contains"}:
            _compare(known, test, numeric=sort == NUMBER)
        return known.is_possible()


def _start(subject: Value, column: Column | None, sorts: Sorts) -> Known:
    """Return what is known of an answer or a value before anything is said of it."""
    known = Known()
    if subject.op in _COUNTS:
        known.low = (Decimal(0), False)
    if column is None or column.kind == "choices":
        return known
    if options := sorts.options(column):
        known.allowed = frozenset(option.value for option in options)
    for bound, add in ((column.least, _raise), (column.most, _lower)):
        amount = _amount(bound)
        if amount is not None:
            add(known, (amount, False))
    return known


def conjuncts(condition: Condition, *, opposite: bool = False) -> Iterator[Condition]:
    """Yield the tests that all hold when a condition does (or does not)."""
    both, either = ("any", "all") if opposite else ("all", "any")
    if condition.op == both or (condition.op == either and len(condition.parts) == 1):
        for part in condition.parts:
            yield from conjuncts(part, opposite=opposite)
    elif condition.op == "not":
        for part in condition.parts:
            yield from conjuncts(part, opposite=not opposite)
    elif condition.subject is not None:
        turned = _opposite(condition) if opposite else condition
        if turned is not None:
            yield turned


def _opposite(test: Condition) -> Condition | None:
    if test.op == "answered":
        texts = ("true",) if test.texts == _NOT_ANSWERED else _NOT_ANSWERED
        return Condition(op=test.op, subject=test.subject, texts=texts, place=test.place)
    op = OPPOSITES.get(test.op)
    if op is None:
        return None
    return Condition(op=op, subject=test.subject, operand=test.operand, texts=test.texts, place=test.place)


def conditions_of(named: Named, addresses: Addresses) -> Iterator[Condition]:
    """Yield every condition under which an answer is asked."""
    groups = (addresses.get(group) for group in named.groups)
    questions = [each.question for each in groups if each] + [named.question]
    whens = [named.section.when, *(question.when for question in questions if question)]
    if named.column is not None:
        whens.append(named.column.when)
    yield from (when for when in whens if when is not None)


def _scoring(column: Column, test: Condition) -> frozenset[str] | None:
    """Return the options whose score passes a test, None where it compares with no number, or there are no scores."""
    amount, compares = _amount(test.operand), _COMPARES[test.op]
    scores = [(each.value, each.score) for each in column.options if each.score is not None]
    return (
        frozenset(value for value, score in scores if compares(score, amount))
        if amount is not None and scores
        else None
    )


def _choose(known: Known, test: Condition, column: Column, values: set[str]) -> None:
    """Add a test of one option; one that names what is no option is told of elsewhere."""
    if test.op in _COMPARES:
        _allow(known, _scoring(column, test))
    elif test.op != "answered" and values.issuperset(test.texts or _written(test.operand)):
        _compare(known, test, numeric=False)


def _compare(known: Known, test: Condition, *, numeric: bool) -> None:
    texts = test.texts if test.op in {"one-of", "none-of", "contains"} else _written(test.operand)
    if test.op in {"is", "one-of", "contains"} and texts:
        _allow(known, frozenset(_plain(text, numeric=numeric) for text in texts))
        if len(texts) == 1 and (only := _bound(texts[0], numeric=numeric)) is not None:
            _raise(known, (only, False))
            _lower(known, (only, False))
    elif test.op in {"is-not", "none-of"}:
        known.excluded.update(_plain(text, numeric=numeric) for text in texts)
    elif texts and (bound := _bound(texts[0], numeric=numeric)) is not None:
        if test.op in _FROM:
            _raise(known, (bound, _FROM[test.op]))
        elif test.op in _TO:
            _lower(known, (bound, _TO[test.op]))


def _allow(known: Known, texts: frozenset[str] | None) -> None:
    if texts is not None:
        known.allowed = texts if known.allowed is None else known.allowed & texts


def _raise(known: Known, bound: Bound) -> None:
    known.low = bound if known.low is None or _before(known.low, bound) else known.low


def _lower(known: Known, bound: Bound) -> None:
    if known.high is None or _later(known.high, bound):
        known.high = bound


def _before(one: Bound, other: Bound) -> bool:
    return str(one[0]) < str(other[0]) if isinstance(one[0], str) or isinstance(other[0], str) else one < other


def _later(one: Bound, other: Bound) -> bool:
    if isinstance(one[0], str) or isinstance(other[0], str):
        return str(one[0]) > str(other[0])
    return one[0] > other[0] or (one[0] == other[0] and other[1] and not one[1])


def _is_open(low: Bound | None, high: Bound | None) -> bool:
    """Say whether anything lies between two bounds."""
    if low is None or high is None:
        return True
    if isinstance(low[0], str) or isinstance(high[0], str):
        return str(low[0]) < str(high[0]) or (low[0] == high[0] and not (low[1] or high[1]))
    return low[0] < high[0] or (low[0] == high[0] and not (low[1] or high[1]))


def _written(operand: Value | None) -> tuple[str, ...]:
    if operand is None or operand.plus or operand.minus:
        return ()
    return (operand.text,) if operand.op == "literal" or is_day(operand.text) else ()


def _amount(operand: Value | None) -> Decimal | None:
    texts = _written(operand)
    return Decimal(texts[0]) if texts and is_decimal(texts[0]) else None


def _bound(text: str, *, numeric: bool) -> Decimal | str | None:
    if numeric:
        return Decimal(text) if is_decimal(text) else None
    return text if is_day(text) or is_time(text) else None


def _plain(text: str, *, numeric: bool) -> str:
    """Return a number in its one form, so that 1 and 1.0 are the same."""
    return str(Decimal(text).normalize()) if numeric and is_decimal(text) else text
