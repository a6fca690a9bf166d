"""Two authors who changed the same lines: “Use theirs” changes those very lines, wherever they stand by then.

All clashes but one are tried by `make soak` alone, which sets FORMSPEC_SOAK.
"""

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_editor import EDITOR, SOON, begun, ready, saved, text_of

Open = Callable[..., Page]
CLASHES = [
    (("a\nb\nc\nd\n", "a\nB2\nc\nd\n", "a\nc\nd\n"), "T", "a\nB2\nc\nd\n"),
    (("a\nr\nb\nc\nd\n", "a\nr\nb\nC\nd\n", "a\nr\nb\nr\nd\n"), "T", "a\nr\nb\nC\nd\n"),
    (
        ("a\nb\nc\nd\ne\nf\n", "a\nB\nc\nd\ne\nF\n", "a\nb1\nb2\nc\nd\ne\n"),
        "MT",
        "a\nb1\nb2\nc\nd\ne\nF\n",
    ),
    (
        ("a\nb\nc\nd\ne\nf\n", "a\nB\nB\nB\nc\nd\ne\nF\n", "a\nc\nd\ne\nf2\n"),
        "TT",
        "a\nB\nB\nB\nc\nd\ne\nF\n",
    ),
]
ALL = os.environ.get("FORMSPEC_SOAK", "1") != "1"
GONE = "These lines were changed or moved since, so nothing was done."


def put(page: Page, text: str) -> None:
    page.evaluate(f"text => {EDITOR}.setValue(text)", text)


def clashing(browse: Open, address: str, base: str, theirs: str, yours: str) -> Page:
    """Let two people write one text, and return the page of the second, who is asked about the lines of both."""
    ann, bob = browse(), browse()
    place = begun(ann, address)
    put(ann, base)
    saved(ann)
    bob.goto(place)
    bob.fill("#writer", "Bob Other")
    ready(bob)
    put(ann, theirs)
    saved(ann)
    put(bob, yours)
    expect(bob.locator("#clashes h2")).to_have_count(1, timeout=SOON)
    return bob


def use(page: Page, choice: str) -> None:
    page.get_by_role("button", name=choice).first.click()


@pytest.mark.parametrize(("texts", "choices", "settled"), CLASHES if ALL else CLASHES[2:3])
def test_theirs_come_where_yours_stand(
    browse: Open, address: str, texts: tuple[str, str, str], choices: str, settled: str
) -> None:
    page = clashing(browse, address, *texts)
    assert text_of(page) == texts[2]
    for choice in choices:
        use(page, {"M": "Keep mine", "T": "Use theirs"}[choice])
    expect(page.locator("#clashes h2")).to_have_count(0)
    saved(page)
    assert text_of(page) == settled
    page.reload()
    ready(page)
    assert text_of(page) == settled


def test_lines_typed_above_and_below_meanwhile_stay_and_theirs_come_where_yours_stand_by_then(
    browse: Open, address: str
) -> None:
    page = clashing(browse, address, "a\nb\nc\nd\n", "a\nB\nc\nd\n", "a\nb2\nc\nd\n")
    page.evaluate(f"{EDITOR}.session.insert({{row: 0, column: 0}}, 'b2\\nfirst\\n')")
    page.evaluate(f"{EDITOR}.session.insert({{row: 5, column: 1}}, ' last')")
    use(page, "Use theirs")
    saved(page)
    assert text_of(page) == "b2\nfirst\na\nB\nc\nd last\n"


def test_where_the_lines_are_no_longer_there_nothing_is_changed_and_that_is_said(browse: Open, address: str) -> None:
    page = clashing(browse, address, "a\nb\nc\nb2\n", "a\nB\nc\nb2\n", "a\nb2\nc\nb2\n")
    page.evaluate(f"{EDITOR}.session.insert({{row: 1, column: 2}}, ' typed')")
    use(page, "Use theirs")
    expect(page.locator("#clashes [role=alert]")).to_contain_text(GONE)
    assert text_of(page) == "a\nb2 typed\nc\nb2\n"
    assert page.locator("#clashes pre").first.inner_text().strip() == "B"
    use(page, "Keep mine")
    saved(page)
    assert text_of(page) == "a\nb2 typed\nc\nb2\n"
