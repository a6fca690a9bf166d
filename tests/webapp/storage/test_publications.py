"""What was published stays as it was published, each version once and in its turn."""

from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formspec.release import Release
from tests.releases import release_of
from webapp.storage.repository import (
    DraftClosed,
    DraftMoved,
    OutOfTurn,
    PinnedDifferently,
    PublishedDifferently,
    Repository,
    StorageError,
    Unknown,
)
from webapp.storage.stored import Standing, StoredPublication

DAY = date(2026, 12, 1)


def release(text: bytes, version: int = 1, form: str = "visit") -> Release:
    return release_of(
        text,
        form,
        version,
        note="Asks “who?”, too.",
        approved_by="Governing body",
        approved="October 2026",
        review="October 2028",
        in_force=DAY,
        report='[{"level":"wording"}]',
    )


def test_what_is_published_comes_back_as_it_was(repository: Repository) -> None:
    text, words = bytes(range(256)), {"cy": b"\xff\0", "pl": b""}
    made = release(text)
    assert repository.release("visit", 1) is None
    assert repository.publish(made, text, words) == made
    assert repository.release("visit", 1) == made
    assert repository.publication("visit", 1) == StoredPublication(text, words)
    assert repository.standings() == (Standing("visit", 1, DAY, None),)
    assert (repository.release("visit", 2), repository.publication("visit", 2)) == (None, None)


def test_the_same_content_twice_is_one_publication_the_first(repository: Repository) -> None:
    made = release(b"one")
    repository.publish(made, b"one", {"cy": b"un"})
    again = replace(made, note="Later", published_by="Bo", in_force=date(2027, 1, 1))
    assert repository.publish(again, b"one", {"cy": b"un"}) == made
    assert repository.release("visit", 1) == made


@pytest.mark.parametrize(("text", "words"), [(b"other", {}), (b"one", {"cy": b"un"}), (b"other", {"cy": b"un"})])
def test_the_same_number_with_other_content_is_refused(
    repository: Repository, text: bytes, words: dict[str, bytes]
) -> None:
    repository.publish(release(b"one"), b"one", {})
    with pytest.raises(PublishedDifferently, match="Version 1 of “visit” was published before with other words"):
        repository.publish(release(text), text, words)
    assert repository.publication("visit", 1) == StoredPublication(b"one", {})
    with pytest.raises(Unknown):
        repository.text_of(sha256(b"other").hexdigest())


@pytest.mark.parametrize("version", [1, 2, 3, 5, 6])
def test_a_version_that_is_not_one_higher_than_the_last_is_refused(repository: Repository, version: int) -> None:
    repository.publish(release(b"three", 3), b"three", {}, last=2)
    with pytest.raises((OutOfTurn, PublishedDifferently)) as refused:
        repository.publish(release(b"next", version), b"next", {})
    if version != 3:
        assert str(refused.value) == (
            f"The last version of “visit” is 3, so the next one to publish is 4 and not {version}. "
            "Write “version: 4” in the spec."
        )
    assert repository.standings() == (Standing("visit", 3, DAY, None),)
    repository.publish(release(b"next", 4), b"next", {})
    assert [each.version for each in repository.standings()] == [3, 4]


def test_the_last_version_may_stand_elsewhere(repository: Repository) -> None:
    for version in (1, 2, 4):
        with pytest.raises(OutOfTurn):
            repository.publish(release(b"next", version), b"next", {}, last=2)
    repository.publish(release(b"next", 3), b"next", {}, last=2)
    with pytest.raises(OutOfTurn):
        repository.publish(release(b"four", 4), b"four", {}, last=5)


def test_a_version_that_was_used_is_published_with_the_words_it_was_used_with_only(repository: Repository) -> None:
    text = b"form: audit, as in a file"
    repository.pin("audit", 2, sha256(text).hexdigest(), text)
    repository.start_draft("audit", 2)
    with pytest.raises(PinnedDifferently, match="was used before"):
        repository.publish(release(b"other", 2, "audit"), b"other", {})
    repository.publish(release(text, 2, "audit"), text, {})
    assert repository.used_text("audit", 2) == text


def test_a_published_version_can_be_pinned_with_its_own_words_only(repository: Repository) -> None:
    repository.publish(release(b"one"), b"one", {})
    with pytest.raises(PublishedDifferently):
        repository.pin("visit", 1, sha256(b"other").hexdigest(), b"other")
    repository.pin("visit", 1, sha256(b"one").hexdigest(), b"one")
    assert repository.start_draft("visit", 1).sha256 == sha256(b"one").hexdigest()


def test_a_release_of_another_text_is_a_fault_of_the_program(repository: Repository) -> None:
    with pytest.raises(ValueError, match="of another text"):
        repository.publish(release(b"one"), b"other", {})
    assert repository.standings() == ()


def test_a_withdrawn_version_says_since_when_and_why_and_stays_so(repository: Repository) -> None:
    made = repository.publish(release(b"one"), b"one", {})
    withdrawn = replace(made, withdrawn=date(2027, 1, 1), withdrawn_why="It asked too much.")
    assert repository.withdraw("visit", 1, date(2027, 1, 1), "It asked too much.\0") == withdrawn
    assert repository.withdraw("visit", 1, date(2028, 1, 1), "Another reason") == withdrawn
    assert repository.release("visit", 1) == withdrawn
    assert repository.standings() == (Standing("visit", 1, DAY, date(2027, 1, 1)),)
    assert repository.publication("visit", 1) == StoredPublication(b"one", {})


def test_what_was_not_published_here_cannot_be_withdrawn_here(repository: Repository) -> None:
    with pytest.raises(Unknown, match="Version 1 of “audit” was not published here"):
        repository.withdraw("audit", 1, DAY, "")


def test_publishing_a_spec_draft_closes_it_in_the_same_step(repository: Repository) -> None:
    draft = repository.start_spec_draft("visit", 0, "zwölf\n", "Ann")
    text = "zwölf\n".encode()
    repository.publish(release(text), text, {}, draft.id)
    assert repository.spec_draft(draft.id).state == "published"
    assert repository.spec_drafts() == ()
    repository.publish(release(text), text, {}, draft.id)
    with pytest.raises(DraftClosed):
        repository.save_spec_draft(draft.id, base=1, text="later", author="Ann")


def test_a_spec_draft_with_another_text_is_not_published_nor_is_the_version(repository: Repository) -> None:
    draft = repository.start_spec_draft("visit", 0, "one", "Ann")
    repository.save_spec_draft(draft.id, base=1, text="two", author="Bo")
    with pytest.raises(DraftMoved):
        repository.publish(release(b"one"), b"one", {}, draft.id)
    with pytest.raises(Unknown):
        repository.publish(release(b"one"), b"one", {}, "nobody")
    repository.discard_spec_draft(draft.id, base=2)
    with pytest.raises(DraftClosed):
        repository.publish(release(b"two"), b"two", {}, draft.id)
    assert (repository.standings(), repository.publication("visit", 1)) == ((), None)


acts = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from([b"a", b"b"]), st.sampled_from([{}, {"cy": b"w"}])), max_size=12
)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts)
def test_whatever_is_published_after_it_a_publication_never_changes(
    repository: Repository, acts: list[tuple[int, bytes, dict[str, bytes]]]
) -> None:
    form = f"form-{datetime.now(UTC).timestamp()}"
    kept: dict[int, tuple[Release, StoredPublication]] = {}
    for version, text, words in acts:
        made = release(text, version, form)
        taken = None
        try:
            taken = repository.publish(made, text, words)
        except StorageError:
            assert version in kept or (kept and version != max(kept) + 1)
        if taken is not None:
            kept.setdefault(version, (made, StoredPublication(text, words)))
        for number, (first, publication) in kept.items():
            assert repository.release(form, number) == first
            assert repository.publication(form, number) == publication
        assert [each.version for each in repository.standings() if each.form == form] == sorted(kept)
