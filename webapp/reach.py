"""How the application is reached: where it listens, and the public address that people use, if there is one.

Here lives what the settings about that mean together, and when they are refused. Nothing here listens, or opens a
certificate: that is for `webapp.serving`.
"""

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import SplitResult, urlsplit

from webapp.setting import SettingsError, yes_no

DEFAULT_PORT = 8000
DEFAULT_HOST = "127.0.0.1"
HTTPS_PORT = 443
_LAST_PORT = 65535
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_EXAMPLE = "https://forms.school.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFiles:
    """The files of a certificate and of its private key, all in PEM, whether or not they are there.

    `authority` is the certificate of the school's own authority, which its devices trust, None when the certificate was
    issued by one that browsers know.
    """

    certificate: Path
    key: Path
    authority: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicAddress:
    """The one address that people use, always of HTTPS.

    `host` is what their browsers ask for, `name` or `name:port`. `files` are Formspec's own certificate, None when a
    proxy in front of it ends HTTPS.
    """

    host: str
    files: CertificateFiles | None

    @property
    def url(self) -> str:
        """The address, without a stroke at its end; it is also the origin of its pages."""
        return f"https://{self.host}"

    @property
    def name(self) -> str:
        """The host without its port, and without brackets."""
        return urlsplit(self.url).hostname or ""

    @property
    def hosts(self) -> frozenset[str]:
        """What a browser may ask for: the host, and its port too where that goes without saying."""
        own_port = urlsplit(self.url).port is not None
        return frozenset({self.host} if own_port else {self.host, f"{self.host}:{HTTPS_PORT}"})

    @classmethod
    def of(cls, given: Mapping[str, str], host: str) -> Self | None:
        """Return the public address that the settings name, None when only this computer is served.

        Raises SettingsError when they do not name one that is safe.
        """
        if "FORMSPEC_URL" not in given:
            _require_private(given, host)
            return None
        return cls(host=_public_host(given["FORMSPEC_URL"]), files=_files(given))


def listening_port(text: str) -> int:
    """Return a port to listen at. Raises SettingsError."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(_LAST_PORT)) and int(text) <= _LAST_PORT):
        raise SettingsError(f"PORT is “{text}”: set it to a whole number from 0 to {_LAST_PORT}.")
    return int(text)


def listening_host(text: str) -> str:
    """Return an address of this computer to listen at, without brackets. Raises SettingsError."""
    bare = text.removeprefix("[").removesuffix("]")
    if not (_is_address(bare) or _NAME.fullmatch(bare.lower())):
        raise SettingsError(
            f"FORMSPEC_HOST is “{text}”, which is no address of a computer: leave it at {DEFAULT_HOST}, or set it to "
            "0.0.0.0 to listen at every address of this one."
        )
    return bare


def is_loopback(host: str) -> bool:
    """Return whether a host, without brackets, is this computer by a name that only itself can reach."""
    return host.lower() == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return "%" not in host


def _require_private(given: Mapping[str, str], host: str) -> None:
    """Raise SettingsError when others are to reach the application, and nobody said at which address."""
    if not is_loopback(host):
        raise SettingsError(
            f"FORMSPEC_HOST is “{host}”, where other computers can reach it: set FORMSPEC_URL to the address that "
            f"people are to use, such as {_EXAMPLE}, or leave FORMSPEC_HOST at {DEFAULT_HOST}."
        )
    proxy = yes_no("FORMSPEC_PROXY", given.get("FORMSPEC_PROXY", "no"))
    named = ["FORMSPEC_PROXY"] * proxy + [name for name in (*_FILES, _AUTHORITY) if name in given]
    if named:
        raise SettingsError(
            f"{named[0]} is set and FORMSPEC_URL is not: set FORMSPEC_URL to the address that people are to use, such "
            f"as {_EXAMPLE}, or leave {named[0]} out."
        )


def _public_host(text: str) -> str:
    """Return the host, and its port unless it is that of HTTPS, of an address that has nothing else."""
    try:
        address = urlsplit(text)
        port = address.port
    except ValueError:
        address, port = urlsplit(""), None
    host = (address.hostname or "").lower()
    if not (_is_bare(address, text) and _is_host(host)) or port == 0:
        raise SettingsError(
            f"FORMSPEC_URL cannot be used: write it as https://NAME or https://NAME:PORT, such as {_EXAMPLE}, with "
            "nothing after it."
        )
    bracketed = f"[{host}]" if ":" in host else host
    return bracketed if port in {None, HTTPS_PORT} else f"{bracketed}:{port}"


def _is_bare(address: SplitResult, text: str) -> bool:
    """Return whether nothing but a host and a port follows https://, and each is there if its sign is."""
    bare = address.scheme == "https" and address.path in {"", "/"} and not {"@", "?", "#", "\\", "%"} & set(text)
    return bare and not address.netloc.endswith(":") and text.isascii()


def _is_host(host: str) -> bool:
    """Return whether it is a name or an address, and not one that looks like an address to some and to others not."""
    last = host.rpartition(".")[2]
    return _is_address(host) or (_NAME.fullmatch(host) is not None and not last.isdigit() and last[:2] != "0x")


_FILES = ("FORMSPEC_TLS_CERTIFICATE", "FORMSPEC_TLS_KEY")
_AUTHORITY = "FORMSPEC_TLS_AUTHORITY"


def _files(given: Mapping[str, str]) -> CertificateFiles | None:
    """Return the files of Formspec's own certificate, None when a proxy was declared. Raises SettingsError."""
    named = [name for name in (*_FILES, _AUTHORITY) if name in given]
    proxy = yes_no("FORMSPEC_PROXY", given.get("FORMSPEC_PROXY", "no"))
    if proxy and named:
        raise SettingsError(
            f"FORMSPEC_PROXY is yes and {named[0]} is set, but HTTPS ends in one place only: leave {named[0]} out when "
            "the proxy has the certificate, and FORMSPEC_PROXY when Formspec has it."
        )
    if proxy:
        return None
    if not {*named} & {*_FILES}:
        raise SettingsError(
            "FORMSPEC_URL is set, and nothing makes its HTTPS: name a certificate in FORMSPEC_TLS_CERTIFICATE and its "
            "key in FORMSPEC_TLS_KEY, or set FORMSPEC_PROXY to yes when a proxy in front of Formspec has them."
        )
    missing = next((name for name in _FILES if name not in given), "")
    if missing:
        raise SettingsError(f"{named[0]} is set and {missing} is not: a certificate is used with its key, set both.")
    certificate, key = (_file(given[name]) for name in _FILES)
    authority = _file(given[_AUTHORITY]) if _AUTHORITY in given else None
    return CertificateFiles(certificate=certificate, key=key, authority=authority)


def _file(text: str) -> Path:
    return Path(os.path.abspath(Path(text).expanduser()))  # noqa: PTH100 (resolve() would follow links that a renewal changes)
