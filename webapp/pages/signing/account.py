"""One's own account: changing the password, and the browsers in which one is signed in.

Here lives what somebody does to their own account and nobody else's; whoever looks after people has pages of their own.
"""

from collections.abc import Mapping

from flask import Blueprint, abort, current_app, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.passwords import ADVICE, TooBusyError, hashed, is_right, mistake
from webapp.guard import posted
from webapp.pages.desk import organisations
from webapp.pages.identity import DEVICE, SESSION, at_hand, held, hold, signed_in
from webapp.pages.signing.factor_pages import own_factors
from webapp.storage.actions import follows_up

account = Blueprint("account", __name__, url_prefix="/account", template_folder="templates")
_Answer = str | Response | tuple[str, int]
_WRONG = "This is not your password now. Type the one that you signed in with."
_BUSY = "Many people are signing in at the moment, so nothing was changed. Wait a moment, and try again."
_REMINDERS = ("on", "off")
_UNFIT = 422
_TOO_SOON = 429


@account.get("")
def page() -> str:
    """Show one's own account."""
    return _page({})


@account.get("/standing")
def standing() -> Response:
    """Tell a page how long the session of its browser holds if nobody uses it, in seconds, and whose it is."""
    who, left = at_hand().session_left(held(SESSION))
    return jsonify(who=who, seconds=int(left.total_seconds()))


@account.post("/password")
def password() -> _Answer:
    """Set another password; everywhere else one is signed out."""
    sent, own = posted(request), signed_in()
    faults, name = _faults(sent), f"own {own.account.id}"
    if faults:
        return _page(faults), _UNFIT
    if at_hand().take_try(name) is not None:
        return _page({"now": "Too many tries: wait a while, and try again."}), _TOO_SOON
    try:
        if not is_right(sent.get("now", ""), at_hand().password_of(own.account.id), known=True):
            at_hand().refuse_try(own.account.id, tried=name)
            return _page({"now": _WRONG}), _UNFIT
        set_to = hashed(sent["password"])
    except TooBusyError:
        at_hand().give_back_try(name)
        return _page({"password": _BUSY}), _UNFIT
    at_hand().set_password(set_to, keep_session=own.session.id, keep_browser=held(DEVICE))
    at_hand().forgive(name)
    response = redirect(url_for(".page", done="password"), 303)
    hold(response, SESSION, at_hand().prove_again(own.session))
    return response


@account.post("/reminders")
def reminders() -> Response:
    """Turn the reminders of one's own actions by e-mail on or off."""
    wanted = posted(request).get("reminders", "")
    if wanted not in _REMINDERS:
        abort(400)
    at_hand().set_reminders(on=wanted == "on")
    return redirect(url_for(".page", done=f"reminders-{wanted}"), 303)


@account.post("/sessions/<session_id>/end")
def end(session_id: str) -> Response:
    """End one of one's own sessions."""
    posted(request)
    if not at_hand().end_session(signed_in().account.id, session_id, "ended by its owner"):
        abort(404)
    return redirect(url_for(".page", done="session"), 303)


@account.post("/sessions/end")
def end_others() -> Response:
    """End every session of one's own but this one."""
    posted(request)
    own = signed_in()
    at_hand().end_sessions(own.account.id, "ended by its owner", but=own.session.id)
    return redirect(url_for(".page", done="session"), 303)


def _faults(sent: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong with the new password, by field: looked at first, because that takes no try."""
    own, chosen = signed_in().account, sent.get("password", "")
    fault = mistake(chosen, known=(own.email, own.name, *organisations()))
    if fault:
        return {"password": fault}
    return {} if chosen == sent.get("again", "") else {"again": "The two are not the same: type the same one twice."}


def _page(faults: Mapping[str, str]) -> str:
    own = signed_in()
    return render_template(
        "account.html",
        account=own.account,
        session=own.session,
        sessions=at_hand().sessions(own.account.id),
        faults=faults,
        advice=ADVICE,
        factors=own_factors(),
        reminded=bool(current_app.config["HAS_MAIL"]) and follows_up(own.account),
        done=request.args.get("done", ""),
        wrong=bool(faults),
    )
