"""Decisions where there are accounts: who reads what was decided, who decides, and whom the start page tells."""

import re

import pytest
from werkzeug.test import TestResponse

from tests.webapp.access.school import FORMS, School, Thing, token_for
from webapp.storage.decision_statements import Made
from webapp.storage.identifiers import new_id


def text_of(answer: TestResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def decide(school: School, who: str, thing: Thing, /, **changes: str) -> TestResponse:
    """Decide, by the page: what stands against it is answered as the page asks."""
    path, client = f"/records/{thing.id}/decision", school.client(who)
    sent = {"csrf": token_for(school.application), "id": new_id(), "decision.option": "no", **changes}
    sent = {"decision.reasons": f"Reasons {thing.mark}", "why.concerns-open": "So it is.", **sent}
    asked = client.post(path, data=sent)
    mark = re.search(r'name="mark" value="([0-9a-f]+)"', asked.get_data(as_text=True))
    return client.post(path, data={**sent, "mark": mark[1]}) if mark else asked


@pytest.mark.parametrize("form", FORMS)
def test_whoever_reads_a_record_reads_what_was_decided_and_nobody_else(school: School, form: str) -> None:
    thing = school.record("staff", form)
    assert decide(school, "decider", thing).status_code == 303
    for who in ("staff", "colleague", "decider", "policy-lead", "reader", "administrator"):
        reads = who in {"staff", "decider"} or (who == "reader" and form == "plain")
        for path in (f"/records/{thing.id}", f"/records/{thing.id}/decision"):
            answer = school.client(who).get(path)
            assert answer.status_code == (200 if reads else 404), f"{who} at {path}"
            assert (f"Reasons {thing.mark}" in text_of(answer)) is reads


@pytest.mark.parametrize("who", ["staff", "policy-lead", "reader"])
def test_who_may_not_decide_has_no_way_to(school: School, who: str) -> None:
    thing = school.record(who if who != "reader" else "staff", "plain")
    page = school.client(who).get(f"/records/{thing.id}/decision")
    assert page.status_code == 200
    assert 'name="decision.option"' not in page.get_data(as_text=True)
    assert "A decider (the Head, the DSL) decides." in text_of(page)
    assert decide(school, who, thing).status_code == 404
    assert school.repository.standing_decisions([thing.id]) == {}


def test_a_decision_is_made_under_the_name_of_the_account_and_no_other_name_is_asked(school: School) -> None:
    thing = school.record("staff", "sealed")
    assert 'name="by"' not in school.client("decider").get(f"/records/{thing.id}/decision").get_data(as_text=True)
    decide(school, "decider", thing, by="Somebody Else")
    kept = school.repository.standing_decisions([thing.id])[thing.id]
    assert (kept.author, kept.who) == (school.people["decider"].account.id, "Decider")


def test_those_who_decide_are_told_how_many_wait_and_nobody_else(school: School) -> None:
    things = [school.record("staff", form) for form in FORMS]
    kept = school.repository.seen_by(school.people["decider"].viewer)
    for who in ("staff", "policy-lead", "reader", "administrator"):
        assert "for a decision" not in text_of(school.client(who).get("/"))
        assert "that wait for a decision" not in text_of(school.client(who).get("/records?decision=waiting"))
    number = int(re.findall(r"(\d+) records? waits? for a decision", text_of(school.client("decider").get("/")))[0])
    listing = school.client("decider").get("/records?decision=waiting").get_data(as_text=True)
    assert number >= len(things)
    assert all(f"/records/{thing.id}/decision" in listing for thing in things)
    for thing in things:
        decide(school, "decider", thing)
    after = text_of(school.client("decider").get("/"))
    assert f"{number - 2} record" in after or "for a decision" not in after
    assert kept.standing_decisions([thing.id for thing in things]).keys() == {thing.id for thing in things}


def test_what_was_decided_on_another_record_is_told_to_whoever_may_read_that_one(school: School) -> None:
    other = decided_about_forge(school, "colleague")
    mine = about_forge(school, "staff")
    for who in ("staff", "decider"):
        text = school.client(who).get(f"/records/{mine}/decision").get_data(as_text=True)
        assert ("The last decision about the same" in text) is (who == "decider"), who
        assert (other in text) is (who == "decider"), who


def about_forge(school: School, owner: str) -> str:
    kept = school.repository.seen_by(school.people[owner].viewer)
    draft = kept.start_draft("plain", 1, entries={"main.place": "The Forge", "main.words": "So it was."})
    kept.submit(draft.id, base=1, build=school._document)
    return draft.id


def decided_about_forge(school: School, owner: str) -> str:
    record = about_forge(school, owner)
    decides = school.repository.seen_by(school.people["decider"].viewer)
    decides.decide(record, Made(id=new_id(), option="no", words="No", reasons="The roof."), base="")
    return record
