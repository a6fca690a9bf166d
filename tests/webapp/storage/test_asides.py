"""What was typed and gave way to somebody else's text is kept beside the history, once, on each database."""

from functools import partial

import pytest

from tests.webapp.storage.test_concurrency import at_once
from webapp.rights import Role, Viewer
from webapp.sought import Sought
from webapp.storage.failures import DraftClosed, NotYours, Unknown
from webapp.storage.repository import Draft, Repository

OP, NEXT = "0" * 32, "1" * 32
DATE = ("visit.day.day", "visit.day.month", "visit.day.year")
PLACE = "visit.place"
ANN = Viewer(id="a" * 26, name="Ann", roles=frozenset({Role.STAFF}))
BOB = Viewer(id="b" * 26, name="Bob", roles=frozenset({Role.STAFF}))


@pytest.fixture
def draft(repository: Repository) -> Draft:
    """Return a draft in which somebody changed a place since its first revision."""
    begun = repository.start_draft("audit", 1, entries={PLACE: "The Forge"})
    return repository.save(begun.id, base=1, posted={PLACE: "Theirs"}).draft


def texts(repository: Repository, draft: Draft) -> list[dict[str, str]]:
    return [dict(each.texts) for each in repository.asides(draft.id)]


def test_what_a_save_does_not_take_is_set_aside_at_once(repository: Repository, draft: Draft) -> None:
    repository.save(draft.id, base=1, posted={PLACE: "Mine", "visit.who": "Me"})
    repository.save_once(draft.id, OP, base=1, posted={PLACE: "Mine, too"})
    assert texts(repository, draft) == [{PLACE: "Mine"}, {PLACE: "Mine, too"}]
    assert [each.revision for each in repository.asides(draft.id)] == [3, 3]
    assert repository.draft(draft.id).entries == {PLACE: "Theirs", "visit.who": "Me"}


def test_what_was_taken_or_says_nothing_is_not(repository: Repository, draft: Draft) -> None:
    repository.save(draft.id, base=2, posted={PLACE: "Mine"})
    repository.save(draft.id, base=1, posted={PLACE: ""})
    repository.set_aside_once(draft.id, OP, {PLACE: "Mine"})
    assert texts(repository, draft) == []


def test_the_same_is_set_aside_once_and_more_of_it_again(repository: Repository, draft: Draft) -> None:
    for _ in range(2):
        repository.save(draft.id, base=1, posted={PLACE: "Mine"})
        repository.set_aside_once(draft.id, OP, {PLACE: "Mine"})
        repository.set_aside_once(draft.id, NEXT, {PLACE: "Mine, and more"})
        repository.set_aside_once(draft.id, NEXT, {PLACE: "Said by a repeat that is none"})
    assert texts(repository, draft) == [{PLACE: "Mine"}, {PLACE: "Mine, and more"}]


def test_an_answer_of_several_inputs_is_set_aside_as_a_whole(repository: Repository, draft: Draft) -> None:
    first = dict(zip(DATE, ("3", "12", "2026"), strict=True))
    repository.save(draft.id, base=2, posted=first, groups=[DATE])
    mine = dict(zip(DATE, ("4", "1", "2026"), strict=True))
    repository.save(draft.id, base=2, posted=mine, groups=[DATE])
    repository.set_aside_once(draft.id, OP, {**mine, DATE[2]: "2027"})
    assert texts(repository, draft) == [{DATE[0]: "4", DATE[1]: "1"}, {**mine, DATE[2]: "2027"}]


def test_what_stood_at_the_revision_at_which_it_gave_way_is_not_kept_again(
    repository: Repository, draft: Draft
) -> None:
    first = dict(zip(DATE, ("3", "12", "2026"), strict=True))
    repository.save(draft.id, base=2, posted=first, groups=[DATE])
    repository.save(draft.id, base=3, posted={DATE[0]: "4"}, groups=[DATE])
    repository.set_aside_once(draft.id, OP, {**first, DATE[0]: "4"}, base=3)
    assert [(each.revision, each.texts) for each in repository.asides(draft.id)] == [(3, {DATE[0]: "4"})]


def test_it_makes_no_revision_and_is_no_part_of_the_history(repository: Repository, draft: Draft) -> None:
    before = repository.history(draft.id)
    assert repository.set_aside_once(draft.id, OP, {PLACE: "Mine"}) == 2
    assert (repository.draft(draft.id), repository.history(draft.id)) == (draft, before)


def test_many_at_once_are_one(repository: Repository, draft: Draft) -> None:
    at_once(*[partial(repository.set_aside_once, draft.id, OP, {PLACE: "Mine"})] * 6)
    assert texts(repository, draft) == [{PLACE: "Mine"}]


def test_a_closed_draft_takes_none_but_answers_a_repeat(repository: Repository, draft: Draft) -> None:
    repository.set_aside_once(draft.id, OP, {PLACE: "Mine"})
    repository.discard(draft.id, base=2)
    assert repository.set_aside_once(draft.id, OP, {PLACE: "Mine"}) == 2
    with pytest.raises(DraftClosed):
        repository.set_aside_once(draft.id, NEXT, {PLACE: "Later"})


def test_whoever_sees_the_draft_sees_it_and_nobody_else_does(repository: Repository) -> None:
    ann, bob = repository.seen_by(ANN), repository.seen_by(BOB)
    draft = ann.start_draft("audit", 1, entries={PLACE: "The Forge"})
    ann.set_aside_once(draft.id, OP, {PLACE: "Mine"})
    assert [(each.author, each.texts) for each in ann.asides(draft.id)] == [(ANN.id, {PLACE: "Mine"})]
    assert bob.asides(draft.id) == ()
    with pytest.raises(NotYours):
        bob.set_aside_once(draft.id, NEXT, {PLACE: "Mine"})
    repository.set_aside_once(draft.id, NEXT, {PLACE: "Somebody's"})
    with pytest.raises(NotYours):
        ann.set_aside_once(draft.id, NEXT, {PLACE: "Mine, too"})
    with pytest.raises(Unknown):
        ann.set_aside_once("x", NEXT, {PLACE: "Mine"})


def test_it_goes_with_an_erasure_and_a_file_that_only_it_names_stays_till_then(
    repository: Repository, draft: Draft
) -> None:
    sha256 = repository.keep_file(b"a file", "text/plain")
    repository.set_aside_once(draft.id, OP, {PLACE: f"{sha256} 6 text/plain a.txt"})
    repository.save(draft.id, base=2, posted={"visit.who": "Me"})
    other = repository.start_draft("audit", 1, entries={PLACE: f"{sha256} 6 text/plain a.txt"})
    repository.erase_draft(other.id, "Begun in error.", base=1)
    assert repository.file(sha256) is not None
    repository.erase_draft(draft.id, "Begun in error.", base=3)
    assert (repository.asides(draft.id), repository.file(sha256)) == ((), None)


def test_somebody_is_found_in_it(repository: Repository, draft: Draft) -> None:
    repository.set_aside_once(draft.id, OP, {PLACE: "Zebrawood"})
    found = repository.find(Sought("Zebrawood"))
    assert [each.id for each in found] == [draft.id]
    assert [[each["value"] for each in held["aside"]] for held in repository.holdings(found)] == [["Zebrawood"]]
