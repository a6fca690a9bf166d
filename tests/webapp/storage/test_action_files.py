"""Files of actions: whose they are to add, see, remove and put back, and how long what they hold is kept."""

import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from engine.archive.reading import opened_archive
from engine.archive.zipped import Unfit
from engine.register.details import Details
from engine.stored_file import StoredFile
from formspec.attaching import MOST
from tests.webapp.storage.followed_halls import submitted
from tests.webapp.storage.test_actions import LOCK, SIGN, asked, only, people, seen_by, submit
from tests.webapp.storage.test_afterwards import CHECK, archive, elsewhere, take_in
from webapp.action_state import State
from webapp.rights import Role
from webapp.sought import Sought
from webapp.storage import tidying
from webapp.storage.account_statements import Account
from webapp.storage.action_failures import FileGone, TooManyFiles
from webapp.storage.action_files import Undoing
from webapp.storage.action_statements import Action
from webapp.storage.action_tables import action_files
from webapp.storage.failures import ActionMoved, NotYours, Unknown
from webapp.storage.repository import Repository

__all__ = ["elsewhere", "people"]


def file(kept: Repository, content: bytes = b"%PDF-1.4 proof", caption: str = "") -> StoredFile:
    sha256 = kept.keep_file(content, "application/pdf")
    return StoredFile(sha256, len(content), "application/pdf", "proof.pdf", caption)


def added(kept: Repository, action: Action, *files: StoredFile, note: str = "") -> Action:
    return kept.change_action(action.id, base=action.revision, standing=action.standing, note=note, files=files)


def again(kept: Repository, action: Action) -> Action:
    found = kept.action(action.id)
    assert found is not None
    return found


def history(kept: Repository, action: Action) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """What each entry of a history added and removed, by name."""
    told = [(each.files, each.removed) for each in kept.action_history(again(kept, action))]
    return [(tuple(each.name for each in files), tuple(each.name for each in removed)) for files, removed in told]


def days_later(monkeypatch: pytest.MonkeyPatch, kept: Repository, days: int) -> None:
    """Let a start tidy up so many days later."""
    monkeypatch.setattr(tidying, "now", lambda: datetime.now(UTC) + timedelta(days=days, hours=1))
    kept.tidy()


def longer_ago(kept: Repository) -> None:
    """Let every file have been added long before."""
    with kept._database.writing("The test") as connection:
        connection.exec_driver_sql("UPDATE files SET added = '2020-01-01 00:00:00'")


def test_a_file_is_added_with_what_was_done_in_one_entry(repository: Repository) -> None:
    action = only(repository, submit(repository, asked(LOCK, "Buy a lock")))
    proof = file(repository, caption="It is fitted")
    done = replace(action.standing, state=State.DONE)
    repository.change_action(action.id, base=1, standing=done, note="Fitted.", files=[proof])
    entry = repository.action_history(again(repository, action))[1]
    assert (entry.standing.state, entry.note, entry.files, entry.removed) == (State.DONE, "Fitted.", (proof,), ())
    assert repository.action_files(action) == (proof,)


def test_a_file_alone_is_a_change_and_one_that_is_there_is_none(repository: Repository) -> None:
    action = only(repository, submit(repository, asked(LOCK, "Buy a lock")))
    proof = file(repository)
    action = added(repository, action, proof, proof)
    assert action.revision == 2
    assert added(repository, action, replace(proof, caption="Again")).revision == 2
    assert repository.action_files(action) == (proof,)
    with pytest.raises(ActionMoved):
        added(repository, replace(action, revision=1), file(repository, b"%PDF-1.4 more"))


def test_no_more_files_are_added_than_an_action_may_have(repository: Repository) -> None:
    action = only(repository, submit(repository, asked(LOCK, "Buy a lock")))
    many = [file(repository, f"%PDF-1.4 {number}".encode()) for number in range(MOST + 1)]
    with pytest.raises(TooManyFiles, match=f"can have {MOST} photos"):
        added(repository, action, *many)
    action = added(repository, action, *many[:MOST])
    assert repository.action_files(action) == tuple(many[:MOST])
    with pytest.raises(TooManyFiles):
        added(repository, action, many[MOST])
    repository.remove_action_file(action.id, many[0].sha256)
    action = added(repository, again(repository, action), many[MOST])
    with pytest.raises(TooManyFiles):
        repository.put_action_file_back(action.id, many[0].sha256)
    assert added(repository, action, note="Words are no file.").revision == action.revision + 1


def test_a_file_whose_content_is_gone_is_not_named(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    action = only(repository, submit(repository, asked(LOCK, "Buy a lock")))
    proof = file(repository)
    days_later(monkeypatch, repository, 1)
    with pytest.raises(FileGone, match=r"“proof.pdf” was not added"):
        added(repository, action, proof, note="Fitted.")
    assert history(repository, action) == [((), ())]


def test_what_was_removed_stays_in_the_history_and_can_be_put_back_for_a_day(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    action = only(repository, submit(repository, asked(LOCK, "Buy a lock")))
    proof, wrong = file(repository), replace(file(repository, b"%PDF-1.4 wrong"), name="wrong.pdf")
    added(repository, action, proof, wrong)
    longer_ago(repository)
    repository.remove_action_file(action.id, wrong.sha256)
    assert repository.action_files(action) == (proof,)
    assert repository.undoing(action) == Undoing(frozenset({proof.sha256}), frozenset({wrong.sha256}))
    repository.tidy()
    repository.put_action_file_back(action.id, wrong.sha256)
    repository.put_action_file_back(action.id, wrong.sha256)
    assert repository.action_files(action) == (proof, wrong)
    repository.remove_action_file(action.id, wrong.sha256)
    with pytest.raises(Unknown):
        repository.remove_action_file(action.id, wrong.sha256)
    days_later(monkeypatch, repository, 1)
    assert (repository.file(proof.sha256), repository.file(wrong.sha256)) != (None, None)
    assert repository.file(wrong.sha256) is None
    assert repository.undoing(action).put_back == frozenset()
    with pytest.raises(Unknown, match="not kept any more"):
        repository.put_action_file_back(action.id, wrong.sha256)
    gone = ((), ("wrong.pdf",))
    assert history(repository, action) == [
        ((), ()),
        (("proof.pdf", "wrong.pdf"), ()),
        gone,
        (("wrong.pdf",), ()),
        gone,
    ]


def test_what_is_removed_from_a_record_that_is_held_is_kept_until_it_is_released(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = submit(repository, asked(LOCK, "Buy a lock"))
    action, proof = only(repository, record), file(repository)
    added(repository, action, proof)
    longer_ago(repository)
    hold = repository.hold_record(record.id, "A court asks for it.")
    repository.remove_action_file(action.id, proof.sha256)
    days_later(monkeypatch, repository, 2)
    assert repository.file(proof.sha256) is not None
    repository.release_hold(hold.id)
    days_later(monkeypatch, repository, 2)
    assert repository.file(proof.sha256) is None


def test_an_erasure_takes_along_what_was_added_just_now(repository: Repository) -> None:
    record = submit(repository, asked(LOCK, "Buy a lock"))
    with repository._database.writing("The test") as connection:
        connection.exec_driver_sql("UPDATE records SET submitted = '2026-08-01 00:00:00'")
    action, wrong = only(repository, record), file(repository)
    added(repository, action, wrong)
    repository.erase_record(record.id, "It shows somebody.", by="A")
    assert repository.file(wrong.sha256) is None


def test_a_change_that_is_sent_again_is_known(repository: Repository) -> None:
    action, proof = only(repository, submit(repository, asked(LOCK, "Buy a lock"))), file(repository)
    done = replace(action.standing, state=State.DONE)
    repository.change_action(action.id, base=1, standing=done, note="Fitted.", files=[proof])
    now = again(repository, action)
    assert repository.is_repeated(now, base=1, standing=done, note=" Fitted. ", files=[proof])
    assert repository.is_repeated(now, base=1, standing=done, note="Fitted.", files=[])
    other = replace(file(repository, b"%PDF-1.4 other"), name="other.pdf")
    for base, standing, note, files in [
        (2, done, "Fitted.", [proof]),
        (1, action.standing, "Fitted.", [proof]),
        (1, done, "Fitted twice.", [proof]),
        (1, done, "Fitted.", [other]),
    ]:
        assert not repository.is_repeated(now, base=base, standing=standing, note=note, files=files)


def test_each_file_says_what_it_shows_and_the_history_keeps_what_it_said(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    action = only(repository, submit(repository, asked(LOCK, "Buy a lock")))
    one, two = file(repository, caption="The hall"), file(repository, b"%PDF-1.4 other", caption="The hall")
    action = added(repository, action, one, two)
    for words, was in (("The gate", "The hall"), ("The gate", "Anything"), ("", "The gate"), ("The door", "")):
        repository.caption_action_file(action.id, one.sha256, words, instead_of=was)
    stand = {each.sha256: each.caption for each in repository.action_files(action)}
    assert stand == {one.sha256: "The door", two.sha256: "The hall"}
    said = [
        [[each.caption for each in files] for files in (entry.removed, entry.files)]
        for entry in repository.action_history(again(repository, action))
    ]
    assert said[1:] == [
        [[], ["The hall"] * 2],
        [["The hall"], ["The gate"]],
        [["The gate"], [""]],
        [[""], ["The door"]],
    ]
    with pytest.raises(ActionMoved):
        repository.caption_action_file(action.id, one.sha256, "Mine", instead_of="The gate")
    for words in ("gate", "hall", "door"):
        assert repository.find(Sought(words))
    days_later(monkeypatch, repository, 2)
    repository.remove_action_file(action.id, one.sha256)
    repository.put_action_file_back(action.id, one.sha256)
    assert [each.caption for each in repository.action_files(action)] == ["The hall", "The door"]


@pytest.mark.parametrize("sha256", ["", "x", "0" * 64])
def test_what_was_never_there_is_neither_removed_nor_put_back(repository: Repository, sha256: str) -> None:
    action = only(repository, submit(repository, asked(LOCK, "Buy a lock")))
    added(repository, action, file(repository))
    for act in (repository.remove_action_file, repository.put_action_file_back):
        with pytest.raises(Unknown, match="no such file"):
            act(action.id, sha256)
        with pytest.raises(Unknown, match="no such file"):
            repository.caption_action_file(action.id, sha256, "Words", instead_of="")
        with pytest.raises(NotYours):
            act("a" * 26, sha256)


MAY = {
    "staff": ("began", {"add", "see", "own"}),
    "colleague": ("owner", {"add", "see", "own"}),
    "policy-lead": ("owner", {"add", "see", "own"}),
    "decider": ("", {"add", "see", "own", "others"}),
    "reader": ("", {"see"}),
    "administrator": ("", set()),
}
"""What each person may, who comes to the action because they began its record or own it, or by their role."""


@pytest.mark.parametrize("who", MAY)
def test_everybody_does_with_files_just_what_is_theirs(
    repository: Repository, people: dict[str, Account], who: str
) -> None:
    why, may = MAY[who]
    action = only(repository, submit(seen_by(repository, people["staff"]), asked(LOCK, "Buy a lock")))
    first = file(repository, b"%PDF-1.4 first")
    action = added(seen_by(repository, people["decider" if who == "staff" else "staff"]), action, first)
    if why == "owner":
        standing = replace(action.standing, owner=people[who].id)
        action = repository.change_action(action.id, base=2, standing=standing, note="")
    mine, own = seen_by(repository, people[who]), file(repository, b"%PDF-1.4 own")
    if "see" in may:
        assert mine.action_files(action) == (first,)
        assert mine.file(first.sha256) is not None
    else:
        with pytest.raises(NotYours):
            mine.action_files(action)
        with pytest.raises(NotYours):
            mine.undoing(action)
    if "add" in may:
        added(mine, action, own)
        own_ones = {own.sha256} if "own" in may else set()
        assert mine.undoing(action).remove == own_ones | ({first.sha256} if "others" in may else set())
        mine.remove_action_file(action.id, own.sha256)
        mine.put_action_file_back(action.id, own.sha256)
    else:
        for act in (lambda: added(mine, action, own), lambda: mine.remove_action_file(action.id, first.sha256)):
            with pytest.raises(NotYours):
                act()
    if "others" in may:
        mine.caption_action_file(action.id, first.sha256, "Mine", instead_of=first.caption)
        mine.remove_action_file(action.id, first.sha256)
        assert mine.undoing(action).put_back == {first.sha256}
    else:
        with pytest.raises(NotYours):
            mine.caption_action_file(action.id, first.sha256, "Mine", instead_of=first.caption)
        with pytest.raises(NotYours):
            mine.remove_action_file(action.id, first.sha256)
        repository.remove_action_file(action.id, first.sha256)
        with pytest.raises(NotYours):
            mine.put_action_file_back(action.id, first.sha256)


def test_a_role_that_follows_up_actions_may_keep_what_they_are_shown_with(
    repository: Repository, people: dict[str, Account]
) -> None:
    for role in Role:
        kept = seen_by(repository, people[role.value])
        if role in {Role.READER, Role.ADMINISTRATOR}:
            with pytest.raises(NotYours):
                file(kept)
        else:
            assert kept.file(file(kept).sha256) is not None


def test_what_stands_in_an_action_outlives_the_tidying(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    action = only(repository, submit(repository, asked(LOCK, "Buy a lock")))
    proof = file(repository)
    added(repository, action, proof)
    days_later(monkeypatch, repository, 30)
    assert repository.file(proof.sha256) is not None


def test_an_erasure_takes_files_along_unless_something_else_names_them(repository: Repository) -> None:
    first = submit(repository, asked(LOCK, "Buy a lock"), asked(SIGN, "Old words"))
    second = submit(repository, asked(LOCK, "Buy a lock"), asked(SIGN, "New words"), reissues=first.id)
    lock = repository.actions_of(second)[0]
    old = next(each for each in repository.actions_of(first) if each.text == "Old words")
    names = ("goes-on", "removed", "goes", "elsewhere", "in-a-register")
    files = {each: file(repository, f"%PDF-1.4 {each}".encode()) for each in names}
    added(repository, lock, files["goes-on"], files["removed"])
    added(repository, old, files["goes"], files["elsewhere"], files["in-a-register"])
    repository.remove_action_file(lock.id, files["removed"].sha256)
    other = only(repository, submit(repository, asked(LOCK, "Somebody else's")))
    added(repository, other, files["elsewhere"])
    entry = repository.add_entry("places", Details(name="The Forge"))
    repository.add_document(entry.id, files["in-a-register"])
    longer_ago(repository)
    repository.erase_record(first.id, "Due.", by="A")
    left = {name for name, each in files.items() if repository.file(each.sha256)}
    assert left == {"goes-on", "elsewhere", "in-a-register"}
    repository.erase_record(second.id, "Due.", by="A")
    left = {name for name, each in files.items() if repository.file(each.sha256)}
    assert left == {"elsewhere", "in-a-register"}
    with repository._database.reading("x") as connection:
        assert connection.scalars(sa.select(action_files.c.sha256)).all() == [files["elsewhere"].sha256]


def test_an_erasure_takes_along_what_was_removed_before(repository: Repository) -> None:
    record = submit(repository, asked(LOCK, "Buy a lock"))
    proof = file(repository)
    added(repository, only(repository, record), proof)
    repository.remove_action_file(only(repository, record).id, proof.sha256)
    longer_ago(repository)
    repository.erase_record(record.id, "Due.", by="A")
    assert repository.file(proof.sha256) is None


def test_every_deed_is_in_the_trail_by_a_mark_that_opens_nothing(repository: Repository) -> None:
    action = only(repository, submit(repository, asked(LOCK, "Buy a lock")))
    proof = file(repository, caption="Said of it")
    added(repository, action, proof)
    repository.caption_action_file(action.id, proof.sha256, "Else", instead_of="Said of it")
    repository.remove_action_file(action.id, proof.sha256)
    repository.put_action_file_back(action.id, proof.sha256)
    acts = [(each.act, json.loads(each.detail)) for each in repository.acts(thing=action.id)]
    mark = {"what": proof.sha256[:16]}
    assert acts == [
        ("action.file-put-back", mark),
        ("action.file-removed", mark),
        ("action.file-captioned", mark),
        ("action.file-added", mark),
        ("action.changed", {"revision": 2, "state": "open"}),
    ]


def test_a_person_is_found_in_what_a_file_is_called_and_in_what_was_said_of_it(repository: Repository) -> None:
    record = submit(repository, asked(LOCK, "Buy a lock"))
    proof = replace(file(repository, caption="Zoë holds the door"), name="marsh.pdf")
    added(repository, only(repository, record), proof)
    for words in ("Zoë", "Marsh"):
        (found,) = repository.find(Sought(words))
        assert found.id == record.id
    repository.remove_action_file(only(repository, record).id, proof.sha256)
    (held,) = repository.holdings(repository.find(Sought("Zoë")))
    told = held["actions"][0]["history"]  # type: ignore[index, call-overload]
    assert [each.get("files") for each in told] == [
        None,
        [{"name": "marsh.pdf", "caption": "Zoë holds the door", "sha256": proof.sha256}],
        None,
    ]
    assert [each.get("removed") for each in told] == [None, None, [proof.sha256]]


def test_an_import_keeps_nothing_of_a_file_that_was_removed_here(
    repository: Repository, elsewhere: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = submitted(repository, CHECK)
    (action,) = repository.actions_of(record)
    proof = file(repository, caption="The chairs")
    added(repository, action, proof)
    made = archive(repository)
    take_in(elsewhere, made)
    assert elsewhere.action_files(action) == (proof,)
    kept = elsewhere.file(proof.sha256)
    assert kept is not None
    assert kept.content == b"%PDF-1.4 proof"
    elsewhere.remove_action_file(action.id, proof.sha256)
    days_later(monkeypatch, elsewhere, 1)
    take_in(elsewhere, made)
    assert (elsewhere.file(proof.sha256), elsewhere.action_files(action)) == (None, ())
    with opened_archive(io.BytesIO(archive(elsewhere))) as opened:
        assert [held.files for held in opened.submissions()] == [()]


def test_an_import_takes_no_file_that_is_another_thing_than_it_is_said_to_be(
    repository: Repository, elsewhere: Repository
) -> None:
    page = b"<!doctype html><script>alert(1)</script>"
    (action,) = repository.actions_of(submitted(repository, CHECK))
    said = StoredFile(repository.keep_file(page, "image/jpeg"), len(page), "image/jpeg", "door.jpg")
    added(repository, action, said)
    with pytest.raises(Unfit, match=f"The file {said.sha256} in it is not of the type that it is said to be"):
        take_in(elsewhere, archive(repository))
    assert (elsewhere.records(), elsewhere.file(said.sha256)) == ((), None)
