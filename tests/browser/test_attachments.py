"""Photos and files beside an answer, in a real browser: sent in pieces, said, taken out and put back."""

import json
from pathlib import Path

import pytest

from tests.browser.barriers import Barriers
from tests.browser.walk import save, start
from tests.pictures import heic, opened, photo, png

QUESTION = "safeguarding.policies-in-place"
AT = f"{QUESTION}.attachments"
TITLE = "Alternative Provision Audit"


@pytest.fixture
def section(address, browse):
    """Open the section that has evidence, as somebody does with these settings of a browser."""

    def opened_by(**settings):
        page = browse(**settings)
        page.goto(f"{start(page, address, TITLE)}/sections/safeguarding")
        return page

    return opened_by


def choose(page, *files, shows: str = "") -> None:
    page.locator(f'[data-attachments="{AT}"] summary').click()
    if shows:
        page.locator(f'[name="{AT}.shows"]').select_option(shows)
    chosen = [{"name": name, "mimeType": kind, "buffer": data} for name, kind, data in files]
    page.locator(f'[id="{AT}"]').set_input_files(chosen)


def items(page):
    return page.locator(f'[data-attachments="{AT}"] [data-file]')


def kept(page, number: int = 0) -> bytes:
    with page.expect_download() as loading:
        items(page).nth(number).locator("a").click()
    return Path(loading.value.path()).read_bytes()


def test_a_photo_that_is_chosen_is_there_before_the_page_is_saved_and_says_no_place(section):
    page = section()
    choose(page, ("hall.jpg", "image/jpeg", photo((3000, 2000))), shows="policies")
    items(page).first.wait_for()
    picture = opened(kept(page))
    assert max(picture.size) == 2560
    assert not picture.getexif()
    assert items(page).locator("select").input_value() == "policies"
    assert items(page).locator("img").evaluate("image => image.complete && image.naturalWidth") == 320
    page.reload()
    assert items(page).locator("select").input_value() == "policies"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "scripts off"])
def test_a_photo_gets_a_caption_and_goes_again(section, scripts):
    page = section(java_script_enabled=scripts)
    here = page.url
    choose(page, ("log.png", "image/png", png()))
    if scripts:
        items(page).first.wait_for()
    save(page)
    page.goto(here)
    items(page).get_by_label("Caption").fill("The log of May")
    save(page)
    page.goto(here)
    assert items(page).get_by_label("Caption").input_value() == "The log of May"
    remove = items(page).get_by_role("button" if scripts else "checkbox", name="Remove log.png")
    remove.click()
    save(page)
    page.goto(here)
    assert items(page).count() == 0


def test_what_is_removed_is_put_back_with_undo(section):
    page = section()
    here = page.url
    choose(page, ("log.png", "image/png", png()))
    items(page).get_by_role("button", name="Remove").click()
    items(page).get_by_role("button", name="Undo").click()
    save(page)
    page.goto(here)
    assert items(page).count() == 1


def test_a_photo_waits_for_the_line_to_come_back_and_is_sent_once(section):
    page = section()
    page.context.set_offline(True)
    choose(page, ("hall.jpg", "image/jpeg", photo()))
    page.get_by_text("no connection").wait_for()
    page.context.set_offline(False)
    items(page).first.wait_for()
    page.reload()
    assert items(page).count() == 1


def test_a_photo_that_is_not_there_yet_goes_with_the_page(section):
    page = section()
    here = page.url
    page.route("**/uploads", lambda route: route.abort())
    choose(page, ("hall.jpg", "image/jpeg", photo()))
    page.get_by_text("no connection").wait_for()
    save(page)
    page.goto(here)
    assert items(page).count() == 1


def test_what_is_sent_after_an_answer_was_lost_is_there_once(section):
    page = section()
    lost = iter([True, True, True])

    def drop(route):
        route.fetch()
        route.abort() if next(lost, False) else route.continue_()

    page.route("**/uploads/**", drop)
    page.evaluate("setInterval(() => window.dispatchEvent(new Event('online')), 200)")
    choose(page, ("noise.jpg", "image/jpeg", photo((1200, 900))))
    items(page).first.wait_for(timeout=30_000)
    assert items(page).count() == 1


def test_a_file_that_is_no_photo_is_told_in_a_sentence(section):
    page = section()
    choose(page, ("page.jpg", "image/jpeg", b"<html><script>alert(1)</script>"))
    page.locator(f'[data-attachments="{AT}"] li.wrong').wait_for()
    wrong = page.locator(f'[data-attachments="{AT}"] li.wrong')
    assert "“page.jpg” was not added" in wrong.inner_text()
    told = page.locator(f'[data-attachments="{AT}"] [data-told]')
    assert told.inner_text() == "page.jpg was not added: see why", "the reason stands once, at the line of the file"
    told.get_by_role("link", name="see why").click()
    assert page.evaluate("(line) => line === document.activeElement", wrong.element_handle())


@pytest.mark.long
def test_nothing_bars_the_way_to_attachments(section):
    page = section(viewport={"width": 360, "height": 900})
    choose(page, ("hall.heic", "image/heic", heic()), ("log.png", "image/png", png()))
    items(page).nth(1).wait_for()
    barriers = Barriers()
    barriers.look("attachments", page)
    assert barriers.found == []
    small = page.locator(f'[data-attachments="{AT}"]').evaluate(
        "set => [...set.querySelectorAll('a, button, input:not([type=checkbox]), select, summary')]"
        ".filter(each => each.checkVisibility() && each.getBoundingClientRect().height < 44)"
        ".map(each => each.outerHTML)"
    )
    assert small == [], json.dumps(small, indent=1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
