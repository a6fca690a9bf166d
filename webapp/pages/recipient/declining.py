"""Declining a letter with a reason, or saying that it is for somebody else."""

from collections.abc import Mapping

from flask import render_template, request
from werkzeug.wrappers import Response

from webapp.accounts.addresses import is_email
from webapp.guard import FormExpired, posted
from webapp.pages.desk import desk
from webapp.pages.identity import LETTER, let_go
from webapp.pages.recipient.opened import open_letter, pages, request_of_letter
from webapp.pages.recipient.telling import telling

letter_declining = pages("letter_declining")
LONGEST_REASON = 2_000
LONGEST_NAME = 200
_Answer = Response | tuple[str, int]
_UNFIT = 422


@letter_declining.get("/decline")
def page() -> str:
    """Ask why the letter is not signed, or who should sign it."""
    return _page({}, {})


@letter_declining.post("/decline")
def decline() -> _Answer:
    """Decline the letter, with a reason."""
    reason = posted(request).get("reason", "").strip()
    if not reason or len(reason) > LONGEST_REASON:
        fault = f"Shorten the reason to {LONGEST_REASON:,} letters or fewer." if reason else "Say why you do not sign."
        return _page(posted(request), {"reason": fault}), _UNFIT
    desk().repository.decline_letter(reason, tell=telling())
    return _ended("declined")


@letter_declining.post("/somebody-else")
def pass_on() -> _Answer:
    """Say that the letter is for somebody else, and for whom where that is known."""
    sent = {name: posted(request).get(name, "").strip() for name in ("name", "email")}
    faults = {}
    if len(sent["name"]) > LONGEST_NAME:
        faults["name"] = f"Shorten the name to {LONGEST_NAME} letters or fewer."
    if sent["email"] and not is_email(sent["email"]):
        faults["email"] = "Enter an e-mail address like name@provider.example, or leave it blank."
    if faults:
        return _page(sent, faults), _UNFIT
    desk().repository.pass_letter_on(sent["name"], sent["email"], tell=telling())
    return _ended("passed-on")


@letter_declining.errorhandler(FormExpired)
def expired(refusal: FormExpired) -> tuple[str, int]:
    """Give back what was typed on a page whose token no longer holds, with a fresh one."""
    return _page(posted(request), {}, expired=refusal.sentence), refusal.status


def _page(sent: Mapping[str, str], faults: Mapping[str, str], *, expired: str = "") -> str:
    _, opened = open_letter()
    typed = {name: sent.get(name, "") for name in ("reason", "name", "email")}
    return render_template(
        "letter-decline.html",
        spec=opened.spec,
        request_of=request_of_letter(),
        typed=typed,
        faults=faults,
        expired=expired,
        wrong=bool(faults or expired),
    )


def _ended(what: str) -> Response:
    response = Response(render_template("letter-declined.html", what=what), mimetype="text/html")
    let_go(response, LETTER)
    return response
