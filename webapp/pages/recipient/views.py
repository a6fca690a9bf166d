"""Opening a letter: the page that a link leads to, and what is done with the code and the address that it sends.

The code of a link stands behind the # of its address, which a browser sends to nobody; a script moves it into the form,
and without scripts it is pasted there. To look at the page changes nothing, however often a mail scanner does.
"""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.guard import FormExpired, posted
from webapp.pages.identity import LETTER, at_hand, hold
from webapp.pages.recipient.opened import nothing, pages

recipient = pages("recipient")


@recipient.get("")
def page() -> str:
    """Show where the code of a link and the e-mail address are entered."""
    return render_template("letter-enter.html", expired="")


@recipient.post("/open")
def enter() -> Response | tuple[str, int]:
    """Open the letter in this browser, if the code and the address belong together."""
    sent = posted(request)
    session = at_hand().enter_letter(_code(sent.get("code", "")), sent.get("email", ""))
    if session is None:
        return nothing()
    response = redirect(url_for("letter_form.page"), 303)
    hold(response, LETTER, session, strict=True)
    return response


@recipient.errorhandler(FormExpired)
def expired(refusal: FormExpired) -> tuple[str, int]:
    """Show the page again, whose token no longer holds, with a fresh one."""
    return render_template("letter-enter.html", expired=refusal.sentence), refusal.status


def _code(typed: str) -> str:
    """Return the code of a link, of which the whole may have been pasted."""
    return typed.strip().rpartition("#")[2]
