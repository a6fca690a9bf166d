"""Drafts: started, saved, merged and put away, on each database."""

from datetime import UTC, datetime

import pytest

from webapp.storage.repository import Conflict, DraftClosed, DraftMoved, Repository, Unknown

STRANGERS = ["", "x", "0" * 26, "nul\0" + "0" * 22, "é" * 26, "0" * 27, "\ud800" * 26]


def test_a_draft_begins_empty_and_open(repository: Repository) -> None:
    before = datetime.now(UTC)
    draft = repository.start_draft("audit", 1)
    assert (draft.form, draft.version, draft.entries, draft.revision, draft.state) == ("audit", 1, {}, 0, "open")
    assert before <= draft.created == draft.changed <= datetime.now(UTC)
    assert repository.draft(draft.id) == draft


def test_times_come_back_with_their_zone(repository: Repository) -> None:
    draft = repository.draft(repository.start_draft("audit", 1).id)
    assert draft is not None
    assert draft.created.tzinfo is UTC
    assert draft.changed.tzinfo is UTC


def test_a_draft_of_a_version_that_was_never_pinned_is_refused(repository: Repository) -> None:
    with pytest.raises(Unknown):
        repository.start_draft("audit", 2)
    assert repository.drafts() == ()


def test_what_is_typed_is_kept_to_the_letter(repository: Repository) -> None:
    draft = repository.start_draft("audit", 1)
    typed = {"a": "  two\n\tlines ", "b": "Ŵyn 🙂 e\u0301", "c": "%_'\"\\;--", "d": "x" * 100_000}
    saved = repository.save(draft.id, base=0, posted=typed)
    assert saved.draft.entries == typed
    assert repository.draft(draft.id) == saved.draft


def test_a_nul_and_half_a_surrogate_never_reach_the_database(repository: Repository) -> None:
    draft = repository.start_draft("audit", 1)
    saved = repository.save(draft.id, base=0, posted={"a": "one\0two", "b": "x\ud83dy", "c": "\ud83d\ude42", "d": "\0"})
    assert saved.draft.entries == {"a": "onetwo", "b": "x\ufffdy", "c": "🙂"}
    assert repository.draft(draft.id) == saved.draft


def test_a_blank_input_is_absent(repository: Repository) -> None:
    draft = repository.start_draft("audit", 1)
    repository.save(draft.id, base=0, posted={"a": "1", "b": ""})
    saved = repository.save(draft.id, base=1, posted={"a": "", "b": ""})
    assert saved.draft.entries == {}
    assert repository.draft(draft.id) == saved.draft


def test_a_save_that_changes_nothing_makes_no_revision(repository: Repository) -> None:
    draft = repository.start_draft("audit", 1)
    first = repository.save(draft.id, base=0, posted={"a": "1", "b": ""})
    again = repository.save(draft.id, base=1, posted={"a": "1", "b": ""})
    late = repository.save(draft.id, base=0, posted={"a": "1", "b": ""})
    assert (first.draft.revision, again, late) == (1, first, first)
    assert len(repository.history(draft.id)) == 1


def test_history_holds_everything_that_was_ever_saved(repository: Repository) -> None:
    draft = repository.start_draft("audit", 1)
    repository.save(draft.id, base=0, posted={"b": "1", "a": "1"})
    repository.save(draft.id, base=1, posted={"b": "2", "a": "1"})
    repository.save(draft.id, base=2, posted={"b": "", "a": "1"})
    found = [(entry.revision, entry.name, entry.value) for entry in repository.history(draft.id)]
    assert found == [(1, "a", "1"), (1, "b", "1"), (2, "b", "2"), (3, "b", "")]


def test_two_tabs_that_changed_different_inputs_both_keep_theirs(repository: Repository) -> None:
    draft = repository.start_draft("audit", 1)
    repository.save(draft.id, base=0, posted={"a": "1", "b": "1"})
    repository.save(draft.id, base=1, posted={"a": "2", "b": "1"})
    saved = repository.save(draft.id, base=1, posted={"a": "1", "b": "2"})
    assert saved.draft.entries == {"a": "2", "b": "2"}
    assert (saved.conflicts, saved.draft.revision) == ((), 3)


def test_two_tabs_that_changed_one_input_conflict_and_the_rest_is_kept(repository: Repository) -> None:
    draft = repository.start_draft("audit", 1)
    repository.save(draft.id, base=0, posted={"a": "1", "b": "1"})
    repository.save(draft.id, base=1, posted={"a": "2", "b": "1"})
    saved = repository.save(draft.id, base=1, posted={"a": "3", "b": "3"})
    assert saved.conflicts == (Conflict("a", theirs="2", yours="3"),)
    assert saved.draft.entries == {"a": "2", "b": "3"}
    settled = repository.save(draft.id, base=saved.draft.revision, posted={"a": "3", "b": "3"})
    assert (settled.draft.entries, settled.conflicts) == ({"a": "3", "b": "3"}, ())


def test_two_tabs_that_changed_parts_of_one_answer_conflict_and_theirs_stays_whole(repository: Repository) -> None:
    draft = repository.start_draft("audit", 1)
    date = ("day", "month")
    repository.save(draft.id, base=0, posted={"day": "12", "month": "3"}, groups=[date])
    repository.save(draft.id, base=1, posted={"day": "15", "month": "3"}, groups=[date])
    saved = repository.save(draft.id, base=1, posted={"day": "12", "month": "4"}, groups=[date])
    assert saved.conflicts == (Conflict("day", theirs="15", yours="12"), Conflict("month", theirs="3", yours="4"))
    assert (saved.draft.entries, saved.draft.revision) == ({"day": "15", "month": "3"}, 2)
    settled = repository.save(draft.id, base=2, posted={"day": "12", "month": "4"}, groups=[date])
    assert (settled.draft.entries, settled.conflicts) == ({"day": "12", "month": "4"}, ())


@pytest.mark.parametrize("base", [-1, 0, 2, 10**30], ids=["below nothing", "nothing", "to come", "beyond any number"])
def test_a_base_that_was_never_seen_overwrites_nothing(repository: Repository, base: int) -> None:
    draft = repository.start_draft("audit", 1)
    repository.save(draft.id, base=0, posted={"a": "1", "b": "1"})
    saved = repository.save(draft.id, base=base, posted={"a": "2", "b": "", "c": "3"})
    assert saved.conflicts == (Conflict("a", theirs="1", yours="2"),)
    assert saved.draft.entries == {"a": "1", "b": "1", "c": "3"}


def test_drafts_are_listed_while_open_the_last_changed_first(repository: Repository) -> None:
    first, second, third = (repository.start_draft("audit", 1) for _ in range(3))
    repository.discard(third.id, base=0)
    changed = repository.save(first.id, base=0, posted={"a": "1"}).draft
    changed = repository.save(first.id, base=1, posted={"a": "2"}).draft
    assert repository.drafts() == (changed, second)


def test_a_discarded_draft_is_kept_but_closed(repository: Repository) -> None:
    draft = repository.start_draft("audit", 1)
    repository.save(draft.id, base=0, posted={"a": "1"})
    repository.discard(draft.id, base=1)
    repository.discard(draft.id, base=0)
    kept = repository.draft(draft.id)
    assert kept is not None
    assert (kept.state, kept.entries) == ("discarded", {"a": "1"})
    with pytest.raises(DraftClosed) as closed:
        repository.save(draft.id, base=1, posted={"a": "2"})
    assert closed.value.state == "discarded"
    assert len(repository.history(draft.id)) == 1


@pytest.mark.parametrize("base", [-1, 0, 2])
def test_a_draft_that_moved_is_not_discarded(repository: Repository, base: int) -> None:
    draft = repository.start_draft("audit", 1)
    saved = repository.save(draft.id, base=0, posted={"a": "1"}).draft
    with pytest.raises(DraftMoved) as moved:
        repository.discard(draft.id, base=base)
    assert moved.value.revision == 1
    assert repository.draft(draft.id) == saved


@pytest.mark.parametrize("stranger", STRANGERS)
def test_what_is_no_draft_is_not_found(repository: Repository, stranger: str) -> None:
    assert repository.draft(stranger) is None
    assert repository.history(stranger) == ()
    with pytest.raises(Unknown):
        repository.save(stranger, base=0, posted={"a": "1"})
    with pytest.raises(Unknown):
        repository.discard(stranger, base=0)


def test_ids_cannot_be_guessed(repository: Repository) -> None:
    ids = {repository.start_draft("audit", 1).id for _ in range(50)}
    assert len(ids) == 50
    assert {len(each) for each in ids} == {26}
    assert len({each[:6] for each in ids}) == 50
