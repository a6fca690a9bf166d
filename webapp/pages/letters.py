"""What letters to people say.

Here lives their wording alone. A subject is read by anybody on the way and on a locked screen: it names no person and
holds no link.
"""

from collections.abc import Sequence

from webapp.storage.account_statements import Account
from webapp.storage.outbox_statements import Message

_ONCE = "The link works once, for {span}. Whoever has it can use it: pass it on to nobody."


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
    return Message(account.email, subject, f"Dear {account.name},\n\n{told}\n")
