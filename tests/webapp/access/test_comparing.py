"""Whoever compares a record reads nothing in it that they could not read otherwise."""

from collections.abc import Iterator

import pytest

from tests.webapp.access.school import School, opened_school
from webapp.deeds import Deed


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    with opened_school(tmp_path_factory.mktemp("school")) as made:
        yield made


def record(school: School, owner: str, words: str, place: str) -> str:
    mine = school.repository.seen_by(school.people[owner].viewer)
    draft = mine.start_draft("plain", 1, entries={"main.place": place, "main.words": words})
    mine.submit(draft.id, base=1, build=school._document)
    return draft.id


def test_a_member_of_staff_sees_their_own_before_and_no_colleagues(school: School) -> None:
    first = record(school, "staff", "the words of before", "The Forge")
    theirs = record(school, "colleague", "words of a colleague", "The Forge")
    last = record(school, "staff", "the words of now", "The Forge")
    page = school.client("staff").get(f"/records/{last}/comparison")
    text = page.get_data(as_text=True)
    assert "before" in text
    assert first in text
    assert theirs not in text
    assert "colleague" not in text
    assert school.client("staff").get(f"/records/{last}/comparison?with={theirs}").status_code == 404
    assert theirs in school.client("reader").get(f"/records/{last}/comparison").get_data(as_text=True)


def test_both_records_are_read_in_the_audit_trail(school: School) -> None:
    first = record(school, "staff", "one", "The Mill")
    last = record(school, "staff", "two", "The Mill")
    school.client("reader").get(f"/records/{last}/comparison")
    for each in (first, last):
        assert Deed.RECORD_READ.value in [act.act for act in school.repository.acts(thing=each)]
