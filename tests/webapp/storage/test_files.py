"""Files that answers name: kept once, to the byte, and never given out when they are damaged."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
import sqlalchemy as sa

from webapp.storage.repository import Repository, StorageError, StoredContent
from webapp.storage.tables import files

PNG = "image/png"
LARGE = bytes(range(256)) * 40_960


def rows(repository: Repository) -> list[sa.Row[tuple[object, ...]]]:
    with repository._database.reading("The test") as connection:
        return list(connection.execute(sa.select(files)).all())


@pytest.mark.parametrize("content", [b"x", b"\0", bytes(range(256)), LARGE], ids=["a letter", "NUL", "all", "10 MiB"])
def test_a_file_comes_back_byte_for_byte_under_the_checksum_of_its_content(
    repository: Repository, content: bytes
) -> None:
    kept = repository.keep_file(content, PNG)
    assert kept == sha256(content).hexdigest()
    assert repository.file(kept) == StoredContent(kept, PNG, content)


def test_one_content_is_kept_once_as_it_was_kept_first(repository: Repository) -> None:
    first = repository.keep_file(b"a,b", "text/csv")
    assert repository.keep_file(b"a,b", "text/plain") == first
    [row] = rows(repository)
    assert (row.sha256, row.type, row.size, row.content) == (first, "text/csv", 3, b"a,b")
    assert timedelta(0) <= datetime.now(UTC) - row.added < timedelta(minutes=1)


def test_one_content_sent_by_many_at_the_same_moment_is_kept_once(repository: Repository) -> None:
    with ThreadPoolExecutor(4) as pool:
        kept = set(pool.map(lambda _: repository.keep_file(b"the same", PNG), range(12)))
    assert kept == {row.sha256 for row in rows(repository)} == {sha256(b"the same").hexdigest()}


@pytest.mark.parametrize("asked", ["", "x", "0" * 63, "0" * 64, "0" * 65, "A" * 64, "0" * 63 + "\0", "é" * 64])
def test_what_was_never_kept_is_not_there(repository: Repository, asked: str) -> None:
    repository.keep_file(b"x", PNG)
    assert repository.file(asked) is None


def test_a_file_that_has_changed_where_it_is_kept_is_never_given_out(repository: Repository) -> None:
    kept = repository.keep_file(b"as it was", PNG)
    with repository._database.writing("The test") as connection:
        connection.execute(sa.update(files).values(content=b"as it is"))
    with pytest.raises(StorageError) as failed:
        repository.file(kept)
    assert str(failed.value) == ("The file cannot be given out: it is damaged. Put a backup of the database back.")
