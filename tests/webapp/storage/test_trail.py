"""The audit trail: everything that is done is in it, nothing can be changed in it without being found out."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from webapp.deeds import Deed
from webapp.rights import Role, Viewer
from webapp.storage.repository import NotYours, Repository
from webapp.storage.trail_tables import acts

PAT = Viewer(id="p" * 26, name="Pat", roles=frozenset({Role.STAFF}))


@pytest.fixture
def filled(repository: Repository) -> Repository:
    """A repository in which somebody did a few things."""
    mine = repository.seen_by(PAT)
    draft = mine.start_draft("audit", 1)
    for number in range(4):
        mine.save(draft.id, base=number, posted={"a": f"secret answer {number}"})
    mine.discard(draft.id, base=4)
    return repository


def test_what_was_done_stands_in_the_trail_with_who_did_it(filled: Repository) -> None:
    done = [(act.who, act.act) for act in filled.every_act()]
    assert done == [(PAT.id, "draft.begun"), *[(PAT.id, "draft.saved")] * 4, (PAT.id, "draft.discarded")]
    assert filled.verify_trail().fault == ""


def test_no_answer_stands_in_the_trail(filled: Repository) -> None:
    assert all("secret" not in f"{act.thing}{act.detail}" for act in filled.every_act())


def test_a_refused_save_leaves_no_act(filled: Repository) -> None:
    before = filled.verify_trail().acts
    with pytest.raises(NotYours):
        filled.seen_by(Viewer(id="q" * 26, name="", roles=frozenset())).start_draft("audit", 1)
    assert filled.verify_trail().acts == before


def tampered(repository: Repository, change: sa.Executable) -> None:
    """Change the trail as whoever holds the database may, past what refuses it."""
    with repository._database.writing("The trail") as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("ALTER TABLE acts DISABLE TRIGGER ALL")
        else:
            connection.exec_driver_sql("DROP TRIGGER acts_no_update")
            connection.exec_driver_sql("DROP TRIGGER acts_no_delete")
        connection.execute(change)


CHANGES = {
    "Act 3 was changed": sa.update(acts).where(acts.c.number == 3).values(who="somebody else"),
    "Act 2 was changed": sa.update(acts)
    .where(acts.c.number == 2)
    .values(moment=sa.literal_column("'2026-01-01 00:00:00'")),
    "Act 4 is missing": sa.delete(acts).where(acts.c.number == 4),
    "Act 1 is missing": sa.delete(acts).where(acts.c.number == 1),
    "Act 5 does not follow": sa.update(acts).where(acts.c.number == 5).values(previous="0" * 64),
}


@pytest.mark.parametrize("said", CHANGES)
def test_whatever_is_changed_or_taken_out_is_found_with_its_place(filled: Repository, said: str) -> None:
    tampered(filled, CHANGES[said])
    assert filled.verify_trail().fault.startswith(said)


def test_acts_that_are_cut_off_at_the_end_are_found_by_a_hash_that_was_kept(filled: Repository) -> None:
    kept = filled.verify_trail().last
    assert filled.verify_trail(kept).fault == ""
    tampered(filled, sa.delete(acts).where(acts.c.number >= 5))
    assert filled.verify_trail().fault == ""
    assert "acts were cut off" in filled.verify_trail(kept).fault


def test_many_at_once_make_one_chain(repository: Repository) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: repository.look(Deed.RECORD_READ, f"r{number}"), range(80)))
    assert (repository.verify_trail().acts, repository.verify_trail().fault) == (80, "")


def test_only_some_may_read_it(filled: Repository) -> None:
    with pytest.raises(NotYours):
        filled.seen_by(PAT).acts()
    assert filled.seen_by(Viewer(id="a" * 26, name="", roles=frozenset({Role.ADMINISTRATOR}))).acts()
