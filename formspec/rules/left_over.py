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

from formspec.nodes import Listing, Mapping, Node, Text
from formspec.problem import Problem
from formspec.written import Written, warning

ID = "left-over"
_MARKUP = re.compile(
    r"</?(?:p|br|ul|ol|li|b|i|em|strong|span|div|a|h[1-6]|td|tr|table)(?:\s[^<>]*)?/?>|&(?:nbsp|amp|lt|gt);"
)
_DRAFT = re.compile(r"\b(?:TODO|FIXME|TBC|XXX+)\b|\blorem ipsum\b")


def check(written: Written) -> Iterator[Problem]:
    """Yield every text with markup or a draft's mark in it."""
    for text in _texts(written.root):
        said = text.text
        if ("<" in said or "&" in said) and (found := _MARKUP.search(said)):
            yield warning(text.place, ID, f"“{found[0]}” would be shown as it stands: texts are plain, so take it out.")
        elif found := _DRAFT.search(said):
            yield warning(text.place, ID, f"“{found[0]}” looks left over from writing: finish the text.")


def _texts(node: Node) -> Iterator[Text]:
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield from _texts(entry.value)
    elif isinstance(node, Listing):
        for each in node.nodes:
            yield from _texts(each)
    else:
        yield node
