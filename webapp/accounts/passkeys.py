"""Passkeys: what a browser is asked to make and to show, and the check of what it answers (W3C WebAuthn, level 3).

Here lives all that knows the library for them. That a challenge is answered once and that a count goes up is for
storage to see to; what the pages send and get is JSON as browsers have it.
"""

import ipaddress
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple, Self
from urllib.parse import urlsplit

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_client_data_json
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from webapp.accounts.totp import ISSUER

_LONGEST = 20_000
_UNREADABLE = "What the browser answered cannot be read. Load the page again, and try once more."


class PasskeyRefused(Exception):  # noqa: N818 (named after what happened)
    """What a browser answered is not right. The message is one sentence for a person."""


class Site(NamedTuple):
    """Whom a passkey is for: the name of the host without a port, and the whole origin of its pages."""

    host: str
    origin: str

    @classmethod
    def at(cls, url: str) -> Self | None:
        """Return the site of a page's address; None for a bare IP address, for which no browser keeps a passkey."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        try:
            ipaddress.ip_address(host)
        except ValueError:
            return cls(host, f"{parts.scheme}://{parts.netloc}") if host else None
        return None


class Made(NamedTuple):
    """A passkey that a browser has made: its id, the public half, and how often it was shown."""

    id: str
    public_key: bytes
    sign_count: int


class Answer(NamedTuple):
    """What a browser answered, before it is checked: which passkey it names, and the challenge that it was asked."""

    id: str
    challenge: bytes
    text: str

    @classmethod
    def read(cls, text: str) -> Self:
        """Return what was sent. Raises PasskeyRefused when no browser sends such a thing."""
        with _refusing():
            if len(text) > _LONGEST:
                raise PasskeyRefused(_UNREADABLE)
            sent = json.loads(text)
            told = parse_client_data_json(base64url_to_bytes(sent["response"]["clientDataJSON"]))
            return cls(bytes_to_base64url(base64url_to_bytes(sent["id"])), told.challenge, text)


def making(site: Site, user: str, names: tuple[str, str], *, known: Iterable[str], challenge: bytes) -> str:
    """Return what a browser is asked to make a passkey with, as JSON.

    `names` are the address and the name of the person, `known` the ids of the passkeys that they have.
    """
    email, name = names
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=ISSUER,
        user_id=user.encode(),
        user_name=email,
        user_display_name=name,
        challenge=challenge,
        exclude_credentials=_described(known),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=UserVerificationRequirement.PREFERRED
        ),
    )
    return webauthn.options_to_json(options)


def made(site: Site, answer: Answer) -> Made:
    """Return the passkey that was made. Raises PasskeyRefused."""
    with _refusing():
        found = webauthn.verify_registration_response(
            credential=answer.text,
            expected_challenge=answer.challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
        )
    return Made(bytes_to_base64url(found.credential_id), found.credential_public_key, found.sign_count)


def showing(site: Site, *, known: Iterable[str], challenge: bytes, alone: bool) -> str:
    """Return what a browser is asked to show a passkey with, as JSON.

    `alone` asks for one that stands for the password as well: whichever the person has, and proven to be theirs.
    """
    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        challenge=challenge,
        allow_credentials=_described(known),
        user_verification=UserVerificationRequirement.REQUIRED if alone else UserVerificationRequirement.PREFERRED,
    )
    return webauthn.options_to_json(options)


def shown(site: Site, answer: Answer, *, user: str, public_key: bytes, alone: bool) -> int:
    """Return how often a passkey of an account was shown, as it counts itself. Raises PasskeyRefused."""
    with _refusing():
        found = webauthn.verify_authentication_response(
            credential=answer.text,
            expected_challenge=answer.challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=public_key,
            credential_current_sign_count=0,
            require_user_verification=alone,
        )
        whose = json.loads(answer.text)["response"].get("userHandle")
        if (whose is None and alone) or (whose and base64url_to_bytes(whose) != user.encode()):
            raise PasskeyRefused(_UNREADABLE)
    return found.new_sign_count


def _described(known: Iterable[str]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in known]


@contextmanager
def _refusing() -> Iterator[None]:
    """Turn whatever the library meets in what was sent into PasskeyRefused: it raises more than its own exceptions."""
    try:
        yield
    except PasskeyRefused:
        raise
    except Exception as fault:
        raise PasskeyRefused(_UNREADABLE) from fault
