"""The school's sign-in service, as a client of OpenID Connect: code, PKCE, state and nonce, by Authlib.

Here lives what is demanded of the service beyond what Authlib demands: that it is the issuer of the settings, signs
with a key of its own that we cannot forge, and names us as whom a token is for. Which account a person has is not for
this module.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, cast

import requests
from authlib.integrations.flask_client import FlaskOAuth2App, OAuth  # type: ignore[import-untyped]
from flask import Flask, current_app, request, session

from webapp.accounts.claims import Claims
from webapp.services import SignOn

_EXTENSION = "formspec-sign-on"
_NAME = "provider"
_STATES = f"_state_{_NAME}_"
_SECONDS = 10
_LONGEST = 24 * 60 * 60
_FRESH = 60 * 60
"""For how many seconds what a service says of itself, and its keys, are good without asking again."""
_METADATA = "/.well-known/openid-configuration"
_ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_SIGNATURES = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})
_SIGNS = "id_token_signing_alg_values_supported"
_LOG = logging.getLogger(__name__)


class ProviderError(Exception):
    """Somebody was not signed in by the service: one sentence that says why, and what to do."""


class Departure(NamedTuple):
    """What a browser left with: the page that it wants to come back to, and the token of its words, "" for none."""

    then: str
    words: str


def register(application: Flask, settings: SignOn | None) -> None:
    """Let the application sign people in by the service of the settings, where there is one."""
    application.jinja_env.globals["provider_name"] = settings.name if settings else ""
    if settings is None:
        return
    OAuth(application).register(
        _NAME,
        client_id=settings.client_id,
        client_secret=settings.client_secret,
        server_metadata_url=settings.issuer.rstrip("/") + _METADATA,
        client_kwargs={"scope": "openid email", "code_challenge_method": "S256", "default_timeout": _SECONDS},
    )
    application.extensions[_EXTENSION] = settings


def provider() -> SignOn | None:
    """Return the service that people sign in with, None when there is none."""
    return cast(SignOn | None, current_app.extensions.get(_EXTENSION))


def leave(back: str, departure: Departure) -> str:
    """Return the address at the service to which a browser goes, to come `back`. Raises ProviderError.

    What the browser left with earlier holds no more.
    """
    with _speaking() as client:
        asked = client.create_authorization_url(back, prompt="select_account")
        for name in [each for each in session if each.startswith(_STATES)]:
            session.pop(name)
        client.save_authorize_data(redirect_uri=back, left=int(time.time()), **departure._asdict(), **asked)
        session.permanent = True
        return str(asked["url"])


def returned() -> Departure | None:
    """Return what the browser of a request left with, None when it did not leave from here, or too long ago."""
    kept = session.get(_STATES + request.args.get("state", ""))
    data = kept.get("data", {}) if isinstance(kept, dict) else {}
    if time.time() - data.get("left", 0) > _LONGEST:
        return None
    return Departure(data["then"], data["words"])


def proven() -> Claims:
    """Return what the service says of the person who came back, once that is verified. Raises ProviderError."""
    with _speaking() as client:
        settings = cast(SignOn, provider())
        wanted = {
            "iss": {"essential": True, "value": settings.issuer},
            "aud": {"essential": True, "value": settings.client_id},
        }
        token = client.authorize_access_token(claims_options=wanted)
        claims: Claims = token["userinfo"]
        return {**claims, **_told_apart(client, token, claims)}


def _told_apart(client: FlaskOAuth2App, token: Any, claims: Claims) -> Claims:
    """Return what a service tells only when it is asked for it apart from the token, of the same person."""
    if "email" in claims or not client.server_metadata.get("userinfo_endpoint"):
        return {}
    told = client.userinfo(token=token)
    if told["sub"] != claims["sub"]:
        raise ValueError(told["sub"])
    return {name: told[name] for name in ("email", "email_verified") if name in told}


@contextmanager
def _speaking() -> Iterator[FlaskOAuth2App]:
    """Give the client, once what the service says of itself is known and good. Raises ProviderError."""
    settings = cast(SignOn, provider())
    try:
        client = current_app.extensions["authlib.integrations.flask_client"].create_client(_NAME)
        _require_trusted(_metadata(client), settings)
        yield client
    except requests.RequestException:
        raise ProviderError(
            f"{settings.name} cannot be reached at the moment, so you are not signed in. Try again in a few minutes, "
            "or sign in with your password."
        ) from None
    except Exception as fault:  # what a service answers can be anything, and go wrong anywhere
        _LOG.warning("What the sign-in service answered does not hold: %s", type(fault).__name__)
        raise ProviderError(
            f"{settings.name} did not confirm who you are, so you are not signed in. Try again, or sign in with your "
            "password."
        ) from None


def _metadata(client: FlaskOAuth2App) -> dict[str, Any]:
    """Return what a service says of itself, asked anew from time to time, so that keys that it withdrew go."""
    if time.time() - client.server_metadata.get("_loaded_at", 0) > _FRESH:
        client.server_metadata.clear()
    found: dict[str, Any] = client.load_server_metadata()
    return found


def _require_trusted(metadata: dict[str, Any], settings: SignOn) -> None:
    """Raise ValueError unless a service is the one of the settings; of its ways to sign leave those we cannot forge."""
    secure = [str(metadata[name]).startswith("https://") for name in _ADDRESSES]
    if metadata["issuer"] != settings.issuer or (settings.issuer.startswith("https://") and not all(secure)):
        raise ValueError(metadata["issuer"])
    taken = _SIGNATURES.intersection(metadata.get(_SIGNS, ()))
    if not taken:
        raise ValueError(_SIGNS)
    metadata[_SIGNS] = sorted(taken)
