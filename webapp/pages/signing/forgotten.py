"""“I have forgotten my password”: a letter with a link to set a new one, where there is a mail server.

Here lives the page that asks for the address. It answers in the same words whether there is such an account or not, and
the letter goes by the outbox, so that the time tells nothing either.
"""

from flask import Blueprint, abort, current_app, render_template, request, url_for

from webapp.accounts.addresses import is_email
from webapp.guard import posted
from webapp.mail.envelope import closed
from webapp.pages.identity import at_hand
from webapp.pages.letters import new_password
from webapp.pages.signing.joining import echoed
from webapp.storage.account_statements import Account
from webapp.storage.links import RESET_LIFETIME
from webapp.storage.outbox_statements import Message

forgotten = Blueprint("forgotten", __name__, url_prefix="/forgotten", template_folder="templates")
_UNFIT = 422
_MINUTES = int(RESET_LIFETIME.total_seconds()) // 60


@forgotten.get("")
def page() -> str:
    """Ask for the address to which the letter goes."""
    _require_mail()
    return _page()


@forgotten.post("")
def ask() -> str | tuple[str, int]:
    """Write the letter, if there is such an account, and say that it is on its way if there is."""
    _require_mail()
    email = posted(request).get("email", "").strip()
    if not is_email(email):
        return _page(email, fault="Enter your e-mail address, like name@school.example."), _UNFIT
    at_hand().send_reset_link(email, _letter)
    return _page(email, asked=True)


def _letter(account: Account, token: str) -> Message:
    written = new_password(account, f"{url_for('signing.join', _external=True)}#{token}", _MINUTES)
    return closed(written, str(current_app.secret_key))


def _require_mail() -> None:
    if not current_app.config["HAS_MAIL"]:
        abort(404)


def _page(email: str = "", *, fault: str = "", asked: bool = False) -> str:
    return render_template(
        "forgotten.html", email=echoed(email), fault=fault, asked=asked, minutes=_MINUTES, wrong=bool(fault)
    )
