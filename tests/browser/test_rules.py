"""What a form works out, asks, suggests and warns of, as somebody at a real browser meets it."""

from collections.abc import Iterator

import pytest

from tests.browser.gallery import answer_rows, case, fill, on_day, press, specs_in, start
from tests.browser.walk import open_link, serving
from webapp.pages.words import today

ITEMS = ("sleep", "tired", "company", "worry", "joy")


@pytest.fixture(scope="module")
def gallery(tmp_path_factory, chromium) -> Iterator[str]:
    """The address of an application that has two forms with rules."""
    specs = specs_in(tmp_path_factory.mktemp("specs"), "wellbeing-score", "annual-return")
    with serving(tmp_path_factory.mktemp("kept"), specs) as found:
        yield found


@pytest.fixture
def score(gallery, browse):
    """The page of the level of support, when everything before it is answered; and the list of sections."""
    page = browse()
    tasks = start(page, gallery, "wellbeing-score")
    answers = case("wellbeing-score", "valid-urgent", {"person.asked": today()})
    fill(page, tasks, {section: answers[section] for section in ("person", "items", "body")})
    page.goto(f"{tasks}/sections/level")
    return page, tasks


def choose(page, name: str, option: str) -> None:
    page.locator(f'[name="{name}"][value="{option}"]').check()


def test_what_is_worked_out_is_read_the_same_before_and_after_a_script_has_looked_at_it(score):
    page, _ = score
    values = [page.locator(f'[data-value="level.{name}"]').inner_text() for name in ("total", "possible", "band")]
    assert values == ["16", "18", "High (10 or more)"]
    assert "High (10 or more)" in page.evaluate("fetch(location.href).then((sent) => sent.text())")


def test_another_answer_than_the_one_suggested_asks_for_a_reason(score):
    page, tasks = score
    reason = page.locator('[name="level.support.reason"]')
    assert page.locator('[data-suggested="level.support"]').inner_text() == "An urgent appointment"
    assert not reason.is_visible()
    choose(page, "level.support", "none")
    reason.wait_for(state="visible")
    press(page, "Save and continue")
    assert "Say why" in page.locator(".error-summary").inner_text()
    page.locator(".error-summary li a").click()
    assert page.evaluate("document.activeElement.name") == "level.support.reason"
    reason.fill("Support was refused.")
    press(page, "Save and continue")
    page.goto(f"{tasks}/check")
    assert "Suggested: An urgent appointment. Support was refused." in page.locator("main").inner_text()


def test_a_date_that_other_answers_bound_is_refused_beside_it_once_it_is_left(score):
    page, _ = score
    choose(page, "level.support", "urgent")
    page.locator('[name="level.appointment.day"]').wait_for(state="visible")
    for name, text in {**on_day("level.appointment", today()), "level.appointment.time": "10:15"}.items():
        page.locator(f'[name="{name}"]').fill(text)
    page.locator('[name="level.appointment.year"]').fill(str(today().year + 1))
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    error = page.locator('[id="level.appointment--error"]')
    error.wait_for(state="visible")
    assert "must be the same as or before" in error.inner_text()
    page.locator('[name="level.appointment.year"]').fill(str(today().year))
    error.wait_for(state="hidden")


def test_a_matrix_is_questions_with_their_options_on_a_phone(score):
    page, tasks = score
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{tasks}/sections/items")
    label = page.locator(".matrix-label:visible", has_text="On most days")
    assert label.count() == len(ITEMS) + 1
    label.first.click()
    assert page.locator('[name="items.sleep"]:checked').get_attribute("value") == "most"
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.get_by_role("columnheader", name="On most days").is_visible()


def test_sections_come_and_go_with_the_answer_that_asks_for_them(score):
    page, tasks = score
    page.goto(f"{tasks}/sections/person")
    choose(page, "person.agrees", "no")
    press(page, "Save and continue")
    page.wait_for_url("**/sections/level*")
    page.goto(tasks)
    assert page.locator(".tasks a").all_inner_texts() == [
        "Before you begin",
        "The level of support",
        "Check your answers and submit",
    ]
    page.goto(f"{tasks}/sections/items")
    assert page.get_by_text("This section is not asked").is_visible()
    assert not page.locator("table.matrix").is_visible()
    assert not page.get_by_role("button", name="Save and continue").count()
    open_link(page, "Next: The level of support")


def test_a_warning_is_said_why_of_before_the_form_is_submitted(gallery, browse):
    page = browse()
    tasks = start(page, gallery, "annual-return")
    answers = case("annual-return", "valid-two-warnings")
    fill(page, tasks, answers)
    page.goto(f"{tasks}/check")
    assert not page.get_by_role("button", name="Submit").count()
    open_link(page, "Income in all, as the accounts say")
    assert page.evaluate("document.activeElement.id || location.hash.slice(1)") == "income.accounts"
    page.go_back()
    for reason in page.get_by_label("Say why").all():
        reason.fill("It is so.")
    press(page, "Save the reasons")
    press(page, "Submit")
    open_link(page, "Open the record")
    assert page.locator("main").inner_text().count("It is so.") == 2


def test_a_check_waits_until_there_is_something_to_find_fault_with(gallery, browse):
    page = browse()
    tasks = start(page, gallery, "annual-return")
    page.goto(f"{tasks}/sections/people")
    assert not page.locator(".error-summary").count()
    officer = "people.officers.1"
    both = {f"{officer}.phone": "01632 960001", f"{officer}.email": "a@example.org"}
    answer_rows(page, {f"{officer}.post": "chair", **both})
    press(page, "Save and continue")
    told = page.locator(".error-summary li")
    assert told.all_inner_texts() == ["Officer 1: Enter a telephone number or an email address, not both"]
