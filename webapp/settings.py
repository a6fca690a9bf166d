"""What can be set from outside, read once from the environment.

Here lives what each setting means and when it is refused. Nothing here opens, creates or locks anything, and nothing
here knows the database's library, so that commands without storage start without it.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from webapp.reach import DEFAULT_HOST, DEFAULT_PORT, PublicAddress, listening_host, listening_port
from webapp.services import MailServer, SignOn
from webapp.setting import SettingsError, yes_no

__all__ = ["DATABASE_FILE", "KEY_FILE", "Settings", "SettingsError"]

DEFAULT_DATA = "formspec-data"
DATABASE_FILE = "formspec.sqlite3"
KEY_FILE = "secret-key"
_SQLITE = "sqlite:///"
_LEAST_LETTERS = 32
_CONTACT = re.compile(r"(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https://[!-~]+", re.ASCII)
_POSTGRESQL = frozenset({"postgres", "postgresql", "postgresql+psycopg"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where the application listens, where it keeps what is entered, where further specs are, and who may publish.

    `database` is the address of a PostgreSQL server's database, or "" when an SQLite file holds everything: then
    `file` is that file. `second_person` says that nobody publishes a version alone. `public` is the address that
    people elsewhere use, None when only this computer is served. `secret_key` signs cookies and forms; where it is "",
    the data folder has one. `security_contact` is the address (mailto: or https:) that whoever finds a weakness may
    write to, or "". `mail` and `sign_on` are the mail server and the sign-in service of the school, None where it has
    none.
    """

    host: str
    port: int
    data: Path
    specs: tuple[Path, ...]
    database: str = field(repr=False)
    file: Path
    second_person: bool
    public: PublicAddress | None = None
    secret_key: str = field(default="", repr=False)
    security_contact: str = ""
    mail: MailServer | None = None
    sign_on: SignOn | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """Return the settings of an environment. Raises SettingsError; a setting that is empty is not set."""
        given = {name: text.strip() for name, text in environment.items() if text.strip()}
        data = _folder("FORMSPEC_DATA", given.get("FORMSPEC_DATA", DEFAULT_DATA), must_exist=False)
        database, file = _database(given.get("FORMSPEC_DATABASE", ""), data)
        specs = filter(None, given.get("FORMSPEC_SPECS", "").split(os.pathsep))
        host = listening_host(given.get("FORMSPEC_HOST", DEFAULT_HOST))
        return cls(
            host=host,
            port=listening_port(given.get("PORT", str(DEFAULT_PORT))),
            data=data,
            specs=tuple(_folder("FORMSPEC_SPECS", each, must_exist=True) for each in specs),
            database=database,
            file=file,
            second_person=yes_no("FORMSPEC_SECOND_PERSON", given.get("FORMSPEC_SECOND_PERSON", "no")),
            public=PublicAddress.of(given, host),
            secret_key=_secret_key(given.get("FORMSPEC_SECRET_KEY", "")),
            security_contact=_contact(given.get("FORMSPEC_SECURITY_CONTACT", "")),
            mail=MailServer.from_settings(given),
            sign_on=SignOn.from_settings(given),
        )

    @property
    def is_public(self) -> bool:
        """Whether people elsewhere use the application: then only by HTTPS, and only with an account."""
        return self.public is not None

    @property
    def public_url(self) -> str:
        """The address that people elsewhere use, such as `https://forms.school.example`; "" when there is none."""
        return self.public.url if self.public else ""

    @property
    def key_file(self) -> Path:
        """The file in which the data folder keeps its key, where none is set."""
        return self.data / KEY_FILE

    @property
    def place(self) -> str:
        """Where what is entered is kept, to be read by a person: without a password."""
        if not self.database:
            return str(self.file)
        address = urlsplit(self.database)
        server = address.hostname or "this computer"
        port = f":{address.port}" if address.port else ""
        return f"the PostgreSQL database {address.path.lstrip('/')} on {server}{port}"


def _contact(text: str) -> str:
    """Return an address to write to as the URL that it is."""
    if text and _CONTACT.fullmatch(text) is None:
        raise SettingsError(
            f"FORMSPEC_SECURITY_CONTACT is “{text}”: set it to an e-mail address, or to the https:// address of a page."
        )
    return f"mailto:{text}" if "@" in text and ":" not in text else text


def _secret_key(text: str) -> str:
    if text and not (len(text) >= _LEAST_LETTERS and text.isprintable()):
        raise SettingsError(
            f"FORMSPEC_SECRET_KEY cannot be used: set it to {_LEAST_LETTERS} characters or more that nobody can guess, "
            "or leave it out, and one is made and kept in the data folder."
        )
    return text


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
