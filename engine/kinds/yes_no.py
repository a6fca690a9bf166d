"""The kind `yes-no`: yes or no."""

from functools import cached_property
from typing import ClassVar

from engine.kinds.choice import ChoiceKind
from engine.language import noted
from formspec.model import Column, Option


class YesNoKind(ChoiceKind):
    """Yes or no, which are `yes` and `no` in records."""

    name: ClassVar[str] = "yes-no"
    nature: ClassVar[str] = noted("yes or no")

    def options(self, column: Column) -> tuple[Option, ...]:  # noqa: ARG002 (a choice needs it)
        """Return the two answers."""
        return self._yes_or_no

    @cached_property
    def _yes_or_no(self) -> tuple[Option, ...]:
        say = self.language.say
        return Option(value="yes", label=say("Yes")), Option(value="no", label=say("No"))


KIND = YesNoKind()
