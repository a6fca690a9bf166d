"""Telling whoever sent a letter that it came back.

Here lives whether they are written to, and how that is closed for its way. Its words live in `webapp.pages.letters`.
"""

from flask import current_app, url_for

from webapp.mail.envelope import closed
from webapp.pages.desk import whole_desk
from webapp.pages.letters import letter_back
from webapp.pages.recipient.opened import request_of_letter
from webapp.storage.account_statements import Account
from webapp.storage.letter_recipients import Tell
from webapp.storage.outbox_statements import Message
from webapp.storage.stored_letters import LetterRequest


def telling() -> Tell | None:
    """Return what writes that the letter which is open came back; None where there is no mail server."""
    if not current_app.config["HAS_MAIL"]:
        return None
    sent, at = request_of_letter(), whole_desk()
    title = at.edition(sent.sha256).spec.title
    entry = at.repository.register_entry(sent.entry) if sent.entry else None
    address = url_for("letters.page", letter_id=sent.id, _external=True)

    def write(account: Account, back: LetterRequest) -> Message:
        said = letter_back(account, back, title, entry.name if entry else "", address)
        return closed(said, str(current_app.secret_key))

    return write
