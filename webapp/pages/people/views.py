"""Looking after people: inviting, changing roles, closing accounts, ending sessions, and the school's choices.

Here lives what each of these asks and answers. Links are shown once, to whoever made them, and kept by nobody.
"""

from collections.abc import Mapping

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.accounts.addresses import is_email
from webapp.guard import posted
from webapp.mail.envelope import closed
from webapp.pages.identity import at_hand, signed_in, viewer
from webapp.pages.letters import invitation
from webapp.rights import RIGHTS, Role
from webapp.storage.account_statements import Account
from webapp.storage.choices import Chosen
from webapp.storage.failures import AccountExists, ChoicesMoved, LastAdministrator, SamePerson, Settled, Unknown
from webapp.storage.links import INVITATION_LIFETIME, RESET_LIFETIME

people = Blueprint("people", __name__, url_prefix="/people", template_folder="templates")
TWO_PEOPLE = {
    "publish-sensitive": "Publishing a form that is marked sensitive",
    "erase": "Erasing a record or a draft",
    "restore": "Putting a backup back",
}
"""What can be made to take two people, in words."""
_Answer = str | Response | tuple[str, int]
_DAYS = f"{INVITATION_LIFETIME.days} days"
_MINUTES = f"{int(RESET_LIFETIME.total_seconds()) // 60} minutes"
"""How long a link holds, in words: an invitation, and a link to an account that is in use."""
_OWN = (
    "This is your own account: change your password and your second factors on the page Your account, which asks for "
    "your password first."
)
_SHUT_OUT = (
    "You have none of your own yet, and would be signed out: set up a second factor on the page Your account first, "
    "then choose this."
)
_UNFIT = 422
_CONFLICT = 409


@people.get("")
def listing() -> str:
    """List everybody who has an account, and what the school has chosen."""
    return _listing({}, {})


@people.post("")
def invite() -> _Answer:
    """Invite somebody: keep an account, and show the link with which they set a password."""
    sent = posted(request)
    faults = _faults(sent)
    if faults:
        return _listing(sent, faults), _UNFIT
    try:
        made = at_hand().invite(sent["email"], sent["name"], _roles(sent))
    except AccountExists as known:
        return _listing(sent, {"email": str(known)}), _CONFLICT
    return _with_link(made, send="send" in sent)


@people.get("/<user_id>")
def page(user_id: str) -> str:
    """Show one account."""
    return _page(_known(user_id))


@people.post("/<user_id>")
def change(user_id: str) -> _Answer:
    """Give somebody another name or other roles."""
    sent, known = posted(request), _known(user_id)
    if not sent.get("name", "").strip():
        return _page(known, fault="Enter a name."), _UNFIT
    try:
        at_hand().change_account(user_id, sent["name"], _roles(sent))
    except LastAdministrator as refused:
        return _page(known, fault=str(refused)), _CONFLICT
    return redirect(url_for(".page", user_id=user_id, done="changed"), 303)


@people.post("/<user_id>/close")
def close(user_id: str) -> _Answer:
    """Let somebody sign in no more."""
    posted(request)
    known = _known(user_id)
    try:
        at_hand().close_account(user_id)
    except LastAdministrator as refused:
        return _page(known, fault=str(refused)), _CONFLICT
    return redirect(url_for(".page", user_id=user_id, done="closed"), 303)


@people.post("/<user_id>/reopen")
def reopen(user_id: str) -> _Answer:
    """Let somebody sign in again, with a new password."""
    sent, known = posted(request), _known(user_id)
    try:
        at_hand().reopen_account(user_id)
    except Unknown as refused:
        return _page(known, fault=str(refused)), _CONFLICT
    return _with_link(_known(user_id), send="send" in sent)


@people.post("/<user_id>/link")
def link(user_id: str) -> _Answer:
    """Show a link with which somebody sets a new password; one's own is changed with the password that one has."""
    sent, known = posted(request), _known(user_id)
    if known.id == viewer().id:
        return _page(known, fault=_OWN), _CONFLICT
    return _with_link(known, send="send" in sent)


@people.post("/<user_id>/sessions/end")
def end_sessions(user_id: str) -> Response:
    """Sign somebody out everywhere."""
    posted(request)
    _known(user_id)
    at_hand().end_sessions(user_id, "ended by an administrator")
    return redirect(url_for(".page", user_id=user_id, done="ended"), 303)


@people.post("/<user_id>/factors/remove")
def remove_factors(user_id: str) -> _Answer:
    """Take every second factor off somebody else who has lost theirs, and sign them out everywhere."""
    posted(request)
    known = _known(user_id)
    if known.id == viewer().id:
        return _page(known, fault=_OWN), _CONFLICT
    at_hand().remove_factors(user_id)
    return redirect(url_for(".page", user_id=user_id, done="no-factors"), 303)


@people.post("/choices")
def choose() -> _Answer:
    """Keep what the school chooses: who needs a second factor, and what takes two people."""
    sent = posted(request)
    wanted: Chosen = {
        "second-factor": [role.value for role in Role if f"factor-{role.value}" in sent],
        "two-people": [name for name in TWO_PEOPLE if f"two-{name}" in sent],
    }
    mine = signed_in().account
    if not mine.has_factor and {role.value for role in mine.roles} & {*wanted["second-factor"]}:
        return _listing({}, {"choices": _SHUT_OUT}, heading="Nothing was changed"), _CONFLICT
    try:
        at_hand().choose_all(wanted, seen={name: sent.get(f"seen-{name}", "").split() for name in wanted})
    except ChoicesMoved as refused:
        return _listing({}, {"choices": str(refused)}, heading="Nothing was changed"), _CONFLICT
    return redirect(url_for(".listing", done="chosen", _anchor="choices"), 303)


@people.post("/choices/<request_id>/agree")
def agree(request_id: str) -> _Answer:
    """Let take two people no more what another administrator asked for."""
    posted(request)
    try:
        at_hand().agree_to_lift(request_id)
    except (SamePerson, Settled) as refused:
        return _listing({}, {"choices": str(refused)}, heading="Nothing was changed"), _CONFLICT
    return redirect(url_for(".listing", done="chosen", _anchor="choices"), 303)


@people.post("/choices/<request_id>/refuse")
def refuse(request_id: str) -> _Answer:
    """Leave the choices as they are."""
    posted(request)
    try:
        at_hand().refuse_to_lift(request_id)
    except Settled as refused:
        return _listing({}, {"choices": str(refused)}, heading="Nothing was changed"), _CONFLICT
    return redirect(url_for(".listing", done="refused", _anchor="choices"), 303)


def _known(user_id: str) -> Account:
    found = at_hand().account(user_id)
    if found is None:
        abort(404)
    return found


def _roles(sent: Mapping[str, str]) -> frozenset[Role]:
    return frozenset(role for role in Role if f"role-{role.value}" in sent)


def _faults(sent: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong with an invitation, by field."""
    found: dict[str, str] = {}
    if not sent.get("name", "").strip():
        found["name"] = "Enter the name of the person."
    if not is_email(sent.get("email", "").strip()):
        found["email"] = "Enter the e-mail address of the person, like name@school.example."
    return found


def _with_link(account: Account, *, send: bool) -> _Answer:
    """Show a new link, and put it in the outbox too where that was asked for and there is a mail server.

    A link to an account that is in use is worth more to whoever finds it, and holds for less long.
    """
    lifetime, span = (INVITATION_LIFETIME, _DAYS) if account.state == "invited" else (RESET_LIFETIME, _MINUTES)
    try:
        token = at_hand().make_password_link(account.id, lifetime)
    except Unknown:
        abort(404)
    address = f"{url_for('signing.join', _external=True)}#{token}"
    posting = send and bool(current_app.config["HAS_MAIL"])
    if posting:
        at_hand().post(closed(invitation(account, address, span), str(current_app.secret_key)))
    shown = render_template("link.html", account=account, link=address, span=span, posted=posting)
    return Response(shown, mimetype="text/html")


def _listing(given: Mapping[str, str], faults: Mapping[str, str], *, heading: str = "Nobody was invited") -> str:
    return render_template(
        "people.html",
        people=at_hand().accounts(),
        roles=list(Role),
        rights=RIGHTS,
        given=given,
        chosen=_roles(given),
        faults=faults,
        factor=at_hand().choice("second-factor"),
        two=at_hand().choice("two-people"),
        two_people=TWO_PEOPLE,
        lifting=at_hand().lifting(),
        names=at_hand().names(),
        me=viewer().id,
        heading=heading,
        mail_faults=at_hand().mail_faults(),
        done=request.args.get("done", ""),
        wrong=bool(faults),
    )


def _page(account: Account, *, fault: str = "") -> str:
    return render_template(
        "person.html",
        account=account,
        sessions=at_hand().sessions(account.id),
        roles=list(Role),
        fault=fault,
        own=account.id == viewer().id,
        done=request.args.get("done", ""),
        wrong=bool(fault),
    )
