"""Taking up a link: the first account of an installation, an invitation, a new password.

Here lives what is asked and checked before the link is used up. The token of a link stands behind the # of its address,
which no browser sends: so it is in no log, and opening the link changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flask import current_app, render_template
from werkzeug.wrappers import Response

from engine.kinds.email import KIND as EMAIL
from webapp.accounts.addresses import is_email
from webapp.accounts.passwords import ADVICE, TooBusyError, hashed, mistake
from webapp.guard.owner import is_owner_token
from webapp.pages.desk import organisations
from webapp.pages.identity import at_hand
from webapp.pages.signing.entering import admit
from webapp.rights import Role
from webapp.storage.failures import AccountExists, Unknown
from webapp.storage.link_statements import Link

_STALE = "This link does not hold any more: it was used, or is too old. Ask for a new one."
_BUSY = "Many people are signing in at the moment, so nothing was done. Wait a moment, and try again."
_UNFIT = 422
_GONE = 410
_UNAVAILABLE = 503
_Answer = str | Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Joining:
    """What somebody entered who takes up a link, and what is wrong with it, by field."""

    token: str
    link: Link | None = None
    first: bool = False
    email: str = ""
    name: str = ""
    roles: frozenset[Role] = frozenset(Role)
    faults: Mapping[str, str] = field(default_factory=dict)


def joining_page(given: Joining | None = None, *, stale: str = "") -> str:
    """Return the page that asks for a link, or with one for what it needs."""
    return render_template(
        "join.html", given=given or Joining(""), stale=stale, advice=ADVICE, roles=list(Role), wrong=bool(stale)
    )


def joined(sent: Mapping[str, str]) -> _Answer:
    """Take up a link with what was sent, or ask for what is missing."""
    token = _token(sent.get("token", ""))
    first = not at_hand().has_accounts() and is_owner_token(token, str(current_app.secret_key))
    link = None if first else at_hand().link(token)
    if not first and link is None:
        return joining_page(stale=_STALE), _GONE
    given = _entered(token, link, sent)
    if "password" not in sent:
        return joining_page(given)
    faults = _faults(given, sent.get("password", ""), sent.get("again", ""))
    if faults:
        return joining_page(_with(given, faults)), _UNFIT
    try:
        return _take_up(given, hashed(sent["password"]))
    except TooBusyError:
        return joining_page(_with(given, {"password": _BUSY})), _UNAVAILABLE
    except (Unknown, AccountExists) as late:
        return joining_page(stale=str(late)), _GONE


def _take_up(given: Joining, password: str) -> Response:
    if given.first:
        account = at_hand().make_first(given.email, given.name, given.roles, password)
    else:
        account = at_hand().set_password_by_link(given.token, password)
    return admit(account, {})


def _token(pasted: str) -> str:
    """Return the token of what was pasted: the whole link, or what stands behind its #."""
    return pasted.strip().rpartition("#")[2]


def _entered(token: str, link: Link | None, sent: Mapping[str, str]) -> Joining:
    chosen = frozenset(role for role in Role if f"role-{role.value}" in sent)
    return Joining(
        token=token,
        link=link,
        first=link is None,
        email=at_hand().link_email(link) if link else sent.get("email", "").strip(),
        name=at_hand().link_name(link) if link else " ".join(sent.get("name", "").split()),
        roles=(chosen if "name" in sent else frozenset(Role)) | {Role.ADMINISTRATOR},
    )


def _faults(given: Joining, password: str, again: str) -> dict[str, str]:
    """Return what is wrong with what was entered, by field."""
    found: dict[str, str] = {}
    if given.first:
        if not given.name:
            found["name"] = "Enter your name, as others here know you."
        if not is_email(given.email):
            found["email"] = "Enter your e-mail address, like name@school.example."
    fault = mistake(password, known=(given.email, given.name, *organisations()))
    if fault:
        found["password"] = fault
    elif password != again:
        found["again"] = "The two passwords are not the same: type the same one twice."
    return found


def echoed(email: str) -> str:
    """Return an address as a page shows it again: "" when it is longer than any may be."""
    return email if len(email) <= EMAIL.limit else ""


def _with(given: Joining, faults: Mapping[str, str]) -> Joining:
    return replace(given, faults=faults)
