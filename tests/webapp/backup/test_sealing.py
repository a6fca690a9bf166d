"""The encrypted file opens with its passphrase alone, and with no byte of its head changed."""

import io
import random
from pathlib import Path

import pytest

from tests.webapp.backup.conftest import PASSPHRASE, SEED, SOAK
from webapp.backup.failures import BackupError
from webapp.backup.sealing import HEAD_BYTES, MAGIC, identity_of, seal, unseal

BODY = b"what the school keeps " * 10_000
FLIPS = 4 * SOAK


@pytest.fixture(scope="module")
def sealed() -> bytes:
    target = io.BytesIO()
    seal(io.BytesIO(BODY), target, PASSPHRASE)
    return target.getvalue()


@pytest.fixture
def file(sealed: bytes, tmp_path: Path) -> Path:
    place = tmp_path / "backup"
    place.write_bytes(sealed)
    return place


def refusal(file: Path, passphrase: str = PASSPHRASE) -> str:
    with pytest.raises(BackupError) as refused:
        identity_of(file, passphrase)
    return str(refused.value)


@pytest.mark.parametrize("typed", [PASSPHRASE, PASSPHRASE.replace("é", "e\u0301")], ids=["as it was", "accent apart"])
def test_the_passphrase_opens_all_of_it(file: Path, typed: str) -> None:
    body = io.BytesIO()
    unseal(file, identity_of(file, typed), body)
    assert body.getvalue() == BODY


@pytest.mark.parametrize("typed", ["", PASSPHRASE[:-1], PASSPHRASE.upper(), "\ud800"])
def test_no_other_passphrase_does(file: Path, typed: str) -> None:
    assert refusal(file, typed).startswith("The passphrase is not the one of this backup")


def test_nothing_that_it_holds_can_be_read_in_it(sealed: bytes) -> None:
    assert b"school" not in sealed


def test_two_of_the_same_are_not_alike(sealed: bytes) -> None:
    again = io.BytesIO()
    seal(io.BytesIO(BODY), again, PASSPHRASE)
    assert sealed[len(MAGIC) : HEAD_BYTES] != again.getvalue()[len(MAGIC) : HEAD_BYTES]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is no backup of Formspec"),
        (b"PK\3\4 another file", "This file is no backup of Formspec"),
        (MAGIC.replace(b"1", b"2") + bytes(500), "This backup is in a format that this Formspec does not know"),
        (MAGIC, "The backup is damaged or cut short"),
        (MAGIC + bytes(HEAD_BYTES - len(MAGIC) - 1), "The backup is damaged or cut short"),
    ],
    ids=["nothing", "another file", "newer format", "its name alone", "a byte less than a head"],
)
def test_what_is_no_backup_of_this_format_is_told_apart(file: Path, content: bytes, said: str) -> None:
    file.write_bytes(content)
    assert refusal(file).startswith(said)


def test_a_head_with_any_bit_changed_opens_nothing(file: Path, sealed: bytes) -> None:
    print("FORMSPEC_SEED", SEED)
    chance = random.Random(SEED)
    for _ in range(FLIPS):
        at, bit = chance.randrange(HEAD_BYTES), chance.randrange(8)
        file.write_bytes(sealed[:at] + bytes([sealed[at] ^ 1 << bit]) + sealed[at + 1 :])
        assert refusal(file)
