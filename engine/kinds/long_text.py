"""The kind `long-text`: as many lines as the answer needs."""

from typing import TYPE_CHECKING, ClassVar

from engine.kinds import controls
from engine.kinds.text import TextKind
from formspec.model import Column

if TYPE_CHECKING:
    from wtforms.fields.core import Field, UnboundField

LIMIT = 5000


class LongTextKind(TextKind):
    """Text of any number of lines, of at most 5,000 characters unless the spec says otherwise."""

    name: ClassVar[str] = "long-text"
    limit: ClassVar[int] = LIMIT
    one_line: ClassVar[bool] = False
    free: ClassVar[bool] = True

    def fields(self, column: Column) -> "dict[str, UnboundField[Field]]":
        """Return a field of several lines."""
        return {"": controls.lines(column.label)}


KIND = LongTextKind()
