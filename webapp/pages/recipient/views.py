"""Opening a letter and closing it: the page that a link leads to, and what is done with the code and the address.

The code of a link stands behind the # of its address, which a browser sends to nobody; a script moves it into the form,
and without scripts it is pasted there. To look at the page changes nothing, however often a mail scanner does.
"""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.guard import FormExpired, posted
from webapp.pages.identity import LETTER, at_hand, held, hold, is_signed_in, let_go
from webapp.pages.recipient.opened import nothing, pages

recipient = pages("recipient")
_REFUSED = 403


@recipient.get("")
def page() -> str:
    """Show where the code of a link and the e-mail address are entered."""
    return _page(signed_in=is_signed_in())


@recipient.post("/open")
def enter() -> Response | tuple[str, int]:
    """Open the letter in this browser, if the code and the address belong together, and no account is signed in."""
    if is_signed_in():
        return _page(signed_in=True), _REFUSED
    sent = posted(request)
    session = at_hand().enter_letter(_code(sent.get("code", "")), sent.get("email", ""))
    if session is None:
        return nothing()
    response = redirect(url_for("letter_form.page"), 303)
    hold(response, LETTER, session, strict=True)
    return response


@recipient.post("/close")
def close() -> Response:
    """Close the letter in this browser; its link opens it again."""
    at_hand().leave_letter(held(LETTER))
    response = Response(render_template("letter-closed.html"), mimetype="text/html")
    let_go(response, LETTER)
    return response


@recipient.errorhandler(FormExpired)
def expired(refusal: FormExpired) -> tuple[str, int]:
    """Show the page again, whose token no longer holds, with a fresh one."""
    return _page(expired=refusal.sentence), refusal.status


def _page(*, expired: str = "", signed_in: bool = False) -> str:
    return render_template("letter-enter.html", expired=expired, signed_in=signed_in)


def _code(typed: str) -> str:
    """Return the code of a link, of which the whole may have been pasted."""
    return typed.strip().rpartition("#")[2]
