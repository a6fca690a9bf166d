"""The tests that a condition may make of two values: true, false, or not to be known.

Here lives comparing alone: where the values come from is for `engine.rules.reasoning` to say.
"""

from collections.abc import Callable
from fractions import Fraction
from itertools import combinations

from engine.rules.known import Known
from engine.rules.moments import alike, comparable, is_moment

Truth = bool | None


def is_same(subject: Known, operand: Known) -> Truth:
    """Say whether two values are the same; not to be known of a number and a text."""
    if isinstance(subject.value, tuple):
        return sorted(subject.value) == sorted(_options(operand))
    if isinstance(subject.value, Fraction):
        return None if operand.number is None else subject.value == operand.number
    if not (isinstance(subject.value, str) and isinstance(operand.value, str)):
        return None
    one, other = alike(subject.value, operand.value)
    return one == other


def all_different(known: list[Known]) -> bool:
    """Say whether no two of several answers are the same; of texts, capitals and blanks make no difference."""
    folded = [_folded(each) for each in known]
    if _are_of_one_sort(folded):
        return len({each.value for each in folded}) == len(folded)
    return not any(is_same(one, other) is True for one, other in combinations(folded, 2))


def _are_of_one_sort(known: list[Known]) -> bool:
    """Say whether values are the same only where they are equal: of a day and a day with its time, that is not so."""
    lengths = {len(each.value) if isinstance(each.value, str) and is_moment(each.value) else 0 for each in known}
    return len({type(each.value) for each in known}) == 1 and len(lengths - {0}) <= 1


def _folded(known: Known) -> Known:
    if isinstance(known.value, tuple):
        return known._replace(value=tuple(sorted(known.value)))
    if not isinstance(known.value, str):
        return known
    return known._replace(value=" ".join(known.value.lower().upper().split()))


def _options(operand: Known) -> tuple[str, ...]:
    return operand.value if isinstance(operand.value, tuple) else (str(operand.value),)


def is_one_of(subject: Known, texts: tuple[str, ...], read: Callable[[str], Known]) -> Truth:
    """Say whether a value is one of several that a spec writes; of options, whether any that was chosen is."""
    if isinstance(subject.value, tuple):
        return any(chosen in texts for chosen in subject.value)
    return any(is_same(subject, read(text)) for text in texts)


def contains(subject: Known, option: str) -> Truth:
    """Say whether an option is among those chosen."""
    return option in subject.value if isinstance(subject.value, tuple) else subject.value == option


def in_numbers(subject: Known, operand: Known, compare: Callable[[Fraction, Fraction], bool]) -> Truth:
    """Compare what two values count; not to be known of what counts nothing."""
    if subject.number is None or operand.number is None:
        return None
    return compare(subject.number, operand.number)


def in_time(subject: Known, operand: Known, compare: Callable[[str, str], bool]) -> Truth:
    """Compare two moments, by the day where one has no time; not to be known of a day and a time of day."""
    if not (isinstance(subject.value, str) and isinstance(operand.value, str)):
        return None
    return compare(*alike(subject.value, operand.value)) if comparable(subject.value, operand.value) else None


def opposite(truth: Truth) -> Truth:
    """Return whether it does not hold."""
    return None if truth is None else not truth


def all_of(truths: list[Truth]) -> Truth:
    """Return whether all hold: false when any is false, else not to be known when any is not."""
    if False in truths:
        return False
    return None if None in truths else True


def any_of(truths: list[Truth]) -> Truth:
    """Return whether any holds: true when any is true, else not to be known when any is not."""
    if True in truths:
        return True
    return None if None in truths else False
