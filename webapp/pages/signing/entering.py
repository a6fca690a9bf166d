"""Coming in: what follows when somebody has proven who they are, whichever way.

Here lives the beginning of a session, the cookies that it takes, and where it leads: on to a second factor, to what was
typed before, or to the page that was asked for.
"""

from urllib.parse import urlsplit

from flask import current_app, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from webapp.pages.identity import DEVICE, SESSION, at_hand, held, hold
from webapp.pages.signing.device import device_words
from webapp.pages.signing.kept import Kept
from webapp.storage.account_statements import Account
from webapp.storage.session_statements import Session


def enter(account: Account, *, then: str = "", kept: Kept | None = None, kept_text: str = "") -> Response:
    """Begin a whole session for somebody, and lead on."""
    token, _ = at_hand().begin_session(account, stage="full", device=device_words(request.user_agent.string))
    return welcome(account, token, then=then, kept=kept, kept_text=kept_text)


def complete(
    account: Account, half: Session, *, then: str = "", kept: Kept | None = None, kept_text: str = ""
) -> Response:
    """Make a session whole whose person has shown the second factor, and lead on."""
    return welcome(account, at_hand().complete_session(half), then=then, kept=kept, kept_text=kept_text)


def welcome(account: Account, token: str, *, then: str, kept: Kept | None, kept_text: str) -> Response:
    """Return the page that follows signing in, with the cookies of the new session."""
    session.pop("visit", None)
    session.pop("writer", None)
    current_app.config["HAS_ACCOUNTS"] = True
    if kept is not None and kept.has_words:
        response = Response(_save_now(account, kept, kept_text), mimetype="text/html")
    else:
        response = redirect(own_path(then) or url_for("start.page"), 303)
    hold(response, SESSION, token)
    if at_hand().device_of(held(DEVICE)) != account.id:
        hold(response, DEVICE, at_hand().know_device(account.id), lasting=True)
    return response


def own_path(then: str) -> str:
    """Return the path that a page asked to come back to, "" unless it is one of this application."""
    parts = urlsplit(then)
    plain = then.startswith("/") and not then.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return then if plain and then.isprintable() and "\\" not in then else ""


def _save_now(account: Account, kept: Kept, text: str) -> str:
    """Return the page on which somebody saves what they had typed; to another person it is not shown."""
    mine = kept.user in {"", account.id}
    return render_template("save-now.html", kept=kept if mine else None, text=text)
