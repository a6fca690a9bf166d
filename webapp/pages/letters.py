"""What letters to people say.

Here lives their wording alone. A subject is read by anybody on the way and on a locked screen: it names no person and
holds no link.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.pages.words import short_digest, stamp
from webapp.storage.account_statements import Account
from webapp.storage.outbox_statements import Message
from webapp.storage.stored_letters import LetterRequest

_BACK = {
    "signed": "it was signed.",
    "declined": "it was declined.",
    "passed-on": "somebody else is to sign it.",
}
"""What became of a letter that came back."""
_REMINDED = "You can turn these reminders off for yourself, on Formspec under your name."
_ONCE = "The link works once, for {span}. Whoever has it can use it: pass it on to nobody."


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends a letter: the school, and the name of the account that sent it; "" where either is not known."""

    school: str
    name: str


def invitation(account: Account, link: str, span: str) -> Message:
    """Return the letter with which somebody sets the password of an account, from whoever looks after people."""
    body = (
        f"Dear {account.name},\n\n"
        f"you can use Formspec, the school's place for forms, with the address {account.email}.\n"
        f"Open this link to set a password:\n\n{link}\n\n{_ONCE.format(span=span)}\n\n"
        "If you did not expect this letter, ask at the school before you open the link.\n"
    )
    return Message(account.email, "Your account on Formspec", body)


def new_password(account: Account, link: str, minutes: int) -> Message:
    """Return the letter that was asked for by somebody who has forgotten their password."""
    body = (
        f"Dear {account.name},\n\n"
        f"somebody, we hope you, said on Formspec that the password for {account.email} was forgotten.\n"
        f"Open this link to set a new one:\n\n{link}\n\n{_ONCE.format(span=f'{minutes} minutes')}\n\n"
        "If it was not you, do nothing: your password stays as it is.\n"
    )
    return Message(account.email, "A new password for Formspec", body)


def action_given(account: Account, address: str) -> Message:
    """Return the letter to somebody who was given an action; it says nothing of what is to be done."""
    body = f"Dear {account.name},\n\nan action on Formspec is yours to do now:\n\n{address}\n"
    return Message(account.email, "An action is yours", body)


def decided(account: Account, address: str) -> Message:
    """Return the letter to whoever filled in what was decided on; it says nothing of what that is."""
    body = f"Dear {account.name},\n\nsomething was decided on a form that you filled in:\n\n{address}\n"
    return Message(account.email, "Something was decided", body)


def actions_due(account: Account, overdue: Sequence[str], soon: Sequence[str]) -> Message:
    """Return the letter that reminds somebody of actions, by the addresses of their pages and nothing that they say."""
    parts = (
        ("These actions of yours are overdue:", overdue),
        ("These actions of yours are due within the next days:", soon),
    )
    told = "\n\n".join("\n".join((heading, "", *addresses)) for heading, addresses in parts if addresses)
    subject = "Actions of yours are overdue" if overdue else "Actions of yours are due soon"
    return Message(account.email, subject, f"Dear {account.name},\n\n{told}\n\n{_REMINDED}\n")


def letter_to_sign(request: LetterRequest, title: str, whose: Sender, link: str, *, again: bool = False) -> Message:
    """Return the mail with which somebody opens a letter that they are to sign, for the first time or `again`.

    It does not name the address that they confirm: whoever it is passed on to has to know it.
    """
    asks = "reminds you of" if again else "asks you to read, complete and sign"
    sent = f"It was sent by {whose.name} at {whose.school or 'the school'}.\n" if whose.name else ""
    whom = f"{whose.name} at the school" if whose.name else "at the school"
    body = (
        f"Dear {request.name},\n\n"
        f"{whose.school or 'The school'} {asks} this letter:\n{_sentence(title)}\n{sent}\n"
        f"Open this link, and confirm the e-mail address that this mail was sent to:\n\n{link}\n\n"
        f"The letter can be signed until {stamp(request.expires)}. You need no account and no password, and can save "
        "what you have and come back by the same link. If you cannot sign it, or somebody else should, say so there.\n"
        "The link is for you alone: pass it on to nobody.\n\n"
        f"If you did not expect this letter, ask {whom} before you open the link.\n"
    )
    subject = "A letter waits for you to sign it" if again else "A letter for you to sign"
    return Message(request.email, subject, body)


def letter_copy(request: LetterRequest, title: str, signed: datetime, digest: str) -> Message:
    """Return the mail that says that somebody signed a letter. It holds no link and none of the answers."""
    body = (
        f"Dear {request.name},\n\n"
        f"you signed this letter on {stamp(signed)}:\n{_sentence(title)}\n\n"
        "Keep the copy that you downloaded after signing. If you have none, ask the school for one.\n"
        f"The fingerprint of what you signed is {short_digest(digest)}; the copy ends each page with the same.\n\n"
        "If it was not you, tell the school at once.\n"
    )
    return Message(request.email, "You signed a letter", body)


def letter_back(account: Account, request: LetterRequest, title: str, about: str, address: str) -> Message:
    """Return the mail that says to whoever sent a letter that it came back, and how; it holds none of the answers."""
    told = f"{_sentence(title)}\nIt was sent about {about}." if about else _sentence(title)
    body = (
        f"Dear {account.name},\n\n"
        f"a letter that you sent to {request.name} came back: {_BACK[request.state]}\n{told}\n\n{address}\n"
    )
    return Message(account.email, "A letter came back", body)


def _sentence(title: str) -> str:
    return title if title.endswith((".", "?", "!")) else f"{title}."
