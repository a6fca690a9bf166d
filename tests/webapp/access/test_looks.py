"""Every look at answers stands in the audit trail under the record or the draft that was looked at."""

import json

from tests.webapp.access.school import School, token_for
from tests.webapp.pages.visitor import Visitor


def noted(school: School, thing: str, since: int) -> list[tuple[str, str]]:
    """The acts to a thing behind a number, the first first, with the detail of each."""
    return [(act.act, act.detail) for act in reversed(school.repository.acts(thing=thing)) if act.number > since]


def test_a_draft_says_which_record_it_began_from_and_so_does_its_record(school: School) -> None:
    source = school.record("staff", "plain")
    mine = school.repository.seen_by(school.people["decider"].viewer)
    begun = mine.start_from(source.id, "plain", 1, entries={"main.place": "Again"})
    again = mine.start_draft("plain", 1, entries={"main.place": "Again"}, reissues=source.id)
    for draft, said in ((begun, "from"), (again, "reissues")):
        mine.submit(draft.id, base=1, build=school._document)
        acts = [(act, json.loads(detail)) for act, detail in noted(school, draft.id, 0)]
        assert [(act, detail.get(said)) for act, detail in acts] == [
            ("draft.begun", source.id),
            ("record.submitted", source.id),
        ]


def test_a_search_notes_each_excerpt_that_is_shown_and_each_thing_that_is_given_out(school: School) -> None:
    record, draft = school.record("staff", "sealed"), school.draft("staff", "sealed")
    since = school.repository.verify_trail().acts
    page = Visitor(school.client("decider")).get("/retention/person").press("Find", {"words": "place"})
    assert record.mark in page.text
    shown = '{"what":"search"}'
    assert noted(school, record.id, since) == [("record.read", shown)]
    assert noted(school, draft.id, since) == [("draft.read", shown)]
    since = school.repository.verify_trail().acts
    page.press("Download")
    assert noted(school, record.id, since) == [("record.exported", shown)]
    assert noted(school, draft.id, since) == [("draft.read", shown)]


def test_a_search_of_all_notes_what_was_shown_and_no_word(school: School) -> None:
    record, draft = school.record("staff", "plain"), school.draft("staff", "plain")
    since = school.repository.verify_trail().acts
    for mark in (record.mark, draft.mark):
        assert f"<mark>{mark}</mark>" in school.client("staff").get(f"/search?q={mark}").get_data(as_text=True)
    shown = '{"what":"search"}'
    assert noted(school, record.id, since) == [("record.read", shown)]
    assert noted(school, record.action, since) == [("action.read", shown)]
    assert noted(school, draft.id, since) == [("draft.read", shown)]
    told = [(each.act, each.detail) for each in school.repository.acts(limit=5)]
    assert [detail for act, detail in told if act == "things.searched"] == ['{"shown":1}', '{"shown":2}']
    assert record.mark not in str(told)


def test_a_list_of_concerns_notes_each_record_whose_words_are_shown(school: School) -> None:
    record = school.record("staff", "plain")
    since = school.repository.verify_trail().acts
    assert record.mark in school.client("decider").get("/overview/concerns/plain").get_data(as_text=True)
    assert noted(school, record.id, since) == [("record.read", '{"what":"overview"}')]


def test_a_re_issue_that_came_too_late_shows_the_answers_and_is_noted(school: School) -> None:
    record = school.record("staff", "plain")
    folder = school.application.config["SPECS_OF_TEST"]
    first = (folder / "plain" / "1.yaml").read_text("utf-8")
    (folder / "plain" / "2.yaml").write_text(first.replace("version: 1", "version: 2"), "utf-8")
    since = school.repository.verify_trail().acts
    sent = {"csrf": token_for(school.application), "version": "1"}
    answer = school.client("decider").post(f"/records/{record.id}/reissue", data=sent)
    (folder / "plain" / "2.yaml").unlink()
    assert (answer.status_code, record.mark in answer.get_data(as_text=True)) == (409, True)
    assert [act for act, _ in noted(school, record.id, since)] == ["record.read"]
