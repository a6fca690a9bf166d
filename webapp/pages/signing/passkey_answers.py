"""What a browser answered that was asked for a passkey, checked against what is kept.

Here lives the order of the checks: the challenge is used up whatever else is wrong, and the count goes up only when all
else is right.
"""

from collections.abc import Mapping

from webapp.accounts.passkeys import Answer, Made, PasskeyRefused, Site, made, shown
from webapp.pages.identity import at_hand
from webapp.pages.signing.factor_pages import site_here
from webapp.storage.factor_statements import Passkey

FIELD = "credential"
"""The name of the input that holds what a browser answered, as JSON."""
_NOT_HERE = "Passkeys cannot be used at this address. Open Formspec by its name, and not by numbers."
_STALE = "This page has been open for too long, or was used already. Try once more."
_STRANGE = "This passkey is not one of yours here, or was removed. Use another one, or another way to sign in."
_COPIED = (
    "This passkey says that it was used less often than it was: there may be a copy of it. It was not taken. Sign in "
    "another way, remove it from your account, and add a new one."
)


def require_site() -> Site:
    """Return the site that passkeys are for here. Raises PasskeyRefused where there can be none."""
    found = site_here()
    if found is None:
        raise PasskeyRefused(_NOT_HERE)
    return found


def passkey_made(sent: Mapping[str, str], *, purpose: str, bound_to: str) -> Made:
    """Return the passkey that a browser has made. Raises PasskeyRefused."""
    answer = Answer.read(sent.get(FIELD, ""))
    _use_up(answer, purpose, bound_to)
    return made(require_site(), answer)


def passkey_shown(sent: Mapping[str, str], *, purpose: str, bound_to: str = "", user: str = "") -> Passkey:
    """Return the passkey that a browser has shown: of an account, or with "" of any that it stands for alone.

    Raises PasskeyRefused.
    """
    answer = Answer.read(sent.get(FIELD, ""))
    _use_up(answer, purpose, bound_to)
    known = at_hand().passkey(answer.id)
    if known is None or (user and known.user != user):
        raise PasskeyRefused(_STRANGE)
    count = shown(require_site(), answer, user=known.user, public_key=known.public_key, alone=not user)
    if not at_hand().count_passkey(known.id, count):
        at_hand().refuse_try(known.user, step="factor")
        raise PasskeyRefused(_COPIED)
    return known


def _use_up(answer: Answer, purpose: str, bound_to: str) -> None:
    if not at_hand().use_challenge(answer.challenge, purpose, bound_to):
        raise PasskeyRefused(_STALE)
