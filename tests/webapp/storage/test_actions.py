"""Actions in storage: made once of what was submitted, changed with a history, gone with their last record."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
import sqlalchemy as sa

from engine.canonical import digest
from engine.follow_up import Raised
from engine.register.details import Details
from webapp.action_state import Reason, Standing, State
from webapp.rights import ANYBODY, Role, Viewer
from webapp.settings import Settings
from webapp.storage.account_statements import Account
from webapp.storage.action_statements import Action, Chosen, due_soon, overdue
from webapp.storage.action_tables import action_entries, action_notices, action_places, actions, calendars
from webapp.storage.exported import Arriving
from webapp.storage.failures import ActionMoved, NotYours, ReasonMissing, Unknown
from webapp.storage.opening import open_repository
from webapp.storage.outbox_statements import Message
from webapp.storage.repository import Document, Draft, Repository
from webapp.storage.stored import Record

TODAY = date(2026, 12, 1)
CHECKSUM = sha256(b"form: audit").hexdigest()
LOCK, SIGN = "main.door.action", "main.gate.action"
Found = dict[str, object]


def asked(address: str, text: str, **beside: str) -> Found:
    return {"address": address, "question": "Is it safe?", "text": text, **beside}


def building(
    *found: Found, about: str = "Ironbridge", carried: list[Found] | None = None
) -> Callable[[Draft], Document]:
    """Make the document of a submission in which these further actions stand."""

    def build(draft: Draft) -> Document:
        content: dict[str, object] = {"id": draft.id, "findings": {"concerns": [], "actions": [*found]}}
        content |= {"carried": carried} if carried else {}
        text = json.dumps(content)
        moment = datetime.now(UTC)
        return Document(
            text=text,
            digest=digest(json.loads(text)),
            about=about,
            outcome="",
            concerns=0,
            actions=len(found),
            submitted=moment,
        )

    return build


def submit(kept: Repository, *found: Found, reissues: str = "", access: str = "ordinary", **around: object) -> Record:
    draft = kept.start_draft("audit", 1, entries={"a": "x"}, reissues=reissues, access=access)
    return kept.submit(draft.id, base=1, build=building(*found, **around)).record  # type: ignore[arg-type]


def only(kept: Repository, record: Record) -> Action:
    (found,) = kept.actions_of(record)
    return found


def changed(kept: Repository, action: Action, note: str = "", **values: object) -> Action:
    standing = replace(action.standing, **values)  # type: ignore[arg-type]
    return kept.change_action(action.id, base=action.revision, standing=standing, note=note)


def rows(kept: Repository) -> list[int]:
    """How many rows each table of actions has."""
    with kept._database.reading("x") as connection:
        tables = (actions, action_places, action_entries, action_notices)
        return [connection.scalar(sa.select(sa.func.count()).select_from(each)) or 0 for each in tables]


@pytest.fixture
def people(repository: Repository) -> dict[str, Account]:
    """Somebody of each role, and a second member of staff."""
    repository.make_first("first@school.example", "First", [], "x")
    made = {}
    for name, role in {**{each.value: each for each in Role}, "colleague": Role.STAFF}.items():
        invited = repository.invite(f"{name}@school.example", name.title(), [role])
        token = repository.make_password_link(invited.id, timedelta(hours=1))
        made[name] = repository.set_password_by_link(token, "x")
    return made


def seen_by(kept: Repository, account: Account, *sealed: str) -> Repository:
    return kept.seen_by(Viewer(id=account.id, name=account.name, roles=account.roles, sealed=frozenset(sealed)))


def test_each_further_action_of_a_submission_is_followed_up_as_it_was_written(repository: Repository) -> None:
    written = asked(LOCK, "Buy a lock.\nSoon.", **{"who": "Pat Jones", "by-when": "2026-12-24"})
    record = submit(repository, written, asked(SIGN, "Put a sign up"))
    first, second = repository.actions_of(record)
    assert (first.text, first.question, first.address) == ("Buy a lock.\nSoon.", "Is it safe?", LOCK)
    assert first.standing == Standing(State.OPEN, "", "Pat Jones", date(2026, 12, 24))
    assert second.standing == Standing(State.OPEN, "", "", None)
    assert [each.record for each in (first, second)] == [record.id, record.id]
    (entry,) = repository.action_history(first)
    assert (entry.revision, entry.moment, entry.note) == (1, record.submitted, "")


def test_submitting_again_makes_no_action_twice(repository: Repository) -> None:
    record = submit(repository, asked(LOCK, "Buy a lock"))
    assert repository.submit(record.id, base=1, build=building()).repeated
    repository.catch_up(tell=lambda _: None)
    assert rows(repository)[:3] == [1, 1, 1]


def test_a_trial_has_no_actions(repository: Repository) -> None:
    trial = repository.start_trial("audit", 1, "aa", b"form: audit")
    record = repository.submit(trial.id, base=0, build=building(asked(LOCK, "Buy a lock"))).record
    assert repository.actions_of(record) == ()


def test_records_that_were_there_before_get_their_actions_once_when_the_place_is_opened(settings: Settings) -> None:
    with open_repository(settings) as kept:
        kept.pin("audit", 1, "aa", b"form: audit")
        made = [submit(kept, asked(LOCK, f"Buy lock {number}")) for number in range(120)]
        damaged = submit(kept, asked(LOCK, "Not to be believed"))
        with kept._database.writing("x") as connection:
            for table in (action_entries, action_places, actions):
                connection.execute(sa.delete(table))
            connection.exec_driver_sql(f"UPDATE records SET document = '[' WHERE id = '{damaged.id}'")
    for lacking in ([121], []):
        told: list[int] = []
        with open_repository(settings) as kept:
            kept.catch_up(tell=told.append)
            assert told == lacking
            assert [only(kept, each).text for each in made] == [f"Buy lock {number}" for number in range(120)]
            assert rows(kept)[0] == 120


def test_a_change_is_an_entry_and_the_text_stays(repository: Repository) -> None:
    action = only(repository, submit(repository, asked(LOCK, "Buy a lock")))
    begun = changed(repository, action, state=State.IN_PROGRESS, who="  Pat \n Jones ", due=TODAY)
    noted = changed(repository, begun, "The shop is shut.")
    done = changed(repository, noted, "It is on the door.", state=State.DONE)
    found = repository.action(action.id)
    assert found == done
    assert (found.text, found.standing) == ("Buy a lock", Standing(State.DONE, "", "Pat Jones", TODAY))
    told = [(each.revision, each.standing.state.value, each.note) for each in repository.action_history(found)]
    assert told == [
        (1, "open", ""),
        (2, "in-progress", ""),
        (3, "in-progress", "The shop is shut."),
        (4, "done", "It is on the door."),
    ]


def test_what_changes_nothing_and_says_nothing_is_not_kept(repository: Repository) -> None:
    action = only(repository, submit(repository, asked(LOCK, "Buy a lock")))
    assert changed(repository, action, "  \n ") == action
    assert len(repository.action_history(action)) == 1


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ({}, {"state": State.DONE}, Reason.DONE),
        ({}, {"state": State.NOT_NEEDED}, Reason.NOT_NEEDED),
        ({"state": State.DONE}, {"state": State.NOT_NEEDED}, Reason.NOT_NEEDED),
        ({"state": State.DONE}, {"state": State.OPEN}, Reason.REOPENED),
        ({"state": State.NOT_NEEDED}, {"state": State.IN_PROGRESS}, Reason.REOPENED),
        ({"due": TODAY}, {"due": TODAY + timedelta(1)}, Reason.MOVED),
        ({"due": TODAY}, {"due": None}, Reason.MOVED),
    ],
)
def test_closing_reopening_and_another_day_have_to_be_explained(
    repository: Repository, before: dict[str, object], after: dict[str, object], reason: Reason
) -> None:
    action = only(repository, submit(repository, asked(LOCK, "Buy a lock")))
    action = changed(repository, action, "Because.", **before) if before else action
    with pytest.raises(ReasonMissing) as refused:
        changed(repository, action, " ", **after)
    assert refused.value.reason is reason
    assert repository.action(action.id) == action
    assert changed(repository, action, "Because.", **after).revision == action.revision + 1


def test_a_change_of_what_somebody_else_changed_is_refused(repository: Repository) -> None:
    action = only(repository, submit(repository, asked(LOCK, "Buy a lock")))
    changed(repository, action, state=State.IN_PROGRESS)
    with pytest.raises(ActionMoved) as refused:
        changed(repository, action, "Done.", state=State.DONE)
    assert refused.value.revision == 2
    assert len(repository.action_history(action)) == 2


CARRIED = {"from": 1, "spec": f"sha256:{'a' * 64}", "to": 2, "left": []}


def step(was: str, address: str) -> Found:
    return {"sort": "moved" if address else "left", "address": address, "was": was, "question": "?", "before": "x"}


def test_a_reissue_goes_on_with_what_was_followed_up(repository: Repository) -> None:
    first = submit(repository, asked(LOCK, "Ask for it"), asked(SIGN, "Ask for it"), asked("main.x.action", "Paint it"))
    lock, sign, paint = repository.actions_of(first)
    by_hand = repository.add_action(first.id, Raised(address=LOCK, question="Q", text="Ring them"), owner="")
    lock = changed(repository, lock, "It is there.", state=State.DONE)
    report = [step(LOCK, "new.door.action"), step(SIGN, LOCK), step("main.x.action", "main.x.action")]
    second = submit(
        repository,
        asked(LOCK, "Ask for  it"),
        asked("new.door.action", "Ask for it"),
        asked("main.x.action", "Paint it red"),
        reissues=first.id,
        carried=[{**CARRIED, "report": report}],
    )
    found = repository.actions_of(second)
    assert [each.id for each in found[:2]] == [sign.id, lock.id]
    assert found[1].standing.state is State.DONE
    assert (found[2].text, found[2].standing.state) == ("Paint it red", State.OPEN)
    assert (found[3].id, found[3].address) == (by_hand.id, "new.door.action")
    assert repository.action(sign.id).record == second.id  # type: ignore[union-attr]
    assert repository.action(paint.id).record == first.id  # type: ignore[union-attr]
    assert repository.count_actions(Chosen()) == 5


def test_an_undone_reissue_gives_its_actions_back(repository: Repository) -> None:
    first = submit(repository, asked(LOCK, "Ask for it"))
    second = submit(repository, asked(LOCK, "Ask for it"), asked(SIGN, "New"), reissues=first.id)
    action = changed(repository, repository.actions_of(second)[0], state=State.IN_PROGRESS)
    repository.undo_reissue(second.id)
    found = only(repository, first)
    assert (found.id, found.record, found.standing.state) == (action.id, first.id, State.IN_PROGRESS)
    assert [(each.text, each.record) for each in repository.actions(Chosen())] == [("Ask for it", first.id)]
    again = submit(repository, asked(LOCK, "Ask for it"), reissues=first.id)
    assert only(repository, again).id == action.id


def test_what_was_erased_takes_its_actions_along_unless_a_reissue_goes_on_with_them(repository: Repository) -> None:
    first = submit(repository, asked(LOCK, "Ask for it"), asked(SIGN, "Old words"))
    second = submit(repository, asked(LOCK, "Ask for it"), asked(SIGN, "New words"), reissues=first.id)
    submit(repository, asked(LOCK, "Somebody else's"))
    repository.erase_record(first.id, "Due.", by="A")
    assert sorted(each.text for each in repository.actions(Chosen())) == ["Ask for it", "New words", "Somebody else's"]
    repository.erase_record(second.id, "Due.", by="A")
    assert [each.text for each in repository.actions(Chosen())] == ["Somebody else's"]
    assert rows(repository) == [1, 1, 1, 0]


def test_lists_choose_by_state_day_owner_and_subject(repository: Repository, people: dict[str, Account]) -> None:
    mine = people["staff"].id
    for text, day, state, owner, about in [
        ("late", TODAY - timedelta(1), State.OPEN, mine, "The Forge"),
        ("today", TODAY, State.IN_PROGRESS, "", "the  forge"),
        ("week", TODAY + timedelta(7), State.OPEN, "", "Ironbridge"),
        ("far", TODAY + timedelta(8), State.OPEN, mine, "Ironbridge"),
        ("never", None, State.OPEN, "", ""),
        ("past", TODAY - timedelta(9), State.DONE, "", ""),
    ]:
        made = only(repository, submit(repository, asked(LOCK, text), about=about))
        changed(repository, made, "Because.", due=day, state=state, owner=owner)

    def texts(chosen: Chosen) -> list[str]:
        found = [each.text for each in repository.actions(chosen)]
        assert repository.count_actions(chosen) == len(found)
        return found

    assert texts(Chosen()) == ["past", "late", "today", "week", "far", "never"]
    assert texts(overdue(TODAY)) == ["late"]
    assert texts(due_soon(TODAY)) == ["today", "week"]
    assert texts(Chosen(owner=mine)) == ["late", "far"]
    assert texts(Chosen(nobody=True)) == ["past", "today", "week", "never"]
    assert texts(Chosen(about=("THE FORGE",))) == ["late", "today"]
    assert texts(Chosen(about=("",))) == ["past", "never"]
    assert [(each.name, each.number) for each in repository.action_subjects(Chosen())] == [
        ("", 2),
        ("Ironbridge", 2),
        ("The Forge", 2),
    ]
    assert [each.text for each in repository.actions(Chosen(), skip=4, limit=1)] == ["far"]


def test_all_names_of_an_entry_are_one_subject(repository: Repository) -> None:
    for about in ("The Forge Ltd", "Old Smithy", "Old Mill"):
        submit(repository, asked(LOCK, f"A lock for {about}"), about=about)
    repository.add_entry("providers", Details(name="Forge", other_names="Smithy\nThe old smithy"))
    assert [(each.name, each.number) for each in repository.action_subjects(Chosen())] == [
        ("Forge", 2),
        ("Old Mill", 1),
    ]
    for name in ("forge", "OLD SMITHY", "smithy"):
        found = repository.actions(Chosen(about=(name,)))
        assert {each.text for each in found} == {"A lock for The Forge Ltd", "A lock for Old Smithy"}
    repository.add_entry("halls", Details(name="Old smithy"))
    assert len(repository.action_subjects(Chosen())) == 3, "what two registers name is neither of them"


SEES = {
    "staff": set(),
    "decider": {"plain", "sealed"},
    "policy-lead": set(),
    "reader": {"plain"},
    "administrator": set(),
}


@pytest.mark.parametrize("who", [each.value for each in Role])
def test_everybody_sees_and_changes_just_what_is_theirs(
    repository: Repository, people: dict[str, Account], who: str
) -> None:
    account = people[who]
    made = {}
    for owner, access in (("colleague", "plain"), ("colleague", "sealed"), (who, "plain"), (who, "sealed")):
        beginner = seen_by(repository, people[owner])
        if owner == who and who in {"reader", "administrator"}:
            continue
        record = submit(beginner, asked(LOCK, "Ask"), access="sensitive" if access == "sealed" else "ordinary")
        made[owner, access] = only(repository, record)
    given = only(repository, submit(repository, asked(LOCK, "Given"), access="sensitive"))
    mine = seen_by(repository, account)
    for (owner, access), action in made.items():
        sees = owner == who or access in SEES[who]
        assert (mine.action(action.id) is not None) == sees
        assert (action.id in [each.id for each in mine.actions(Chosen(), limit=None)]) == sees
        changes = sees and who != "reader"
        if changes:
            assert changed(mine, action, "A note.").revision == 2
        else:
            with pytest.raises(NotYours):
                changed(mine, action, "A note.")
    assert (mine.action(given.id) is not None) == (who == "decider")
    if who in {"reader", "administrator"}:
        with pytest.raises(Unknown):
            changed(repository, given, owner=account.id)
        return
    given = changed(repository, given, owner=account.id)
    assert mine.action(given.id) is not None
    assert mine.actions(Chosen(owner=account.id)) == (given,)
    assert mine.record(given.record) is None or who == "decider"
    taken = changed(repository, given, owner="")
    assert (mine.action(taken.id) is not None) == (who == "decider")


def test_an_ordinary_form_that_is_sealed_now_is_not_seen_by_readers(
    repository: Repository, people: dict[str, Account]
) -> None:
    action = only(repository, submit(seen_by(repository, people["staff"]), asked(LOCK, "Ask")))
    assert seen_by(repository, people["reader"]).action(action.id) == action
    assert seen_by(repository, people["reader"], "audit").action(action.id) is None
    assert seen_by(repository, people["reader"], "audit").count_actions(Chosen()) == 0


def test_an_action_is_added_by_hand_by_those_who_may(repository: Repository, people: dict[str, Account]) -> None:
    record = submit(seen_by(repository, people["staff"]))
    raised = Raised(address="main.door.concern", question="Is it safe?", text="Ring them", due=TODAY)
    made = seen_by(repository, people["decider"]).add_action(record.id, raised, owner=people["staff"].id)
    found = only(seen_by(repository, people["staff"]), record)
    assert found == made
    assert (found.by_hand, found.standing.owner, found.standing.due) == (True, people["staff"].id, TODAY)
    assert repository.action_history(found)[0].author == people["decider"].id
    for who in ("colleague", "reader", "administrator", "policy-lead"):
        with pytest.raises(NotYours):
            seen_by(repository, people[who]).add_action(record.id, raised, owner="")


def letter(account: Account, *_: object) -> Message:
    return Message(account.email, "An action", "sealed")


def recipients(kept: Repository) -> list[str]:
    return [each.message.recipient for each in kept.take_letters()]


def test_whoever_is_given_an_action_by_somebody_else_is_told_once(
    repository: Repository, people: dict[str, Account]
) -> None:
    action = only(repository, submit(repository, asked(LOCK, "Ask")))

    def give(kept: Repository, before: Action, **values: object) -> Action:
        standing = replace(before.standing, **values)  # type: ignore[arg-type]
        return kept.change_action(before.id, base=before.revision, standing=standing, note="Because.", tell=letter)

    decider = seen_by(repository, people["decider"])
    action = give(decider, action, owner=people["staff"].id)
    assert recipients(repository) == ["staff@school.example"]
    action = give(decider, action, state=State.IN_PROGRESS)
    action = give(decider, action, owner=people["decider"].id)
    action = give(decider, action, owner="")
    action = give(decider, action, owner=people["staff"].id, state=State.DONE)
    assert recipients(repository) == []


def test_each_reminder_is_given_once(repository: Repository, people: dict[str, Account]) -> None:
    mine = people["staff"].id
    first = only(repository, submit(repository, asked(LOCK, "First")))
    second = only(repository, submit(repository, asked(LOCK, "Second")))
    first = changed(repository, first, owner=mine, due=TODAY)
    changed(repository, second, owner=mine, due=TODAY + timedelta(1))
    told: list[tuple[int, list[str]]] = []
    for days in range(-5, 18):

        def write(account: Account, due: object, on: int = days) -> Message:
            told.append((on, sorted(each.text for each in due)))  # type: ignore[attr-defined]
            return letter(account)

        for _ in range(2):
            repository.remind(write, today=TODAY + timedelta(days))
    both = ["First", "Second"]
    assert told == [
        (-3, ["First"]),
        (-2, ["Second"]),
        (1, ["First"]),
        (2, ["Second"]),
        (8, ["First"]),
        (9, ["Second"]),
        (15, ["First"]),
        (16, ["Second"]),
    ]
    assert repository.remind(write, today=TODAY + timedelta(40)) == 1
    assert told[-1][1] == both
    changed(repository, first, "Done.", state=State.DONE)
    told.clear()
    assert repository.remind(write, today=TODAY + timedelta(60)) == 1
    assert told[0][1] == ["Second"]


def test_nobody_is_reminded_whose_account_is_closed_or_of_what_does_not_count(
    repository: Repository, people: dict[str, Account]
) -> None:
    first = submit(repository, asked(LOCK, "First"))
    again = submit(repository, asked(LOCK, "Other"), reissues=first.id)
    changed(repository, only(repository, again), owner=people["staff"].id, due=TODAY)
    changed(repository, only(repository, first), owner=people["colleague"].id, due=TODAY)
    repository.undo_reissue(again.id)
    repository.close_account(people["colleague"].id)
    assert repository.remind(letter, today=TODAY) == 0


def test_a_calendar_opens_for_its_token_alone_until_it_is_renewed_or_withdrawn(
    repository: Repository, people: dict[str, Account]
) -> None:
    staff = seen_by(repository, people["staff"])
    first = staff.make_calendar()
    assert repository.calendar_of(first) == people["staff"]
    second = staff.make_calendar()
    assert [repository.calendar_of(each) for each in (first, second, "", "x")] == [None, people["staff"], None, None]
    with repository._database.reading("x") as connection:
        kept = connection.execute(sa.select(calendars)).one()
    assert second not in str(kept)
    staff.withdraw_calendar()
    assert (repository.calendar_of(second), staff.has_calendar()) == (None, False)
    third = staff.make_calendar()
    repository.close_account(people["staff"].id)
    assert repository.calendar_of(third) is None


@pytest.mark.parametrize("who", ["reader", "administrator"])
def test_who_follows_nothing_up_has_no_calendar(repository: Repository, people: dict[str, Account], who: str) -> None:
    with pytest.raises(NotYours):
        seen_by(repository, people[who]).make_calendar()
    with pytest.raises(NotYours):
        repository.seen_by(ANYBODY).make_calendar()


def test_of_changes_at_the_same_moment_one_is_kept(repository: Repository) -> None:
    action = only(repository, submit(repository, asked(LOCK, "Buy a lock")))

    def change(number: int) -> int:
        try:
            changed(repository, action, f"Note {number}")
        except ActionMoved:
            return 0
        return 1

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(change, range(8))) == 1
    assert len(repository.action_history(action)) == 2


def test_of_reminders_at_the_same_moment_one_is_written(repository: Repository, people: dict[str, Account]) -> None:
    action = only(repository, submit(repository, asked(LOCK, "Buy a lock")))
    changed(repository, action, owner=people["staff"].id, due=TODAY)
    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(lambda _: repository.remind(letter, today=TODAY), range(6))) == 1
    assert recipients(repository) == ["staff@school.example"]


def test_a_reminder_that_is_broken_off_is_given_later(repository: Repository, people: dict[str, Account]) -> None:
    action = only(repository, submit(repository, asked(LOCK, "Buy a lock")))
    changed(repository, action, owner=people["staff"].id, due=TODAY)

    def killed(_: Account, __: object) -> Message:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        repository.remind(killed, today=TODAY)
    assert recipients(repository) == []
    assert repository.remind(letter, today=TODAY) == 1


def test_a_submission_that_is_broken_off_leaves_no_actions(repository: Repository) -> None:
    draft = repository.start_draft("audit", 1, entries={"a": "x"})

    def broken(draft: Draft) -> Document:
        made = building(asked(LOCK, "Ask"))(draft)
        return replace(made, text=made.text.replace('"address"', '"adress"'))

    with pytest.raises(KeyError):
        repository.submit(draft.id, base=1, build=broken)
    assert (repository.record(draft.id), rows(repository)) == (None, [0, 0, 0, 0])


def test_what_comes_in_from_elsewhere_is_followed_up_once(repository: Repository) -> None:
    record = replace(submit(repository, asked(LOCK, "Ask")), owner="", joined=frozenset())
    repository.erase_record(record.id, "x", by="A")
    arriving = replace(record, id="b" * 26)
    for _ in range(2):
        repository.take_in([b"form: audit"], [Arriving(replace(arriving, sha256=CHECKSUM, version=2), ())])
    assert only(repository, arriving).text == "Ask"
