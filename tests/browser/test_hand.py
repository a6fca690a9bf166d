"""A section in one hand: on a small phone, on its side, with large letters, by keyboard alone, light and dark."""

import pytest
from playwright.sync_api import Page

from tests.browser.answers import AUDIT_TITLE
from tests.browser.barriers import RULES, SMALL_TARGETS, WIDER_THAN_THE_SCREEN, Barriers
from tests.browser.walk import answer, fill, save, serving, start

SCREENS = {"small": (320, 640), "phone": (360, 740), "on its side": (740, 360), "tablet": (800, 1100)}
TITLE = "A walk round the site"
SPEC = """\
formspec: 1
form: walk
version: 1
title: A walk round the site
columns:
  - {id: answer, role: answer, label: Answer, kind: long-text, required: true}
  - {id: concern, role: concern, label: Concern, kind: long-text}
  - id: bad
    role: severity
    label: How serious
    kind: choice
    options: [{value: low, label: Low}, {value: high, label: High}]
  - {id: action, role: action, label: Further action, kind: long-text}
  - {id: who, role: who, label: Who, kind: text}
  - {id: due, role: by-when, label: By when, kind: date}
sections:
  - id: inside
    title: Inside
    questions:
      - {id: stairs, label: Are the stairs lit?}
      - {id: doors, label: Do the doors close?}
  - id: outside
    title: Outside
    questions:
      - {id: gate, label: Does the gate close?}
"""
STAIRS = {
    "inside.stairs.concern": "Dark",
    "inside.stairs.bad": "high",
    "inside.stairs.action": "Two lamps",
    "inside.stairs.due.day": "1",
    "inside.stairs.due.month": "2",
    "inside.stairs.due.year": "2020",
}
BAR = """() => {
  const { top, bottom } = document.querySelector(".save-bar").getBoundingClientRect();
  return [top / innerHeight, bottom, innerHeight];
}"""
COVERED = """async () => {
  await new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)));
  const bar = document.querySelector(".save-bar").getBoundingClientRect();
  const { top, bottom } = document.activeElement.getBoundingClientRect();
  return document.activeElement.closest(".save-bar") === null && bottom > bar.top && top < bar.bottom && top > 0;
}"""
FOCUSED = "document.activeElement.id"


@pytest.fixture(scope="module")
def site(tmp_path_factory, chromium):
    """The address of an application that has the form above, too."""
    place = tmp_path_factory.mktemp("hand")
    (place / "specs" / "walk").mkdir(parents=True)
    (place / "specs" / "walk" / "1.yaml").write_text(SPEC, encoding="utf-8")
    with serving(place / "kept", place / "specs") as found:
        yield found


@pytest.fixture
def phone(browse) -> Page:
    return browse(viewport={"width": 360, "height": 740}, has_touch=True)


def summary(page: Page, words: str, number: int = 0):
    return page.locator("summary", has_text=words).nth(number)


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_is_lost_and_every_target_is_a_finger_tall(site, browse, screen):
    width, height = SCREENS[screen]
    page = browse(viewport={"width": width, "height": height})
    tasks = start(page, site, TITLE)
    for path in ("", "/sections/inside", "/findings", "/notes"):
        page.goto(tasks + path)
        assert not page.evaluate(WIDER_THAN_THE_SCREEN), path
        assert page.evaluate(SMALL_TARGETS) == [], path
    page.goto(f"{tasks}/sections/inside")
    share, bottom, inner = page.evaluate(BAR)
    assert bottom == inner
    assert share > 0.7


def test_letters_twice_as_large_lose_nothing(site, browse):
    page = browse(viewport={"width": 360, "height": 740})
    tasks = start(page, site, TITLE)
    for path in ("", "/sections/inside", "/findings", "/notes"):
        page.goto(tasks + path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert not page.evaluate(WIDER_THAN_THE_SCREEN), path


def test_a_concern_is_out_of_the_way_until_one_tap_and_stays_open_with_words(site, phone):
    tasks = start(phone, site, TITLE)
    phone.goto(f"{tasks}/sections/inside")
    concern = phone.locator('[name="inside.stairs.concern"]')
    assert not concern.is_visible()
    summary(phone, "Raise a concern").tap()
    assert concern.is_visible()
    assert phone.locator('[name="inside.stairs.bad"]').first.is_visible()
    answer(phone, {"inside.stairs.bad": "high"})
    save(phone, "Save and back to list")
    phone.goto(f"{tasks}/sections/inside")
    assert concern.is_visible()
    assert not phone.locator('[name="inside.doors.concern"]').is_visible()


def test_a_mistake_in_a_box_opens_it(site, phone):
    tasks = start(phone, site, TITLE)
    phone.goto(f"{tasks}/sections/inside")
    answer(phone, {"inside.doors.due.day": "41"})
    save(phone)
    assert phone.locator('[name="inside.doors.due.day"]').is_visible()
    assert phone.locator("#inside\\.doors\\.due--error").inner_text()


def test_a_wide_screen_shows_the_whole_table(site, browse):
    page = browse()
    tasks = start(page, site, TITLE)
    page.goto(f"{tasks}/sections/inside")
    assert page.locator('[name="inside.doors.concern"]').is_visible()
    assert not summary(page, "Raise a concern").is_visible()
    page.locator('[name="inside.doors.concern"]').press_sequentially("Sticks")
    save(page)
    page.goto(f"{tasks}/findings")
    assert "Sticks" in page.inner_text("main")


@pytest.mark.parametrize("scripts", [True, False])
def test_one_press_leads_to_the_next_question_and_its_box_has_the_focus(site, browse, scripts):
    page = browse(viewport={"width": 360, "height": 740}, java_script_enabled=scripts)
    tasks = start(page, site, TITLE)
    with page.expect_navigation():
        page.get_by_role("link", name="Next unanswered question").click()
    assert page.url.endswith("/sections/inside#inside.stairs.answer")
    page.keyboard.type("All lit")
    save(page, "Next unanswered question")
    assert page.url.endswith("/sections/inside#inside.doors.answer")
    page.keyboard.type("They do")
    save(page, "Next unanswered question")
    assert page.url.endswith("/sections/outside#outside.gate.answer")
    page.keyboard.type("It does")
    save(page, "Next unanswered question")
    assert page.url == f"{tasks}/check"
    assert all(words in page.inner_text("main") for words in ("All lit", "They do", "It does"))


def test_a_question_that_is_left_out_is_passed_with_scripts(site, phone):
    tasks = start(phone, site, TITLE)
    phone.goto(f"{tasks}/sections/inside#inside.stairs.answer")
    save(phone, "Next unanswered question")
    assert phone.evaluate(FOCUSED) == "inside.doors.answer"
    save(phone, "Next unanswered question")
    assert phone.evaluate(FOCUSED) == "outside.gate.answer"


@pytest.mark.parametrize("screen", ["small", "on its side"])
def test_what_has_the_focus_is_never_under_the_bar_by_keyboard_alone(site, browse, screen):
    width, height = SCREENS[screen]
    page = browse(viewport={"width": width, "height": height})
    tasks = start(page, site, AUDIT_TITLE)
    page.goto(f"{tasks}/sections/safeguarding")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        assert not page.evaluate(COVERED), page.evaluate("document.activeElement.outerHTML")
        reached.add(page.evaluate("document.activeElement.textContent.trim()"))
    assert any(each.startswith("Raise a concern") for each in reached)


def test_sections_open_and_close_from_the_keyboard_and_lead_on_with_what_was_typed(site, phone):
    tasks = start(phone, site, TITLE)
    phone.goto(f"{tasks}/sections/inside")
    answer(phone, {"inside.stairs.answer": "Lit"})
    summary(phone, "Sections").press("Enter")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Escape")
    assert phone.evaluate("document.activeElement.tagName") == "SUMMARY"
    summary(phone, "Sections").press("Enter")
    save(phone, "Save and go to: Outside")
    assert phone.url.partition("?")[0] == f"{tasks}/sections/outside"
    phone.goto(f"{tasks}/sections/inside")
    assert phone.locator('[name="inside.stairs.answer"]').input_value() == "Lit"


def test_a_box_grows_with_what_is_typed(site, phone):
    tasks = start(phone, site, TITLE)
    phone.goto(f"{tasks}/sections/inside")
    box = phone.locator('[name="inside.stairs.answer"]')
    before = box.bounding_box()["height"]
    box.fill("\n".join(map(str, range(12))))
    assert box.bounding_box()["height"] > before * 2


@pytest.mark.long
def test_each_state_is_without_barriers_in_light_and_dark(site, browse):
    page, barriers = browse(viewport={"width": 360, "height": 740}), Barriers()
    tasks = start(page, site, TITLE)
    schemes = {"light": RULES, "dark": RULES}

    def look(name: str) -> None:
        barriers.look_at(name, page, 360, schemes)

    look("tasks")
    page.goto(f"{tasks}/sections/inside")
    look("folded")
    fill(page, tasks, {"inside": STAIRS})
    page.goto(f"{tasks}/sections/inside")
    look("open")
    summary(page, "Sections").click()
    look("jumping")
    page.goto(f"{tasks}/findings")
    look("findings")
    page.goto(f"{tasks}/notes")
    look("no notes")
    answer(page, {"note": "The side gate was open."})
    save(page, "Keep this note")
    look("notes")
    page.goto(f"{tasks}/check")
    page.get_by_role("link", name="File or remove it").wait_for()
    look("check with a note that is filed nowhere")
    page.go_back()
    page.get_by_role("link", name="File or change").click()
    look("note")
    page.select_option("#question", "inside.doors")
    save(page, "File it")
    look("filed")
    assert barriers.found == []
