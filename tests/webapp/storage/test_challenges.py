"""Challenges: each is answered once, soon, for what it was made for, and by whom it was made for."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from webapp.storage import challenges
from webapp.storage.opened import now


def test_a_challenge_is_answered_once_also_by_many_at_one_moment(repository):
    made = repository.make_challenge("sign in", "ann")
    with ThreadPoolExecutor(8) as many:
        used = [many.submit(repository.use_challenge, made, "sign in", "ann") for _ in range(8)]
    assert sorted(each.result() for each in used) == [False] * 7 + [True]


@pytest.mark.parametrize(("purpose", "bound_to"), [("other", "ann"), ("sign in", "bob"), ("sign in", "")])
def test_it_is_not_answered_for_another_purpose_or_by_another(repository, purpose, bound_to):
    made = repository.make_challenge("sign in", "ann")
    assert not repository.use_challenge(made, purpose, bound_to)
    assert repository.use_challenge(made, "sign in", "ann")


def test_one_that_was_never_made_is_not_answered(repository):
    assert not repository.use_challenge(b"never made", "sign in")


def test_after_ten_minutes_it_is_not_answered_any_more_and_goes(repository, monkeypatch):
    made = repository.make_challenge("sign in")
    monkeypatch.setattr(challenges, "now", lambda: now() + challenges.LIFETIME + timedelta(seconds=1))
    assert not repository.use_challenge(made, "sign in")
    repository.make_challenge("sign in")
    with repository._database.reading("The test") as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM challenges").scalar() == 1


def test_of_those_that_anybody_may_ask_for_the_oldest_go_and_others_stay(repository, monkeypatch):
    monkeypatch.setattr(challenges, "MOST_FOR_ANYBODY", 3)
    own = repository.make_challenge("second factor", "ann")
    other = repository.make_challenge("other")
    made = [repository.make_challenge("sign in") for _ in range(5)]
    assert [repository.use_challenge(each, "sign in") for each in made] == [False] * 2 + [True] * 3
    assert repository.use_challenge(own, "second factor", "ann")
    assert repository.use_challenge(other, "other")
