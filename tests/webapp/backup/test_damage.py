"""A backup that was cut or changed anywhere is refused in one sentence, and what is kept is as it was."""

import random
from pathlib import Path

import pytest

from tests.webapp.backup.conftest import SEED, SOAK, backed_up, contents, restored
from webapp.backup.failures import BackupError
from webapp.backup.sealing import HEAD_BYTES
from webapp.settings import Settings

CUTS = min(100, 25 * SOAK)
FLIPS = 50 * SOAK


def require_refused(settings: Settings, file: Path, identity: object) -> None:
    with pytest.raises(BackupError, match=r"^The backup is damaged or cut short: .*\.$"):
        restored(settings, file, identity)


def test_a_backup_cut_anywhere_is_refused(small: Settings, tmp_path: Path) -> None:
    file = tmp_path / "backup"
    identity, whole, before = backed_up(small, file), file.read_bytes(), contents(small.data)
    for part in range(CUTS):
        file.write_bytes(whole[: len(whole) * part // CUTS] if part else whole[:-1])
        with pytest.raises(BackupError):
            restored(small, file, identity)
    assert contents(small.data) == before


def test_a_backup_with_any_bit_changed_is_refused(small: Settings, tmp_path: Path) -> None:
    print("FORMSPEC_SEED", SEED)
    chance, file = random.Random(SEED), tmp_path / "backup"
    identity, whole, before = backed_up(small, file), file.read_bytes(), contents(small.data)
    for _ in range(FLIPS):
        at, bit = chance.randrange(HEAD_BYTES, len(whole)), chance.randrange(8)
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
        require_refused(small, file, identity)
    assert contents(small.data) == before


def test_a_backup_with_something_after_its_end_is_refused(small: Settings, tmp_path: Path) -> None:
    file = tmp_path / "backup"
    identity = backed_up(small, file)
    file.write_bytes(file.read_bytes() + b"\0")
    require_refused(small, file, identity)
