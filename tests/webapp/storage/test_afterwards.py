"""What came after records goes out with them and comes in again: as it was, once, and never over what is here.

Histories are made by chance. FORMSPEC_SOAK tries more of them, FORMSPEC_SEED others.
"""

import io
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from engine.archive.layout import AFTERWARDS
from engine.archive.reading import opened_archive
from engine.follow_up import concerns_of
from tests.engine.archive.archives import packed, parts_of, told_again
from tests.webapp.storage.followed_halls import Halls, address_of, people, submitted
from webapp.action_state import Standing, State
from webapp.arriving import arriving
from webapp.exports.formats import FORMATS, Ordered, pieces
from webapp.rights import Role, Viewer
from webapp.settings import Settings
from webapp.sought import Sought
from webapp.storage.account_tables import outsiders
from webapp.storage.exported import Selection, TakenIn
from webapp.storage.failures import NotTakenIn
from webapp.storage.identifiers import new_id
from webapp.storage.opening import open_repository
from webapp.storage.repository import Record, Repository
from webapp.storage.soundness import document_of

SEED = int(os.environ.get("FORMSPEC_SEED", "20261128"))
SOAK = int(os.environ.get("FORMSPEC_SOAK", "1"))
HISTORIES = [("sqlite", 0), ("postgresql", 1)] if SOAK == 1 else [*product(("sqlite", "postgresql"), range(2 * SOAK))]
"""On which kind of database each is: each kind, with accounts and without any; in `make soak` each on both."""
STEPS = 100
CHECK = {"details.hall": "The Barn", "main.exits.worry": "Chairs", "main.exits.todo": "Move them", "end.fit": "yes"}


@pytest.fixture(params=["another kind", pytest.param("the same kind", marks=pytest.mark.long)])
def elsewhere(
    request: pytest.FixtureRequest, settings: Settings, tmp_path: Path, migrated_sqlite: Path
) -> Iterator[Repository]:
    """Another place, on the other kind of database; `make soak` tries one on the same kind, too."""
    folder = tmp_path / "elsewhere"
    folder.mkdir(mode=0o700)
    database = ""
    if settings.database.startswith("sqlite") == (request.param == "another kind"):
        make: Callable[[str], str] = request.getfixturevalue("make_postgresql")
        database = make(request.getfixturevalue("migrated_postgresql"))
    else:
        shutil.copy(migrated_sqlite, folder)
    given = {"FORMSPEC_DATA": str(folder), "FORMSPEC_DATABASE": database}
    with open_repository(Settings.from_environment(given)) as opened:
        yield opened


def exported(kept: Repository, name: str) -> object:
    made = b"".join(pieces(FORMATS[name], Ordered(kept, Selection(form="hall-check"))))
    if name != "xlsx":
        return made
    book = load_workbook(io.BytesIO(made))  # which says when it was made
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def everything(kept: Repository) -> dict[str, object]:
    return {name: exported(kept, name) for name in FORMATS}


def archive(kept: Repository) -> bytes:
    made = exported(kept, "zip")
    assert isinstance(made, bytes)
    return made


def take_in(kept: Repository, made: bytes) -> TakenIn:
    with opened_archive(io.BytesIO(made)) as opened:
        return kept.take_in([text for _, text in opened.forms.values()], arriving(opened))


@pytest.mark.parametrize(("database_url", "number"), HISTORIES, indirect=["database_url"])
def test_an_import_of_an_export_gives_equal_exports(repository: Repository, elsewhere: Repository, number: int) -> None:
    seed = SEED + number
    print(f"seed {seed}")
    halls = Halls(repository, Random(seed), accounts=number % 2 == 0)
    for _ in range(STEPS):
        halls.step()
    acts = ("submit", "add", "scan", "change", "decide", "reissue", "attach", "caption", "remove", "put_back")
    assert all(halls.done[each] for each in acts), halls.done
    before, made = everything(repository), archive(repository)
    taken = take_in(elsewhere, made)
    assert (taken.added, taken.present, taken.differing) == (len(halls.records), 0, 0)
    assert taken.decisions == halls.done["decide"] - undone(repository, halls)
    assert everything(elsewhere) == before
    again = take_in(elsewhere, made)
    assert again == TakenIn(added=0, present=len(halls.records))
    assert everything(elsewhere) == before == everything(repository)
    assert elsewhere.verify_trail().fault == ""


def undone(kept: Repository, halls: Halls) -> int:
    """Return how many decisions are on records that were undone, and go nowhere."""
    standing = {each.id for each in halls.records}
    with kept._database.reading("x") as connection:
        on = connection.exec_driver_sql("SELECT record FROM decisions").scalars().all()
    return sum(each not in standing for each in on)


@pytest.fixture
def followed(repository: Repository) -> Record:
    """A check of which Ann decided that it is fit once Ben has moved the chairs, and Ben began to."""
    ann, ben = people(repository, ["Ann", "Ben"])
    kept = repository.seen_by(Viewer(id=ann.id, name="Ann", roles=ann.roles))
    record = submitted(kept, CHECK)
    halls = Halls(repository, Random(1), accounts=False)
    halls.records.append(record)
    (action,) = repository.actions_of(record)
    owned = kept.change_action(action.id, base=1, standing=Standing(State.OPEN, ben.id, "", None), note="Please")
    other = repository.seen_by(Viewer(id=ben.id, name="Ben", roles=ben.roles))
    other.change_action(
        owned.id, base=2, standing=Standing(State.IN_PROGRESS, ben.id, "", None), note="Half of them are moved"
    )
    halls.viewer = lambda: Viewer(id=ann.id, name="Ann", roles=ann.roles)  # type: ignore[method-assign]
    halls.decide()
    return record


def test_an_owner_who_has_an_account_here_follows_it_up_and_others_are_named(
    repository: Repository, elsewhere: Repository, followed: Record
) -> None:
    (ben,) = people(elsewhere, ["Ben"])
    taken = take_in(elsewhere, archive(repository))
    assert (taken.decisions, taken.actions, taken.strangers) == (1, 1, 0)
    (action,) = elsewhere.actions_of(followed)
    assert (action.standing.owner, action.standing.state) == (ben.id, State.IN_PROGRESS)
    authors = [each.author for each in elsewhere.action_history(action)]
    assert ben.id not in authors
    assert [elsewhere.names()[each] for each in authors] == ["Ann", "Ann", "Ben"]
    assert everything(elsewhere) == everything(repository)


def test_an_owner_who_has_none_stays_theirs_by_name(
    repository: Repository, elsewhere: Repository, followed: Record
) -> None:
    taken = take_in(elsewhere, archive(repository))
    assert taken.strangers == 1
    (action,) = elsewhere.actions_of(followed)
    assert elsewhere.names()[action.standing.owner] == "Ben"
    noted = elsewhere.change_action(action.id, base=3, standing=action.standing, note="Called him")
    assert noted.standing == action.standing


def test_one_who_follows_up_nothing_here_is_not_given_it(
    repository: Repository, elsewhere: Repository, followed: Record
) -> None:
    elsewhere.make_first("first@hall.example", "First", [Role.ADMINISTRATOR], "x")
    elsewhere.invite(address_of("Ben"), "Ben", [Role.DECIDER])  # and has not come in yet
    assert take_in(elsewhere, archive(repository)).strangers == 1


def test_what_is_here_is_never_overwritten(repository: Repository, elsewhere: Repository, followed: Record) -> None:
    first = archive(repository)
    take_in(elsewhere, first)
    (action,) = elsewhere.actions_of(followed)
    done = Standing(State.DONE, "", "", None)
    elsewhere.change_action(action.id, base=3, standing=done, note="All are moved")
    here = everything(elsewhere)
    assert take_in(elsewhere, first) == TakenIn(added=0, present=1)
    (there,) = repository.actions_of(followed)
    for note in ("One more", "And one more"):
        (there,) = repository.actions_of(followed)
        repository.change_action(there.id, base=there.revision, standing=there.standing, note=note)
    assert take_in(elsewhere, archive(repository)) == TakenIn(added=0, present=1, differing=1)
    assert everything(elsewhere) == here


def test_a_reissue_that_comes_later_goes_on_with_the_action_as_it_stands_here(
    repository: Repository, elsewhere: Repository, followed: Record
) -> None:
    take_in(elsewhere, archive(repository))
    (action,) = elsewhere.actions_of(followed)
    elsewhere.change_action(action.id, base=3, standing=Standing(State.DONE, "", "", None), note="All are moved")
    again = submitted(repository, CHECK, followed)
    taken = take_in(elsewhere, archive(repository))
    assert (taken.added, taken.present, taken.actions, taken.differing) == (1, 1, 0, 0)
    (known,) = elsewhere.actions_of(again)
    assert (known.id, known.standing.state) == (action.id, State.DONE)


def test_a_reissue_goes_on_with_nothing_that_was_added_to_the_first_one_later(
    repository: Repository, elsewhere: Repository
) -> None:
    first = submitted(repository, {"details.hall": "The Barn", "main.exits.worry": "Chairs"})
    again = submitted(repository, {"details.hall": "The Barn", "main.exits.worry": "Chairs"}, first)
    (concern,) = concerns_of(document_of(first))
    added = repository.add_action(first.id, replace(concern, text="Move them"), owner="")
    take_in(elsewhere, archive(repository))
    assert [each.id for each in elsewhere.actions_of(first)] == [added.id]
    assert elsewhere.actions_of(again) == ()


def changed(made: bytes, **members: object) -> bytes:
    """The archive with other members of its one action, or of its one decision, told of as if they were right."""
    parts = parts_of(made)
    line = json.loads(parts[AFTERWARDS])
    for name in ("actions", "decisions"):
        line[name][0].update(members.get(name, {}))
    if "actions" in members:
        line["decisions"] = []
    return packed(told_again({**parts, AFTERWARDS: json.dumps(line).encode() + b"\n"}))


def test_what_is_another_one_here_is_refused_and_changes_nothing(
    repository: Repository, elsewhere: Repository, followed: Record
) -> None:
    made = archive(repository)
    own = submitted(elsewhere, CHECK)
    (action,) = elsewhere.actions_of(own)
    halls = Halls(elsewhere, Random(2), accounts=False)
    halls.records.append(own)
    halls.decide()
    decision = elsewhere.standing_decisions([own.id])[own.id].id
    before = everything(elsewhere), elsewhere.verify_trail()
    for members, sentence in (
        ({"actions": {"id": action.id}}, f"the action {action.id} is here already, and it is another one than"),
        ({"actions": {"id": "mine"}}, "the action mine has an id that Formspec never gives."),
        ({"decisions": {"id": decision}}, f"the decision {decision} is here already, on another submission than"),
        ({"decisions": {"id": "mine"}}, "the decision mine has an id that Formspec never gives."),
    ):
        with pytest.raises(NotTakenIn, match=sentence):
            take_in(elsewhere, changed(made, **members))
        assert (everything(elsewhere), elsewhere.verify_trail()) == before
    assert take_in(elsewhere, changed(made, actions={"id": new_id()})).actions == 1


def test_an_archive_of_an_older_formspec_begins_each_action_as_open(
    repository: Repository, elsewhere: Repository, followed: Record
) -> None:
    parts = parts_of(archive(repository))
    older = {name: each for name, each in parts.items() if "afterwards" not in name}
    taken = take_in(elsewhere, packed(told_again(older, format=1)))
    assert taken == TakenIn(added=1, present=0)
    (action,) = elsewhere.actions_of(followed)
    assert (action.standing.state, elsewhere.decisions_of(followed)) == (State.OPEN, ())
    assert take_in(elsewhere, archive(repository)) == TakenIn(added=0, present=1, differing=1)
    assert elsewhere.actions_of(followed) == (action,)


def test_who_is_named_alone_in_what_came_in_is_found_and_goes_with_it(
    repository: Repository, elsewhere: Repository, followed: Record
) -> None:
    take_in(elsewhere, archive(repository))
    assert {"Ann", "Ben"}.isdisjoint(elsewhere.names_of_accounts().values())
    (found,) = elsewhere.find(Sought("Ben"))
    assert found.id == followed.id
    (held,) = elsewhere.holdings([found])
    assert [each["name"] for each in held["outsiders"]] == ["Ann", "Ben"]  # type: ignore[index, union-attr]
    elsewhere.erase_record(followed.id, "They asked", by="Cy")
    with elsewhere._database.reading("x") as connection:
        assert connection.execute(sa.select(outsiders)).all() == []


def test_what_came_in_is_noted(repository: Repository, elsewhere: Repository, followed: Record) -> None:
    take_in(elsewhere, archive(repository))
    (act,) = elsewhere.acts(thing=followed.id)
    assert json.loads(act.detail) == {"digest": followed.digest, "decisions": 1, "actions": 1}


def test_where_nothing_was_followed_up_yet_it_begins_as_open(
    repository: Repository, elsewhere: Repository, followed: Record
) -> None:
    parts = parts_of(archive(repository))
    line = json.dumps({"submission": followed.id, "decisions": [], "actions": []}).encode() + b"\n"
    assert take_in(elsewhere, packed(told_again({**parts, AFTERWARDS: line}))) == TakenIn(added=1, present=0)
    assert [each.standing.state for each in elsewhere.actions_of(followed)] == [State.OPEN]
