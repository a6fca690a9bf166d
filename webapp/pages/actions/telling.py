"""Letters about actions: what is written to whoever is given one.

Here lives whether a letter is written, and how it is closed for its way. What it says lives in `webapp.pages.letters`.
"""

from flask import current_app, url_for

from webapp.mail.envelope import closed
from webapp.pages.letters import action_given
from webapp.storage.account_statements import Account
from webapp.storage.action_statements import Action
from webapp.storage.actions import Tell
from webapp.storage.outbox_statements import Message


def telling() -> Tell | None:
    """Return what writes to whoever is given an action; None where there is no mail server."""
    return _letter if current_app.config["HAS_MAIL"] else None


def _letter(account: Account, action: Action) -> Message:
    written = action_given(account, url_for("actions.page", action_id=action.id, _external=True))
    return closed(written, str(current_app.secret_key))
