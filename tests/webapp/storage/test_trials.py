"""Trials of a text that is not published stand apart from all that counts."""

from hashlib import sha256

import pytest

from webapp.storage.repository import Document, Draft, PinnedDifferently, Repository, Unknown

TEXT = b"form: audit, as it may be"
SHA256 = sha256(TEXT).hexdigest()


def test_a_trial_is_asked_with_its_own_text_whatever_number_that_has(repository: Repository) -> None:
    real = repository.start_draft("audit", 1)
    trial = repository.start_trial("audit", 1, SHA256, TEXT)
    assert (trial.trial, trial.sha256, trial.version, real.trial, real.sha256) == (True, SHA256, 1, False, "aa")
    assert repository.draft(trial.id) == trial
    assert (repository.text_of(trial.sha256), repository.text_of(real.sha256)) == (TEXT, b"form: audit")
    assert repository.used_text("audit", 1) == b"form: audit"


def test_trials_are_listed_only_where_they_are_wanted(repository: Repository, build) -> None:
    real, trial = repository.start_draft("audit", 1), repository.start_trial("audit", 2, SHA256, TEXT)
    assert (repository.drafts(), repository.drafts(trial=True)) == ((real,), (trial,))
    made = [repository.submit(each.id, base=0, build=build).record for each in (real, trial)]
    assert [(each.trial, each.sha256) for each in made] == [(False, "aa"), (True, SHA256)]
    assert (repository.records(), repository.records(trial=True)) == ((made[0],), (made[1],))
    assert repository.records(form="audit") == (made[0],)
    assert list(repository.documents()) == [made[0].document]
    assert list(repository.documents(trial=True)) == [made[1].document]
    assert repository.record(trial.id) == made[1]


def test_a_trial_saves_as_any_draft(repository: Repository) -> None:
    trial = repository.start_trial("audit", 2, SHA256, TEXT)
    saved = repository.save(trial.id, base=0, posted={"a": "1"}).draft
    assert (saved.entries, saved.trial, saved.sha256) == ({"a": "1"}, True, SHA256)


def test_a_trial_does_not_make_a_version_used(repository: Repository) -> None:
    repository.start_trial("audit", 1, "aa", b"form: audit")
    repository.start_trial("audit", 2, SHA256, TEXT)
    assert (repository.used_text("audit", 1), repository.used_text("audit", 2)) == (None, None)
    repository.pin("audit", 1, "cc", b"form: audit, better")
    draft = repository.start_draft("audit", 1)
    assert draft.sha256 == "cc"
    with pytest.raises(PinnedDifferently):
        repository.pin("audit", 1, SHA256, TEXT)
    repository.start_trial("audit", 1, SHA256, TEXT)
    assert repository.used_text("audit", 1) == b"form: audit, better"


def test_a_trial_of_a_text_and_a_draft_of_it_once_it_is_published_stay_two_things(repository: Repository) -> None:
    trial = repository.start_trial("audit", 2, SHA256, TEXT)
    repository.pin("audit", 2, SHA256, TEXT)
    real: Draft = repository.start_draft("audit", 2)
    assert (repository.drafts(trial=True), repository.drafts()) == ((trial,), (real,))


def test_a_trial_is_no_record_to_re_issue(repository: Repository, build) -> None:
    trial = repository.start_trial("audit", 2, SHA256, TEXT)
    document: Document = build(trial)
    repository.submit(trial.id, base=0, build=lambda _: document)
    with pytest.raises(Unknown, match="There is no such record to begin from"):
        repository.start_draft("audit", 1, reissues=trial.id)


def test_a_trial_is_thrown_away_begun_or_submitted_and_nothing_else_is(repository: Repository, build) -> None:
    real, trial, other = (
        repository.start_draft("audit", 1),
        *(repository.start_trial("audit", 2, SHA256, TEXT) for _ in "ab"),
    )
    repository.submit(other.id, base=0, build=build)
    assert [repository.throw_away_trial(each.id) for each in (real, trial, other)] == [False, True, True]
    assert (repository.drafts(), repository.drafts(trial=True), repository.records(trial=True)) == ((real,), (), ())
    repository.submit(real.id, base=0, build=build)
    assert not repository.throw_away_trial(real.id)
    assert not repository.throw_away_trial("nothing")
    assert len(repository.records()) == 1


def test_throwing_a_trial_away_twice_is_noted_once(repository: Repository, build) -> None:
    begun, made = (repository.start_trial("audit", 2, SHA256, TEXT) for _ in range(2))
    repository.submit(made.id, base=0, build=build)
    for trial in (begun, made, begun, made):
        assert repository.throw_away_trial(trial.id)
    assert [each.thing for each in repository.every_act() if each.act == "trial.thrown-away"] == [begun.id, made.id]
