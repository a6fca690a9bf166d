"""What a sign-in service says of a person, and how far it is believed.

Here lives the reading of claims whose token was verified already. Sources: OpenID Connect Core 1.0, section 5.1
(`email_verified`); RFC 8176 (`amr`); OpenID Connect EAP ACR Values 1.0 (`acr`); for Microsoft Entra `xms_edov`, its
claim that the owner of the domain of an address was verified.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from webapp.accounts.addresses import is_email

Claims = Mapping[str, Any]
_ENTRA = "login.microsoftonline.com"
_SECOND_FACTOR = frozenset(
    {"phr", "phrh", "http://schemas.openid.net/pape/policies/2007/06/multi-factor", "https://refeds.org/profile/mfa"}
)


def verified_address(claims: Claims) -> str:
    """Return the e-mail address of a person, "" unless the service says that it is verified.

    What is no address as accounts have them is none either: kept in one form, it could be that of somebody else.
    """
    address = claims.get("email")
    entra = urlsplit(str(claims.get("iss", ""))).hostname == _ENTRA
    verified = claims.get("email_verified") is True or (entra and claims.get("xms_edov") in (True, "1", "true"))
    return address if isinstance(address, str) and verified and is_email(address) else ""


def shows_second_factor(claims: Claims) -> bool:
    """Return whether the service says that the person has shown more than one factor."""
    methods = claims.get("amr")
    return (isinstance(methods, list) and "mfa" in methods) or str(claims.get("acr")) in _SECOND_FACTOR
