"""The key that signs cookies and tokens, made once and kept for its owner only."""

import errno
import multiprocessing
import os
import stat
from pathlib import Path

import pytest

from webapp.guard.secret import secret_key
from webapp.storage.failures import StorageError


def key_in(folder: Path) -> str:
    return secret_key(folder)


def test_a_key_is_made_once_and_read_again(tmp_path: Path) -> None:
    key = secret_key(tmp_path / "kept")
    assert len(key) >= 43
    assert [secret_key(tmp_path / "kept") for _ in range(3)] == [key] * 3
    assert secret_key(tmp_path / "other") != key


def test_the_key_is_for_its_owner_only_whatever_the_machine_allows_by_default(tmp_path: Path) -> None:
    mask = os.umask(0)
    try:
        secret_key(tmp_path / "kept")
    finally:
        os.umask(mask)
    file = tmp_path / "kept" / "secret-key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_nothing_but_the_key_is_left_behind(tmp_path: Path) -> None:
    secret_key(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["secret-key"]


def test_of_many_starts_at_once_one_key_wins(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        keys = pool.map(key_in, [tmp_path / "kept"] * 16, chunksize=1)
    assert set(keys) == {secret_key(tmp_path / "kept")}
    assert [each.name for each in (tmp_path / "kept").iterdir()] == ["secret-key"]


def test_a_key_that_another_start_made_meanwhile_is_the_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = Path.hardlink_to

    def too_late(self: Path, target: Path) -> None:
        self.write_text("w" * 43)
        link(self, target)

    monkeypatch.setattr(Path, "hardlink_to", too_late)
    assert secret_key(tmp_path) == "w" * 43
    assert [each.name for each in tmp_path.iterdir()] == ["secret-key"]


def test_a_key_is_made_where_a_file_cannot_have_two_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: Path, _target: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    key = secret_key(tmp_path)
    assert secret_key(tmp_path) == key
    assert [each.name for each in tmp_path.iterdir()] == ["secret-key"]


@pytest.mark.parametrize("content", [b"", b"short", b"\n" * 50])
def test_half_a_key_is_refused_and_not_overwritten(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "secret-key"
    file.write_bytes(content)
    with pytest.raises(StorageError, match=r"The key in .*secret-key is not whole: delete that file"):
        secret_key(tmp_path)
    assert file.read_bytes() == content


def test_a_key_that_cannot_be_read_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "bytes").mkdir()
    (tmp_path / "bytes" / "secret-key").write_bytes(b"\xff" * 50)
    (tmp_path / "folder" / "secret-key").mkdir(parents=True)
    (tmp_path / "gone").mkdir()
    (tmp_path / "gone" / "secret-key").symlink_to(tmp_path / "nowhere")
    (tmp_path / "file").write_text("")
    for name in ("bytes", "folder", "gone"):
        with pytest.raises(StorageError, match="cannot be read or written"):
            secret_key(tmp_path / name)
    with pytest.raises(StorageError, match="Nothing can be kept in"):
        secret_key(tmp_path / "file")
