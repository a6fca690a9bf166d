"""What Formspec talks to, where the school has it: a mail server, and the service that its people sign in with.

Here lives how the settings of both are read and when they are refused. Nothing here connects to anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from typing import Self
from urllib.parse import SplitResult, unquote, urlsplit

from webapp.reach import is_loopback
from webapp.setting import SettingsError

_PORTS = {"smtp": 587, "smtps": 465}
_MAIL = (
    "FORMSPEC_MAIL cannot be used: write it as smtp://USER:PASSWORD@SERVER:PORT or smtps://USER:PASSWORD@SERVER:PORT, "
    "and any sign of the password but letters and figures as its percent code, such as %40 for @."
)
_SIGN_ON = ("FORMSPEC_OIDC_ISSUER", "FORMSPEC_OIDC_CLIENT_ID", "FORMSPEC_OIDC_CLIENT_SECRET", "FORMSPEC_OIDC_NAME")
_MANY_TENANTS = frozenset({"common", "organizations", "consumers"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """The server that takes the school's mail, and the address that mail comes from.

    `encrypted` says that the connection is so from its first byte; otherwise it is before anything is told, unless the
    server is this computer. Without a `user` nothing proves who sends.
    """

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    encrypted: bool
    sender: str

    @property
    def here(self) -> bool:
        """Whether the server is this computer."""
        return is_loopback(self.host)

    @classmethod
    def from_settings(cls, given: Mapping[str, str]) -> Self | None:
        """Return the mail server of the settings that are set, None for none. Raises SettingsError."""
        address, sender = given.get("FORMSPEC_MAIL", ""), given.get("FORMSPEC_MAIL_FROM", "")
        if not address and not sender:
            return None
        if not address:
            raise SettingsError("FORMSPEC_MAIL_FROM is set and FORMSPEC_MAIL is not: set both, or neither.")
        if "@" not in parseaddr(sender)[1]:
            raise SettingsError("FORMSPEC_MAIL_FROM has to be the e-mail address that mail comes from: set it.")
        parts = _split(address)
        if parts is None or parts.scheme not in _PORTS or not parts.hostname or parts.path not in {"", "/"}:
            raise SettingsError(_MAIL)
        return cls(
            host=parts.hostname,
            port=parts.port or _PORTS[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            encrypted=parts.scheme == "smtps",
            sender=sender,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOn:
    """The school's sign-in service (an OpenID Connect provider), and what Formspec is there.

    `name` is what people call it: the button says “Sign in with Google”.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str

    @classmethod
    def from_settings(cls, given: Mapping[str, str]) -> Self | None:
        """Return the sign-in service of the settings that are set, None for none. Raises SettingsError."""
        issuer, client_id, client_secret, name = found = [given.get(each, "") for each in _SIGN_ON]
        if not any(found):
            return None
        missing = [each for each, text in zip(_SIGN_ON, found, strict=True) if not text]
        if missing:
            raise SettingsError(
                f"{' and '.join(missing)} {_are(missing)} missing: set all four of FORMSPEC_OIDC, or none."
            )
        _require_issuer(issuer)
        return cls(issuer=issuer, client_id=client_id, client_secret=client_secret, name=name)


def _require_issuer(issuer: str) -> None:
    """Raise SettingsError unless an issuer can be trusted with who somebody is."""
    parts = _split(issuer)
    local = parts is not None and parts.scheme == "http" and is_loopback(parts.hostname or "")
    if parts is None or not parts.hostname or parts.query or parts.fragment or not (parts.scheme == "https" or local):
        raise SettingsError(
            f"FORMSPEC_OIDC_ISSUER is “{issuer}”: set it to the https:// address of the sign-in service, as that "
            "service gives it."
        )
    if parts.path.strip("/").partition("/")[0] in _MANY_TENANTS:
        raise SettingsError(
            f"FORMSPEC_OIDC_ISSUER is “{issuer}”, which lets people of any organisation sign in: set it to the address "
            "with the number of your own tenant."
        )


def _split(address: str) -> SplitResult | None:
    """Return the parts of an address, None when it is none: a port is whole and not 0, and nothing is cut off."""
    try:
        parts = urlsplit(address)
        whole = parts.port != 0 and "@" not in parts.path + parts.query + parts.fragment
    except ValueError:
        return None
    return parts if whole else None


def _are(names: list[str]) -> str:
    return "is" if len(names) == 1 else "are"
