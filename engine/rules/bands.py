"""Which band of a look-up its inputs lie in.

Here lives that test alone. A number lies in a band between its bounds, an option among its options; a band may say
both, and the same of a second input.
"""

from decimal import Decimal
from fractions import Fraction

from engine.rules.known import Known
from formspec.logic import Band


def fits(band: Band, inputs: list[Known]) -> bool:
    """Say whether the inputs of a look-up lie in a band."""
    first = _within(inputs[0], band.least, band.most, band.below) and _among(inputs[0], band.options)
    if not first or len(inputs) == 1:
        return first
    return _within(inputs[1], band.and_least, band.and_most, band.and_below) and _among(inputs[1], band.and_options)


def _within(known: Known, least: Decimal | None, most: Decimal | None, below: Decimal | None) -> bool:
    if least is None and most is None and below is None:
        return True
    amount = known.number
    return amount is not None and not (
        (least is not None and amount < Fraction(least))
        or (most is not None and amount > Fraction(most))
        or (below is not None and amount >= Fraction(below))
    )


def _among(known: Known, options: tuple[str, ...]) -> bool:
    if not options:
        return True
    chosen = known.value if isinstance(known.value, tuple) else (known.value,)
    return any(each in options for each in chosen)
