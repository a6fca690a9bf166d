"""The kind `whole-number`: a number without a fraction."""

from decimal import Decimal
from typing import ClassVar

from engine.kinds.decimal import DecimalKind
from engine.language import noted


class WholeNumberKind(DecimalKind):
    """A number without a fraction; 12.0 is 12."""

    name: ClassVar[str] = "whole-number"
    nature: ClassVar[str] = noted("a whole number, not in quotation marks")
    whole: ClassVar[bool] = True
    keypad: ClassVar[str] = "numeric"
    sample: ClassVar[Decimal] = Decimal(12)


KIND = WholeNumberKind()
