"""What can be set from outside, read once from the environment.

Here lives what each setting means and when it is refused. Nothing here opens, creates or locks anything, and nothing
here knows the database's library, so that commands without storage start without it.
"""

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

DEFAULT_PORT = 8000
DEFAULT_HOST = "127.0.0.1"
DEFAULT_DATA = "formspec-data"
DATABASE_FILE = "formspec.sqlite3"
_LAST_PORT = 65535
_SQLITE = "sqlite:///"
_CONTACT = re.compile(r"(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https://[!-~]+", re.ASCII)
_YES_NO = {"yes": True, "no": False}
_POSTGRESQL = frozenset({"postgres", "postgresql", "postgresql+psycopg"})


class SettingsError(Exception):
    """A setting that cannot be used: one sentence that says which, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the application listens, where it keeps what is entered, where further specs are, and who may publish.

    `database` is the address of a PostgreSQL server's database, or "" when an SQLite file holds everything: then
    `file` is that file. `second_person` says that nobody publishes a version alone. `security_contact` is the address
    (mailto: or https:) that whoever finds a weakness may write to, or "".
    """

    host: str
    port: int
    data: Path
    specs: tuple[Path, ...]
    database: str = field(repr=False)
    file: Path
    second_person: bool
    security_contact: str

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """Return the settings of an environment. Raises SettingsError; a setting that is empty is not set."""
        given = {name: text.strip() for name, text in environment.items() if text.strip()}
        data = _folder("FORMSPEC_DATA", given.get("FORMSPEC_DATA", DEFAULT_DATA), must_exist=False)
        database, file = _database(given.get("FORMSPEC_DATABASE", ""), data)
        specs = filter(None, given.get("FORMSPEC_SPECS", "").split(os.pathsep))
        return cls(
            host=_host(given.get("FORMSPEC_HOST", DEFAULT_HOST)),
            port=_port(given.get("PORT", str(DEFAULT_PORT))),
            data=data,
            specs=tuple(_folder("FORMSPEC_SPECS", each, must_exist=True) for each in specs),
            database=database,
            file=file,
            second_person=_yes_no("FORMSPEC_SECOND_PERSON", given.get("FORMSPEC_SECOND_PERSON", "no")),
            security_contact=_contact(given.get("FORMSPEC_SECURITY_CONTACT", "")),
        )

    @property
    def place(self) -> str:
        """Where what is entered is kept, to be read by a person: without a password."""
        if not self.database:
            return str(self.file)
        address = urlsplit(self.database)
        server = address.hostname or "this computer"
        port = f":{address.port}" if address.port else ""
        return f"the PostgreSQL database {address.path.lstrip('/')} on {server}{port}"


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(_LAST_PORT)) and int(text) <= _LAST_PORT):
        raise SettingsError(f"PORT is “{text}”: set it to a whole number from 0 to {_LAST_PORT}.")
    return int(text)


def _yes_no(name: str, text: str) -> bool:
    if text.lower() not in _YES_NO:
        raise SettingsError(f"{name} is “{text}”: set it to yes or no.")
    return _YES_NO[text.lower()]


def _contact(text: str) -> str:
    """Return an address to write to as the URL that it is."""
    if text and _CONTACT.fullmatch(text) is None:
        raise SettingsError(
            f"FORMSPEC_SECURITY_CONTACT is “{text}”: set it to an e-mail address, or to the https:// address of a page."
        )
    return f"mailto:{text}" if "@" in text and ":" not in text else text


def _host(text: str) -> str:
    bare = text.removeprefix("[").removesuffix("]")
    if not _is_loopback(bare):
        raise SettingsError(
            f"FORMSPEC_HOST is “{text}”. Formspec has no accounts yet, so it only listens on this computer: "
            f"leave FORMSPEC_HOST at {DEFAULT_HOST}."
        )
    return bare


def _is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _folder(name: str, text: str, *, must_exist: bool) -> Path:
    try:
        folder = Path(os.path.abspath(Path(text).expanduser()))  # noqa: PTH100 (resolve() would follow links)
        exists = folder.exists()
    except RuntimeError:
        raise SettingsError(f"{name} is “{text}”, and there is no such user: write the whole path.") from None
    except OSError:
        exists = False
    if not exists and not must_exist:
        return folder
    if not exists:
        raise SettingsError(f"{name} names the folder {folder}, which is not there: create it, or name another.")
    if not folder.is_dir():
        raise SettingsError(f"{name} names {folder}, which is not a folder: name a folder.")
    if not os.access(folder, os.R_OK | os.X_OK):
        raise SettingsError(f"{name} names the folder {folder}, which cannot be read: change who may, or name another.")
    return folder


def _database(url: str, data: Path) -> tuple[str, Path]:
    """Return the address of the PostgreSQL database, or "", and the SQLite file."""
    if not url:
        return "", data / DATABASE_FILE
    if url.startswith(_SQLITE) and len(url) > len(_SQLITE):
        return "", _file(url.removeprefix(_SQLITE))
    scheme, separator, rest = url.partition("://")
    if scheme in _POSTGRESQL and separator and rest:
        if not _is_whole(rest):
            raise SettingsError(
                "FORMSPEC_DATABASE cannot be read: write it as postgresql://USER:PASSWORD@SERVER:PORT/DATABASE, and "
                "any sign of the password but letters and figures as its percent code, such as %40 for @."
            )
        return f"postgresql+psycopg://{rest}", data / DATABASE_FILE
    raise SettingsError(
        "FORMSPEC_DATABASE cannot be used: leave it out for a file in the data folder, or set it to "
        "sqlite:///FILE or postgresql://USER@SERVER/DATABASE."
    )


def _is_whole(rest: str) -> bool:
    """Return whether what follows the scheme is an address, and no sign of a password was taken for the end of it."""
    try:
        address = urlsplit(f"postgresql://{rest}")
        return address.port != 0 and not address.fragment and "@" not in address.path + address.query
    except ValueError:
        return False


def _file(text: str) -> Path:
    path = text.partition("?")[0]
    if path in {"", ":memory:"}:
        raise SettingsError(
            "FORMSPEC_DATABASE names no file: what is entered has to be kept in one, as sqlite:///FILE."
        )
    return Path(os.path.abspath(path))  # noqa: PTH100 (resolve() would follow links)
