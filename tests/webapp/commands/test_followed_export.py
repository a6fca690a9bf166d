"""`formspec export`, `validate`, `import` and `schema` of what was decided and followed up after submissions."""

import json
from pathlib import Path

import pytest

from engine.afterwards.shape import afterwards_schema
from engine.archive.layout import AFTERWARDS
from tests.engine.archive.archives import packed, parts_of, told_again
from tests.webapp.commands.school_export import opened
from tests.webapp.storage.followed_halls import people, submitted
from webapp.action_state import Standing, State
from webapp.rights import Viewer
from webapp.storage.decision_statements import Made
from webapp.storage.identifiers import new_id

CHECK = {"details.hall": "The Barn", "main.exits.worry": "Chairs", "main.exits.todo": "Move them", "end.fit": "yes"}
LEFT = "Submissions with more decisions or work on actions in the ZIP than here, left there: 1.\n"


@pytest.fixture
def archive(here: Path, formspec) -> Path:
    """A ZIP of a check of which Ann decided that it is fit once Ben has moved the chairs."""
    with opened("kept") as repository:
        ann, ben = people(repository, ["Ann", "Ben"])
        record = submitted(repository, CHECK)
        (action,) = repository.actions_of(record)
        kept = repository.seen_by(Viewer(id=ann.id, name="Ann", roles=ann.roles))
        kept.change_action(action.id, base=1, standing=Standing(State.OPEN, ben.id, "", None), note="Please")
        made = Made(id=new_id(), option="yes", words="Yes", reasons="It is light", conditions=(action.id,))
        kept.decide(record.id, made, base="")
    assert formspec("export", "--data", "kept", "--format", "zip", "--output", "made.zip").status == 0
    return here / "made.zip"


def test_the_import_says_what_came_along(archive: Path, formspec) -> None:
    ended = formspec("import", "--data", "other", "made.zip")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out == (
        "Imported: 1. Here already, and left as they were: 0.\n"
        "With them came decisions: 1, and actions with their history: 1.\n"
        "Unfinished actions whose owner has no account here and is not reminded: 1.\n"
    )
    table = formspec("export", "--data", "other", "--form", "hall-check", "--format", "csv").out
    assert ",Ann,It is light," in table
    assert formspec("export", "--data", "kept", "--form", "hall-check", "--format", "csv").out == table


def test_the_import_says_what_was_left(archive: Path, formspec) -> None:
    formspec("import", "--data", "other", "made.zip")
    assert formspec("import", "--data", "other", "made.zip").out == (
        "Imported: 0. Here already, and left as they were: 1.\n"
    )
    with opened("kept") as repository:
        (record,) = repository.records()
        made = Made(id=new_id(), option="no", words="No", reasons="It leaks", who="Cy")
        repository.decide(record.id, made, base=repository.standing_decisions([record.id])[record.id].id)
    formspec("export", "--data", "kept", "--format", "zip", "--output", "made.zip")
    assert formspec("import", "--data", "other", "made.zip").out == (
        f"Imported: 0. Here already, and left as they were: 1.\n{LEFT}"
    )


def test_the_import_says_that_an_older_archive_tells_nothing_of_it(archive: Path, formspec) -> None:
    older = {name: each for name, each in parts_of(archive.read_bytes()).items() if "afterwards" not in name}
    archive.write_bytes(packed(told_again(older, format=1)))
    assert formspec("validate", "made.zip").out == (
        "Submissions: 1, of versions: 1, with files: 0. All are as they were made.\n"
    )
    assert formspec("import", "--data", "other", "made.zip").out == (
        "Imported: 1. Here already, and left as they were: 0.\n"
        "The ZIP is of an older Formspec and tells of no decisions: every action begins as open.\n"
    )


def test_it_is_checked_with_nothing_else_at_hand(archive: Path, here: Path, formspec) -> None:
    (here / "kept").rename(here / "gone")
    assert formspec("validate", "made.zip").out == (
        "Submissions: 1, of versions: 1, with files: 0, decisions: 1, actions: 1. All are as they were made.\n"
    )


def test_what_does_not_fit_is_refused_in_one_sentence_and_changes_nothing(archive: Path, here: Path, formspec) -> None:
    parts = parts_of(archive.read_bytes())
    line = json.loads(parts[AFTERWARDS])
    line["decisions"][0]["option"] = "maybe"
    archive.write_bytes(packed(told_again({**parts, AFTERWARDS: json.dumps(line).encode() + b"\n"})))
    said = f"Line 1 of “{AFTERWARDS}” in it tells of a decision that its form does not come to.\n"
    ended = formspec("validate", "made.zip")
    assert (ended.status, ended.out) == (1, f"archive: {said}")
    ended = formspec("import", "--data", "other", "made.zip")
    assert (ended.status, ended.out, ended.err) == (1, "", f"Nothing was imported from made.zip. {said}")
    with opened("other") as repository:
        assert repository.records() == ()


def test_the_schema_of_it_is_published(formspec) -> None:
    ended = formspec("schema", "--afterwards")
    assert (ended.status, json.loads(ended.out)) == (0, afterwards_schema())
    for words in (("--afterwards", "--language"), ("--afterwards", "--draft"), ("ap-audit", "--afterwards")):
        assert formspec("schema", *words).status == 2
