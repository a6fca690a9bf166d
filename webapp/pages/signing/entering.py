"""Coming in: what follows when somebody has proven who they are, whichever way.

Here lives the beginning of a session, the cookies that it takes, and where it leads: on to a second factor, to what was
typed before, or to the page that was asked for.
"""

from collections.abc import Mapping, Sequence

from flask import current_app, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from webapp.guard.token import make_forms_for
from webapp.pages.identity import DEVICE, SESSION, at_hand, held, hold, hold_browser
from webapp.pages.signing.device import device_words
from webapp.pages.signing.factor_pages import codes_page, second_page, setup_page
from webapp.pages.signing.kept import NAME, Kept, kept_in
from webapp.pages.signing.paths import own_path
from webapp.storage.account_statements import Account
from webapp.storage.session_statements import Session, Stage


def enter(account: Account, *, then: str = "", kept: Kept | None = None, kept_text: str = "") -> Response:
    """Begin a whole session for somebody, and lead on."""
    return welcome(account, _token(account, "full"), then=then, kept=kept, kept_text=kept_text)


def admit(account: Account, sent: Mapping[str, str]) -> Response:
    """Let somebody in who has given a password, or show or set up a second factor first, where they have or need one.

    What was typed before, and the page that was asked for, are in what was `sent`.
    """
    if not account.has_factor and not at_hand().needs_factor(account):
        return enter(account, then=sent.get("then", ""), kept=kept_in(sent), kept_text=sent.get(NAME, ""))
    token = _token(account, "password")
    page = second_page(account, sent) if account.has_factor else setup_page(sent)
    response = Response(page, mimetype="text/html")
    hold(response, SESSION, token)
    return response


def complete(account: Account, half: Session, sent: Mapping[str, str], *, codes: Sequence[str] = ()) -> Response:
    """Make a session whole whose person has shown the second factor, and lead on: first to recovery codes, if any."""
    token = at_hand().complete_session(half)
    _begin_anew()
    page = Response(codes_page(codes, sent), mimetype="text/html") if codes else onward(account, sent)
    return _holding(page, account, token)


def welcome(account: Account, token: str, *, then: str, kept: Kept | None, kept_text: str) -> Response:
    """Return the page that follows signing in, with the cookies of the new session."""
    _begin_anew()
    return _holding(_next(account, then, kept, kept_text), account, token)


def onward(account: Account, sent: Mapping[str, str]) -> Response:
    """Return the page that somebody who is in was on the way to: to save what they had typed, or the one asked for."""
    return _next(account, sent.get("then", ""), kept_in(sent), sent.get(NAME, ""))


def _token(account: Account, stage: Stage) -> str:
    """Begin a session instead of the one that the browser had, and return its token."""
    at_hand().tidy_daily()
    device = device_words(request.user_agent.string)
    return at_hand().begin_session(account, stage=stage, device=device, instead_of=held(SESSION))[0]


def _begin_anew() -> None:
    """Let go of what the browser did before it was known who uses it."""
    session.pop("visit", None)
    session.pop("writer", None)
    current_app.config["HAS_ACCOUNTS"] = True


def _next(account: Account, then: str, kept: Kept | None, kept_text: str) -> Response:
    if kept is not None and kept.has_words:
        return Response(_save_now(account, kept, kept_text), mimetype="text/html")
    return redirect(own_path(then) or url_for("start.page"), 303)


def _holding(response: Response, account: Account, token: str) -> Response:
    hold(response, SESSION, token)
    hold_browser(response)
    if at_hand().device_of(held(DEVICE)) != account.id:
        hold(response, DEVICE, at_hand().know_device(account.id, instead_of=held(DEVICE)), lasting=True)
    return response


def _save_now(account: Account, kept: Kept, text: str) -> str:
    """Return the page on which somebody saves what they had typed; to another person it is not shown."""
    make_forms_for(account.id)
    mine = kept.user in {"", account.id}
    return render_template(
        "save-now.html", kept=kept if mine else None, text=text, pressable=kept.may_be_saved(account.id)
    )
