"""Codes from an authenticator app: six figures that change every 30 seconds (RFC 6238).

Here lives the making of a secret, the ways to bring it into an app, and the check of a code. That a step is taken only
once is for storage to see to.
"""

from datetime import datetime

import pyotp
import segno
from markupsafe import Markup
from pyotp.exceptions import OTPVerificationError

from webapp.accounts.sealing import sealed, unsealed

ISSUER = "Formspec"
DIGITS = 6
_EITHER_SIDE = 1
"""How many steps a clock may be wrong by."""
_GROUP = 4
_PURPOSE = "totp"


def new_secret() -> str:
    """Return 160 random bits, in the letters and figures that an app takes by hand."""
    return pyotp.random_base32()


def step_of(secret: str, code: str, moment: datetime) -> int | None:
    """Return the step of 30 seconds that a code belongs to, the one at a moment or one beside it; None for none."""
    figures = "".join(code.split())
    if not (figures.isascii() and figures.isdigit() and len(figures) == DIGITS):
        return None
    try:
        return pyotp.TOTP(secret).verify_and_get_timecode(figures, for_time=moment, valid_window=_EITHER_SIDE)
    except OTPVerificationError:
        return None


def drawing(secret: str, email: str, host: str) -> Markup:
    """Return the QR code that an app reads a secret from, as SVG to stand in a page.

    An app lists it under the address of the person, and the host without its port: a colon ends the issuer.
    """
    issuer = f"{ISSUER} ({host.partition(':')[0]})"
    address = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=issuer)
    return Markup(segno.make(address, error="m").svg_inline(scale=4, light="#fff", dark="#000"))  # noqa: S704 (drawn)


def in_groups(secret: str) -> str:
    """Return a secret in groups of four, to be typed by hand."""
    return " ".join(secret[at : at + _GROUP] for at in range(0, len(secret), _GROUP))


def sealed_secret(secret: str, owner: str, key: str) -> bytes:
    """Return a secret as it is kept for an account."""
    return sealed(secret, owner, purpose=_PURPOSE, key=key)


def opened_secret(kept: bytes, owner: str, key: str) -> str | None:
    """Return the secret that is kept for an account; None when the secret key is another one now."""
    return unsealed(kept, owner, purpose=_PURPOSE, key=key)
