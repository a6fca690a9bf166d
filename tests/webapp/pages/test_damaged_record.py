"""A record that is damaged takes nothing else with it: lists, links and searches go on, and say so."""

import json
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests.webapp.access.school import School, Thing, opened_school
from tests.webapp.pages.visitor import Visitor
from webapp.storage.tables import records


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    with opened_school(tmp_path_factory.mktemp("school")) as made:
        yield made


def write(school: School, record_id: str, document: str) -> None:
    with school.repository._database.writing("The damage") as connection:
        connection.execute(sa.update(records).where(records.c.id == record_id).values(document=document))


@pytest.fixture(params=['{"answers": {}}', "{broken", '["none"]'], ids=["changed", "broken", "another"])
def damaged(school: School, request: pytest.FixtureRequest) -> Iterator[tuple[Thing, str, str]]:
    """A record that is damaged, a sound one that re-issues it, and a draft that began from it."""
    kept, record = school.repository, school.record("staff", "plain")
    head = kept.seen_by(school.people["decider"].viewer)
    again = head.start_draft("plain", 1, entries={"main.place": "Again"}, reissues=record.id)
    head.submit(again.id, base=1, build=school._document)
    staff = kept.seen_by(school.people["staff"].viewer)
    begun = staff.start_from(record.id, "plain", 1, entries={"main.place": "Another"})
    sound = head.record(record.id)
    assert sound is not None
    write(school, record.id, request.param)
    yield record, again.id, begun.id
    write(school, record.id, sound.document)


def test_every_other_page_goes_on(school: School, damaged: tuple[Thing, str, str]) -> None:
    record, again, begun = damaged
    head, staff = school.client("decider"), school.client("staff")
    answers = {
        path: client.get(path).status_code
        for client, path in (
            (head, "/records"),
            (head, f"/records/{again}"),
            (head, f"/records/{again}/undo"),
            (head, "/retention"),
            (head, f"/retention/records/{record.id}/erase"),
            (staff, f"/drafts/{begun}"),
            (staff, "/forms/plain"),
        )
    }
    assert set(answers.values()) == {200}, answers
    assert head.get(f"/records/{record.id}").status_code == 503


def test_a_search_says_that_it_was_not_searched(school: School, damaged: tuple[Thing, str, str]) -> None:
    record, _, _ = damaged
    page = Visitor(school.client("decider")).get("/retention/person").press("Find", {"words": "nobody of this name"})
    assert (page.status, "This record is damaged, so it was not searched" in page.text) == (200, True)
    (line,) = page.press("Download").html.splitlines()
    given = json.loads(line)
    assert (given["id"], given["damaged"], "document" in given) == (record.id, True, False)
    assert record.mark in json.dumps(given["entered"])


def test_a_re_issue_of_a_damaged_one_that_is_under_way_is_submitted(school: School) -> None:
    record = school.record("staff", "plain")
    head = school.repository.seen_by(school.people["decider"].viewer)
    again = head.start_draft("plain", 1, entries={"main.place": "Again"}, reissues=record.id)
    write(school, record.id, "{")
    visitor = Visitor(school.client("decider"))
    assert visitor.get(f"/drafts/{again.id}").status == 200
    done = visitor.get(f"/drafts/{again.id}/check").press("Submit")
    assert (done.status, done.path) == (200, f"/records/{again.id}/receipt")
