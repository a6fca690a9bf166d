"""The envelope: what a message says is sealed from when it is written until it is sent.

Here lives which part of a message that is. A letter may hold a link that signs somebody in, so that the outbox, and any
backup of it, says to whom there was something to write, and not what.
"""

from dataclasses import replace

from webapp.accounts.sealing import sealed_text, unsealed_text
from webapp.storage.outbox_statements import Message

_PURPOSE = "letters"


def closed(message: Message, key: str) -> Message:
    """Return a message whose body only the secret key opens, for its recipient."""
    return replace(message, body=sealed_text(message.body, message.recipient, purpose=_PURPOSE, key=key))


def opened(message: Message, key: str) -> Message | None:
    """Return a message as it was written; None when it was closed with another key, or for another recipient."""
    body = unsealed_text(message.body, message.recipient, purpose=_PURPOSE, key=key)
    return None if body is None else replace(message, body=body)
