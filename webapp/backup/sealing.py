r"""The encrypted file: a head that only the passphrase opens, and a body of any length that only the head opens.

Here lives the layout, and nothing of what the body holds. A file is

    "formspec backup 1\n"       what it is, and in which format
    salt, 16 bytes             for Argon2id, which makes a key of the passphrase (RFC 9106, its second choice)
    nonce, 12 bytes            for ChaCha20-Poly1305, which seals the next part, and the two above with it (RFC 8439)
    identity, 74 + 16 bytes    an age identity made for this file alone
    body                       encrypted to that identity by age (https://age-encryption.org/v1), in pieces

Every length is fixed and every byte is authenticated. The passphrase has no part in age's own passphrase mode: that one
needs all of the body in memory, and a gigabyte more on a quick computer.
"""

import os
import unicodedata
from pathlib import Path
from typing import BinaryIO

import pyrage  # type: ignore[import-untyped]  # its types are in a package apart
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from pyrage.x25519 import Identity  # type: ignore[import-untyped]

from webapp.backup.failures import BackupError, DamagedError
from webapp.backup.manifest import FORMAT

_NAME = b"formspec backup "
MAGIC = _NAME + b"%d\n" % FORMAT
_SALT = 16
_NONCE = 12
_IDENTITY = 74
_TAG = 16
HEAD_BYTES = len(MAGIC) + _SALT + _NONCE + _IDENTITY + _TAG
_KEY_BYTES = 32
_PASSES = 3
_LANES = 4
_KIBIBYTES = 64 * 1024


def seal(body: BinaryIO, target: BinaryIO, passphrase: str) -> None:
    """Write the body to the target, so that only the passphrase opens it. Raises OSError when it cannot be written."""
    identity = Identity.generate()
    preface, nonce = MAGIC + os.urandom(_SALT), os.urandom(_NONCE)
    locked = _cipher(passphrase, preface).encrypt(nonce, str(identity).encode("ascii"), preface)
    target.write(preface + nonce + locked)
    try:
        pyrage.encrypt_io(body, target, [identity.to_public()])
    except pyrage.EncryptError as fault:
        raise OSError(str(fault)) from fault


def identity_of(file: Path, passphrase: str) -> Identity:
    """Return what opens the body of a file. Raises BackupError when it is no backup, or the passphrase another one."""
    with file.open("rb") as source:
        head = source.read(HEAD_BYTES)
    _require_backup(head)
    preface, nonce, locked = head[: len(MAGIC) + _SALT], head[len(MAGIC) + _SALT :][:_NONCE], head[-_IDENTITY - _TAG :]
    try:
        opened = _cipher(passphrase, preface).decrypt(nonce, locked, preface)
    except InvalidTag:
        raise BackupError(
            "The passphrase is not the one of this backup, or the beginning of the file is damaged: type it again, or "
            "take another copy of the file."
        ) from None
    return Identity.from_str(opened.decode("ascii"))


def unseal(file: Path, identity: Identity, body: BinaryIO) -> None:
    """Write what the body of a file holds, whole. Raises DamagedError, and OSError when it cannot be written."""
    with file.open("rb") as source:
        _require_backup(source.read(HEAD_BYTES))
        try:
            pyrage.decrypt_io(source, body, [identity])
        except pyrage.DecryptError:
            raise DamagedError("what it holds cannot be decrypted") from None
        except OSError as fault:
            if fault.errno is not None:
                raise
            raise DamagedError("what it holds was changed, or its end is missing") from None


def _require_backup(head: bytes) -> None:
    if not head.startswith(_NAME):
        raise BackupError("This file is no backup of Formspec: name the file that “formspec backup” wrote.")
    if not head.startswith(MAGIC):
        raise BackupError("This backup is in a format that this Formspec does not know: install a newer one.")
    if len(head) < HEAD_BYTES:
        raise DamagedError("its end is missing")


def _cipher(passphrase: str, preface: bytes) -> ChaCha20Poly1305:
    """Return what locks and unlocks the identity. A passphrase is the same however its accents were typed."""
    salt = preface[-_SALT:]
    derive = Argon2id(salt=salt, length=_KEY_BYTES, iterations=_PASSES, lanes=_LANES, memory_cost=_KIBIBYTES)
    return ChaCha20Poly1305(derive.derive(unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")))
