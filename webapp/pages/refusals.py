"""Pages for what cannot be shown or done: one sentence, and what to do next.

Here lives what a person reads when a request is refused or fails. No page says more than that; what went wrong inside
is in the log, under the reference that the page names.
"""

import logging
import secrets

from flask import Flask, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from webapp.guard import Refused, posted, uploaded
from webapp.guard.origin import SAFE_METHODS
from webapp.guard.token import FIELD
from webapp.storage.failures import NotYours, StorageError

_LOG = logging.getLogger(__name__)
_REFERENCE_BYTES = 4

SENTENCES: dict[int, tuple[str, str]] = {
    400: (
        "This request cannot be read",
        "Something in what was sent is not as this page sends it. Go back, check what is on the page and try again.",
    ),
    403: (
        "This request was refused",
        "It did not come from a page that is still open here. Go back, load the page again and repeat what you did.",
    ),
    404: (
        "Page not found",
        "There is nothing at this address. If you followed a link, what it led to may have been discarded.",
    ),
    405: (
        "This cannot be done here",
        "This address does not take such a request. Go to the start page and begin there.",
    ),
    413: ("Too much was sent at once", "Go back, shorten the longest answers and save again."),
}
FAILED = (
    "Sorry, there is a problem",
    "What was saved before is kept. Go back and try again, or tell the person who looks after Formspec the reference.",
)
_FAILURES = 500
_UNAVAILABLE = 503
_IN_ADDRESSES = "."
"""What stands in the name of every answer, and in no other name."""


def register(application: Flask) -> None:
    """Let the application answer every refusal and failure with a page."""
    application.register_error_handler(HTTPException, _refused)
    application.register_error_handler(NotYours, _not_found)
    application.register_error_handler(StorageError, not_kept)
    application.register_error_handler(Exception, _failed)


def message(heading: str, sentence: str, reference: str = "") -> str:
    """Return a page that says one thing."""
    return render_template("message.html", heading=heading, sentence=sentence, reference=reference)


def _refused(refusal: HTTPException) -> Response | tuple[str, int]:
    status = refusal.code or _FAILURES
    if status >= _FAILURES:
        return _failed(refusal)
    heading, sentence = SENTENCES.get(status, SENTENCES[400])
    if isinstance(refusal, Refused):
        sentence = refusal.sentence
    page = message(heading, sentence)
    kept = {name: value for name, value in refusal.get_headers() if name == "Allow"}
    return Response(page, status, kept, mimetype="text/html")


def _not_found(_: NotYours) -> tuple[str, int]:
    """Say of what is not this person's just what is said of what is not there."""
    return message(*SENTENCES[404]), 404


def not_kept(failure: StorageError) -> tuple[str, int]:
    """Return the page of what storage could not do, with the answers that were typed, so that no word is lost."""
    _LOG.error("Storage failed", exc_info=failure)
    sent = _sent_by_a_form()
    typed = {name: text for name, text in sent.items() if _IN_ADDRESSES in name and text}
    if not typed:
        return message("This could not be done", str(failure)), _UNAVAILABLE
    beside = {name: text for name, text in sent.items() if _IN_ADDRESSES not in name and name != FIELD}
    files = bool(uploaded(request))
    return render_template("unsaved.html", sentence=str(failure), typed=typed, beside=beside, files=files), _UNAVAILABLE


def _sent_by_a_form() -> dict[str, str]:
    """Return what a form posted; nothing where none did."""
    try:
        return {} if request.method in SAFE_METHODS else posted(request)
    except Refused:
        return {}


def _failed(failure: Exception) -> tuple[str, int]:
    reference = secrets.token_hex(_REFERENCE_BYTES)
    _LOG.error("A request failed, reference %s", reference, exc_info=failure)
    heading, sentence = FAILED
    return message(heading, sentence, reference), _FAILURES
