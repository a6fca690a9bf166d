"""Specs as they were asked, kept word for word."""

import pytest

from webapp.storage.repository import PinnedDifferently, Repository


def test_a_pinned_text_comes_back_byte_for_byte(repository: Repository) -> None:
    text = bytes(range(256)) * 40
    repository.pin("audit", 2, "bb", text)
    repository.pin("audit", 2, "bb", text)
    assert repository.text_of(repository.start_draft("audit", 2).sha256) == text


def test_a_text_that_was_never_used_gives_way(repository: Repository) -> None:
    repository.pin("audit", 1, "cc", b"form: audit, better")
    assert repository.text_of(repository.start_draft("audit", 1).sha256) == b"form: audit, better"


@pytest.mark.parametrize("state", ["open", "discarded"])
def test_a_text_that_was_used_never_changes(repository: Repository, state: str) -> None:
    draft = repository.start_draft("audit", 1)
    if state == "discarded":
        repository.discard(draft.id, base=0)
    with pytest.raises(PinnedDifferently, match="Version 1 of “audit” was used before"):
        repository.pin("audit", 1, "cc", b"form: audit, other")
    repository.pin("audit", 1, "aa", b"form: audit")
    assert repository.used_text("audit", 1) == b"form: audit"


def test_another_version_is_free(repository: Repository) -> None:
    repository.start_draft("audit", 1)
    repository.pin("audit", 2, "cc", b"form: audit, other")
    assert repository.used_text("audit", 1) == b"form: audit"
    assert repository.text_of(repository.start_draft("audit", 2).sha256) == b"form: audit, other"
