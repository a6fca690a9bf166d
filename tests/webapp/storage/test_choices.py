"""What takes two people is lifted by two administrators, and a second person is nobody of the first one's making."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from webapp.rights import ANYBODY, Role, Viewer
from webapp.storage import choices, seconding
from webapp.storage.failures import NotApart, NotYours, SamePerson, Settled
from webapp.storage.opened import now
from webapp.storage.repository import Repository

Joined = Callable[..., Viewer]
TWO = "two-people"


@pytest.fixture
def joined(repository: Repository) -> Joined:
    """Give somebody an account that can be signed in to, on the invitation of somebody."""

    def join(name: str, *roles: Role, by: Viewer = ANYBODY) -> Viewer:
        kept = repository.seen_by(by)
        made = kept.invite(f"{name}@school.example", name, roles)
        repository.set_password_by_link(kept.make_password_link(made.id, timedelta(days=1)), "a hash")
        return Viewer(id=made.id, name=name, roles=made.roles)

    return join


@pytest.fixture
def ann(repository: Repository) -> Viewer:
    made = repository.make_first("ann@school.example", "Ann", [], "a hash")
    return Viewer(id=made.id, name="Ann", roles=made.roles)


@pytest.fixture
def long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count no change of an account as one of the last day."""
    monkeypatch.setattr(seconding, "SETTLED_FOR", timedelta(0))


def test_a_single_administrator_lifts_it_alone(repository: Repository, ann: Viewer, joined: Joined) -> None:
    joined("dee", Role.DECIDER)
    mine = repository.seen_by(ann)
    mine.choose(TWO, ["erase", "restore"])
    mine.choose(TWO, ["restore"])
    assert (mine.choice(TWO), mine.lifting()) == ({"restore"}, None)


PUT_OUT: dict[str, Callable[[Repository, str], object]] = {
    "closed": lambda kept, bea: kept.close_account(bea),
    "another role": lambda kept, bea: kept.change_account(bea, "Bea", [Role.STAFF]),
}


@pytest.mark.parametrize("how", PUT_OUT)
def test_whoever_put_the_other_administrator_out_does_not_lift_it_alone_within_a_week(
    repository: Repository, ann: Viewer, joined: Joined, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    bea = joined("bea", Role.ADMINISTRATOR)
    mine = repository.seen_by(ann)
    mine.choose(TWO, ["erase"])
    PUT_OUT[how](mine, bea.id)
    mine.choose(TWO, [])
    asked = mine.lifting()
    assert asked is not None
    assert (mine.choice(TWO), asked.acts) == ({"erase"}, {"erase"})
    monkeypatch.setattr(choices, "now", lambda: now() + seconding.APART_FOR + timedelta(seconds=1))
    mine.choose(TWO, [])
    assert (mine.choice(TWO), mine.lifting()) == (set(), None)
    assert outcomes(repository) == ["lifted by the only administrator"]


def test_closing_somebody_else_leaves_a_single_administrator_alone(
    repository: Repository, ann: Viewer, joined: Joined
) -> None:
    mine, dee = repository.seen_by(ann), joined("dee", Role.DECIDER)
    mine.choose(TWO, ["erase"])
    mine.change_account(ann.id, "Ann", {*ann.roles, Role.READER})
    mine.close_account(dee.id)
    mine.choose(TWO, [])
    assert mine.choice(TWO) == set()


def outcomes(repository: Repository) -> list[str]:
    """What became of requests, the first settled first, as the audit trail has it."""
    return [json.loads(act.detail)["outcome"] for act in repository.every_act() if act.act == "request.settled"]


def test_a_request_is_settled_by_asking_anew_and_by_choosing_the_same_again(
    repository: Repository, ann: Viewer, joined: Joined
) -> None:
    mine, theirs = repository.seen_by(ann), repository.seen_by(joined("bea", Role.ADMINISTRATOR))
    mine.choose(TWO, ["erase", "restore"])
    mine.choose(TWO, ["erase"])
    mine.choose(TWO, ["restore"])
    mine.choose("second-factor", [Role.READER.value])
    assert mine.lifting() is not None
    theirs.choose(TWO, ["erase", "restore"])
    assert mine.lifting() is None
    assert outcomes(repository) == ["asked anew", "chosen again"]


def test_with_two_administrators_it_is_lifted_when_the_other_agrees(
    repository: Repository, ann: Viewer, joined: Joined, long_ago: None
) -> None:
    mine, theirs = repository.seen_by(ann), repository.seen_by(joined("bea", Role.ADMINISTRATOR))
    mine.choose(TWO, ["erase", "restore"])
    mine.choose(TWO, ["publish-sensitive"])
    assert mine.choice(TWO) == {"erase", "restore", "publish-sensitive"}
    asked = theirs.lifting()
    assert asked is not None
    assert (asked.acts, asked.asked_by) == ({"erase", "restore"}, ann.id)
    with pytest.raises(SamePerson):
        mine.agree_to_lift(asked.id)
    theirs.agree_to_lift(asked.id)
    assert (mine.choice(TWO), mine.lifting()) == ({"publish-sensitive"}, None)
    with pytest.raises(Settled):
        theirs.agree_to_lift(asked.id)
    said = [act.act for act in repository.acts()[:6]]
    assert said == ["request.settled", "choice.changed", "request.made", "choice.changed", "choice.changed", said[5]]


def test_what_is_refused_or_asked_anew_stays_two_people(repository: Repository, ann: Viewer, joined: Joined) -> None:
    mine, theirs = repository.seen_by(ann), repository.seen_by(joined("bea", Role.ADMINISTRATOR))
    mine.choose(TWO, ["erase", "restore"])
    mine.choose(TWO, ["erase"])
    mine.choose(TWO, ["restore"])
    asked = theirs.lifting()
    assert asked is not None
    assert asked.acts == {"erase"}
    theirs.refuse_to_lift(asked.id)
    assert (mine.choice(TWO), mine.lifting()) == ({"erase", "restore"}, None)
    for another in (repository.seen_by(joined("dee", Role.DECIDER)).lifting, lambda: theirs.agree_to_lift("x")):
        with pytest.raises((NotYours, Settled)):
            another()


def test_what_somebody_asked_who_is_no_administrator_any_more_is_not_agreed_to(
    repository: Repository, ann: Viewer, joined: Joined, long_ago: None
) -> None:
    mine, theirs = repository.seen_by(ann), repository.seen_by(joined("bea", Role.ADMINISTRATOR))
    theirs.choose(TWO, ["erase"])
    mine.choose(TWO, [])
    asked = theirs.lifting()
    assert asked is not None
    theirs.change_account(ann.id, "Ann", [Role.STAFF])
    with pytest.raises(SamePerson):
        theirs.agree_to_lift(asked.id)
    assert theirs.choice(TWO) == {"erase"}


def test_nobody_is_second_whose_roles_are_of_today(repository: Repository, ann: Viewer, joined: Joined) -> None:
    mine, theirs = repository.seen_by(ann), repository.seen_by(joined("bea", Role.ADMINISTRATOR))
    mine.choose(TWO, ["erase"])
    mine.choose(TWO, [])
    asked = theirs.lifting()
    assert asked is not None
    with pytest.raises(NotApart, match="in the last 24 hours"):
        theirs.agree_to_lift(asked.id)


@pytest.mark.parametrize("swapped", [False, True], ids=["the second", "who asked"])
def test_nobody_erases_with_somebody_of_their_own_making(
    repository: Repository, ann: Viewer, joined: Joined, long_ago: None, *, swapped: bool
) -> None:
    roles = (Role.ADMINISTRATOR, Role.DECIDER)
    both = joined("max", *roles), joined("dee", *roles)
    repository.choose(TWO, ["erase"])
    draft = repository.seen_by(both[0]).start_draft("audit", 1)
    first, second = both[::-1] if swapped else both
    asked = repository.seen_by(first).ask_to_erase("draft", draft.id, "Begun in error.")
    repository.seen_by(both[0]).make_password_link(both[1].id, timedelta(days=1))
    with pytest.raises(NotApart):
        repository.seen_by(second).agree_to_erase(asked.id)
    other = repository.seen_by(joined("eve", Role.DECIDER))
    assert other.agree_to_erase(asked.id).tombstone.seconded_by != second.id
