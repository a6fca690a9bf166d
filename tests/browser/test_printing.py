"""Each printed page of a form says which form it is, in which version, about whom, and its number of how many."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

import formspec
from engine.compile import compile_form
from engine.page import blank_page
from formspec.loader import load
from tests.browser.answers import AUDIT, AUDIT_TITLE
from tests.browser.walk import fill, start, submit
from tests.pdfs import Pdf

SPEC = Path(formspec.__file__).parent / "specs" / "ap-audit" / "1.yaml"
PROVIDER = AUDIT["details"]["details.provider"]


def blank(page: Page, address: str) -> str:
    page.goto(f"{address}/forms/ap-audit/1/blank")
    return ""


def a_file(page: Page, _address: str) -> str:
    page.set_content(blank_page(compile_form(load(SPEC.read_bytes()).spec)))
    return ""


def half_way(page: Page, address: str) -> str:
    tasks = start(page, address, AUDIT_TITLE)
    fill(page, tasks, {"details": AUDIT["details"]})
    page.goto(f"{tasks}/paper")
    return PROVIDER


def record(page: Page, address: str) -> str:
    tasks = start(page, address, AUDIT_TITLE)
    fill(page, tasks, AUDIT)
    submit(page, tasks)
    with page.expect_navigation():
        page.get_by_role("link", name="Open the record").click()
    return PROVIDER


@pytest.mark.parametrize("come_to", [blank, a_file, half_way, record])
def test_each_printed_page_says_what_it_is_of(address, browse, come_to: Callable[[Page, str], str]) -> None:
    page = browse()
    about = come_to(page, address)
    assert not page.locator(".running").is_visible(), "on the screen the page has its heading"
    pages = Pdf(page.pdf(prefer_css_page_size=True)).pages
    named = f"{AUDIT_TITLE}: {about}" if about else AUDIT_TITLE
    wanted = f"{named}, version 1".replace(" ", "")
    assert len(pages) > 1
    assert [at for at, text in enumerate(pages, 1) if wanted not in text] == []
    assert [at for at, text in enumerate(pages, 1) if f"Page{at}of{len(pages)}" not in text] == []
