"""The kind `yes-no`: yes or no."""

from typing import ClassVar

from engine.kinds.choice import ChoiceKind
from formspec.model import Column, Option

YES_OR_NO = (Option(value="yes", label="Yes"), Option(value="no", label="No"))


class YesNoKind(ChoiceKind):
    """Yes or no, which are `yes` and `no` in records."""

    name: ClassVar[str] = "yes-no"
    nature: ClassVar[str] = "yes or no"

    def options(self, column: Column) -> tuple[Option, ...]:  # noqa: ARG002 (a choice needs it)
        """Return the two answers."""
        return YES_OR_NO


KIND = YesNoKind()
