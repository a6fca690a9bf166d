"""Specs in the making: every text stays, two authors never overwrite each other, an approval is of one text."""

from datetime import UTC, date, datetime

import pytest

from formspec.release import Release
from webapp.storage import spec_drafts
from webapp.storage.line_merge import merge_texts
from webapp.storage.repository import DraftClosed, DraftMoved, Repository, SpecDraft, SpecSaved, Unknown

BASE = "one\ntwo\nthree\nfour\nfive\n"
ASKED = Release(
    form="visit",
    version=2,
    sha256="0a" * 32,
    note="Why“\0”",
    approved_by="Head",
    approved="2026",
    published_by="Ann",
    published=datetime(2026, 11, 23, tzinfo=UTC),
    in_force=date(2026, 12, 1),
    report="{}",
)


@pytest.fixture
def draft(repository: Repository) -> SpecDraft:
    return repository.start_spec_draft("visit", 1, BASE, "Ann")


def test_a_spec_draft_is_kept_with_its_first_text(repository: Repository, draft: SpecDraft) -> None:
    assert (draft.form, draft.base, draft.text, draft.revision, draft.author) == ("visit", 1, BASE, 1, "Ann")
    assert (draft.state, draft.created) == ("open", draft.changed)
    assert repository.spec_draft(draft.id) == draft
    assert [(each.revision, each.text, each.author) for each in repository.spec_texts_of(draft.id)] == [
        (1, BASE, "Ann")
    ]


def test_a_save_is_a_revision_and_every_text_stays(repository: Repository, draft: SpecDraft) -> None:
    saved = repository.save_spec_draft(draft.id, base=1, text="a\0\n", author="Bo\0")
    again = repository.save_spec_draft(draft.id, base=2, text="ŵ 🙂\n", author="Ann")
    assert (saved.draft.revision, saved.draft.text, saved.merged, saved.conflict) == (2, "a\n", False, False)
    assert repository.spec_draft(draft.id) == again.draft
    assert [(each.revision, each.text, each.author) for each in repository.spec_texts_of(draft.id)] == [
        (1, BASE, "Ann"),
        (2, "a\n", "Bo"),
        (3, "ŵ 🙂\n", "Ann"),
    ]


def test_taking_a_later_version_in_is_noted_once(repository: Repository, draft: SpecDraft) -> None:
    for version in (3, 3, 2):
        repository.raise_spec_base(draft.id, version)
    raised = repository.spec_draft(draft.id)
    assert raised is not None
    assert raised.base == 3
    noted = [(act.act, act.detail) for act in repository.acts(thing=draft.id)]
    assert noted == [("spec.rebased", '{"version":3}'), ("spec.begun", noted[-1][1])]


def test_a_save_that_changes_nothing_adds_nothing(repository: Repository, draft: SpecDraft) -> None:
    browser = BASE.replace("\n", "\r\n")
    assert repository.save_spec_draft(draft.id, base=1, text=browser, author="Bo") == SpecSaved(draft)
    assert len(repository.spec_texts_of(draft.id)) == 1


def test_line_ends_are_kept_as_a_file_has_them(repository: Repository) -> None:
    started = repository.start_spec_draft("visit", 0, "a\r\nb\rc\n", "Ann")
    assert started.text == repository.spec_draft(started.id).text == "a\nb\nc\n"


def test_two_who_wrote_at_once_are_merged_line_by_line(repository: Repository, draft: SpecDraft) -> None:
    repository.save_spec_draft(draft.id, base=1, text=BASE.replace("one", "ONE"), author="Bo")
    saved = repository.save_spec_draft(draft.id, base=1, text=BASE.replace("five", "FIVE"), author="Ann")
    assert (saved.merged, saved.conflict, saved.theirs) == (True, False, "")
    assert saved.draft.text == "ONE\ntwo\nthree\nfour\nFIVE\n"
    assert (saved.draft.revision, repository.spec_draft(draft.id)) == (3, saved.draft)


def test_who_changed_nothing_is_given_what_the_other_wrote(repository: Repository, draft: SpecDraft) -> None:
    theirs = repository.save_spec_draft(draft.id, base=1, text="other\n", author="Bo").draft
    assert repository.save_spec_draft(draft.id, base=1, text=BASE, author="Ann") == SpecSaved(theirs, merged=True)
    assert len(repository.spec_texts_of(draft.id)) == 2


@pytest.mark.parametrize("base", [1, 0, 9, -1])
def test_where_both_changed_the_same_lines_nothing_is_kept_and_the_other_text_is_given(
    repository: Repository, draft: SpecDraft, base: int
) -> None:
    theirs = repository.save_spec_draft(draft.id, base=1, text=BASE.replace("three", "3"), author="Bo").draft
    saved = repository.save_spec_draft(draft.id, base=base, text=BASE.replace("three", "III"), author="Ann")
    assert saved == SpecSaved(theirs, conflict=True, theirs=theirs.text)
    assert repository.spec_draft(draft.id) == theirs
    assert len(repository.spec_texts_of(draft.id)) == 2


def test_nobody_waits_while_a_text_is_merged_and_what_they_save_meanwhile_is_merged_too(
    repository: Repository, draft: SpecDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [BASE.replace("one", "ONE"), BASE.replace("one", "ONE").replace("three", "3")]
    saved: list[str] = []

    def slow(base: str, theirs: str, yours: str) -> str | None:
        if lines and yours.endswith("FIVE\n"):
            saved.append(lines.pop(0))
            repository.save_spec_draft(draft.id, base=len(saved), text=saved[-1], author="Bo")
        return merge_texts(base, theirs, yours)

    monkeypatch.setattr(spec_drafts, "merge_texts", slow)
    made = repository.save_spec_draft(draft.id, base=1, text=BASE.replace("five", "FIVE"), author="Ann")
    assert made.draft.text == "ONE\ntwo\n3\nfour\nFIVE\n"
    assert len(repository.spec_texts_of(draft.id)) == made.draft.revision


def test_open_drafts_are_listed_and_one_that_was_put_away_is_not(repository: Repository, draft: SpecDraft) -> None:
    other = repository.start_spec_draft("letter", 0, "", "Bo")
    assert {each.id for each in repository.spec_drafts()} == {draft.id, other.id}
    repository.save_spec_draft(draft.id, base=1, text="a", author="Ann")
    assert [each.id for each in repository.spec_drafts()] == [draft.id, other.id]
    with pytest.raises(DraftMoved):
        repository.discard_spec_draft(draft.id, base=1)
    repository.discard_spec_draft(draft.id, base=2)
    repository.discard_spec_draft(draft.id, base=1)
    assert repository.spec_drafts() == (other,)
    assert (repository.spec_draft(draft.id).state, len(repository.spec_texts_of(draft.id))) == ("discarded", 2)
    with pytest.raises(DraftClosed):
        repository.save_spec_draft(draft.id, base=2, text="b", author="Ann")


@pytest.mark.parametrize("name", ["", "nobody", "\0", "0" * 26, "Ö" * 26])
def test_what_is_not_there_is_unknown(repository: Repository, name: str) -> None:
    assert (repository.spec_draft(name), repository.spec_texts_of(name), repository.asked(name)) == (None, (), None)
    for act in (
        lambda: repository.save_spec_draft(name, base=1, text="", author=""),
        lambda: repository.discard_spec_draft(name, base=1),
        lambda: repository.ask_to_publish(name, 1, ASKED),
    ):
        with pytest.raises(Unknown):
            act()


def test_a_request_for_approval_is_kept_with_the_text_it_is_of(repository: Repository, draft: SpecDraft) -> None:
    assert repository.asked(draft.id) is None
    repository.ask_to_publish(draft.id, 1, ASKED)
    assert repository.asked(draft.id) == ASKED
    repository.save_spec_draft(draft.id, base=1, text=BASE, author="Ann")
    assert repository.asked(draft.id) == ASKED


def test_a_request_is_void_as_soon_as_the_text_changes(repository: Repository, draft: SpecDraft) -> None:
    repository.ask_to_publish(draft.id, 1, ASKED)
    repository.save_spec_draft(draft.id, base=1, text="other", author="Bo")
    assert repository.asked(draft.id) is None
    repository.save_spec_draft(draft.id, base=2, text=BASE, author="Bo")
    assert repository.asked(draft.id) is None
    with pytest.raises(DraftMoved):
        repository.ask_to_publish(draft.id, 1, ASKED)


def test_asking_again_replaces_what_was_asked_and_a_closed_draft_asks_nothing(
    repository: Repository, draft: SpecDraft
) -> None:
    repository.ask_to_publish(draft.id, 1, ASKED)
    again = Release(**{name: getattr(ASKED, name) for name in ASKED.__slots__} | {"note": "Again"})
    repository.ask_to_publish(draft.id, 1, again)
    assert repository.asked(draft.id) == again
    repository.discard_spec_draft(draft.id, base=1)
    assert repository.asked(draft.id) is None
    with pytest.raises(DraftClosed):
        repository.ask_to_publish(draft.id, 1, ASKED)
