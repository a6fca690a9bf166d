"""Erasing as people do it: alone with a name, or one asking and another agreeing."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.webapp.access.school import School, opened_school
from tests.webapp.pages.conftest import THIRD_ANSWERS
from tests.webapp.pages.visitor import Visitor
from webapp.rights import Role
from webapp.storage import seconding

TITLE = "Trip check"


def test_a_record_is_erased_with_a_reason_and_a_name(visitor: Visitor, colleague: Visitor) -> None:
    record_id = visitor.submit(TITLE, THIRD_ANSWERS).path.split("/")[2]
    page = visitor.get(f"/retention/records/{record_id}").follow("Erase this record")
    empty = page.press("Erase it for good", {"reason": "", "by": ""})
    assert (empty.status, "Enter why this is erased" in empty.text, "Enter your name" in empty.text) == (
        422,
        True,
        True,
    )
    long = page.press("Erase it for good", {"reason": "x" * 501, "by": "Pat Jones"})
    assert (long.status, "x" * 501 in long.html) == (422, True)
    done = page.press("Erase it for good", {"reason": "The period is over.", "by": "Pat Jones"})
    assert (done.path, "Nothing of what was entered is left here." in done.text) == ("/retention/erased", True)
    assert "Pat Jones The period is over." in done.text
    for path in ("", "/receipt", ".json"):
        gone = colleague.get(f"/records/{record_id}{path}")
        assert (gone.status, "on the order of Pat Jones" in gone.text) == (410, True)
    assert "Ironbridge" not in colleague.get("/records").text


def test_erasing_twice_says_that_it_was_done(visitor: Visitor) -> None:
    record_id = visitor.submit(TITLE, THIRD_ANSWERS).path.split("/")[2]
    page = visitor.get(f"/retention/records/{record_id}/erase")
    for status in (200, 410):
        assert page.press("Erase it for good", {"reason": "Over.", "by": "Pat Jones"}).status == status


def test_a_draft_that_somebody_went_on_with_is_not_erased_unseen(visitor: Visitor) -> None:
    tasks = visitor.start(TITLE)
    draft_id = tasks.path.rpartition("/")[2]
    page = visitor.get(f"/retention/drafts/{draft_id}/erase")
    visitor.get(f"{tasks.path}/sections/trip").press("Save and continue", {"trip.place": "Ironbridge"})
    moved = page.press("Erase it for good", {"reason": "Begun in error.", "by": "Pat Jones"})
    assert (moved.status, "has changed since you looked at it" in moved.text) == (409, True)
    assert moved.press("Erase it for good", {"reason": "Begun in error.", "by": "Pat Jones"}).status == 200
    gone = visitor.get(tasks.path)
    assert (gone.status, "This draft was erased on" in gone.text) == (410, True)


def test_the_page_names_what_else_holds_the_answers(specs: Path, visitor: Visitor) -> None:
    record_id = visitor.submit(TITLE, THIRD_ANSWERS).path.split("/")[2]
    first = specs / "trip-check" / "1.yaml"
    (first.parent / "2.yaml").write_text(first.read_text("utf-8").replace("version: 1", "version: 2"), "utf-8")
    again = visitor.get(f"/records/{record_id}/reissue").press("e-issue")
    other = again.path.split("/")[2]
    assert other != record_id
    for one, beside in ((record_id, other), (other, record_id)):
        assert (
            visitor.get(f"/retention/records/{one}/erase").link("The record of") == f"/retention/records/{beside}/erase"
        )
    told = [
        visitor.get(f"/retention/records/{each}/erase").text.count("it counts again") for each in (record_id, other)
    ]
    assert told == [0, 1]


@pytest.fixture(autouse=True)
def long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count no change of an account as one of the last day."""
    monkeypatch.setattr(seconding, "SETTLED_FOR", timedelta(0))


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """A school that has chosen that two people erase, with two who may."""
    with opened_school(tmp_path_factory.mktemp("school")) as made:
        made.add("second", Role.DECIDER)
        made.repository.choose("two-people", ["erase"])
        yield made


def at(school: School, who: str) -> Visitor:
    return Visitor(school.client(who))


def test_one_person_asks_and_another_agrees(school: School) -> None:
    thing = school.record("staff", "sealed")
    head, second = at(school, "decider"), at(school, "second")
    asked = head.get(f"/retention/records/{thing.id}/erase").press("Ask for it", {"reason": "The period is over."})
    assert (asked.path, "Asked." in asked.text) == ("/retention/requests", True)
    mine = asked.follow(f"Record: The sealed form: Place {thing.mark}")
    assert [words for form in mine.forms for _, _, words in form.buttons if "Sign" not in words] == [
        "Take the request back"
    ]
    assert head.get(f"/records/{thing.id}").status == 200
    theirs = second.get(mine.path)
    assert "Decider asked for this" in theirs.text
    done = theirs.press("Agree, and erase it for good")
    assert "Decider , agreed to by Second" in done.text.replace("Decider,", "Decider ,")
    gone = at(school, "staff").get(f"/records/{thing.id}")
    assert (gone.status, "on the order of Decider and Second" in gone.text) == (410, True)
    for who in ("colleague", "reader", "administrator"):
        assert at(school, who).get(f"/records/{thing.id}").status == 404


def test_who_asked_cannot_agree_by_any_way(school: School) -> None:
    thing = school.record("staff", "plain")
    head = at(school, "decider")
    asked = head.get(f"/retention/records/{thing.id}/erase").press("Ask for it", {"reason": "The period is over."})
    page = asked.follow(f"Place {thing.mark}")
    (form,) = (each for each in page.forms if each.action.endswith("/refuse"))
    form.action = form.action.replace("/refuse", "/agree")
    refused = head.send(page, form, {})
    assert (refused.status, "Somebody else has to agree" in refused.text) == (409, True)
    assert head.get(f"/records/{thing.id}").status == 200


def test_a_request_of_somebody_who_may_erase_no_more_is_not_agreed_to(school: School) -> None:
    thing = school.record("staff", "plain")
    third = school.add("third", Role.DECIDER)
    asked = at(school, "third").get(f"/retention/records/{thing.id}/erase").press("Ask for it", {"reason": "Over."})
    page = at(school, "second").get(asked.link(f"Place {thing.mark}"))
    school.repository.change_account(third.account.id, "Third", [Role.READER])
    refused = page.press("Agree, and erase it for good")
    assert (refused.status, "Who asked for this may no longer order it." in refused.text) == (409, True)
    assert at(school, "decider").get(f"/records/{thing.id}").status == 200


def test_refusing_keeps_why(school: School) -> None:
    thing = school.record("staff", "plain")
    head, second = at(school, "decider"), at(school, "second")
    asked = head.get(f"/retention/records/{thing.id}/erase").press("Ask for it", {"reason": "The period is over."})
    page = second.get(asked.link(f"Place {thing.mark}"))
    assert page.press("Refuse the request", {"reason": ""}).status == 422
    refused = page.press("Refuse the request", {"reason": "The council still asks about it."})
    assert "Refused by Second: The council still asks about it." in refused.text
    assert page.press("Agree").status == 409
    assert head.get(f"/records/{thing.id}").status == 200
