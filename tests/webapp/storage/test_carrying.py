"""A draft that is carried to another version loses nothing, and goes whole or not at all."""

from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from webapp.storage.repository import (
    Carried,
    Conflict,
    DraftClosed,
    DraftMoved,
    PinnedDifferently,
    Repository,
    Unknown,
)

entries = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["", "x", "y", "ŵ"]))


@pytest.fixture
def both(repository: Repository) -> Repository:
    repository.pin("audit", 2, "bb", b"form: audit, new")
    return repository


def test_a_carried_draft_is_of_the_new_version_with_just_these_entries(both: Repository) -> None:
    draft = both.start_draft("audit", 1)
    both.save(draft.id, base=0, posted={"a": "1", "b": "2", "c": "3"})
    moved = both.carry_draft(
        draft.id, base=1, version=2, sha256="bb", entries={"a": "1", "n": "2\0", "z": ""}, report='{"kept":1}'
    )
    assert (moved.version, moved.sha256, moved.revision) == (2, "bb", 2)
    assert moved.entries == {"a": "1", "n": "2"}
    assert both.draft(draft.id) == moved
    assert both.carried(draft.id) == (
        Carried(
            draft=draft.id,
            revision=2,
            from_version=1,
            from_sha256="aa",
            to_version=2,
            to_sha256="bb",
            report='{"kept":1}',
            moved=moved.changed,
        ),
    )


def test_what_a_draft_held_before_stays_in_its_history(both: Repository) -> None:
    draft = both.start_draft("audit", 1)
    both.save(draft.id, base=0, posted={"a": "1", "b": "2"})
    both.carry_draft(draft.id, base=1, version=2, sha256="bb", entries={"a": "1", "n": "2"}, report="")
    assert [(each.revision, each.name, each.value) for each in both.history(draft.id)] == [
        (1, "a", "1"),
        (1, "b", "2"),
        (2, "b", ""),
        (2, "n", "2"),
    ]
    assert both.text_of(both.carried(draft.id)[0].from_sha256) == b"form: audit"


def test_a_draft_with_nothing_to_change_is_carried_too_and_can_be_carried_back(both: Repository) -> None:
    draft = both.start_draft("audit", 1)
    both.carry_draft(draft.id, base=0, version=2, sha256="bb", entries={}, report="")
    back = both.carry_draft(draft.id, base=1, version=1, sha256="aa", entries={}, report="")
    assert (back.version, back.sha256, back.revision, back.entries) == (1, "aa", 2, {})
    assert [(each.revision, each.from_version, each.to_version) for each in both.carried(draft.id)] == [
        (1, 1, 2),
        (2, 2, 1),
    ]


def test_a_page_of_before_the_move_overwrites_nothing(both: Repository) -> None:
    draft = both.start_draft("audit", 1)
    both.save(draft.id, base=0, posted={"a": "1", "b": "2"})
    both.carry_draft(draft.id, base=1, version=2, sha256="bb", entries={"a": "carried"}, report="")
    saved = both.save(draft.id, base=1, posted={"a": "mine", "b": "2"})
    assert saved.conflicts == (Conflict("a", theirs="carried", yours="mine"),)
    assert saved.draft.entries == {"a": "carried"}


def test_a_record_made_of_it_is_of_the_version_it_was_carried_to(both: Repository, build) -> None:
    draft = both.start_draft("audit", 1)
    both.carry_draft(draft.id, base=0, version=2, sha256="bb", entries={"a": "1"}, report="")
    record = both.submit(draft.id, base=1, build=build).record
    assert (record.version, record.sha256) == (2, "bb")


def test_what_cannot_be_moved_stays_whole(both: Repository, build) -> None:
    draft = both.start_draft("audit", 1)
    before = both.save(draft.id, base=0, posted={"a": "1"}).draft
    move = {"version": 2, "sha256": "bb", "entries": {"b": "2"}, "report": ""}
    for base in (0, 2, -1):
        with pytest.raises(DraftMoved):
            both.carry_draft(draft.id, base=base, **move)
    for unpinned in ({"version": 3}, {"sha256": "aa"}, {"sha256": ""}):
        with pytest.raises(Unknown):
            both.carry_draft(draft.id, base=1, **move | unpinned)
    for name in ("", "nobody", "0" * 26):
        with pytest.raises(Unknown):
            both.carry_draft(name, base=1, **move)
        assert both.carried(name) == ()
    assert (both.draft(draft.id), both.carried(draft.id), len(both.history(draft.id))) == (before, (), 1)
    both.submit(draft.id, base=1, build=build)
    with pytest.raises(DraftClosed):
        both.carry_draft(draft.id, base=1, **move)


def test_a_version_that_a_draft_was_carried_away_from_was_used_for_ever(both: Repository) -> None:
    draft = both.start_draft("audit", 1)
    both.carry_draft(draft.id, base=0, version=2, sha256="bb", entries={}, report="")
    assert (both.used_text("audit", 1), both.used_text("audit", 2)) == (b"form: audit", b"form: audit, new")
    with pytest.raises(PinnedDifferently):
        both.pin("audit", 1, "cc", b"other")


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(entries, entries)
def test_whatever_is_carried_the_draft_holds_just_that_and_the_history_holds_all(
    both: Repository, before: dict[str, str], after: dict[str, str]
) -> None:
    draft = both.start_draft("audit", 1)
    begun = both.save(draft.id, base=0, posted=before).draft if before else draft
    moved = both.carry_draft(draft.id, base=begun.revision, version=2, sha256="bb", entries=after, report="")
    assert both.draft(draft.id) == moved
    assert moved.entries == {name: value for name, value in after.items() if value}
    kept = {(each.name, each.value) for each in both.history(draft.id) if each.revision <= begun.revision}
    assert kept == set(begun.entries.items())


def test_nothing_is_saved_that_was_asked_by_the_version_before(both: Repository) -> None:
    draft = both.start_draft("audit", 1)
    both.carry_draft(draft.id, base=0, version=2, sha256="bb", entries={"n": "2"}, report="{}")
    for save in (partial(both.save, draft.id), partial(both.save_once, draft.id, "0" * 32)):
        with pytest.raises(DraftClosed) as refused:
            save(base=0, posted={"a": "1"}, asked=draft.sha256)
        assert refused.value.state == "carried forward"
    kept = both.draft(draft.id)
    assert kept is not None
    assert kept.entries == {"n": "2"}
    assert both.save(draft.id, base=1, posted={"n": "3"}, asked=kept.sha256).draft.entries == {"n": "3"}
