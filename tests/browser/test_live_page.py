"""A section's page shows, while it is filled in, what the rules of its form come to."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.gallery import press
from tests.browser.walk import serving

SPEC = Path(__file__).parent / "live" / "household.yaml"
KEYS_REST = 300
"""Milliseconds: longer than a page waits after a key before it goes through the rules."""
TYPED_ON = """async ([name, text, then]) => {
  const input = document.querySelector(`[name="${name}"]`);
  input.focus();
  input.value = text;
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await new Promise((go) => setTimeout(go, 20));
  ({ nothing: () => {}, files: () => input.form.dispatchEvent(new Event("files")), blur: () => input.blur() })[then]();
  const error = document.getElementById("home.rent--error").textContent;
  return [error, document.querySelector('[data-required="home.agent"]').hidden];
}"""
"""Goes to an input and types there before anything else is done, and does one thing more well before the keys rest.
Comes back with the error at the rent then, and whether the agent must be given."""
PERSON = re.compile(r"^home\.members\.([0-9a-z]{1,16})$")


@pytest.fixture(scope="module")
def household(tmp_path_factory: pytest.TempPathFactory, chromium) -> Iterator[str]:
    """The address of an application that knows one form."""
    specs = tmp_path_factory.mktemp("specs")
    (specs / "household").mkdir()
    shutil.copy(SPEC, specs / "household" / "1.yaml")
    with serving(tmp_path_factory.mktemp("kept"), specs) as found:
        yield found


@pytest.fixture
def page(household: str, browse: Callable[..., Page]) -> Page:
    """The page of the second section of a fresh draft, in which the first is answered."""
    opened = browse()
    opened.goto(f"{household}/")
    press(opened, "Start Household")
    tasks = opened.url
    opened.goto(f"{tasks}/sections/before")
    opened.locator('[name="before.street"]').fill("Mill Lane")
    press(opened, "Save and continue")
    opened.goto(f"{tasks}/sections/home")
    return opened


def named(page: Page, name: str) -> Locator:
    return page.locator(f'[name="{name}"]')


def choose(page: Page, name: str, option: str) -> None:
    page.locator(f'[name="{name}"][value="{option}"]').check()


def error_at(page: Page, address: str) -> str:
    return page.evaluate("id => document.getElementById(id).textContent", f"{address}--error")


def people(page: Page) -> list[str]:
    return page.evaluate(
        "() => [...document.querySelectorAll('[data-rowof=\"home.members\"]')].filter(e => !e.hidden).map(e => e.id)"
    )


def settle(page: Page) -> None:
    """Wait, by the page's own clock, until it has shown what follows from the last change."""
    page.evaluate("ms => new Promise((then) => setTimeout(then, ms))", KEYS_REST)


def told(page: Page) -> str:
    return page.locator("[data-told]").inner_text()


def test_a_question_comes_and_goes_with_the_answer_that_asks_for_it(page):
    assert not named(page, "home.rent").is_visible()
    choose(page, "home.rented", "yes")
    settle(page)
    assert named(page, "home.rent").is_visible()
    assert told(page) == "2 more questions."
    named(page, "home.rent").fill("100")
    choose(page, "home.rented", "no")
    settle(page)
    assert not named(page, "home.rent").is_visible()
    assert told(page) == "2 questions are no longer asked."
    assert named(page, "home.rent").input_value() == "100"


def test_the_tab_that_follows_a_choice_at_once_finds_the_question_that_it_opened(page):
    shown = """() => {
      document.querySelector('[name="home.rented"][value="yes"]').click();
      return document.querySelector('[name="home.rent"]').checkVisibility();
    }"""
    assert page.evaluate(shown)


def test_the_tab_that_follows_a_key_at_once_finds_the_question_that_it_opened(page):
    choose(page, "home.rented", "yes")
    named(page, "home.agent").focus()
    page.keyboard.press("A")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "home.deposit"


def test_whoever_types_does_not_wait_for_the_rules(page):
    choose(page, "home.rented", "yes")
    assert page.evaluate(
        """async () => {
          const [agent, deposit] = ["agent", "deposit"].map((id) => document.querySelector(`[name="home.${id}"]`));
          const isShown = () => deposit.checkVisibility();
          const pictures = [];
          for (let rested = 0; rested < 150 && pictures.length < 20;) {
            agent.value += "x";
            agent.dispatchEvent(new Event("input", { bubbles: true }));
            const typed = performance.now();
            await new Promise((then) => requestAnimationFrame(() => setTimeout(then)));
            rested = performance.now() - typed;
            pictures.push(rested < 150 && isShown());
          }
          await new Promise((then) => setTimeout(then, 300));
          return [pictures.some(Boolean), isShown()];
        }"""
    ) == [False, True]


def test_nothing_moves_away_under_what_presses_on_it(page):
    page.set_viewport_size({"width": 1280, "height": 3000})
    choose(page, "home.rented", "yes")
    named(page, "home.agent").focus()
    button = page.get_by_role("button", name="Add person")
    button.hover()
    before = button.bounding_box()
    page.keyboard.press("A")
    page.mouse.down()
    settle(page)
    assert button.bounding_box() == before
    page.mouse.up()
    expect(named(page, "home.deposit")).to_be_visible()
    assert len(people(page)) == 2


def test_earlier_answers_are_read_in_later_words_and_never_as_markup(page):
    assert page.get_by_text("Who owns the house in Mill Lane?").is_visible()
    named(page, "home.owner").fill("<b>Ann</b> ((home.owner))")
    settle(page)
    assert page.get_by_text("How high is the rent of <b>Ann</b> ((home.owner))?").first.is_visible()


def test_a_box_that_declares_is_cleared_when_its_words_change_and_kept_when_they_were_read(page):
    sure = named(page, "home.sure")
    named(page, "home.owner").fill("Ann")
    settle(page)
    sure.check()
    named(page, "home.owner").fill("Bob")
    settle(page)
    assert not sure.is_checked()
    assert page.get_by_text("This reads otherwise now, because of your answers.").is_visible()
    sure.check()
    assert not page.get_by_text("This reads otherwise now, because of your answers.").is_visible()
    press(page, "Save and back to list")
    assert "Something that was declared reads otherwise now" not in page.locator("main").inner_text()
    page.get_by_role("link", name="Home", exact=True).click()
    expect(named(page, "home.sure")).to_be_checked()


def test_a_box_that_what_was_saved_has_cleared_says_why_as_well(page):
    again = page.get_by_text("This reads otherwise now, because of your answers.")
    named(page, "home.owner").fill("Ann")
    settle(page)
    named(page, "home.sure").check()
    page.evaluate(
        """() => {
          const owner = document.querySelector('[name="home.owner"]');
          owner.value = "Bob";
          owner.dispatchEvent(new Event("input", { bubbles: true }));
          document.querySelector('[name="home.sure"]').checked = false;
          document.querySelector("form[data-typing]").dispatchEvent(new CustomEvent("kept", { detail: {} }));
        }"""
    )
    expect(again).to_have_count(1)
    named(page, "home.sure").check()
    expect(again).to_have_count(0)
    named(page, "home.sure").uncheck()
    named(page, "home.owner").fill("Cid")
    settle(page)
    expect(again).to_have_count(0)


def test_what_is_worked_out_offered_worded_and_suggested_follows(page):
    choose(page, "home.rented", "yes")
    named(page, "home.rent").fill("750.50")
    settle(page)
    assert page.locator('[data-value="home.yearly"]').inner_text() == "£9,006.00"
    assert page.locator('[data-suggested="home.level"]').inner_text() == "High"
    assert page.get_by_text("Middle for a flat").is_visible()
    assert page.locator('[name="home.level"][value="high"]').is_visible()
    assert not named(page, "home.level.reason").is_visible()
    choose(page, "home.level", "low")
    settle(page)
    assert named(page, "home.level.reason").is_visible()
    choose(page, "home.rented", "no")
    settle(page)
    assert not page.locator('[name="home.level"][value="high"]').is_visible()
    assert not page.locator('[data-suggested="home.level"]').is_visible()


def test_an_option_that_was_saved_and_that_another_answer_takes_away_is_told_at_once(page):
    address = page.url
    choose(page, "home.rented", "yes")
    choose(page, "home.level", "high")
    press(page, "Save and back to list")
    page.goto(address)
    choose(page, "home.rented", "no")
    settle(page)
    assert "Error:" in error_at(page, "home.level")
    choose(page, "home.rented", "yes")
    settle(page)
    assert error_at(page, "home.level") == ""


def test_an_error_waits_until_the_answer_is_left_and_goes_when_it_is_right(page):
    choose(page, "home.rented", "yes")
    named(page, "home.rent").click()
    page.keyboard.press("Tab")
    settle(page)
    assert error_at(page, "home.rent") == ""
    named(page, "home.rent").press_sequentially("lots")
    settle(page)
    assert error_at(page, "home.rent") == ""
    page.keyboard.press("Tab")
    settle(page)
    assert error_at(page, "home.rent").startswith("Error: ")
    assert named(page, "home.rent").get_attribute("aria-invalid") == "true"
    named(page, "home.rent").fill("10")
    settle(page)
    assert error_at(page, "home.rent") == ""
    assert named(page, "home.rent").get_attribute("aria-invalid") == "false"


def test_nobody_who_types_on_at_once_waits_for_what_they_left(page):
    choose(page, "home.rented", "yes")
    named(page, "home.rent").press_sequentially("lots")
    settle(page)
    assert page.evaluate(TYPED_ON, ["home.owner", "Ann", "nothing"]) == ["", False]
    settle(page)
    assert error_at(page, "home.rent").startswith("Error: ")
    assert not page.locator('[data-required="home.agent"]').is_visible()


@pytest.mark.parametrize("then", ["nothing", "files"])
def test_no_fault_is_found_with_what_somebody_types_anew_when_another_answer_is_left(page, then):
    choose(page, "home.rented", "yes")
    named(page, "home.rent").press_sequentially("10")
    page.keyboard.press("Tab")
    settle(page)
    named(page, "home.owner").press_sequentially("Ann")
    settle(page)
    assert page.evaluate(TYPED_ON, ["home.rent", "lots", then])[0] == ""
    settle(page)
    assert error_at(page, "home.rent") == ""
    page.keyboard.press("Tab")
    settle(page)
    assert error_at(page, "home.rent").startswith("Error: ")


def test_an_answer_that_is_left_while_the_keys_rest_in_it_is_found_fault_with(page):
    choose(page, "home.rented", "yes")
    named(page, "home.rent").focus()
    page.evaluate(TYPED_ON, ["home.rent", "lots", "blur"])
    settle(page)
    assert error_at(page, "home.rent").startswith("Error: ")


def test_a_date_is_left_when_all_its_boxes_are(page):
    named(page, "home.moved.day").press_sequentially("3")
    page.keyboard.press("Tab")
    settle(page)
    assert error_at(page, "home.moved") == ""
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    settle(page)
    assert "must include a month and a year" in error_at(page, "home.moved")
    assert named(page, "home.moved.month").get_attribute("aria-invalid") == "true"


def test_a_required_mark_and_a_box_for_words_follow_their_conditions(page):
    choose(page, "home.rented", "yes")
    settle(page)
    assert page.locator('[data-required="home.agent"]').is_visible()
    named(page, "home.owner").fill("Ann")
    settle(page)
    assert not page.locator('[data-required="home.agent"]').is_visible()
    assert not named(page, "home.reasons.other.text").is_visible()
    choose(page, "home.reasons.other", "yes")
    settle(page)
    assert named(page, "home.reasons.other.text").is_visible()


def test_options_that_exclude_each_other_stay_as_chosen_and_are_told_at_once(page):
    choose(page, "home.reasons.near", "yes")
    choose(page, "home.reasons.none", "yes")
    settle(page)
    assert "not both" in error_at(page, "home.reasons")
    assert named(page, "home.reasons.near").is_checked()
    named(page, "home.reasons.near").uncheck()
    settle(page)
    assert error_at(page, "home.reasons") == ""


def test_rows_are_added_numbered_removed_and_put_back(page):
    add = page.locator('button[data-add="home.members"]')
    assert people(page) == ["home.members.1"]
    assert not page.locator('button[data-remove="home.members.1"]').is_visible()
    add.click()
    settle(page)
    first, second = people(page)
    assert PERSON.match(second)
    assert page.evaluate("document.activeElement.name") == f"{second}.name"
    page.keyboard.type("Bo")
    settle(page)
    assert page.get_by_text("Is Bo a child?").is_visible()
    choose(page, f"{second}.child", "yes")
    settle(page)
    assert named(page, f"{second}.school").is_visible()
    assert not named(page, f"{first}.school").is_visible()
    assert page.locator('[data-value="home.children"]').inner_text() == "1"
    add.click()
    settle(page)
    assert not add.is_visible()
    numbers = page.locator('[data-rowof="home.members"] > legend [data-rownumber]').all_inner_texts()
    assert numbers == ["1", "2", "3"]
    remove = page.locator(f'button[data-remove="{second}"]')
    assert remove.inner_text() == "Remove Person 2"
    remove.click()
    settle(page)
    assert len(people(page)) == 2
    assert page.locator('[data-value="home.children"]').inner_text() == "0"
    assert page.evaluate("document.activeElement.dataset.remove") == first
    assert told(page) == "Person 2 is removed."
    page.get_by_role("button", name="Undo").click()
    settle(page)
    assert people(page)[1] == second
    assert named(page, f"{second}.name").input_value() == "Bo"
    assert page.locator('[data-value="home.children"]').inner_text() == "1"


def test_rows_within_a_row_that_was_added_have_names_of_their_own(page):
    page.locator('button[data-add="home.members"]').click()
    settle(page)
    row = people(page)[1]
    page.locator(f'button[data-add="{row}.pets"]').click()
    settle(page)
    name = page.evaluate("document.activeElement.name")
    assert re.fullmatch(rf"{re.escape(row)}\.pets\.[0-9a-z]{{12}}\.called", name)
    page.keyboard.type("Rex")
    named(page, f"{row}.name").fill("Bo")
    press(page, "Save and continue")
    page.go_back()
    page.reload()
    assert named(page, name).input_value() == "Rex"


def test_rows_follow_a_number_and_keep_what_was_typed(page):
    named(page, "home.cars").fill("2")
    settle(page)
    assert named(page, "home.car.2.plate").is_visible()
    named(page, "home.car.2.plate").fill("AB12 CDE")
    named(page, "home.cars").fill("1")
    settle(page)
    assert not named(page, "home.car.2.plate").is_visible()
    named(page, "home.cars").fill("2")
    settle(page)
    assert named(page, "home.car.2.plate").input_value() == "AB12 CDE"


def test_what_the_script_shows_is_what_the_server_shows_after_a_save(page):
    choose(page, "home.rented", "yes")
    named(page, "home.rent").fill("750")
    choose(page, "home.level", "low")
    named(page, "home.owner").fill("Ann")
    named(page, "home.cars").fill("1")
    page.locator('button[data-add="home.members"]').click()
    settle(page)
    named(page, f"{people(page)[1]}.name").fill("Bo")
    settle(page)
    seen = page.evaluate(SHOWN)
    address = page.url
    press(page, "Save and back to list")
    page.route("**/form.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(address)
    assert {name: text for name, text in page.evaluate(SHOWN).items() if seen.get(name) != text} == {}


SHOWN = """() => {
  const found = {};
  for (const sort of ["asked", "offered", "value", "words", "text", "suggested", "required"]) {
    for (const each of document.querySelectorAll(`form [data-${sort}]`)) {
      found[`${sort} ${each.dataset[sort]}`] = each.hidden ? "hidden" : sort === "asked" ? "" : each.textContent;
    }
  }
  return found;
}"""


def test_a_check_is_told_at_what_was_worked_out_and_at_a_group(page):
    choose(page, "home.rented", "yes")
    named(page, "home.rent").focus()
    settle(page)
    named(page, "home.rent").fill("9000")
    settle(page)
    assert error_at(page, "home.yearly") == ""
    named(page, "home.agent").focus()
    settle(page)
    assert error_at(page, "home.yearly") == "Error: A rent of £108,000.00 in a year is too much"
    named(page, "home.rent").fill("900")
    settle(page)
    assert error_at(page, "home.yearly") == ""
    page.get_by_role("button", name="Add person").click()
    first, second = people(page)[:2]
    for person, name in ((first, "Ann"), (second, "ANN")):
        named(page, f"{person}.name").fill(name)
        named(page, "home.owner").focus()
        settle(page)
    assert error_at(page, "home.members") == "Error: Name each person once"
    named(page, f"{second}.name").fill("Bo")
    settle(page)
    assert error_at(page, "home.members") == ""
