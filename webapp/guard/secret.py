"""The key that signs cookies and tokens.

Here lives how it is made once and kept in the data folder, for its owner only.
"""

import os
import secrets
from pathlib import Path

from webapp.settings import KEY_FILE, Settings
from webapp.storage.failures import StorageError
from webapp.storage.opening import make_folder

_BYTES = 32
_LEAST_LETTERS = 32
_OWNER_ONLY = 0o600


def signing_key(settings: Settings) -> str:
    """Return the key that is set, or else that of the data folder. Raises StorageError."""
    return settings.secret_key or secret_key(settings.data)


def secret_key(folder: Path) -> str:
    """Return the key of a data folder, made when there is none. Raises StorageError."""
    make_folder(folder)
    file = folder / KEY_FILE
    try:
        if not file.exists():
            _make(file)
        key = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise StorageError(
            f"The key in {file} cannot be read or written: change who may, or name another folder."
        ) from fault
    if len(key) < _LEAST_LETTERS:
        raise StorageError(f"The key in {file} is not whole: delete that file, and a new one is made.")
    return key


def _make(file: Path) -> None:
    """Write a key aside and link it into place, so that of two starts one wins and neither reads half a key.

    Where a file cannot have two names, as on a memory stick, it is moved into place.
    """
    aside = file.with_name(f"{KEY_FILE}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY), "w") as made:
        made.write(secrets.token_urlsafe(_BYTES))
        made.flush()
        os.fsync(made.fileno())
    try:
        file.hardlink_to(aside)
    except FileExistsError:
        pass
    except OSError:
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)
