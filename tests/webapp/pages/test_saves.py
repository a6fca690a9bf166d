"""What a page's script is told of each change that it sends: what was saved, what clashes, and why it was not."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.webapp.access.school import opened_school
from tests.webapp.pages.visitor import Page, Visitor

OP, NEXT = "0" * 32, "1" * 32
TRIP = "Trip check"


def change(
    page: Page, op: str = OP, *, base: int | None = None, to: str = "saves", **entries: str
) -> tuple[int, dict[str, Any]]:
    """Send a change as the script of a section's page does, or what is given up; `a__b` is the name a.b."""
    fields = max(page.forms, key=lambda each: len(each.inputs)).fields
    names = {name.replace("__", ".").replace("_", "-"): text for name, text in entries.items()}
    sent = {"csrf": fields["csrf"], "base": fields["base"] if base is None else base, "op": op, "who": "", **names}
    answer = page.visitor.client.post(page.path.partition("/sections")[0] + f"/{to}", data=sent)
    return answer.status_code, json.loads(answer.data) if answer.mimetype == "application/json" else {}


@pytest.fixture
def page(visitor: Visitor) -> Page:
    return visitor.get(f"{visitor.start(TRIP).path}/sections/trip")


def test_a_change_is_saved_and_a_repeat_is_not_saved_again(page: Page) -> None:
    first = change(page, trip__place="Ironbridge")
    assert first == (
        200,
        {
            "revision": 1,
            "saved": ["trip.place"],
            "conflicts": [],
            "cleared": [],
            "changed": {},
            "glance": "1 of 7 answered",
        },
    )
    assert change(page, trip__place="Ironbridge") == first
    assert page.visitor.get(page.path).fields()["trip.place"] == "Ironbridge"


def test_what_two_people_changed_is_told_with_the_words_that_stand(page: Page, colleague: Visitor) -> None:
    colleague.get(page.path).press("Save", {"trip.place": "Telford", "trip.why": "To see it"})
    status, said = change(page, trip__place="Ironbridge", trip__by="foot")
    assert status == 200
    assert said["saved"] == ["trip.by"]
    conflict = {"name": "trip.place", "theirs": "Telford", "who": "Saved by somebody else"}
    assert said["conflicts"] == [{**conflict, "label": "Where are you going?", "between": " / "}]
    assert said["changed"] == {"trip.why": "To see it"}


def test_what_is_given_up_is_set_aside_once_and_changes_nothing(page: Page, colleague: Visitor) -> None:
    colleague.get(page.path).press("Save", {"trip.place": "Telford"})
    for _ in range(2):
        assert change(page, to="asides", trip__place="Ironbridge") == (200, {"revision": 1})
    assert page.visitor.get(page.path).fields()["trip.place"] == "Telford"
    told = page.visitor.get(page.path.replace("/sections/trip", "/history/trip.place")).text
    assert told.count("Set aside") == 1
    assert "Ironbridge" in told


@pytest.mark.parametrize(
    "entries", [{}, {"nowhere__place": "x"}, {"trip__place": "x", "coach__tyres__note": "y"}], ids=str
)
def test_nothing_is_set_aside_that_no_page_sends(page: Page, entries: dict[str, str]) -> None:
    status, said = change(page, to="asides", **entries)
    assert (status, "not as this page sends it" in said["refused"]) == (400, True)


def test_a_draft_that_was_discarded_sets_nothing_aside(page: Page) -> None:
    page.visitor.get(page.path.replace("/sections/trip", "/discard")).press("Discard")
    assert change(page, to="asides", trip__place="Ironbridge") == (409, {"closed": "discarded"})


def test_the_page_that_is_posted_after_it_is_saved_beside_it(page: Page) -> None:
    change(page, trip__place="Ironbridge")
    after = page.press("Save", {"trip.place": "Ironbridge", "trip.why": "To see it"})
    assert after.status == 200
    assert page.visitor.get(page.path).fields()["trip.why"] == "To see it"


def test_a_declaration_is_cleared_when_a_change_gives_it_other_words(visitor: Visitor, specs: Path) -> None:
    folder = specs / "words"
    folder.mkdir()
    (folder / "1.yaml").write_text(WORDS, encoding="utf-8")
    page = visitor.get(f"{visitor.start('The words').path}/sections/one")
    _, first = change(page, one__place="The Forge", one__right="yes")
    assert first["cleared"] == []
    _, second = change(page, NEXT, base=first["revision"], one__place="The Mill")
    assert second["cleared"] == ["one.right"]
    assert second["saved"] == ["one.place"]


WORDS = """\
formspec: 1
form: words
version: 1
title: The words
sections:
  - id: one
    title: One
    columns: []
    questions:
      - {id: place, label: Where?, kind: text}
      - {id: right, label: Is it right?, kind: declaration, declaration: "I was at ((one.place))."}
"""

REFUSED = {
    "no operation": {"op": ""},
    "an operation of too few bits": {"op": "0" * 8},
    "nothing that was changed": {"trip__place": None},
    "a name that is never asked for": {"trip__nothing": "x"},
    "a section that there is not": {"trip__place": None, "nowhere__place": "x"},
    "two sections": {"more__else": "x"},
}


@pytest.mark.parametrize("wrong", REFUSED.values(), ids=REFUSED)
def test_what_no_page_sends_is_refused_in_words_and_nothing_is_saved(page: Page, wrong: dict[str, str | None]) -> None:
    sent = {name: text for name, text in {"trip__place": "Ironbridge", **wrong}.items() if text is not None}
    status, said = change(page, sent.pop("op", OP), **sent)
    assert status == 400
    assert said["refused"].startswith("Not saved: ")
    assert page.visitor.get(page.path).fields()["trip.place"] == ""


def test_a_draft_that_is_closed_says_so_and_answers_what_was_done_before(page: Page) -> None:
    first = change(page, trip__place="Ironbridge")
    page.visitor.get(page.path.partition("/sections")[0] + "/discard").press("Discard")
    assert change(page, NEXT, trip__place="Telford") == (409, {"closed": "discarded"})
    assert change(page, trip__place="Ironbridge") == first


def test_a_token_that_is_too_old_is_answered_with_a_fresh_one(page: Page) -> None:
    for cookie in list(page.visitor.client._cookies.values()):
        page.visitor.client.delete_cookie(cookie.key)
    status, said = change(page, trip__place="Ironbridge")
    assert status == 403
    assert said["csrf"]
    assert said["who"] == ""


def test_a_fresh_token_says_whom_it_is_for(tmp_path: Path) -> None:
    with opened_school(tmp_path) as school:
        draft, sent = school.draft("staff", "plain"), {"csrf": "", "base": "0", "op": OP, "main.words": "Typed by Sam"}
        answer = school.client("staff").post(f"/drafts/{draft.id}/saves", data=sent)
        assert answer.status_code == 403
        assert json.loads(answer.data)["who"] == school.people["staff"].account.id


def test_nothing_is_saved_for_somebody_else_or_after_a_session_has_ended(tmp_path: Path) -> None:
    with opened_school(tmp_path) as school:
        draft, client = school.draft("staff", "plain"), school.client("staff")
        page = Visitor(client).get(f"/drafts/{draft.id}/sections/main")
        fields = max(page.forms, key=lambda each: len(each.inputs)).fields
        sent = {"csrf": fields["csrf"], "base": fields["base"], "op": OP, "main.words": "Typed by Sam"}
        answers = [client.post(f"/drafts/{draft.id}/saves", data={**sent, "who": "somebody"})]
        school.repository.end_sessions(school.people["staff"].account.id, "ended")
        answers.append(client.post(f"/drafts/{draft.id}/saves", data=sent, headers={"Sec-Fetch-Dest": "empty"}))
        assert "Typed by Sam" not in school.repository.draft(draft.id).entries.values()
        other = Visitor(school.client("colleague"))
        own = other.get(f"/drafts/{school.draft('colleague', 'plain').id}/sections/main")
        token = max(own.forms, key=lambda each: len(each.inputs)).fields["csrf"]
        sam = school.people["staff"].account.id
        answers += [
            other.client.post(f"/drafts/{draft.id}/{what}", data={**sent, "csrf": token, "who": sam})
            for what in ("saves", "submissions")
        ]
    assert [each.status_code for each in answers] == [401] * 4
    assert all("Sign in" in json.loads(each.data)["refused"] for each in answers)


NOTE = "0abc0def0ghi"


def note(page: Page, name: str, words: str, op: str = OP, *, base: int = 0) -> int:
    """Send a note as the script of a section's page does."""
    fields = max(page.forms, key=lambda each: len(each.inputs)).fields
    sent = {"csrf": fields["csrf"], "base": base, "op": op, "who": "", f"--note.{name}": words}
    return page.visitor.client.post(page.path.partition("/sections")[0] + "/saves", data=sent).status_code


def test_a_note_that_was_saved_by_itself_is_not_another_one_when_the_page_is_posted(page: Page) -> None:
    own = max(page.forms, key=lambda each: len(each.inputs)).fields["note-id"]
    assert note(page, own, "The gate was open") == 200
    assert note(page, own, "The gate was open all day", NEXT, base=1) == 200
    page.press("Save", {"base": "2", "note": "The gate was open all day"})
    tasks = page.visitor.get(page.path.partition("/sections")[0])
    assert tasks.text.count("File or change") == 1
    assert "The gate was open all day" in tasks.text


@pytest.mark.parametrize("name", [f"{NOTE}.filed", "x", "", NOTE.upper()])
def test_nothing_but_the_words_of_a_note_is_saved_under_its_name(page: Page, name: str) -> None:
    assert note(page, name, "x") == 400


@pytest.mark.parametrize("rest", ["x" * 4000, "name.of", "nothing"])
def test_what_no_row_has_is_refused_as_what_is_never_asked_for(visitor: Visitor, home_visit: str, rest: str) -> None:
    page = visitor.get(f"{visitor.start(home_visit).path}/sections/people")
    fields = {**max(page.forms, key=lambda each: len(each.inputs)).fields, f"people.members.1.{rest}": "x"}
    sent = {name: fields[name] for name in ("csrf", "base", f"people.members.1.{rest}")}
    answer = visitor.client.post(page.path.partition("/sections")[0] + "/saves", data={**sent, "op": OP, "who": ""})
    assert answer.status_code == 400
    assert visitor.client.post(page.path, data=fields).status_code == 400


def test_a_page_is_answered_that_asks_whether_anybody_answers(visitor: Visitor) -> None:
    assert visitor.client.get("/account/standing").json == {"who": "", "seconds": 0}


def test_a_script_is_refused_in_json_whatever_refuses_it(page: Page) -> None:
    client, fields = page.visitor.client, max(page.forms, key=lambda each: len(each.inputs)).fields
    draft = page.path.partition("/sections")[0]
    sent = {"csrf": fields["csrf"], "base": "0", "op": OP, "who": "", "trip.place": "Ironbridge"}
    answers = {
        404: client.post("/drafts/nothing/saves", data=sent),
        413: client.post(f"{draft}/saves", data={**sent, "trip.place": "x" * 20_000_000}),
        415: client.post(f"{draft}/submissions", json=sent),
        400: client.post(f"{draft}/saves", data="csrf=%zz", content_type="application/x-www-form-urlencoded"),
        403: client.post(f"{draft}/saves", data=sent, headers={"Origin": "https://elsewhere.example"}),
    }
    assert {status: (each.status_code, each.mimetype) for status, each in answers.items()} == {
        status: (status, "application/json") for status in answers
    }


def test_what_is_taken_along_of_a_draft_that_is_closed_is_gone_and_leads_nowhere(tmp_path: Path) -> None:
    with opened_school(tmp_path) as school:
        client, draft = school.client("staff"), school.draft("staff", "plain")
        submitted = school.record("staff", "plain")
        school.repository.discard(draft.id, base=1)
        answers = [client.get(f"/drafts/{each}/kit?again=yes") for each in (draft.id, submitted.id, "nothing")]
        assert [each.status_code for each in answers] == [410, 410, 404]
        assert {each.mimetype for each in answers} == {"application/json"}
