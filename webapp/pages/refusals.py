"""Pages for what cannot be shown or done: one sentence, and what to do next.

Here lives what a person reads when a request is refused or fails. No page says more than that; what went wrong inside
is in the log, under the reference that the page names, and without a word of what was sent.
"""

import logging
import secrets

from flask import Flask, render_template, request
from markupsafe import Markup
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from webapp.guard import Refused, posted, uploaded
from webapp.guard.origin import SAFE_METHODS
from webapp.guard.token import FIELD
from webapp.log import trace
from webapp.pages.downloads import as_line
from webapp.pages.identity import viewer
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
    410: ("This was erased", "It is kept no longer."),
    413: ("Too much was sent at once", "Go back, shorten the longest answers and save again."),
}
_FOR_SCRIPTS = frozenset({"saves.save", "saves.set_aside", "saves.submit", "visit.kit"})
"""The endpoints that scripts alone ask. They are refused in JSON, to tell it from what something in between says."""
FAILED = (
    "Sorry, there is a problem",
    "What was saved before is kept. Go back and try again, or tell the person who looks after Formspec the reference.",
)
_FAILURES = 500
_UNAVAILABLE = 503
_IN_ADDRESSES = "."
"""What stands in the name of every answer, and in no other name."""
_NOTE = "note"
"""The name of the box for a note."""
_BARE = Markup(
    '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{} - Formspec</title></head>\n'
    '<body><main><h1>{}</h1><p>{}</p><p>Reference: <strong>{}</strong></p><p><a href="/">Go to the start page</a></p>'
    "</main></body></html>\n"
)
"""The same page for when a page cannot be made."""


def register(application: Flask) -> None:
    """Let the application answer every refusal and failure with a page."""
    application.register_error_handler(HTTPException, _refused)
    application.register_error_handler(NotYours, _not_found)
    application.register_error_handler(StorageError, not_kept)
    application.register_error_handler(Exception, _failed)


def message(heading: str, sentence: str, reference: str = "", *, back: tuple[str, str] = ("", "")) -> str:
    """Return a page that says one thing; `back` is the address and the title of the page that one came from."""
    return render_template("message.html", heading=heading, sentence=sentence, reference=reference, back=back)


def logged(failure: Exception) -> str:
    """Write a failure to the log, and return the reference that it stands under."""
    reference = secrets.token_hex(_REFERENCE_BYTES)
    _LOG.error("Reference %s, %s %s\n%s", reference, request.method, request.endpoint or "nowhere", trace(failure))
    return reference


def with_reference(failure: StorageError) -> str:
    """Write to the log that something was not kept, and return its sentence with the reference that it stands under."""
    return f"{failure} Reference: {logged(failure)}."


def _refused(refusal: HTTPException) -> Response | tuple[str, int]:
    status = refusal.code or _FAILURES
    if status >= _FAILURES:
        return _failed(getattr(refusal, "original_exception", None) or refusal)
    log_refusal(refusal, status)
    heading, sentence = SENTENCES.get(status, SENTENCES[400])
    if isinstance(refusal, Refused):
        sentence = refusal.sentence
    if request.endpoint in _FOR_SCRIPTS:
        return _said(sentence, status)
    page = message(heading, sentence)
    kept = {name: value for name, value in refusal.get_headers() if name == "Allow"}
    return Response(page, status, kept, mimetype="text/html")


def log_refusal(refusal: Exception, status: int) -> None:
    """Write to the log what the guard refused, and what somebody with an account did not find or may not see."""
    who = viewer().id
    if who or isinstance(refusal, Refused):
        _LOG.warning("Refused %d, %s %s, %s", status, request.method, request.endpoint or "nowhere", who or "nobody")


def _said(sentence: str, status: int) -> Response:
    return Response(as_line({"said": sentence}), status, mimetype="application/json")


def _not_found(refusal: NotYours) -> Response | tuple[str, int]:
    """Say of what is not this person's just what is said of what is not there."""
    log_refusal(refusal, 404)
    if request.endpoint in _FOR_SCRIPTS:
        return _said(SENTENCES[404][1], 404)
    return message(*SENTENCES[404]), 404


def not_kept(failure: StorageError) -> tuple[str, int]:
    """Return the page of what storage could not do, with the answers that were typed, so that no word is lost."""
    reference = logged(failure)
    sent = _sent_by_a_form()
    words = {name: text for name, text in sent.items() if _IN_ADDRESSES in name or name == _NOTE}
    typed = {name: text for name, text in words.items() if text.strip()}
    if not typed:
        return _told("This could not be done", str(failure), reference), _UNAVAILABLE
    beside = {name: text for name, text in sent.items() if name not in words and name != FIELD}
    files = bool(uploaded(request))
    sentence = f"{failure} Reference: {reference}."
    return render_template("unsaved.html", sentence=sentence, typed=typed, beside=beside, files=files), _UNAVAILABLE


def _sent_by_a_form() -> dict[str, str]:
    """Return what a form posted; nothing where none did."""
    try:
        return {} if request.method in SAFE_METHODS else posted(request)
    except Refused:
        return {}


def _failed(failure: Exception) -> tuple[str, int]:
    heading, sentence = FAILED
    return _told(heading, sentence, logged(failure)), _FAILURES


def _told(heading: str, sentence: str, reference: str) -> str:
    try:
        return message(heading, sentence, reference)
    except Exception:  # whatever keeps every page from being made must not keep a person from being told
        return _BARE.format(heading, heading, sentence, reference)
