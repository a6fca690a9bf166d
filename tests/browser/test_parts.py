"""A form that two people complete in turn, each in a browser of their own."""

from collections.abc import Iterator

import pytest

from tests.browser.barriers import Barriers
from tests.browser.documents import exported
from tests.browser.gallery import answer_rows, case, fill, press, specs_in, start
from tests.browser.walk import open_link, serving

NAME = "premises-inspection"


@pytest.fixture(scope="module")
def gallery(tmp_path_factory, chromium) -> Iterator[str]:
    """The address of an application that has a form in two parts."""
    with serving(tmp_path_factory.mktemp("kept"), specs_in(tmp_path_factory.mktemp("specs"), NAME)) as found:
        yield found


@pytest.fixture(scope="module")
def answers():
    return case(NAME, "valid-nothing-wrong")


def test_one_person_completes_a_part_and_another_the_next(gallery, browse, tmp_path, answers):
    inspector, other, barriers = browse(), browse(), Barriers()
    tasks = start(inspector, gallery, NAME)
    fill(inspector, tasks, {section: entries for section, entries in answers.items() if section != "reply"})
    other.goto(f"{tasks}/sections/reply")
    assert other.get_by_text("It can be filled in once “The inspector” is complete.").is_visible()
    barriers.look("a part that waits", other)
    inspector.goto(f"{tasks}/check")
    assert "Reply of the person in charge" not in inspector.locator(".sheet").inner_text()
    press(inspector, "Complete this part")
    barriers.look("a part that is complete", inspector)
    other.reload()
    answer_rows(other, answers["reply"])
    press(other, "Save and continue")
    press(other, "Submit")
    open_link(other, "Open the record")
    parts = exported(other, tmp_path)["parts"]
    assert [part["id"] for part in parts] == ["inspection", "reply"]
    assert parts[0]["digest"] != parts[1]["digest"]
    assert barriers.found == []


@pytest.mark.long
def test_who_goes_back_to_a_part_can_change_it_and_completes_it_again(gallery, browse, answers):
    page = browse()
    tasks = start(page, gallery, NAME)
    fill(page, tasks, {section: entries for section, entries in answers.items() if section != "reply"})
    page.goto(f"{tasks}/check")
    press(page, "Complete this part")
    page.goto(f"{tasks}/sections/visit")
    assert not page.locator("form[data-typing]").count()
    open_link(page, "go back to that part")
    press(page, "Go back to this part")
    open_link(page, "The visit")
    assert page.locator('[name="visit.inspector.name"]').is_visible()
    assert page.get_by_text("Section 1 of 6").is_visible()
