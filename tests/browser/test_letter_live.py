"""A letter in its recipient's browser shows, while it is filled in, what the rules of its form come to."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.walk import answer, open_letter, open_link, save, serving

SPEC = Path(__file__).parent / "live" / "undertaking.yaml"
PHONE = {"width": 360, "height": 800}


@pytest.fixture(scope="module")
def hirers(tmp_path_factory: pytest.TempPathFactory, chromium) -> Iterator[str]:
    """The address of an application that knows one letter."""
    specs = tmp_path_factory.mktemp("specs")
    (specs / "undertaking").mkdir()
    shutil.copy(SPEC, specs / "undertaking" / "1.yaml")
    with serving(tmp_path_factory.mktemp("kept"), specs) as found:
        yield found


def named(page: Page, name: str) -> Locator:
    return page.locator(f'[name="{name}"]')


def trips(page: Page) -> Locator:
    return page.locator('[data-value="words.trips"]')


def test_a_letter_shows_what_follows_from_an_answer_as_it_is_given(hirers: str, browse: Callable[..., Page]) -> None:
    page = open_letter(hirers, "undertaking", browse(), browse(viewport=PHONE))
    policy, why = named(page, "words.policy"), named(page, "uninsured.why")
    uninsured = page.get_by_role("heading", name="Without insurance")
    answer(page, {"words.company": "Hill Coaches"})
    assert policy.is_hidden()
    answer(page, {"words.insured": "no"})
    expect(uninsured).to_be_visible()
    assert why.is_visible()
    answer(page, {"words.insured": "yes"})
    expect(policy).to_be_visible()
    assert [each.is_visible() for each in (uninsured, why)] == [False, False]
    policy.fill("12")
    policy.press("Tab")
    error = page.locator('[id="words.policy--error"]')
    expect(error).not_to_be_empty()
    policy.fill("AB-123456")
    expect(error).to_be_empty()
    for many in ("4", "3"):
        page.get_by_role("button", name="Add driver").click()
        page.keyboard.type(many)
    expect(trips(page)).to_have_text("7")
    page.get_by_text("The minibuses of Hill Coaches are serviced.").wait_for()
    answer(page, {"signing.signed.name": "Pat Jones", "signing.signed.declared": "yes"})
    save(page, "Check before signing")
    assert page.get_by_text("AB-123456").is_visible()
    save(page, "Sign and send")
    assert page.get_by_role("heading", name="Signed and sent").is_visible()


def test_without_scripts_what_is_missing_leads_to_a_box_that_is_seen(hirers: str, browse: Callable[..., Page]) -> None:
    page = open_letter(hirers, "undertaking", browse(), browse(java_script_enabled=False))
    assert named(page, "words.policy").is_hidden()
    answer(page, {"words.company": "Hill Coaches", "words.insured": "yes"})
    answer(page, {"signing.signed.name": "Pat Jones", "signing.signed.declared": "yes"})
    save(page, "Check before signing")
    open_link(page, "Enter the policy number")
    assert page.url.endswith("#words.policy")
    expect(named(page, "words.policy")).to_be_in_viewport()
    answer(page, {"words.policy": "AB-123456"})
    page.get_by_text("The minibuses of Hill Coaches are serviced.").wait_for()
    answer(page, {"signing.signed.declared": "yes"})
    save(page, "Check before signing")
    save(page, "Sign and send")
    assert page.get_by_role("heading", name="Signed and sent").is_visible()


def test_the_button_of_a_row_reads_as_its_legend(hirers: str, browse: Callable[..., Page]) -> None:
    page = open_letter(hirers, "undertaking", browse(), browse(viewport=PHONE))
    for _ in range(2):
        page.get_by_role("button", name="Add driver").click()
    buttons = page.locator("button[data-remove]:visible")
    expect(buttons).to_have_count(2)
    assert buttons.all_inner_texts() == ["Remove Driver 1", "Remove Driver 2"]
