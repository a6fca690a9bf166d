"""Reminding recipients whose letter is soon over, without anybody asking for it: when somebody signs in.

Here lives that alone, and that nobody is kept from signing in by what goes wrong there. That each is reminded once,
however often this is done, is for the repository to keep.
"""

import logging

from flask import current_app, url_for

from webapp.pages.desk import Desk, whole_desk
from webapp.pages.sending.mail import writer

_LOG = logging.getLogger(__name__)


def chase() -> None:
    """Put the reminders that are due in the outbox, where there is a mail server; a fault is for the log alone."""
    if not current_app.config["HAS_MAIL"]:
        return
    at: Desk = whole_desk()
    key = str(current_app.secret_key)
    try:
        at.repository.chase_letters(writer(lambda sha256: at.edition(sha256).spec, link, key=key, again=True))
    except Exception:  # whatever it is, whoever signs in goes on
        _LOG.exception("Recipients of letters could not be reminded.")


def link(token: str) -> str:
    """Return the address that a token opens a letter at: behind the #, where no browser sends it."""
    return f"{url_for('recipient.page', _external=True)}#{token}"
