"""The files that a command is given, read whole but never without a limit, or piece by piece.

Here live file names and standard input. What the bytes mean is for the reader and the engine.
"""

import sys
from pathlib import Path
from typing import BinaryIO

from webapp.commands.outcome import CommandError

STANDARD_INPUT = "-"


SPEC_BYTES = 1024 * 1024
"""The longest spec; of a longer one a byte more is read, and the reader says that it is too long."""


def read_spec(name: str) -> bytes:
    """Return the bytes of a spec."""
    return read_bytes(name, limit=SPEC_BYTES)


def read_bytes(name: str, *, limit: int) -> bytes:
    """Return the bytes of the file, or of standard input for `-`: at most one more than `limit`.

    Raises CommandError with one sentence when it cannot be read.
    """
    try:
        if name == STANDARD_INPUT:
            return sys.stdin.buffer.read(limit + 1) if sys.stdin else b""
        with Path(name).open("rb") as file:
            return file.read(limit + 1)
    except (OSError, ValueError) as fault:
        raise CommandError(f"{name} cannot be read: {reason(fault)}.") from None


def seekable(name: str) -> BinaryIO:
    """Return a file that is open to be read in any order, which standard input cannot be.

    Raises CommandError with one sentence when it cannot be read.
    """
    try:
        return Path(name).open("rb")
    except (OSError, ValueError) as fault:
        raise CommandError(f"{name} cannot be read: {reason(fault)}.") from None


def reason(fault: OSError | ValueError) -> str:
    """Return why a file cannot be read, in plain words."""
    match fault:
        case FileNotFoundError() | NotADirectoryError():
            return "there is no such file"
        case IsADirectoryError():
            return "it is a folder"
        case PermissionError():
            return "you may not read it"
        case OSError():
            return (fault.strerror or "the machine gives no reason").lower()
        case _:
            return "that is not the name of a file"
