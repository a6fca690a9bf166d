"""What is said of a published version: whether it is in force, is to come, was replaced, or never will be in force."""

from datetime import date

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


@pytest.mark.parametrize("day", ["2026-11-23", "2199-10-31", "2200-01-01"])
def test_a_version_that_a_later_one_comes_before_is_never_in_force(tmp_path, day):
    published(tmp_path, 1)
    released(published(tmp_path, 2), "2199-10-31")
    released(published(tmp_path, 3), "2026-11-23")
    assert states(tmp_path, date.fromisoformat(day))[1] == "Never in force: version 3 came before it"


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
