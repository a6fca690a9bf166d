"""Letters about decisions: what is written to whoever filled in what was decided on.

Here lives whether a letter is written, and how it is closed for its way. What it says lives in `webapp.pages.letters`.
"""

from flask import current_app, url_for

from webapp.mail.envelope import closed
from webapp.pages.letters import decided
from webapp.storage.account_statements import Account
from webapp.storage.decisions import Tell
from webapp.storage.outbox_statements import Message


def telling(record_id: str) -> Tell | None:
    """Return what writes that something was decided on a record; None where there is no mail server."""
    if not current_app.config["HAS_MAIL"]:
        return None
    address = url_for("records.page", record_id=record_id, _external=True)

    def letter(account: Account) -> Message:
        return closed(decided(account, address), str(current_app.secret_key))

    return letter
