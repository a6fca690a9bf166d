"""Mails that remind: of an action that is given or due, and of a letter to sign; none says what was answered."""

import json
import re
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.browser.walk import serving
from tests.webapp.access.school import ELSEWHERE, School, Thing, opened_school, token_for
from tests.webapp.mail.conftest import Inbox, Letters, Serve
from webapp.cli import main
from webapp.pages.words import today
from webapp.reminding import Reminders, remind
from webapp.storage.action_statements import Action
from webapp.storage.letters import Addressed

ADDRESS = "https://forms.school.example"


def given(school: School, thing: Thing, who: str, **changes: str) -> Action:
    """Let a decider give an action of a record to somebody, by its page."""
    client = school.client("decider")
    action = school.repository.action(thing.action)
    assert action is not None
    sent = {"csrf": token_for(school.application), "base": str(action.revision), "state": "open", "note": "Please."}
    sent |= {"owner": school.people[who].account.id if who else "", "who": "", "due": "", **changes}
    assert client.post(f"/actions/{thing.action}", data=sent).status_code == 303
    after = school.repository.action(thing.action)
    assert after is not None
    return after


@pytest.mark.parametrize("form", ["plain", "sealed"])
def test_whoever_is_given_an_action_gets_one_letter_that_says_none_of_its_words(
    school: School, letters: Letters, form: str
) -> None:
    thing = school.record("colleague", form)
    given(school, thing, "staff")
    given(school, thing, "staff", state="in-progress")
    given(school, thing, "decider")
    (letter,) = letters(1)
    assert letter.startswith("staff@school.example\nAn action is yours\nDear Staff,")
    assert f"http://localhost/actions/{thing.action}" in letter or f"/actions/{thing.action}" in letter
    for words in (thing.mark, "Action marked", form, "Please."):
        assert words not in letter.replace(thing.action, "")


def test_an_owner_is_reminded_once_of_each_thing_with_addresses_alone(school: School, letters: Letters) -> None:
    late, soon, far = (school.record("colleague", form) for form in ("plain", "sealed", "plain"))
    for thing, days in ((late, -1), (soon, 3), (far, 4)):
        action = given(school, thing, "staff")
        standing = replace(action.standing, due=today() + timedelta(days))
        school.repository.change_action(action.id, base=action.revision, standing=standing, note="")
    letters(3)
    for _ in range(3):
        remind(school.repository, ADDRESS, key=str(school.application.secret_key), today=today())
    letter = letters(4)[-1]
    overdue, due_soon = letter.split("due within the next days:")
    assert letter.startswith("staff@school.example\nActions of yours are overdue\n")
    assert re.findall("https://[^ \n]+", overdue) == [f"{ADDRESS}/actions/{late.action}"]
    assert re.findall("https://[^ \n]+", due_soon) == [f"{ADDRESS}/actions/{soon.action}"]
    assert not [each.mark for each in (late, soon, far) if each.mark in letter]


def test_whoever_turned_reminders_off_is_told_of_nothing_until_they_turn_them_on(
    school: School, letters: Letters
) -> None:
    def look() -> int:
        return remind(school.repository, ADDRESS, key=str(school.application.secret_key), today=today())

    def turn(how: str) -> str:
        client = school.client("staff")
        sent = {"csrf": token_for(school.application), "reminders": how}
        return client.post("/account/reminders", data=sent, follow_redirects=True).text

    given(school, school.record("colleague", "plain"), "staff", due=today().isoformat())
    letters(1)
    assert "You are not reminded by e-mail any more." in turn("off")
    assert "You get no e-mail when an action of yours is due soon or overdue." in turn("off")
    assert "Actions to follow up now" in school.client("staff").get("/").text
    assert look() == 0
    page = turn("on")
    assert "You are reminded by e-mail again." in page
    assert "Turn reminders by e-mail off" in page
    assert [look(), look()] == [1, 0]
    assert "under your name" in letters(2)[-1]
    own = school.people["staff"].account.id
    told = [each.act for each in school.repository.acts(thing=own) if each.act.startswith("reminders.")]
    assert told == ["reminders.on", "reminders.off"]


def test_reminders_are_turned_on_or_off_and_nothing_else(school: School) -> None:
    client = school.client("staff")
    sent = {"csrf": token_for(school.application), "reminders": "perhaps"}
    assert client.post("/account/reminders", data=sent).status_code == 400
    assert "Turn reminders by e-mail off" in client.get("/account").text


@pytest.mark.parametrize(("moment", "number"), [((6, 59), 0), ((7, 0), 1), ((22, 0), 1)])
def test_no_letter_is_written_in_the_night(
    school: School, letters: Letters, moment: tuple[int, int], number: int
) -> None:
    given(school, school.record("colleague", "plain"), "staff", due=today().isoformat())
    letters(1)
    reminders = Reminders(school.repository, ADDRESS, key=str(school.application.secret_key))
    day = today()
    reminders.look(datetime(day.year, day.month, day.day, *moment, tzinfo=UTC))
    letters(1 + number)


def test_whoever_has_a_letter_to_sign_is_reminded_in_the_same_round_once(school: School, letters: Letters) -> None:
    given(school, school.record("colleague", "plain"), "staff", due=today().isoformat())
    staff = school.repository.seen_by(school.people["staff"].viewer)
    to = Addressed(name="Pat", email="pat@provider.example", lifetime=timedelta(days=3))
    staff.send_letter("plain", 1, to)
    letters(1)
    reminders = Reminders(school.repository, ADDRESS, key=str(school.application.secret_key))
    noon = datetime(today().year, today().month, today().day, 12, tzinfo=UTC)
    for _ in range(2):
        reminders.look(noon)
    about_action, to_sign = sorted(letters(3)[1:], key=lambda each: each.startswith("pat@"))
    assert about_action.startswith("staff@school.example\n")
    assert to_sign.startswith("pat@provider.example\n")
    assert re.search(f"{ADDRESS}/letter#[\\w-]{{43}}", to_sign)
    assert "It was sent by Staff at the school.\n" in to_sign


def test_the_running_application_reminds_by_itself(school: School, letters: Letters) -> None:
    given(school, school.record("colleague", "plain"), "staff", due=today().isoformat())
    letters(1)
    seen: list[object] = []
    reminders = Reminders(school.repository, ADDRESS, key=str(school.application.secret_key), pause=0.01)
    reminders.look = lambda now: seen.append(now) or 1 / 0  # type: ignore[method-assign,assignment]
    reminders.start()
    end = time.monotonic() + 5
    while len(seen) < 2 and time.monotonic() < end:
        time.sleep(0.01)
    reminders.stop()
    assert len(seen) >= 2


def test_the_application_has_such_a_thread_where_there_is_a_mail_server(application_with_mail: Flask) -> None:
    assert isinstance(application_with_mail.extensions["formspec-reminders"], Reminders)


@pytest.fixture
def application_with_mail(school: School) -> Flask:
    return school.application


def test_the_command_writes_and_sends_where_the_application_does_not_run(
    tmp_path: Path, serve: Serve, inbox: Inbox, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(ELSEWHERE, "FORMSPEC_MAIL", "smtp://127.0.0.1:1")
    with opened_school(tmp_path) as school:
        given(school, school.record("colleague", "plain"), "staff", due=today().isoformat())
        with school.repository._database.writing("x") as connection:
            connection.exec_driver_sql("DELETE FROM outbox")
    monkeypatch.setenv("FORMSPEC_DATA", str(tmp_path / "kept"))
    assert main(["remind"]) == 1
    assert "FORMSPEC_MAIL is not set" in capsys.readouterr().err
    monkeypatch.setenv("FORMSPEC_MAIL", f"smtp://127.0.0.1:{serve().port}")
    monkeypatch.setenv("FORMSPEC_MAIL_FROM", "forms@school.example")
    monkeypatch.setenv("FORMSPEC_URL", ADDRESS)
    monkeypatch.setenv("FORMSPEC_PROXY", "yes")
    assert [main(["remind"]), main(["remind"])] == [0, 0]
    assert capsys.readouterr().out == "Reminders written: 1.\nReminders written: 0.\n"
    assert [each["Subject"] for each in inbox.taken] == ["Actions of yours are due soon"]
    assert json.dumps(inbox.taken[0].get_content()).count(f"{ADDRESS}/actions/") == 1


def test_the_command_leads_to_where_formspec_was_started_last_and_writes_nothing_where_that_is_not_known(
    tmp_path: Path, serve: Serve, inbox: Inbox, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(ELSEWHERE, "FORMSPEC_MAIL", "smtp://127.0.0.1:1")
    with opened_school(tmp_path) as school:
        mine = school.repository.seen_by(school.people["staff"].viewer)
        to = Addressed(name="Pat", email="pat@provider.example", lifetime=timedelta(days=3))
        mine.send_letter("plain", 1, to)
    with serving(tmp_path / "kept", tmp_path / "specs") as address:
        pass
    noted = tmp_path / "kept" / "open-at"
    kept = noted.read_text(encoding="utf-8")
    noted.unlink()
    monkeypatch.setenv("FORMSPEC_DATA", str(tmp_path / "kept"))
    monkeypatch.setenv("FORMSPEC_MAIL", f"smtp://127.0.0.1:{serve().port}")
    monkeypatch.setenv("FORMSPEC_MAIL_FROM", "forms@school.example")
    assert main(["remind"]) == 1
    said = capsys.readouterr()
    assert (said.out, "It is not known where Formspec is open" in said.err) == ("", True)
    noted.write_text(kept, encoding="utf-8")
    assert main(["remind"]) == 0
    assert capsys.readouterr().out == "Reminders written: 1.\n"
    assert f"{address}/letter#" in inbox.taken[0].get_content()
