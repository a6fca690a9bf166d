"""A section saves itself while it is filled in, whatever happens to the connection, and says what is true of it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answers import AUDIT_TITLE
from tests.browser.test_session_end import PASSWORD, let_it_rest, sign_in
from tests.browser.walk import save, serving, start
from tests.served import Served
from webapp.accounts.passwords import hashed
from webapp.rights import Role
from webapp.settings import Settings
from webapp.storage.opening import open_repository

STAFF, AUDITED = "safeguarding.staff-training.answer", "safeguarding.safeguarding-audit.answer"
OFFLINE = "Not saved yet: no connection. Keep this page open."


def field(page: Page, name: str = STAFF):
    return page.locator(f'[name="{name}"]')


KEYS = """(input, moments) => moments.forEach((moment) => setTimeout(() => {
  input.value += "x";
  input.dispatchEvent(new Event("input", { bubbles: true }));
}, moment))"""
"""Types a letter at each of these moments, in milliseconds."""


def says(page: Page, words: str) -> None:
    expect(page.locator("#saving")).to_contain_text(words)


@pytest.fixture
def section(address: str, browse) -> tuple[Page, str]:
    """A page of a section that nobody has written in, and its address."""
    page = browse()
    place = f"{start(page, address, AUDIT_TITLE)}/sections/safeguarding"
    page.goto(place)
    return page, place


def seen_by_another(browse, place: str) -> Page:
    page = browse()
    page.goto(place)
    return page


def test_what_is_typed_is_saved_without_a_button(section, browse) -> None:
    page, place = section
    says(page, "Nothing is entered yet.")
    field(page).press_sequentially("Level 2")
    says(page, "Saved at ")
    field(page, "safeguarding.staff-training.concerns").fill("None")
    says(page, "Saved at ")
    other = seen_by_another(browse, place)
    assert field(other).input_value() == "Level 2"
    save(page)
    assert "/quality-of-education" in page.url


def test_what_is_typed_in_the_second_half_of_a_second_is_saved_while_the_field_is_not_left(section, browse) -> None:
    page, place = section
    field(page).focus()
    field(page).evaluate(KEYS, [0, 300, 700])
    says(page, "Saved at ")
    expect(field(page)).to_be_focused()
    assert field(seen_by_another(browse, place)).input_value() == "xxx"


def test_without_a_connection_it_says_so_and_goes_on_by_itself(section, browse) -> None:
    page, place = section
    page.context.set_offline(True)
    field(page).fill("Level 2")
    says(page, OFFLINE)
    page.get_by_role("button", name="Save and continue").click()
    says(page, OFFLINE)
    field(page, AUDITED).fill("Two actions")
    page.context.set_offline(False)
    says(page, "Saved at ")
    other = seen_by_another(browse, place)
    assert (field(other).input_value(), field(other, AUDITED).input_value()) == ("Level 2", "Two actions")


def test_two_who_change_one_answer_see_both_texts_at_it_and_keep_the_focus(section, browse) -> None:
    page, place = section
    other = seen_by_another(browse, place)
    page.context.set_offline(True)
    field(page).press_sequentially("Mine")
    field(other).fill("Theirs")
    field(other, AUDITED).fill("Only theirs")
    says(other, "Saved at ")
    page.context.set_offline(False)
    says(page, "somebody else changed an answer that you changed too")
    assert page.evaluate("document.activeElement.name") == STAFF
    told = page.locator(".field", has=field(page)).locator(".clash").inner_text()
    assert "Theirs" in told
    assert "Mine" in told
    assert field(page, AUDITED).input_value() == "Only theirs"
    page.get_by_role("button", name="Take theirs").click()
    assert field(page).input_value() == "Theirs"
    says(page, "Saved at ")
    save(page)
    assert field(seen_by_another(browse, place)).input_value() == "Theirs"


def test_what_another_saved_is_not_undone_by_the_button(section, browse) -> None:
    page, place = section
    other = seen_by_another(browse, place)
    field(other, AUDITED).fill("Theirs")
    says(other, "Saved at ")
    field(page).fill("Mine")
    save(page)
    last = seen_by_another(browse, place)
    assert (field(last).input_value(), field(last, AUDITED).input_value()) == ("Mine", "Theirs")


def test_a_server_that_was_killed_and_started_again_gets_it_once(browse, tmp_path: Path) -> None:
    page, data = browse(), tmp_path / "kept"
    with serving(data) as address:
        port = int(address.rpartition(":")[2])
        place = f"{start(page, address, AUDIT_TITLE)}/sections/safeguarding"
        page.goto(place)
    with closing(Served(data, port=port)) as server:
        page.route("**/saves", lambda route: (route.fetch(), route.abort()), times=1)
        field(page).fill("Level 2")
        says(page, OFFLINE)
        server.kill()
    field(page, AUDITED).fill("Typed while nobody was there")
    says(page, OFFLINE)
    with closing(Served(data, port=port)):
        says(page, "Saved at ")
    with closing(sqlite3.connect(data / "formspec.sqlite3")) as kept:
        words = kept.execute("select value from draft_entries where name in (?, ?)", (STAFF, AUDITED)).fetchall()
    assert sorted(words) == [("Level 2",), ("Typed while nobody was there",)]


def test_after_a_session_has_ended_it_waits_and_goes_on_once_its_person_is_back(browse, tmp_path: Path) -> None:
    data = tmp_path / "kept"
    with open_repository(Settings.from_environment({"FORMSPEC_DATA": str(data)})) as repository:
        repository.make_first("ann@school.example", "Ann", set(Role), hashed(PASSWORD))
    page = browse()
    with serving(data) as address:
        sign_in(page, address)
        place = f"{start(page, address, AUDIT_TITLE)}/sections/safeguarding"
        page.goto(place)
        let_it_rest(data / "formspec.sqlite3")
        field(page).fill("Typed too late")
        says(page, "You are signed out")
        assert field(page).input_value() == "Typed too late"
        other = page.context.new_page()
        sign_in(other, address)
        page.bring_to_front()
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        says(page, "Saved at ")
        other.goto(place)
        assert field(other).input_value() == "Typed too late"


def test_a_draft_that_was_submitted_meanwhile_says_so_and_keeps_the_words_on_the_page(section, browse) -> None:
    page, place = section
    other = seen_by_another(browse, f"{place.partition('/sections')[0]}/discard")
    save(other, "Discard")
    field(page).fill("A moment too late")
    says(page, "this draft was discarded meanwhile")
    save(page)
    assert "A moment too late" in page.locator("main").inner_text()


KEYSTROKES = """name => {
  const box = document.getElementsByName(name)[0];
  const took = [];
  for (let stroke = 0; stroke < 60; stroke += 1) {
    box.value += "x";
    const begun = performance.now();
    box.dispatchEvent(new Event("input", { bubbles: true }));
    took.push(performance.now() - begun);
  }
  return took.sort((one, two) => one - two)[54];
}"""


def test_a_keystroke_waits_for_nothing_on_a_page_of_400_questions(browse, tmp_path: Path) -> None:
    folder = tmp_path / "specs" / "large"
    folder.mkdir(parents=True)
    asked = "".join(f"      - {{id: q{number}, label: Question {number}, kind: text}}\n" for number in range(400))
    spec = (
        "formspec: 1\nform: large\nversion: 1\ntitle: Large\nsections:\n  - id: one\n    title: One\n    questions:\n"
    )
    (folder / "1.yaml").write_text(spec + asked, encoding="utf-8")
    page = browse()
    with serving(tmp_path / "kept", tmp_path / "specs") as address:
        page.goto(f"{start(page, address, 'Large')}/sections/one")
        says(page, "Nothing is entered yet.")
        took = page.evaluate(KEYSTROKES, "one.q200")
        says(page, "Saved at ")
    print(f"{took:.2f} ms")
    assert took < 5
