"""Decisions in storage: each new and dated, kept as it was made, once, by those who may, and gone with its record."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from engine.canonical import digest
from webapp.action_state import Standing, State
from webapp.rights import RIGHTS, Act, Reach, Role, Viewer
from webapp.sought import Sought
from webapp.storage.account_statements import Account
from webapp.storage.decision_statements import Answered, Asked, Condition, Counts, Decision, Made, mark
from webapp.storage.decision_tables import decision_conditions, decision_warnings, decisions
from webapp.storage.failures import Damaged, DecisionMoved, NotYours, Unknown
from webapp.storage.identifiers import new_id
from webapp.storage.outbox_statements import Message
from webapp.storage.repository import Document, Draft, Repository
from webapp.storage.stored import Record
from webapp.storage.tables import records

ASKED = Asked(always=("aa",))
DOOR, ROOF = "main.door", "main.roof"
ROLES = {each.value: each for each in Role}


def found(address: str, text: str) -> dict[str, str]:
    return {"address": address, "question": "Is it safe?", "text": text}


def building(outcome: str = "yes", about: str = "Ironbridge") -> Callable[[Draft], Document]:
    """Make a submission with two concerns, of which one has an action, and an action beside none."""

    def build(draft: Draft) -> Document:
        concerns = [found(f"{DOOR}.concern", "It is open"), found(f"{ROOF}.concern", "It leaks")]
        actions = [found(f"{DOOR}.action", "Buy a lock"), found("main.sign.action", "Put a sign up")]
        text = json.dumps({"id": draft.id, "findings": {"concerns": concerns, "actions": actions}})
        return Document(
            text=text,
            digest=digest(json.loads(text)),
            about=about,
            outcome=outcome,
            concerns=2,
            actions=2,
            submitted=datetime.now(UTC),
        )

    return build


def submit(
    kept: Repository, *, outcome: str = "yes", reissues: str = "", access: str = "ordinary", about: str = "Ironbridge"
) -> Record:
    draft = kept.start_draft("audit", 1, entries={"a": "x"}, reissues=reissues, access=access)
    return kept.submit(draft.id, base=1, build=building(outcome, about)).record


def made(option: str = "yes", **values: object) -> Made:
    given = Made(id=new_id(), option=option, words=option.title(), reasons="It is safe.", who="Pat Head")
    return replace(given, **values)  # type: ignore[arg-type]


def decide(kept: Repository, record: Record, decision: Made | None = None, base: str = "") -> Decision:
    return kept.decide(record.id, decision or made(), base=base).decision


def letter(account: Account) -> Message:
    return Message(account.email, "Something was decided", "sealed")


def recipients(kept: Repository) -> list[str]:
    return [each.message.recipient for each in kept.take_letters()]


def rows(kept: Repository) -> list[int]:
    with kept._database.reading("x") as connection:
        tables = (decisions, decision_warnings, decision_conditions)
        return [connection.scalar(sa.select(sa.func.count()).select_from(each)) or 0 for each in tables]


@pytest.fixture
def people(repository: Repository) -> dict[str, Account]:
    """Somebody of each role, and a second decider."""
    repository.make_first("first@school.example", "First", [], "x")
    named = {}
    for name, role in {**ROLES, "deputy": Role.DECIDER}.items():
        invited = repository.invite(f"{name}@school.example", name.title(), [role])
        named[name] = repository.set_password_by_link(
            repository.make_password_link(invited.id, timedelta(hours=1)), "x"
        )
    return named


def seen_by(kept: Repository, account: Account, *sealed: str) -> Repository:
    return kept.seen_by(Viewer(id=account.id, name=account.name, roles=account.roles, sealed=frozenset(sealed)))


def test_a_decision_is_kept_as_it_was_made(repository: Repository) -> None:
    record = submit(repository)
    first, second = repository.actions_of(record)
    warnings = (Answered("checks.a", "Two are open", "We\nknow"), Answered("checks.b", "It is late", "So it is"))
    before = datetime.now(UTC)
    kept = decide(repository, record, made(warnings=warnings, conditions=(second.id, first.id)))
    assert repository.decisions_of(record) == (kept,)
    assert (kept.number, kept.option, kept.words, kept.reasons, kept.who) == (
        1,
        "yes",
        "Yes",
        "It is safe.",
        "Pat Head",
    )
    assert kept.moment >= before
    assert (kept.warnings, kept.counts) == (warnings, Counts(2, 2, 2, 2))
    assert {each.text for each in kept.conditions} == {"Buy a lock", "Put a sign up"}
    assert kept.unmet == 2


def test_conditions_are_read_as_they_stand_and_all_else_as_it_was(repository: Repository) -> None:
    record = submit(repository)
    first, _ = repository.actions_of(record)
    kept = decide(repository, record, made(conditions=(first.id,)))
    due = date(2030, 1, 2)
    repository.change_action(first.id, base=1, standing=Standing(State.DONE, "", "Sam", due), note="Bought.")
    (now,) = repository.decisions_of(record)
    assert now.conditions == (Condition(first.id, "Buy a lock", State.DONE, due),)
    assert (now.unmet, replace(now, conditions=kept.conditions)) == (0, kept)
    later = decide(repository, record, base=kept.id)
    assert later.counts == Counts(2, 1, 2, 1)


def test_a_changed_mind_is_a_new_decision_and_the_newest_stands(repository: Repository) -> None:
    record, other = submit(repository), submit(repository)
    first = decide(repository, record)
    second = decide(repository, record, made("no"), base=first.id)
    assert repository.decisions_of(record) == (second, first)
    assert (second.number, second.moment >= first.moment) == (2, True)
    assert repository.standing_decisions([record.id, other.id, "x"]) == {record.id: second}
    many = [record.id, *(str(number) for number in range(70_000)), other.id]
    assert repository.standing_decisions(many) == {record.id: second}
    assert repository.decision_moments() == {record.id: second.moment}
    assert repository.decisions_of(other) == ()


def test_a_decision_that_is_sent_again_is_made_once(repository: Repository, people: dict[str, Account]) -> None:
    record = submit(repository)
    sent = made(conditions=(repository.actions_of(record)[0].id,), warnings=(Answered("a", "b", "c"),))
    first = repository.decide(record.id, sent, base="")
    again = repository.decide(record.id, sent, base="")
    assert (first.repeated, again.repeated, again.decision) == (False, True, first.decision)
    with pytest.raises(DecisionMoved):
        repository.decide(record.id, replace(sent, option="no"), base="")
    with pytest.raises(DecisionMoved):
        repository.decide(record.id, replace(sent, reasons="Others."), base=first.decision.id)
    with pytest.raises(DecisionMoved):
        seen_by(repository, people["decider"]).decide(record.id, sent, base="")
    with pytest.raises(DecisionMoved):
        repository.decide(submit(repository).id, replace(sent, conditions=()), base="")
    assert rows(repository) == [1, 1, 1]


def test_nobody_decides_over_a_decision_that_they_have_not_seen(repository: Repository) -> None:
    record = submit(repository)
    first = decide(repository, record)
    for base in ("", new_id()):
        with pytest.raises(DecisionMoved):
            decide(repository, record, base=base)
    assert repository.decisions_of(record) == (first,)


def test_of_decisions_at_the_same_moment_one_is_kept(repository: Repository) -> None:
    record = submit(repository)

    def go(number: int) -> int:
        try:
            decide(repository, record, made(reasons=str(number)))
        except DecisionMoved:
            return 0
        return 1

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(go, range(8))) == 1
    assert len(repository.decisions_of(record)) == 1


def test_one_decision_sent_many_times_at_once_is_made_once(repository: Repository) -> None:
    record, sent = submit(repository), made()
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda _: repository.decide(record.id, sent, base=""), range(6)))
    assert sorted(each.repeated for each in found) == [False, *[True] * 5]
    assert rows(repository)[0] == 1


def test_conditions_are_actions_of_the_record(repository: Repository) -> None:
    record, other = submit(repository), submit(repository)
    strange, _ = repository.actions_of(other)
    for condition in (strange.id, new_id()):
        with pytest.raises(Unknown, match="does not belong to this record"):
            decide(repository, record, made(conditions=(condition,)))
    assert rows(repository) == [0, 0, 0]


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize("access", ["ordinary", "sensitive"])
def test_who_decides_and_who_reads_it_is_as_the_table_says(
    repository: Repository, people: dict[str, Account], who: str, access: str
) -> None:
    record = submit(seen_by(repository, people["staff"]), access=access)
    decided = decide(repository, record)
    mine, own = seen_by(repository, people[who]), who == "staff"
    reads, decides = (RIGHTS[act][ROLES[who]] for act in (Act.READ_RECORDS, Act.DECIDE))
    may_read = reads is Reach.SENSITIVE or (own and reads > Reach.NONE) or (reads is Reach.ALL and access == "ordinary")
    assert mine.decisions_of(record) == ((decided,) if may_read else ())
    assert mine.standing_decisions([record.id]) == ({record.id: decided} if may_read else {})
    assert mine.decision_moments() == ({record.id: decided.moment} if may_read else {})
    assert mine.may_decide(record) == (decides is Reach.SENSITIVE)
    if decides is Reach.SENSITIVE:
        kept = decide(mine, record, base=decided.id)
        assert (kept.author, kept.who) == (people[who].id, people[who].name)
    else:
        with pytest.raises(NotYours):
            decide(mine, record, base=decided.id)
        assert mine.count_waiting(ASKED) == 0
        assert mine.waiting(ASKED) == ()


def test_an_ordinary_form_that_is_sealed_now_keeps_its_decision_from_readers(
    repository: Repository, people: dict[str, Account]
) -> None:
    record = submit(repository)
    decide(repository, record)
    assert seen_by(repository, people["reader"], "audit").decisions_of(record) == ()


def test_what_was_decided_is_in_the_trail_without_a_word_of_it(
    repository: Repository, people: dict[str, Account]
) -> None:
    record = submit(repository)
    kept = decide(seen_by(repository, people["decider"]), record)
    act = repository.acts(limit=1)[0]
    assert (act.act, act.thing, act.who) == ("record.decided", record.id, people["decider"].id)
    assert json.loads(act.detail) == {"decision": kept.id, "number": 1, "mark": mark(kept)}


def test_what_waits_is_what_comes_to_a_decision_and_has_none(repository: Repository) -> None:
    first, second = submit(repository), submit(repository, outcome="")
    assert repository.waiting(ASKED) == (second, first)
    assert repository.waiting(Asked(sometimes=("aa",))) == (first,)
    assert repository.waiting(Asked(always=("bb",))) == repository.waiting(Asked()) == ()
    assert repository.waiting(ASKED, limit=1) == (second,)
    assert repository.waiting(ASKED, before=second.id) == (first,)
    assert repository.waiting(ASKED, before="x") == ()
    decide(repository, first)
    assert (repository.waiting(ASKED), repository.count_waiting(ASKED)) == ((second,), 1)


def test_the_latest_about_a_subject_is_found_under_any_spelling_however_much_waits(repository: Repository) -> None:
    older, newer = submit(repository, about="The Forge Ltd"), submit(repository, about="forge")
    for number in range(3):
        submit(repository, about=f"Mill {number}")
    assert repository.latest_waiting(ASKED, frozenset({"forge"})) == newer
    decide(repository, newer)
    assert repository.latest_waiting(ASKED, frozenset({"forge"})) == older
    assert repository.latest_waiting(ASKED, frozenset({"barn"})) is None
    assert repository.latest_waiting(Asked(), frozenset({"forge"})) is None


def test_a_record_that_a_re_issue_stands_for_waits_no_more_until_that_is_undone(repository: Repository) -> None:
    first = submit(repository)
    again = submit(repository, reissues=first.id)
    assert (repository.waiting(ASKED), repository.count_waiting(ASKED)) == ((again,), 1)
    undone = repository.undo_reissue(again.id)
    assert repository.waiting(ASKED) == (first,)
    assert not repository.may_decide(undone)
    with pytest.raises(Unknown, match="does not count"):
        decide(repository, again)


def test_a_trial_is_not_decided_on(repository: Repository) -> None:
    draft = repository.start_trial("audit", 1, "aa", b"form: audit")
    trial = repository.submit(draft.id, base=draft.revision, build=building()).record
    assert repository.count_waiting(ASKED) == 0
    with pytest.raises(Unknown):
        decide(repository, trial)


def test_a_record_that_is_damaged_or_not_there_is_not_decided_on(repository: Repository) -> None:
    record = submit(repository)
    with repository._database.writing("x") as connection:
        connection.execute(sa.update(records).values(document="{}"))
    with pytest.raises(Damaged):
        decide(repository, record)
    for strange in (new_id(), "x"):
        with pytest.raises(NotYours):
            repository.decide(strange, made(), base="")


def test_whoever_filled_a_record_in_is_written_to_unless_they_decide_or_are_gone(
    repository: Repository, people: dict[str, Account]
) -> None:
    theirs, own = submit(seen_by(repository, people["staff"])), submit(seen_by(repository, people["decider"]))
    decider = seen_by(repository, people["decider"])
    sent = made()
    for _ in range(2):
        decider.decide(theirs.id, sent, base="", tell=letter)
    decider.decide(own.id, made(), base="", tell=letter)
    decider.decide(submit(repository).id, made(), base="", tell=letter)
    assert recipients(repository) == ["staff@school.example"]
    repository.close_account(people["staff"].id)
    decider.decide(theirs.id, made(), base=sent.id, tell=letter)
    assert recipients(repository) == []


def test_a_decision_that_is_broken_off_leaves_nothing(repository: Repository, people: dict[str, Account]) -> None:
    record = submit(seen_by(repository, people["staff"]))

    def killed(_: Account) -> Message:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        repository.decide(record.id, made(warnings=(Answered("a", "b", "c"),)), base="", tell=killed)
    assert (rows(repository), repository.count_waiting(ASKED)) == ([0, 0, 0], 1)


def test_decisions_go_with_their_record_and_no_other_does(repository: Repository) -> None:
    first = submit(repository)
    again = submit(repository, reissues=first.id)
    shared = repository.actions_of(first)[0]
    for record in (first, again):
        decide(repository, record, made(conditions=(shared.id,), warnings=(Answered("a", "b", "c"),)))
    repository.erase_record(first.id, "It is time.", by="Pat")
    assert rows(repository) == [1, 1, 1]
    assert repository.decisions_of(again)[0].conditions[0].action == shared.id
    repository.erase_record(again.id, "It is time.", by="Pat")
    assert rows(repository) == [0, 0, 0]


@pytest.mark.parametrize("place", ["reasons", "who", "warning"])
def test_whoever_is_named_in_a_decision_is_found_and_it_is_given_out(repository: Repository, place: str) -> None:
    record, other = submit(repository), submit(repository)
    decide(repository, other)
    named = {
        "reasons": {"reasons": "Robin Zander agrees"},
        "who": {"who": "Robin Zander"},
        "warning": {"warnings": (Answered("a", "b", "Robin Zander knows"),)},
    }
    decide(repository, record, made(**named[place]))
    hits = repository.find(Sought("Robin Zander"))
    assert [each.id for each in hits] == [record.id]
    (held,) = repository.holdings(hits)
    assert "Robin Zander" in json.dumps(held["decisions"])


def test_what_was_said_of_an_action_is_found_at_its_own_record_alone(repository: Repository) -> None:
    record, _ = submit(repository), submit(repository)
    first, _ = repository.actions_of(record)
    repository.change_action(first.id, base=1, standing=first.standing, note="Ask Robin Zander")
    assert [each.id for each in repository.find(Sought("Robin Zander"))] == [record.id]


def test_text_that_no_database_keeps_is_made_fit(repository: Repository) -> None:
    record = submit(repository)
    sent = made(reasons="a\0b \ud800", who="P\0at", warnings=(Answered("a", "b", "c\0d"),))
    kept = decide(repository, record, sent)
    assert (kept.reasons, kept.who, kept.warnings[0].reason) == ("ab �", "Pat", "cd")
    assert repository.decide(record.id, sent, base="").repeated
