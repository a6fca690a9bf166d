"""Rows in a real browser with scripts: by keyboard alone, added, removed and put back, and wrong in one of them."""

from collections.abc import Iterator

import pytest

from tests.browser.barriers import Barriers
from tests.browser.documents import exported
from tests.browser.gallery import answer_rows, press, row_addresses, specs_in, start
from tests.browser.keyboard import answer_section, follow, tab_to
from tests.browser.walk import open_link, serving

HOME = {
    "home.address.line-1": "2 High Street",
    "home.address.town": "Hollin",
    "home.address.postcode": "TF1 1AA",
    "home.day.day": "20",
    "home.day.month": "11",
    "home.day.year": "2026",
    "home.tenure": "owned",
    "home.rooms": "2",
    "home.size": "1",
}
ANN = {
    "people.members.1.name": "Ann",
    "people.members.1.born.day": "1",
    "people.members.1.born.month": "3",
    "people.members.1.born.year": "1988",
    "people.members.1.works": "yes",
    "people.members.1.jobs.1.employer": "The mill",
    "people.members.1.jobs.1.hours": "20",
    "people.members.1.jobs.1.pay": "240.50",
}
JOBS = "people.members.1.jobs"


@pytest.fixture(scope="module")
def gallery(tmp_path_factory, chromium) -> Iterator[str]:
    """The address of an application that has two forms with groups."""
    specs = specs_in(tmp_path_factory.mktemp("specs"), "household-survey", "grant-claim")
    with serving(tmp_path_factory.mktemp("kept"), specs) as found:
        yield found


@pytest.fixture
def people(gallery, browse):
    """The page of the people of a household of one."""
    page = browse()
    tasks = start(page, gallery, "household-survey")
    page.goto(f"{tasks}/sections/home")
    answer_rows(page, HOME)
    press(page, "Save and continue")
    return page


@pytest.mark.long
def test_the_keyboard_alone_completes_a_form_with_rows_in_rows(gallery, browse, tmp_path):
    page = browse(viewport={"width": 360, "height": 640})
    start(page, gallery, "household-survey")
    follow(page, "The home")
    answer_section(page, HOME)
    answer_part(page, {name: text for name, text in ANN.items() if ".jobs." not in name}, until="Add job")
    page.keyboard.press("Enter")
    added = row_addresses(page, JOBS)[-1]
    page.keyboard.insert_text("Nobody")
    tab_to(page, lambda at: at["words"].startswith("Remove Job 2"))
    page.keyboard.press("Enter")
    assert added not in row_addresses(page, JOBS)
    for _ in range(5):  # back over the answers of the first job
        page.keyboard.press("Shift+Tab")
    answer_section(page, {name: text for name, text in ANN.items() if ".jobs." in name})
    follow(page, "Save and continue")
    answer_section(page, {"summary.interest.nothing": "yes"})
    follow(page, "Submit")
    open_link(page, "Open the record")
    [ann] = exported(page, tmp_path)["answers"]["people"]["members"]
    assert ann["jobs"] == [{"employer": "The mill", "hours": 20, "pay": 240.5}]
    assert ann["pay"] == 240.5


def answer_part(page, entries, until):
    """Answer a part of a section by keyboard, and stop at a button."""
    left = dict(entries)

    def comes(at):
        if at["name"] in left and at["type"] == "radio":
            page.keyboard.press("Space")
            del left[at["name"]]
        elif at["name"] in left:
            page.keyboard.insert_text(left.pop(at["name"]))
        return at["words"] == until

    tab_to(page, comes)
    assert not left


def test_a_row_that_is_removed_is_gone_after_the_save_and_one_put_back_is_there(people):
    answer_rows(people, {**ANN, f"{JOBS}.2": "row", f"{JOBS}.2.employer": "The shop"})
    address = people.url.partition("?")[0]
    people.get_by_role("button", name="Remove Job 1").click()
    people.get_by_role("button", name="Undo").click()
    people.get_by_role("button", name="Remove Job 2").click()
    press(people, "Save and continue")
    people.goto(address)
    assert row_addresses(people, JOBS) == [f"{JOBS}.1"]
    assert people.locator(f'[name="{JOBS}.1.employer"]').input_value() == "The mill"


def test_enter_in_a_field_of_a_row_saves_and_leads_on(people):
    answer_rows(people, ANN)
    people.locator(f'[name="{JOBS}.1.employer"]').press("Enter")
    people.wait_for_url("**/sections/money*")
    assert people.locator('[data-value="money.earned"]').inner_text() == "£240.50"


def test_what_is_wrong_in_a_row_is_told_beside_it_and_over_the_page_which_leads_there(people):
    answer_rows(people, {**ANN, f"{JOBS}.1.hours": "a lot", "people.members.1.moved-in.day": "41"})
    press(people, "Save and continue")
    summary = people.locator(".error-summary li")
    assert [each.partition(":")[0] for each in summary.all_inner_texts()] == ["Person 1", "Person 1, Job 1"]
    barriers = Barriers()
    barriers.look("errors in rows", people)
    assert barriers.found == []
    summary.locator("a").last.click()
    assert people.evaluate("document.activeElement.name") == f"{JOBS}.1.hours"
    assert "hours" in people.locator(f'[id="{JOBS}.1.hours--error"]').inner_text().lower()


def test_two_tabs_that_each_add_a_row_keep_both(gallery, browse):
    one, two = browse(), browse()
    tasks = start(one, gallery, "grant-claim")
    items = "spending.terms.1.items"
    for page, what in ((one, "Books"), (two, "Tablets")):
        page.goto(f"{tasks}/sections/spending")
        answer_rows(page, {f"{items}.1": "row", f"{items}.1.what": what})
    for page in (one, two):
        press(page, "Save and back to list")
    one.goto(f"{tasks}/sections/spending")
    assert [one.locator(f'[name="{each}.what"]').input_value() for each in row_addresses(one, items)] == [
        "Books",
        "Tablets",
    ]
