"""Who asks: the person behind a request, found by the session that their browser holds.

Here lives the way from a cookie to a `Viewer`, and what is answered to somebody who has not signed in or may not come
to an address. Without accounts everybody is `ANYBODY`, and nothing is asked.
"""

import secrets
from dataclasses import dataclass
from typing import NoReturn, cast

from flask import Flask, abort, current_app, g, request, url_for
from werkzeug.wrappers import Response

from webapp.guard import FormExpired, Refused, posted
from webapp.guard.token import made_for, make_forms_for
from webapp.pages.entrances import ENTRANCES, UNNOTICED, Entrance, require_rows
from webapp.rights import ANYBODY, NOBODY, Act, Viewer
from webapp.storage.letter_recipients import recipient_of
from webapp.storage.repository import Repository
from webapp.storage.sessions import SignedIn, time_left
from webapp.storage.stored_letters import LetterRequest

SESSION = "in"
"""The name of the cookie that holds the token of a session."""
DEVICE = "known"
"""The name of the cookie by which a browser is known to have signed in before."""
LETTER = "letter"
"""The name of the cookie that holds the token by which a letter is open to its recipient."""
BROWSER = "browser"
"""The name of the cookie by which a browser's visit keys are known; it outlasts sessions, and whoever signs in."""
_BROWSER_BYTES = 32
_YEAR = 365 * 24 * 60 * 60
_REPOSITORY = "formspec-repository"


class NotSignedIn(Refused):
    """Somebody came to a page without having signed in; `before` is the account that was, "" when none was."""

    def __init__(self, before: str) -> None:
        super().__init__(401, "Sign in first. Nothing was saved.")
        self.before = before


class NoLetter(Refused):
    """Somebody came to a page of a letter that is not open in their browser, or not any more."""

    def __init__(self) -> None:
        super().__init__(404, "No letter is open in this browser.")


class AnotherLetter(Refused):
    """A form was sent that was made for another letter than the one that is open in the browser by now."""

    def __init__(self) -> None:
        super().__init__(409, "Another letter is open in this browser by now, so nothing was saved.")


class AnotherSignedIn(NotSignedIn):
    """A form was sent that was made for the account `before`, and another one is signed in by now. Nothing was done."""


class SignedOut(FormExpired):
    """A script asked for something after its person's session had ended. Nothing was done."""

    def __init__(self) -> None:
        super().__init__()
        self.sentence = "You are signed out, so nothing was saved. Sign in again in another tab, then go on here."


def register(application: Flask, repository: Repository) -> None:
    """Let the application find out, before each request, who asks. Raises LookupError for an address without a row."""
    require_rows(application)
    application.extensions[_REPOSITORY] = repository
    application.before_request(_identify)
    application.context_processor(_shown)
    application.jinja_env.globals["may"] = may


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the application that everybody comes to by the links at the top of each page."""

    place: str
    words: str
    url: str


_PLACES = (
    ("start", "Start", "start.page", Act.READ_FORMS),
    ("overview", "Overview", "overview.page", Act.LOOK_OVER),
    ("search", "Search", "search.page", Act.LOOK_OVER),
    ("records", "Submitted", "records.listing", Act.READ_RECORDS),
    ("registers", "Registers", "registers.index", Act.READ_REGISTERS),
    ("actions", "Actions", "actions.listing", Act.SEE_ACTIONS),
    ("letters", "Letters", "letters.listing", Act.SEND_LETTERS),
    ("retention", "Retention", "retention.listing", Act.RETAIN),
    ("desk", "Desk", "review.listing", Act.READ_DESK),
)
_OF_ACCOUNTS = (
    ("people", "People", "people.listing", Act.MANAGE_PEOPLE),
    ("trail", "Audit trail", "trail.page", Act.READ_TRAIL),
)
"""The places that there are once there are accounts."""


def places() -> list[Place]:
    """Return the places that who asks may come to."""
    known = _PLACES if viewer().anybody else _PLACES + _OF_ACCOUNTS
    return [Place(place, words, url_for(endpoint)) for place, words, endpoint, act in known if viewer().may(act)]


def _shown() -> dict[str, object]:
    """Return what every page says of who asks."""
    asks = NOBODY if viewer().draft else viewer()
    found = g.get("signed_in") if asks.id else None
    seconds = int(time_left(found.session).total_seconds()) if found else 0
    return {
        "places": [] if viewer().draft else places(),
        "signed_in_as": asks.name,
        "signed_in_id": asks.id,
        "signed_in_for": seconds,
        "no_accounts": asks.anybody,
    }


def viewer() -> Viewer:
    """Return who asks."""
    return cast(Viewer, g.get("viewer", NOBODY))


def may(endpoint: str) -> bool:
    """Return whether who asks may come to an endpoint, so that a page leads nobody to what is not theirs."""
    asked = ENTRANCES[endpoint]
    return not isinstance(asked, Act) or viewer().may(asked)


def signed_in() -> SignedIn:
    """Return the session of who asks. Ends the request when there is none."""
    found = g.get("signed_in")
    if found is None:
        abort(404)
    return cast(SignedIn, found)


def is_signed_in() -> bool:
    """Return whether an account is signed in in this browser, if only with half of what it proves itself with."""
    return "signed_in" in g


def at_hand() -> Repository:
    """Return the repository as who asks sees it."""
    return cast(Repository, current_app.extensions[_REPOSITORY]).seen_by(viewer())


def as_owner(user_id: str) -> Repository:
    """Return the repository as the owner of an account sees it who has shown only half of who they are: that account.

    It is for showing and setting up what they prove themselves with, and comes to nothing else.
    """
    nothing_else = Viewer(id=user_id, name="", roles=frozenset())
    return cast(Repository, current_app.extensions[_REPOSITORY]).seen_by(nothing_else)


def own() -> Repository:
    """Return the repository as `as_owner` does for whoever has given a password. Ends the request when nobody has."""
    return as_owner(signed_in().account.id)


def cookie_name(name: str) -> str:
    """Return the name of a cookie of this application, so that two on one computer do not take each other's."""
    prefix = "__Host-" if current_app.config["SESSION_COOKIE_SECURE"] else ""
    mark = current_app.config["SESSION_COOKIE_NAME"].removeprefix("__Host-")
    return f"{prefix}{mark}-{name}"


def held(name: str) -> str:
    """Return what a cookie of this application holds, "" when the browser has none."""
    return request.cookies.get(cookie_name(name), "")


def hold(response: Response, name: str, value: str, *, lasting: bool = False, strict: bool = False) -> None:
    """Let the browser hold a value that no script sees, until it is closed or for a year.

    One that is `strict` comes with nothing that another site leads to.
    """
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    age = _YEAR if lasting else None
    same_site = "Strict" if strict else "Lax"
    response.set_cookie(cookie_name(name), value, max_age=age, secure=secure, httponly=True, samesite=same_site)


def hold_browser(response: Response) -> str:
    """Let the browser be known for its visit keys, as it is already or from now on; return the token for that."""
    token = held(BROWSER)
    if not token:
        token = secrets.token_urlsafe(_BROWSER_BYTES)
        hold(response, BROWSER, token, lasting=True)
    return token


def let_go(response: Response, name: str) -> None:
    """Let the browser forget a value."""
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    response.delete_cookie(cookie_name(name), secure=secure, httponly=True, samesite="Lax")


def viewer_of(found: SignedIn) -> Viewer:
    """Return the viewer that somebody who is signed in is."""
    return Viewer(id=found.account.id, name=found.account.name, roles=found.account.roles)


def _identify() -> None:
    """Find out who asks. Raises NotSignedIn, SignedOut, NoLetter and AnotherLetter; what is not theirs is not found."""
    repository = cast(Repository, current_app.extensions[_REPOSITORY])
    if ENTRANCES.get(request.endpoint or "") is Entrance.RECIPIENT:
        found_letter = _open_letter(repository)
        _require_form_of(found_letter)
        g.viewer = recipient_of(found_letter)
        return
    if not _has_accounts(repository):
        g.viewer = ANYBODY
        if ENTRANCES.get(request.endpoint or "") is Act.MANAGE_PEOPLE:
            abort(404)
        return
    asked = ENTRANCES.get(request.endpoint or "", Entrance.OPEN)
    if asked is Entrance.UNSEEN:
        return
    token = held(SESSION)
    found = repository.session(token, used=request.endpoint not in UNNOTICED) if token else None
    if found is not None:
        g.signed_in = found
        if found.session.stage == "full":
            _require_own_form(found)
            g.viewer = viewer_of(found)
            make_forms_for(found.account.id)
    if asked is Entrance.OPEN:
        return
    if found is None or (found.session.stage != "full" and asked is not Entrance.HALF):
        _refuse(NotSignedIn(repository.ended_session(token) if token else ""))
    if not isinstance(asked, Entrance) and not viewer().may(asked):
        abort(404)


def _open_letter(repository: Repository) -> LetterRequest:
    """Return the letter that is open in the browser. Raises NoLetter."""
    found = repository.opened_letter(held(LETTER))
    if found is None:
        raise NoLetter
    return found


def _require_form_of(letter: LetterRequest) -> None:
    """Let forms say which letter they are of. Raises AnotherLetter for a form that is not of the one that is open."""
    mine = f"letter {letter.id}"
    if request.method == "POST" and made_for(posted(request)) != mine:
        raise AnotherLetter
    make_forms_for(mine)


def _require_own_form(found: SignedIn) -> None:
    """Raise AnotherSignedIn or SignedOut when a form was made for somebody else than who is signed in."""
    made = made_for(posted(request)) if request.method == "POST" else ""
    if made not in {"", found.account.id}:
        _refuse(AnotherSignedIn(made))


def _has_accounts(repository: Repository) -> bool:
    """Return whether there are accounts. Once there are, there are for ever, so that it is asked no more."""
    known = current_app.config.get("HAS_ACCOUNTS") or repository.has_accounts()
    current_app.config["HAS_ACCOUNTS"] = known
    return bool(known)


def _refuse(refusal: NotSignedIn) -> NoReturn:
    """End a request whose person has to sign in first.

    A page that a device's worker asks for has no destination either, and is told from a script's question by its mode.
    """
    asked = request.headers.get("Sec-Fetch-Mode"), request.headers.get("Sec-Fetch-Dest")
    if asked[0] != "navigate" and asked[1] == "empty":
        raise SignedOut
    raise refusal
