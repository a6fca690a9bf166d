"""The records before one about the same are found by name, on each database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.webapp.storage.test_records import document
from webapp.rights import Role, Viewer
from webapp.storage.repository import Record, Repository

START = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)


def submitted(of: Repository, about: str, hours: int = 0, *, form: str = "audit", trial: bool = False) -> Record:
    draft = of.start_trial(form, 1, "aa", b"form: audit") if trial else of.start_draft(form, 1)
    moment = START + timedelta(hours=hours)
    return of.submit(draft.id, base=0, build=lambda seen: replace(document(seen, moment), about=about)).record


def test_those_before_are_found_in_whatever_spelling_the_latest_first(repository: Repository) -> None:
    repository.pin("other", 1, "bb", b"form: other")
    first = submitted(repository, "The Forge")
    second = submitted(repository, "the  FORGE ", 1)
    submitted(repository, "The Forge Annexe", 1)
    submitted(repository, "The Forge", 1, form="other")
    submitted(repository, "", 1)
    third = submitted(repository, "The Forge", 2)
    assert repository.earlier(third) == (second, first)
    assert repository.earlier(third, limit=1) == (second,)
    assert (repository.earlier(second), repository.earlier(first)) == ((first,), ())


def test_those_about_another_name_of_the_same_are_found_where_it_is_said(repository: Repository) -> None:
    first = submitted(repository, "Old Forge")
    last = submitted(repository, "The Forge", 1)
    assert repository.earlier(last) == ()
    assert repository.earlier(last, also=("old forge", "")) == (first,)
    assert repository.earlier(submitted(repository, "", 2), also=("The Forge",)) == ()


def test_one_that_is_about_nothing_has_none_before(repository: Repository) -> None:
    submitted(repository, "")
    assert repository.earlier(submitted(repository, "", 1)) == ()


def test_trials_are_compared_with_trials(repository: Repository) -> None:
    submitted(repository, "The Forge")
    tried = submitted(repository, "The Forge", 1, trial=True)
    assert repository.earlier(submitted(repository, "The Forge", 2, trial=True)) == (tried,)


@pytest.mark.parametrize(("role", "seen"), [(Role.STAFF, 1), (Role.READER, 2), (Role.DECIDER, 3)])
def test_only_those_that_a_person_reaches_are_given_out(repository: Repository, role: Role, seen: int) -> None:
    owner = repository.seen_by(Viewer(id="a1", name="Ann", roles=frozenset({role, Role.STAFF})))
    mine = submitted(owner, "The Forge")
    submitted(repository, "The Forge", 1)
    sealed = repository.start_draft("audit", 1, access="sensitive")
    later = START + timedelta(hours=2)
    repository.submit(sealed.id, base=0, build=lambda each: replace(document(each, later), about="The Forge"))
    last = submitted(owner, "The Forge", 3)
    found = owner.earlier(last)
    assert (len(found), found[-1]) == (seen, mine)
