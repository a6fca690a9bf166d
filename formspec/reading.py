"""What stands behind a key, read leniently: a text, a number, texts, or nothing where it is not what it should be.

Here lives the narrowing from nodes to plain values, for whoever builds the model. Nothing here reports.
"""

import re
from decimal import Decimal

from formspec.nodes import Listing, Mapping, Node, Text

_DIGITS = 9
LARGEST = 10**_DIGITS - 1
"""The largest whole number that the language reads."""
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,6})?")


def is_number(text: str) -> bool:
    """Say whether a text is a whole number as the language writes one."""
    return text.isascii() and text.isdigit() and len(text) <= _DIGITS and (text == "0" or text[0] != "0")


def is_too_large(text: str) -> bool:
    """Say whether a text is a whole number that would be read if it were smaller."""
    return text.isascii() and text.isdigit() and len(text) > _DIGITS and text[0] != "0"


def is_decimal(text: str) -> bool:
    """Say whether a text is a number as the language writes one: with a point and a minus where they are needed."""
    return _DECIMAL.fullmatch(text) is not None


def text(mapping: Mapping, key: str) -> str:
    """Return the text behind a key, without blanks around it; "" when there is none."""
    value = mapping.index.get(key)
    return value.text.strip() if isinstance(value, Text) else ""


def number(mapping: Mapping, key: str) -> int | None:
    """Return the whole number behind a key, or None when there is none."""
    written = text(mapping, key)
    return int(written) if is_number(written) else None


def decimal(mapping: Mapping, key: str) -> Decimal | None:
    """Return the number behind a key, or None when there is none."""
    written = text(mapping, key)
    return Decimal(written) if is_decimal(written) else None


def truth(mapping: Mapping, key: str) -> bool:
    """Say whether true stands behind a key."""
    return text(mapping, key) == "true"


def either(mapping: Mapping, key: str) -> bool | None:
    """Say whether true or false stands behind a key; None when neither does."""
    return {"true": True, "false": False}.get(text(mapping, key))


def text_nodes(mapping: Mapping, key: str) -> list[Text]:
    """Return the texts of the list behind a key, with their places."""
    value: Node | None = mapping.get(key)
    return [each for each in value.nodes if isinstance(each, Text)] if isinstance(value, Listing) else []


def texts(mapping: Mapping, key: str) -> tuple[str, ...]:
    """Return the texts of the list behind a key, without blanks around them."""
    return tuple(each.text.strip() for each in text_nodes(mapping, key))


def one_or_more(mapping: Mapping, key: str) -> tuple[str, ...]:
    """Return the text behind a key, or the texts of the list there, without blanks around them."""
    one = text(mapping, key)
    return (one,) if one else tuple(filter(None, texts(mapping, key)))


def wordings(mapping: Mapping, key: str) -> tuple[tuple[str, str], ...]:
    """Return the texts behind a key by their codes."""
    value = mapping.get(key)
    if not isinstance(value, Mapping):
        return ()
    return tuple((each.key.text, each.value.text.strip()) for each in value.entries if isinstance(each.value, Text))


def all_texts(root: Node) -> list[Text]:
    """Return every text that stands behind a key or a dash, in no particular order."""
    found: list[Text] = []
    left: list[Node] = [root]
    while left:
        node = left.pop()
        if isinstance(node, Text):
            found.append(node)
        elif isinstance(node, Mapping):
            left += node.index.values()
        else:
            left += node.nodes
    return found
