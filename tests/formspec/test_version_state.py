"""What is said of a published version: whether it is in force, is to come, was replaced, or never will be in force."""

from datetime import UTC, date, datetime

import pytest

from formspec.published import Library
from formspec.version_state import version_state
from tests.formspec.test_libraries import published, released

DAY = date(2026, 11, 23)


def states(folder, day: date = DAY) -> list[str]:
    library = Library(folder)
    return [version_state(library, "visit", version, day).words for version in library.versions("visit")]


def test_each_version_says_how_it_stands(tmp_path):
    published(tmp_path, 1)
    released(published(tmp_path, 2), "2026-09-01")
    released(published(tmp_path, 3), "2026-12-01")
    released(published(tmp_path, 4), "2026-09-15", withdrawn="2026-10-01")
    assert states(tmp_path) == [
        "Replaced by version 2 on 1 September 2026",
        "In force since 1 September 2026",
        "Comes into force on 1 December 2026",
        "Withdrawn on 1 October 2026",
    ]


@pytest.mark.parametrize("why", ["A question was left out", "A question was left out.", "A question was left out. "])
def test_a_withdrawn_version_says_why_without_the_end_of_the_sentence(tmp_path, why):
    published(tmp_path, 1)
    released(published(tmp_path, 2), "2026-09-01", withdrawn="2026-10-01", withdrawn_why=why)
    assert states(tmp_path)[1] == "Withdrawn on 1 October 2026, because: A question was left out"


@pytest.mark.parametrize("day", ["2026-11-23", "2199-10-31", "2200-01-01"])
def test_a_version_that_a_later_one_comes_before_is_never_in_force(tmp_path, day):
    published(tmp_path, 1)
    released(published(tmp_path, 2), "2199-10-31")
    released(published(tmp_path, 3), "2026-11-23")
    assert states(tmp_path, date.fromisoformat(day))[1] == "Never in force: version 3 came before it"


def at(day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def test_a_version_that_was_replaced_on_its_own_day_was_in_force_until_then(tmp_path):
    published(tmp_path, 1)
    released(published(tmp_path, 2), "2026-11-23", published=at(23, 9, 3))
    released(published(tmp_path, 3), "2026-11-23", published=at(23, 9, 5))
    assert states(tmp_path) == [
        "Replaced by version 2 on 23 November 2026",
        "Replaced by version 3 on 23 November 2026",
        "In force since 23 November 2026",
    ]


def test_a_version_that_was_to_begin_on_a_day_together_with_a_later_one_is_never_in_force(tmp_path):
    published(tmp_path, 1)
    released(published(tmp_path, 2), "2026-11-23", published=at(20, 9, 3))
    released(published(tmp_path, 3), "2026-11-23", published=at(21, 9, 5))
    assert states(tmp_path)[:2] == [
        "Replaced by version 3 on 23 November 2026",
        "Never in force: version 3 came before it",
    ]


def test_the_day_of_publishing_is_that_in_london(tmp_path):
    published(tmp_path, 1)
    half_past_midnight = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    released(published(tmp_path, 2), "2026-07-02", published=at(1, 9, 0).replace(month=6))
    released(published(tmp_path, 3), "2026-07-02", published=half_past_midnight)
    assert states(tmp_path)[1] == "Replaced by version 3 on 2 July 2026"


def test_each_version_is_replaced_by_the_one_that_came_after_it(tmp_path):
    published(tmp_path, 1)
    released(published(tmp_path, 2), "2024-09-01")
    released(published(tmp_path, 3), "2025-09-01", withdrawn="2025-10-01")
    released(published(tmp_path, 4), "2026-09-01")
    assert states(tmp_path) == [
        "Replaced by version 2 on 1 September 2024",
        "Replaced by version 4 on 1 September 2026",
        "Withdrawn on 1 October 2025",
        "In force since 1 September 2026",
    ]


def test_a_version_comes_into_force_when_the_later_one_before_it_is_withdrawn(tmp_path):
    released(published(tmp_path, 1), "2026-12-01")
    released(published(tmp_path, 2), "2026-11-01", withdrawn="2026-12-24")
    assert states(tmp_path)[0] == "Comes into force on 24 December 2026"
    assert states(tmp_path, date(2026, 12, 24))[0] == "In force since 24 December 2026"


def test_a_version_whose_release_cannot_be_used_says_what_to_put_back(tmp_path):
    published(tmp_path, 1)
    published(tmp_path, 2).with_name("2.release.json").write_bytes(b"{")
    assert states(tmp_path) == [
        "In force",
        "Cannot be started, because its file 2.release.json cannot be used: put that file back as it was written",
    ]
