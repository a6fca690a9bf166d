"""The mail of a letter: what it says is written here for the outbox, whoever sends it or if it is sent by itself."""

from collections.abc import Callable, Mapping

from flask import url_for

from formspec.model import Spec
from webapp.mail.envelope import closed
from webapp.pages.letters import Sender, letter_to_sign
from webapp.storage.letters import Write
from webapp.storage.outbox_statements import Message
from webapp.storage.stored_letters import LetterRequest


def writer(
    spec_of: Callable[[str], Spec],
    names: Mapping[str, str],
    link: Callable[[str], str],
    *,
    key: str,
    again: bool = False,
) -> Write:
    """Return what writes the mail of a letter, sealed with a key.

    `spec_of` gives the spec of a text by its checksum, `names` those of accounts by their ids, `link` the address that
    a token opens; `again` says that the recipient was written to before.
    """

    def written(request: LetterRequest, token: str) -> Message:
        spec = spec_of(request.sha256)
        whose = Sender(spec.policy.organisation if spec.policy else "", names.get(request.owner, ""))
        return closed(letter_to_sign(request, spec.title, whose, link(token), again=again), key)

    return written


def link(token: str) -> str:
    """Return the address that a token opens a letter at: behind the #, where no browser sends it."""
    return f"{url_for('recipient.page', _external=True)}#{token}"
