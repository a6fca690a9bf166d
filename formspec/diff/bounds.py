"""Which of two bounds leaves more room, where that can be told from the spec.

Here lives the comparing alone: of numbers, days, times, of what is moved from the same day or answer, and of conditions
that differ in such a bound.
"""

from datetime import date, time
from decimal import Decimal
from typing import NamedTuple

from formspec.logic import Condition, Duration, Value

_MINUTES = {"minutes": 1, "hours": 60, "days": 1440, "weeks": 10_080}
_MONTHS = {"months": 1, "years": 12}
_MORE = frozenset({"at-least", "more-than", "after", "on-or-after"})
_LESS = frozenset({"at-most", "less-than", "before", "on-or-before"})


class _Bound(NamedTuple):
    """A bound: what it is counted from ("" for nought) and in what, and how far it lies beyond that.

    Months and days are not counted in one another: how many days a month has depends on the month.
    """

    base: str
    beyond: Decimal
    in_months: bool | None = None


def is_higher(before: object, after: object) -> bool | None:
    """Say whether the second bound is higher than the first; None where that cannot be told, or neither is."""
    one, other = _bound(before), _bound(after)
    if one is None or other is None or one.base != other.base or one.beyond == other.beyond:
        return None
    if None not in (one.in_months, other.in_months) and one.in_months is not other.in_months:
        return None
    return other.beyond > one.beyond


def is_met_more(before: object, after: object) -> bool | None:
    """Say whether the second condition holds whenever the first does; None where that cannot be told."""
    if not (isinstance(before, Condition) and isinstance(after, Condition)):
        return None
    if before.op != after.op or before.subject != after.subject or before.op not in _MORE | _LESS:
        return None
    higher = is_higher(_operand(before), _operand(after))
    return None if higher is None else higher is (before.op in _LESS)


def _operand(condition: Condition) -> object:
    text = next(iter(condition.texts), "")
    return condition.operand or Value(op="literal", text=text)


def _bound(bound: object) -> _Bound | None:
    if isinstance(bound, int):
        return _Bound("", Decimal(bound))
    if not isinstance(bound, Value) or bound.op not in {"literal", "number", "date", "question", "column"}:
        return None
    written = next((found for read in (_decimal, _day, _time) if (found := read(bound.text)) is not None), None)
    moves = [each for each in (bound.plus, bound.minus) if each]
    kinds = {each.unit in _MONTHS for each in moves}
    is_fixed = written is not None and bound.op not in {"question", "column"}
    if len(kinds) > 1 or (kinds and is_fixed):
        return None
    if is_fixed:
        return _Bound("", written or Decimal(0))
    by = _length(bound.plus) - _length(bound.minus)
    return _Bound(f"{bound.op} {bound.text}", by, next(iter(kinds), None)) if bound.op != "literal" else None


def _length(by: Duration | None) -> Decimal:
    return Decimal(by.number * {**_MINUTES, **_MONTHS}[by.unit]) if by else Decimal(0)


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except ArithmeticError:
        return None


def _day(text: str) -> Decimal | None:
    try:
        return Decimal(date.fromisoformat(text).toordinal() * _MINUTES["days"])
    except ValueError:
        return None


def _time(text: str) -> Decimal | None:
    try:
        moment = time.fromisoformat(text)
    except ValueError:
        return None
    return Decimal(moment.hour * 60 + moment.minute)
