"""What a name and a text of a form may be, however they were sent.

Here lives what is the same for each way that a browser sends a form: which names are taken, what is repaired within a
text, how much there may be of both, and the sentences that refuse the rest.
"""

import re

from webapp.guard.refusal import Refused

MOST_BYTES = 8 * 1024 * 1024
"""Room for the longest section: its long texts full of the letters that need most bytes."""
MOST_FIELDS = 5_000

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_NEVER_IN_A_NAME = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85]")
_UNREADABLE = (
    "What was sent cannot be read, so nothing was saved. Go back, load the page again and repeat what you did."
)
_TOO_LARGE = (
    "What was sent is larger than this page can take, so nothing was saved. Go back and shorten the longest answers."
)


def unreadable(status: int = 400) -> Refused:
    """Return the refusal of what no form of ours sends."""
    return Refused(status, _UNREADABLE)


def too_large() -> Refused:
    """Return the refusal of more text than a form of ours holds."""
    return Refused(413, _TOO_LARGE)


def require_name(name: str) -> None:
    """Raise Refused for a name that no input of ours has."""
    if _NEVER_IN_A_NAME.search(name):
        raise unreadable()


def add_field(fields: dict[str, str], name: str, text: str) -> None:
    """Add a text to those of a form, its line ends and control characters mended. Raises Refused for a second one."""
    require_name(name)
    if name in fields:
        raise unreadable()
    fields[name] = _CONTROL.sub("", _LINE_END.sub("\n", text))


def decoded(raw: bytes) -> str:
    """Return bytes as the text that they are. Raises Refused when they are none."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise unreadable() from None
