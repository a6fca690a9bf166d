"""The letter that is open in a browser, and what its pages have in common.

Here lives the way from a request to the one draft that its recipient comes to, what is said where there is none, and
the header that keeps every one of these addresses from other sites.
"""

from flask import Blueprint, Flask, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.guard import Refused, posted
from webapp.guard.origin import SAFE_METHODS
from webapp.guard.token import FIELD
from webapp.pages.desk import desk, opened
from webapp.pages.drafts.typed import LIVE
from webapp.pages.identity import LETTER, AnotherLetter, NoLetter, held, viewer
from webapp.pages.shelf import Edition
from webapp.storage.failures import DraftClosed, LetterClosed
from webapp.storage.stored import Draft
from webapp.storage.stored_letters import LetterRequest

NOTHING = 404
_WRITING = frozenset(
    {"letter_form.save", "letter_signing.explain", "letter_declining.decline", "letter_declining.pass_on"}
)
"""The endpoints that are sent what somebody typed."""
_BESIDE = frozenset({FIELD, LIVE, "base", "then"})


def pages(name: str) -> Blueprint:
    """Return a blueprint of pages that a recipient sees."""
    made = Blueprint(name, __name__, url_prefix="/letter", template_folder="templates")
    made.after_request(_untold)
    made.register_error_handler(DraftClosed, lambda _: nothing())
    made.register_error_handler(LetterClosed, lambda _: nothing())
    return made


def register(application: Flask) -> None:
    """Let the application answer with one plain page where no letter is open."""
    application.register_error_handler(NoLetter, lambda _: nothing())
    application.register_error_handler(AnotherLetter, _of_another)


def nothing() -> tuple[str, int]:
    """Return the one plain page for every letter that does not open, whatever the reason is.

    What somebody had typed in a letter that is open no more is given back to them, to be copied.
    """
    typed = _typed()
    if typed:
        return render_template("letter-ended.html", typed=typed, another=False), NOTHING
    return render_template("letter-nothing.html"), NOTHING


def open_letter() -> tuple[Draft, Edition]:
    """Return the draft of the letter that is open, with its edition. One that was signed leads to its receipt."""
    draft = desk().repository.draft(viewer().draft)
    if draft is None or draft.state == "discarded":
        raise NoLetter
    if draft.state == "submitted":
        abort(redirect(url_for("letter_signing.receipt"), 303))
    return draft, opened(draft)


def request_of_letter() -> LetterRequest:
    """Return the letter that is open in the browser. Raises NoLetter."""
    found = desk().repository.opened_letter(held(LETTER))
    if found is None:
        raise NoLetter
    return found


def _of_another(refusal: AnotherLetter) -> tuple[str, int]:
    """Give back what was typed in another letter than the one that is open by now; nothing is saved."""
    return render_template("letter-ended.html", typed=_typed(), another=True), refusal.status


def _untold(response: Response) -> Response:
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _typed() -> dict[str, str]:
    """Return what somebody had typed on a page of a letter that was sent."""
    if request.method in SAFE_METHODS or request.endpoint not in _WRITING:
        return {}
    try:
        return {name: text for name, text in posted(request).items() if name not in _BESIDE and text}
    except Refused:
        return {}
