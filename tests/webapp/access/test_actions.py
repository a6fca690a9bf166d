"""Actions where there are accounts: what an owner sees who may not read the record, lists, the start, and calendars."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from tests.webapp.access.school import FORMS, School, Thing, browser, token_for
from webapp.pages.words import today

ADDRESS = re.compile(r"http://[^<\s]+/calendar/[A-Za-z0-9_-]{43}\.ics")


def post(school: School, by: str, path: str, /, **sent: str) -> TestResponse:
    return school.client(by).post(path, data={"csrf": token_for(school.application), **sent})


def give(school: School, thing: Thing, who: str, *, is_late: bool = False) -> None:
    """Let a decider give the action of a record to somebody; one that is late was due yesterday."""
    action = school.repository.action(thing.action)
    assert action is not None
    sent = {"base": str(action.revision), "state": "open", "who": "", "due": "", "note": "Please do it."}
    answer = post(school, "decider", f"/actions/{thing.action}", owner=school.people[who].account.id, **sent)
    assert answer.status_code == 303
    given = school.repository.action(thing.action)
    assert given is not None
    if is_late:
        standing = replace(given.standing, due=today() - timedelta(1))
        school.repository.change_action(given.id, base=given.revision, standing=standing, note="")


def text_of(answer: TestResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


@pytest.mark.parametrize("form", FORMS)
def test_an_owner_sees_the_action_and_nothing_else_of_the_record(school: School, form: str) -> None:
    thing = school.record("colleague", form)
    staff = school.client("staff")
    assert staff.get(f"/actions/{thing.action}").status_code == 404
    give(school, thing, "staff")
    page = text_of(staff.get(f"/actions/{thing.action}"))
    for words in (f"Action {thing.mark}", "What could go wrong?", f"Place {thing.mark}", "not yours to read"):
        assert words in page
    for words in (f"Concern {thing.mark}", f"Words {thing.mark}", f"/records/{thing.id}"):
        assert words not in page
    assert staff.get(f"/records/{thing.id}").status_code == 404
    assert f"Action {thing.mark}" in text_of(staff.get("/actions"))
    done = {"base": "2", "state": "done", "owner": "", "who": "", "due": "", "note": "Done."}
    assert post(school, "staff", f"/actions/{thing.action}", **done).location == "/actions"
    assert staff.get(f"/actions/{thing.action}").status_code == 404


def test_a_reader_sees_actions_of_ordinary_forms_and_changes_none(school: School) -> None:
    plain, sealed = school.record("colleague", "plain"), school.record("colleague", "sealed")
    reader = school.client("reader")
    page = reader.get(f"/actions/{plain.action}")
    assert (page.status_code, "Follow it up" in text_of(page)) == (200, False)
    assert reader.get(f"/actions/{sealed.action}").status_code == 404
    sent = {"base": "1", "state": "open", "note": "Hello."}
    assert post(school, "reader", f"/actions/{plain.action}", **sent).status_code == 404
    listed = text_of(reader.get("/actions"))
    assert "Not finished" in listed
    assert "My actions" not in listed


def test_whoever_reads_a_record_sees_its_actions_and_who_may_add_one(school: School) -> None:
    thing = school.record("colleague", "plain")
    for who, adds in (("colleague", True), ("decider", True), ("reader", False)):
        page = school.client(who).get(f"/records/{thing.id}")
        assert f"/actions/{thing.action}" in page.get_data(as_text=True)
        asked = school.client(who).get(f"/records/{thing.id}/actions/new?concern=main.risk.concern")
        assert asked.status_code == (200 if adds else 404)
    assert school.client("staff").get(f"/records/{thing.id}/actions/new?concern=main.risk.concern").status_code == 404


def test_an_action_is_given_to_nobody_who_follows_nothing_up(school: School) -> None:
    thing = school.record("colleague", "plain")
    page = school.client("decider").get(f"/actions/{thing.action}").get_data(as_text=True)
    offered = set(re.findall(r'<option value="([0-9a-z]{26})"', page))
    may = {school.people[who].account.id for who in ("staff", "colleague", "decider", "policy-lead")}
    assert offered == may
    for who in ("reader", "administrator", "newcomer"):
        sent = {"base": "1", "state": "open", "owner": school.people[who].account.id}
        answer = post(school, "decider", f"/actions/{thing.action}", **sent)
        assert (answer.status_code, "nobody like that" in text_of(answer)) == (422, True)


def test_the_start_says_what_presses_of_ones_own_and_deciders_how_much_at_all(school: School) -> None:
    thing = school.record("colleague", "sealed")
    give(school, thing, "policy-lead", is_late=True)
    assert "Overdue and yours: 1 action" in text_of(school.client("policy-lead").get("/"))
    assert re.search(r"Overdue: \d+ action", text_of(school.client("decider").get("/")))
    assert "Overdue" not in text_of(school.client("colleague").get("/"))
    assert "Overdue" not in text_of(school.client("reader").get("/"))
    listed = school.client("policy-lead").get("/actions?show=overdue&own=yes")
    assert f"Action {thing.mark}" in text_of(listed)


def test_a_calendar_is_fetched_without_signing_in_and_holds_ones_own_days_alone(school: School) -> None:
    mine, theirs, sealed = (school.record("colleague", form) for form in ("plain", "plain", "sealed"))
    for thing in (mine, sealed):
        give(school, thing, "staff", is_late=True)
    give(school, theirs, "decider", is_late=True)
    made = text_of(post(school, "staff", "/actions/calendar"))
    (address,) = ADDRESS.findall(made)
    path = address.partition("://")[2].partition("/")[2]
    answer = browser(school.application).get(f"/{path}")
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    text = answer.get_data(as_text=True).replace("\r\n ", "")
    assert f"SUMMARY:Due: Action {mine.mark}" in text
    assert text.count("BEGIN:VEVENT") == 2
    assert "SUMMARY:An action is due" in text
    assert f"/actions/{sealed.action}" in text
    for thing in (theirs, sealed):
        assert thing.mark not in text
    assert "The sealed form" not in text
    download = school.client("staff").get("/actions/calendar.ics")
    assert download.get_data(as_text=True).count("BEGIN:VEVENT") == 2
    assert "attachment" in download.headers["Content-Disposition"]
    again = ADDRESS.findall(text_of(post(school, "staff", "/actions/calendar")))
    assert (browser(school.application).get(f"/{path}").status_code, len(again)) == (404, 1)
    new = "/" + again[0].partition("://")[2].partition("/")[2]
    assert browser(school.application).get(new).status_code == 200
    assert "Make another address" in text_of(school.client("staff").get("/actions/calendar"))
    assert post(school, "staff", "/actions/calendar/withdraw").status_code == 303
    assert browser(school.application).get(new).status_code == 404
    assert "The address is withdrawn." in text_of(school.client("staff").get("/actions/calendar?done=withdrawn"))


def test_the_address_of_a_calendar_stands_in_no_log_and_no_trail(
    school: School, caplog: pytest.LogCaptureFixture
) -> None:
    (address,) = ADDRESS.findall(text_of(post(school, "decider", "/actions/calendar")))
    token = address.rpartition("/")[2].removesuffix(".ics")
    browser(school.application).get(f"/calendar/{token}.ics")
    browser(school.application).get(f"/calendar/{token}x.ics")
    assert token not in caplog.text
    acts = [each for each in school.repository.every_act() if each.kind == "calendar"]
    assert [each.act for each in acts[-2:]] == ["calendar.made", "calendar.read"]
    assert token not in repr(acts)


@pytest.mark.parametrize("name", ["x.ics", f"{'a' * 43}.ics", "a", ".ics", "%00.ics"])
def test_a_guessed_address_opens_nothing(school: School, name: str) -> None:
    assert browser(school.application).get(f"/calendar/{name}").status_code in {400, 404}
