"""One line of text as it is typed into one box, for the kinds that are made of such lines.

Here lives the reading of a line that is not blank; blanks at its ends are gone before.
"""

from engine.kinds.kind import Fault
from engine.length import exceeds, excess
from engine.shapes import has_line_break


def read_line(text: str, limit: int, suffix: str = "") -> str | Fault:
    """Return the line, or what is wrong with it."""
    if has_line_break(text):
        return Fault("one-line", suffix)
    return Fault("too-long", suffix, excess(text, limit)) if exceeds(text, limit) else text
