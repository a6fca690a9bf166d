"""E-mail addresses: what one looks like.

Here lives the test alone, the same for whoever is invited, asks for a letter, or comes by the sign-in service. How an
address is kept is for storage to say.
"""

import re

from engine.kinds.email import KIND as EMAIL

_EMAIL = re.compile(EMAIL.pattern)


def is_email(text: str) -> bool:
    """Return whether a text is an e-mail address, as questions of that kind take it."""
    return len(text) <= EMAIL.limit and _EMAIL.fullmatch(text) is not None
