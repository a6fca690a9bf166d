"""Which concerns are open is known without opening a document, and is what the engine says of it."""

from dataclasses import replace
from random import Random

import pytest
import sqlalchemy as sa

from engine.follow_up import concerns_of, open_concerns
from tests.webapp.storage.followed_halls import Halls, people
from webapp.action_state import State
from webapp.rights import Role, Viewer
from webapp.settings import Settings
from webapp.storage.opening import open_repository
from webapp.storage.repository import Record, Repository
from webapp.storage.search_tables import search_texts
from webapp.storage.soundness import document_of

STEPS = 40


def told(kept: Repository, record: Record) -> frozenset[int]:
    """The numbers of a record's open concerns, as the engine reads its document."""
    document = document_of(record)
    actions = ((each.address, each.standing.state.is_closed) for each in kept.actions_of(record))
    left = open_concerns(document, actions)
    return frozenset(number for number, each in enumerate(concerns_of(document)) if each in left)


@pytest.fixture
def halls(repository: Repository) -> Halls:
    found = Halls(repository, Random(20261128), accounts=False)
    for _ in range(STEPS):
        found.step()
    settle(repository, next(each for each in found.records if each.concerns))
    return found


def settle(kept: Repository, record: Record) -> None:
    """Have something done about every concern of a record, and close it, with all that there was."""
    for raised in concerns_of(document_of(record)):
        kept.add_action(record.id, raised, owner="")
    for each in kept.actions_of(record):
        if not each.standing.state.is_closed:
            standing = replace(each.standing, state=State.DONE)
            kept.change_action(each.id, base=each.revision, standing=standing, note="It was done.")


def test_they_are_those_that_the_engine_finds(repository: Repository, halls: Halls) -> None:
    with_concerns = [each for each in halls.records if each.concerns]
    found = repository.open_concerns([each.id for each in halls.records])
    assert found == {each.id: told(repository, each) for each in with_concerns}
    sizes = {(len(found[each.id]) == 0, len(found[each.id]) == each.concerns) for each in with_concerns}
    assert sizes == {(True, False), (False, True), (False, False)}, "none, all and some are open"


def test_whoever_may_not_read_a_record_is_told_nothing_of_it(repository: Repository, halls: Halls) -> None:
    (ann,) = people(repository, ["Ann"])
    stranger = repository.seen_by(Viewer(id=ann.id, name="Ann", roles=frozenset({Role.STAFF})))
    assert stranger.open_concerns([each.id for each in halls.records]) == {}


def test_what_was_gathered_before_is_gathered_again_at_the_next_start(
    settings: Settings, repository: Repository, halls: Halls
) -> None:
    wanted = [each.id for each in halls.records]
    before = repository.open_concerns(wanted)
    with repository._database.writing("x") as connection:
        connection.exec_driver_sql("DELETE FROM raised_concerns")
        indexed = connection.execute(sa.select(search_texts.c.number, search_texts.c.thing)).all()
    assert repository.open_concerns(wanted) == {}
    repository.close()
    with open_repository(settings) as kept:
        kept.catch_up(tell=lambda _: None)
        assert kept.open_concerns(wanted) == before
        with kept._database.reading("x") as connection:
            now = connection.execute(sa.select(search_texts.c.number, search_texts.c.thing)).all()
        assert sorted(map(tuple, now)) == sorted(map(tuple, indexed)), "the index is left as it is, in its order"
