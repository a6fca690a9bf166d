"""No text that anybody types acts, anywhere, in a real browser with the policy on."""

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.payloads import PAYLOADS, Placed, place, write_form
from tests.browser.walk import save, serving
from tests.browser.watched import Watched
from tests.webapp.pages.visitor import Visitor
from webapp.application import close, create_app
from webapp.settings import Settings

COUNT = 2 if int(os.environ.get("FORMSPEC_SOAK", "1")) == 1 else len(PAYLOADS)
SEED = int(os.environ.get("FORMSPEC_SEED", random.SystemRandom().randrange(2**32)))
EDITOR = "ace.edit(document.querySelector('#spec-box'))"


@pytest.fixture(scope="module")
def chosen() -> list[str]:
    print(f"FORMSPEC_SEED={SEED}")
    return random.Random(SEED).sample(PAYLOADS, COUNT)


@pytest.fixture(scope="module")
def placed(tmp_path_factory, chosen) -> Iterator[tuple[str, list[Placed]]]:
    """The address of an application that holds each of the chosen texts, and where."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    for at, text in enumerate(chosen):
        write_form(folder / "specs", f"visit-{at}", text)
    made = create_app(
        Settings.from_environment({"FORMSPEC_DATA": str(folder / "kept"), "FORMSPEC_SPECS": str(folder / "specs")})
    )
    places = [place(Visitor(made.test_client()), f"visit-{at}", text) for at, text in enumerate(chosen)]
    close(made)
    with serving(folder / "kept", folder / "specs") as address:
        yield address, places


@pytest.fixture
def watched(browse: Callable[..., Page], placed) -> Watched:
    return Watched(browse(), placed[0])


def test_there_are_three_hundred_texts_and_no_two_alike():
    assert len(set(PAYLOADS)) == 300


@pytest.mark.long
def test_nothing_acts_on_any_page_that_shows_it(watched, placed):
    for each in placed[1]:
        for path in each.pages:
            watched.look(path)


def test_nothing_acts_that_is_typed_on_a_page_and_told_as_wrong(watched, placed, chosen):
    for each, text in zip(placed[1], chosen, strict=True):
        watched.look(each.typing)
        watched.page.fill('[name="home.street"]', f"{text}{'x' * 500}")
        save(watched.page)
        watched.settle(each.typing)


def test_nothing_acts_that_is_written_in_the_editor(watched, placed):
    for each in placed[1]:
        watched.look(each.editing)
        expect(watched.page.locator("#problems .problem").first).to_be_visible()
        watched.page.locator("#problems .problem.wrong a").first.click()
        watched.page.locator(".ace_gutter-cell.ace_error").first.hover()
        expect(watched.page.locator(".ace_gutter-tooltip, .ace_tooltip").first).to_be_visible()
        watched.page.evaluate(f"{EDITOR}.execCommand('startAutocomplete')")
        watched.settle(each.editing)


def test_nothing_acts_that_stands_in_an_address(watched, chosen):
    from urllib.parse import quote  # noqa: PLC0415

    for text in chosen:
        hidden = quote(text, safe="")
        for path in (f"/drafts/{hidden}", f"/records?form={hidden}", f"/desk/{hidden}", f"/forms/{hidden}/1/blank"):
            watched.look(path)


def test_nothing_acts_in_a_file_that_is_downloaded_and_opened(browse, placed, watched, tmp_path):
    for each in placed[1]:
        path = next(path for path in each.pages if path.startswith("/records/") and path.count("/") == 2)
        watched.look(path)
        with watched.page.expect_download() as loading:
            watched.page.get_by_role("link", name="Download JSON").click()
        kept = tmp_path / "record.json"
        loading.value.save_as(kept)
        opened = Watched(browse(), "file://")
        opened.look(str(kept))


@pytest.mark.parametrize(
    ("act", "noticed"),
    [
        ("setTimeout(() => alert(1))", "dialog 1"),
        (
            "document.body.append(Object.assign(new Image(), {src: '//elsewhere.example/x'}))",
            "request http://elsewhere",
        ),
        ("try { document.body.innerHTML = '<b>x</b>'; } catch {}", "require-trusted-types-for"),
        ("document.head.append(document.createElement('base'))", "strange elements"),
    ],
)
def test_what_does_act_is_noticed(chromium, placed, act, noticed):
    with chromium.new_context() as context:
        watched = Watched(context.new_page(), placed[0])
        watched.look("/")
        watched.page.evaluate(act)
        watched.page.wait_for_timeout(100)
        with pytest.raises(AssertionError, match=noticed):
            watched.settle("/")
