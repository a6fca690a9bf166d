"""The tests that a condition may make of two values: true, false, or not to be known.

Here lives comparing alone: where the values come from is for `engine.rules.reasoning` to say.
"""

from collections.abc import Callable
from fractions import Fraction

from engine.rules.known import Known
from engine.rules.moments import alike

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


def is_repeated(one: Known, other: Known) -> bool:
    """Say whether two answers that must be different are the same; of texts, capitals and blanks make no difference."""
    return is_same(_folded(one), _folded(other)) is True


def _folded(known: Known) -> Known:
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
    """Compare two moments; by the day, where one has no time."""
    if not (isinstance(subject.value, str) and isinstance(operand.value, str)):
        return None
    return compare(*alike(subject.value, operand.value))


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
