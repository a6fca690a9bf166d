"""The next version after one that was withdrawn: what it is a copy of and is compared with is said at each place."""

from datetime import date

import pytest

from tests.releases import release_of
from tests.webapp.pages.revision import ENTERED, FIRST, SECOND, in_words
from webapp.pages.words import today

FORM = "/desk/trip-check"
WITHDRAWN = f"Version 2 was withdrawn on {in_words(today())}, and version 1 is in force."


@pytest.fixture(autouse=True)
def first(specs):
    (specs / "trip-check" / "1.yaml").write_text(FIRST, "utf-8")


@pytest.fixture
def second(repository):
    """Version 2, published."""
    return repository.publish(release_of(SECOND.encode(), "trip-check", 2), SECOND.encode(), {}, last=1)


@pytest.fixture
def withdrawn(repository, second):
    return repository.withdraw("trip-check", second.version, today(), "A mistake")


def begin(visitor):
    return visitor.get(FORM).press("Begin the next version").press("Continue", {"writer": "Ann Lead"})


@pytest.mark.usefixtures("withdrawn")
def test_the_page_of_the_form_says_what_the_next_version_begins_from(visitor):
    page = visitor.get(FORM)
    assert f"It starts as a copy of version 2, the last one. {WITHDRAWN}" in page.text
    assert page.follow("See what version 2 had changed since version 1").path == f"{FORM}/compare"


@pytest.mark.usefixtures("second")
def test_a_version_in_force_needs_no_caution(visitor):
    assert "It starts as a copy of the version in force, and nothing" in visitor.get(FORM).text
    draft = begin(visitor)
    for path in ("", "/changes", "/publish"):
        assert "withdrawn" not in visitor.get(f"{draft.path}{path}").text


@pytest.mark.usefixtures("withdrawn")
def test_the_draft_its_changes_and_its_publishing_say_that_what_they_compare_with_was_withdrawn(visitor):
    draft = begin(visitor)
    assert f"{WITHDRAWN} This draft was begun as a copy of version 2." in draft.text
    for path in ("/changes", "/publish"):
        page = visitor.get(f"{draft.path}{path}")
        assert f"{WITHDRAWN} This draft was begun as a copy of version 2, and is compared with it here." in page.text
        assert "Where are you going" in page.follow("See what version 2 had changed since version 1").text


@pytest.mark.usefixtures("withdrawn")
def test_the_report_leads_to_the_comparison_with_the_version_that_was_in_force(visitor):
    draft = begin(visitor)
    visitor.get(f"{draft.path}/publish").press("Publish version 3", ENTERED)
    told = f"Version 2 was withdrawn on {in_words(today())}, and version 1 was in force before version 3."
    page = visitor.get(f"{FORM}/3/report")
    assert f"These are the changes from version 2. {told}" in page.text
    assert page.follow("See what changed from version 1 to version 3").path == f"{FORM}/compare"
    assert told in visitor.get(f"{FORM}/3/report.md").response.text


@pytest.mark.usefixtures("second")
def test_what_was_withdrawn_later_was_in_force_when_the_next_one_came(visitor, repository):
    third = SECOND.replace("version: 2", "version: 3").encode()
    repository.publish(release_of(third, "trip-check", 3, in_force=date(2021, 1, 1)), third, {}, last=2)
    repository.withdraw("trip-check", 2, today(), "A mistake")
    assert "withdrawn" not in visitor.get(f"{FORM}/3/report").text


def test_a_version_that_is_to_come_is_not_called_the_one_in_force(visitor, repository):
    to_come = release_of(SECOND.encode(), "trip-check", 2, in_force=date(2199, 1, 2))
    repository.publish(to_come, SECOND.encode(), {}, last=1)
    told = "Version 2 is in force from 2 January 2199 on, and version 1 is in force."
    assert f"It starts as a copy of version 2, the last one. {told}" in visitor.get(FORM).text
