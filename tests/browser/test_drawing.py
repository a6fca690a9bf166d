"""A signature that is drawn in a real browser, with the mouse and with a finger, and the same page without scripts."""

from base64 import b64decode
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.answers import LETTER
from tests.browser.walk import answer, open_letter, save
from tests.pictures import opened

INK = (16, 24, 32)
Draw = Callable[[Page], None]


def checked(address: str, browse: Callable[..., Page], **settings: object) -> Page:
    """The page on which a letter is signed that was sent and filled in, in a browser of its recipient."""
    page = open_letter(address, "provider-letter", browse(), browse(**settings))
    for entries in LETTER.values():
        answer(page, entries)
    save(page, "Check before signing")
    return page


def places(page: Page) -> list[tuple[float, float]]:
    """The points of a stroke through the middle of the canvas."""
    canvas = page.locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    return [(box["x"] + box["width"] * at / 10, box["y"] + box["height"] * (0.3 + at % 2 * 0.4)) for at in range(1, 10)]


def with_the_mouse(page: Page) -> None:
    first, *others = places(page)
    page.mouse.move(*first)
    page.mouse.down()
    for each in others:
        page.mouse.move(*each, steps=3)
    page.mouse.up()


def with_a_finger(page: Page) -> None:
    finger = page.context.new_cdp_session(page)
    stages = ["touchStart", *["touchMove"] * 8, "touchEnd"]
    points = [[{"x": x, "y": y}] for x, y in places(page)]
    for stage, point in zip(stages, [*points, []], strict=True):
        finger.send("Input.dispatchTouchEvent", {"type": stage, "touchPoints": point})


def drawn(page: Page) -> str:
    return page.locator("input[name=drawn]").input_value()


def inked(page: Page) -> int:
    """How many points of what is sent have the colour of ink."""
    data = b64decode(drawn(page).partition(",")[2])
    return {colour: number for number, colour in opened(data).convert("RGB").getcolors(1 << 20) or []}.get(INK, 0)


def told(page: Page) -> Locator:
    return page.get_by_role("group", name="Draw your signature, too (optional)").get_by_role("status")


@pytest.mark.parametrize("draw", [with_the_mouse, with_a_finger])
def test_a_signature_is_drawn_cleared_drawn_again_and_kept(
    address: str, browse: Callable[..., Page], draw: Draw
) -> None:
    page = checked(address, browse, viewport={"width": 360, "height": 800}, has_touch=draw is with_a_finger)
    before = page.evaluate("scrollY")
    draw(page)
    assert inked(page) > 1_000
    assert told(page).inner_text() == "Drawn. It is sent with the letter when you sign."
    assert page.get_by_role("img", name="Your drawn signature").is_visible()
    page.get_by_role("button", name="Clear the drawing").click()
    assert (drawn(page), told(page).inner_text()) == ("", "Nothing is drawn. You can sign without it.")
    at = page.evaluate("scrollY")
    draw(page)
    assert page.evaluate("scrollY") == at >= before, "a finger on the canvas draws, and does not scroll"
    save(page, "Sign and send")
    kept = page.get_by_role("img", name="The signature that you drew")
    assert kept.evaluate("async (image) => { await image.decode(); return image.naturalWidth; }") == 900


def test_what_was_drawn_stands_there_again_where_the_letter_was_changed_meanwhile(
    address: str, browse: Callable[..., Page]
) -> None:
    page = checked(address, browse)
    with_the_mouse(page)
    before = inked(page)
    other = page.context.new_page()
    other.goto(f"{address}/letter/form")
    answer(other, {"confirmation.position": "Another"})
    save(other, "Save for later")
    save(page, "Sign and send")
    told(page).get_by_text("What you drew before is still here.").wait_for()
    assert inked(page) == before
    save(page, "Sign and send")
    assert page.get_by_role("img", name="The signature that you drew").is_visible()


def test_the_keyboard_passes_by_what_can_be_left_out(address: str, browse: Callable[..., Page]) -> None:
    page = checked(address, browse)
    page.get_by_role("button", name="Clear the drawing").focus()
    page.keyboard.press("Tab")
    assert page.get_by_role("button", name="Sign and send").evaluate("(it) => it === document.activeElement")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_role("heading", name="Signed and sent").is_visible()
    assert page.locator("img").count() == 0


def test_without_scripts_there_is_nothing_to_draw_on(address: str, browse: Callable[..., Page]) -> None:
    page = checked(address, browse, java_script_enabled=False)
    assert page.locator("canvas").is_hidden()
    assert page.get_by_text("Draw your signature").is_hidden()
    save(page, "Sign and send")
    assert page.get_by_role("heading", name="Signed and sent").is_visible()
