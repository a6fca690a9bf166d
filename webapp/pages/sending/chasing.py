"""Reminding recipients whose letter is soon over, without anybody asking for it: when somebody signs in.

Here lives that alone. That each is reminded once, however often this is done, is for the repository to keep.
"""

from flask import current_app, url_for

from webapp.pages.desk import Desk, whole_desk
from webapp.pages.sending.mail import writer


def chase() -> None:
    """Put the reminders that are due in the outbox, where there is a mail server."""
    if not current_app.config["HAS_MAIL"]:
        return
    at: Desk = whole_desk()
    key = str(current_app.secret_key)
    at.repository.chase_letters(writer(lambda sha256: at.edition(sha256).spec, link, key=key, again=True))


def link(token: str) -> str:
    """Return the address that a token opens a letter at: behind the #, where no browser sends it."""
    return f"{url_for('recipient.page', _external=True)}#{token}"
