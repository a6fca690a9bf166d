"""The passphrase of a backup: from a file, from the environment, or typed at a terminal.

Here lives where it comes from, and how short it may be. What it opens is the backup's.
"""

import argparse
import getpass
import os
import sys

from webapp.commands.outcome import CommandError
from webapp.commands.sources import read_bytes

SETTING = "FORMSPEC_BACKUP_PASSPHRASE"
LEAST_LETTERS = 12
_LONGEST = 4096


def declare_passphrase(parser: argparse.ArgumentParser) -> None:
    """Say that the passphrase may stand in a file."""
    parser.add_argument(
        "--passphrase-file",
        metavar="PASSPHRASE",
        help=f"a file that holds the passphrase (default: {SETTING}, or you are asked for it)",
    )


def new_passphrase(named: str | None) -> str:
    """Return the passphrase for a new backup, which at a terminal is typed twice. Raises CommandError."""
    given = _given(named)
    passphrase = given if given is not None else _typed("Passphrase for this backup: ")
    if len(passphrase) < LEAST_LETTERS:
        raise CommandError(
            f"The passphrase is too short: it needs {LEAST_LETTERS} letters, such as four or five words."
        )
    if given is None and _typed("The same again: ") != passphrase:
        raise CommandError("The two passphrases are not the same: nothing was done.")
    return passphrase


def known_passphrase(named: str | None) -> str:
    """Return the passphrase of a backup that there is. Raises CommandError."""
    given = _given(named)
    return given if given is not None else _typed("Passphrase of this backup: ")


def ask_person(which: str) -> tuple[str, str]:
    """Return the e-mail address and the password that somebody types. Raises CommandError without a terminal."""
    _require_terminal("A restore of this backup takes two administrators, who are asked at a terminal")
    sys.stderr.write(f"The {which} administrator's e-mail address: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip(), getpass.getpass("Password: ")


def _given(named: str | None) -> str | None:
    if named is None:
        return os.environ.get(SETTING) or None
    read = read_bytes(named, limit=_LONGEST)
    try:
        return read.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise CommandError(f"{named} holds no passphrase: it is not a text in UTF-8.") from None


def _typed(prompt: str) -> str:
    _require_terminal(
        f"A backup needs a passphrase: name a file that holds it with --passphrase-file, or set {SETTING}"
    )
    return getpass.getpass(prompt)


def _require_terminal(otherwise: str) -> None:
    if sys.stdin is None or not sys.stdin.isatty():
        raise CommandError(f"{otherwise}.")
