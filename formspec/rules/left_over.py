"""Nothing in a text is left over from writing it.

Words such as TODO, and markup pasted from a page, would be read by the people who fill in the form.

Warns::

    - id: first-aid
      label: <p>Who is trained in first aid?</p>   # <- left-over
      kind: text

Passes::

    - id: first-aid
      label: Who is trained in first aid?
      kind: text
"""

import re
from collections.abc import Iterator

from formspec.nodes import Text
from formspec.problem import Problem
from formspec.suggest import short
from formspec.written import Written, warning

ID = "left-over"
_MARKUP = re.compile(
    r"</?(?:p|br|ul|ol|li|b|i|u|em|strong|span|div|a|h[1-6]|td|th|tr|table)(?:\s[^<>]*)?/?>|&(?:nbsp|amp|lt|gt|#[0-9]+);",
    re.IGNORECASE,
)
_DRAFT = re.compile(
    r"\b(?:TODO|FIXME|TBC|TBD|XXX+|[Xx]xx+|[Ll]orem ipsum)\b|\[(?i:insert|enter|add)\b[^\]]{0,80}\]|\?\?\?"
)
_SIGNS = ("<", "&", "todo", "fixme", "tbc", "tbd", "xxx", "lorem ipsum", "[insert", "[enter", "[add", "???")


def check(written: Written) -> Iterator[Problem]:
    """Yield every text with markup or a draft's mark in it."""
    everything = "\n".join([each.text for each in written.texts]).lower()
    if any(sign in everything for sign in _SIGNS):
        for text in written.texts:
            yield from _marks(text)


def _marks(text: Text) -> Iterator[Problem]:
    if found := _MARKUP.search(text.text):
        message = f"“{short(found[0])}” would be shown as it stands: texts are plain, so take it out."
        yield warning(text.place, ID, message)
    elif found := _DRAFT.search(text.text):
        yield warning(text.place, ID, f"“{short(found[0])}” looks left over from writing: finish the text.")
