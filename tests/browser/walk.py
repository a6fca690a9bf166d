"""The ways through the application that browser tests and the pictures of its screens share.

Here lives a real server on a free port, a person who fills in a page, and a walk that comes to every page there is.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.answers import AUDIT, AUDIT_TITLE, LETTER, LETTER_TITLE
from tests.served import Served

BROKEN = "formspec: 1\nform: broken\nversion: 1\ntitel: A form with a mistake\nsections: []\n"
_ENTER_AND_POST = """(form, entries) => {
  for (const [name, text] of Object.entries(entries)) {
    form.elements[name].value = text;
  }
  form.submit();
}"""
Shown = Callable[[str, Page], None]


@contextmanager
def serving(data: Path, specs: Path | None = None) -> Iterator[str]:
    """Run `formspec serve` on a free port of this machine, and give its address."""
    with closing(Served(data, specs)) as server:
        yield server.address


def start(page: Page, address: str, title: str) -> str:
    """Start a form from the start page; return the address of its list of sections."""
    page.goto(f"{address}/")
    save(page, f"Start {title}")
    return page.url


def answer(page: Page, entries: Mapping[str, str]) -> None:
    """Enter answers into the page that is open."""
    for name, text in entries.items():
        field = page.locator(f'[name="{name}"]')
        kind = field.first.get_attribute("type")
        if kind in {"checkbox", "radio"}:
            page.locator(f'[name="{name}"][value="{text}"]').check()
            continue
        fold = field.locator("xpath=ancestor::details[not(@open)]/summary")
        if not field.is_visible() and fold.count():
            fold.click()
        field.fill(text)


def save(page: Page, button: str = "Save and continue", *, exact: bool = False) -> None:
    """Press a button that saves, and wait until all of the page that follows is there."""
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=exact).click()


def open_link(page: Page, words: str) -> None:
    """Follow a link, and wait until all of the page that it leads to is there."""
    with page.expect_navigation():
        page.get_by_role("link", name=words).click()


def open_letter(address: str, form: str, school: Page, page: Page) -> Page:
    """Send a letter from one browser, and open it by its link in another, its recipient's."""
    email = "pat@provider.example"
    school.goto(f"{address}/letters/new?form={form}")
    answer(school, {"name": "Pat Jones", "email": email})
    save(school, "See the letter")
    save(school, "Make a link to copy")
    link = school.get_by_label("Link").input_value()
    page.goto(link)
    answer(page, {"email": email} if page.get_by_label("The link").is_hidden() else {"code": link, "email": email})
    save(page, "Open the letter")
    return page


def fill(page: Page, tasks: str, answers: Mapping[str, Mapping[str, str]]) -> None:
    """Answer whole sections, coming to each by the list of sections."""
    for section, entries in answers.items():
        page.goto(tasks)
        with page.expect_navigation():
            page.locator(f'a[href$="/sections/{section}"]').click()
        answer(page, entries)
        save(page)


def submit(page: Page, tasks: str) -> None:
    page.goto(tasks)
    open_link(page, "Check your answers")
    save(page, "Submit")


def every_page(page: Page, other: Page, address: str, shown: Shown) -> None:
    """Come to every page of the application and show each under its name. `other` is a second person's browser."""

    def at(name: str, path: str) -> None:
        page.goto(path if path.startswith("http") else address + path)
        shown(name, page)

    at("start-empty", "/")
    at("records-empty", "/records")
    at("form", "/forms/ap-audit")
    at("blank-audit", "/forms/ap-audit/1/blank")
    at("blank-letter", "/forms/provider-letter/1/blank")
    at("not-found", "/nothing")
    tasks = start(page, address, AUDIT_TITLE)
    shown("tasks-fresh", page)
    for section in AUDIT:
        at(f"section-{section}", f"{tasks}/sections/{section}")
    at("check-nothing", f"{tasks}/check")
    _mistakes(page, tasks, shown)
    _conflict(page, other, tasks, shown)
    _expired(page, tasks, shown)
    fill(page, tasks, {section: AUDIT[section] for section in list(AUDIT)[:2]})
    at("section-filled", f"{tasks}/sections/safeguarding")
    at("tasks", tasks)
    at("check-missing", f"{tasks}/check")
    at("discard", f"{tasks}/discard")
    fill(page, tasks, {section: AUDIT[section] for section in list(AUDIT)[2:]})
    at("check", f"{tasks}/check")
    letter = start(page, address, LETTER_TITLE)
    at("section-letter", f"{letter}/sections/confirmation")
    at("start", "/")
    _moved(page, other, tasks, shown)
    other.goto(f"{tasks}/sections/decision")
    submit(page, tasks)
    shown("receipt", page)
    answer(other, {"decision.reasons": "Typed a moment too late."})
    save(other)
    shown("closed", other)
    open_link(page, "Open the record")
    shown("record", page)
    fill(page, letter, LETTER)
    submit(page, letter)
    open_link(page, "Open the record")
    shown("record-letter", page)
    at("records", "/records")
    at("start-done", "/")
    _actions(page, address, shown)
    _retention(page, address, shown)
    at("desk", "/desk")
    at("desk-form", "/desk/ap-audit")
    at("report", "/desk/ap-audit/1/report")


def _actions(page: Page, address: str, shown: Shown) -> None:
    page.goto(f"{address}/actions")
    shown("actions", page)
    with page.expect_navigation():
        page.locator("tbody th a").first.click()
    shown("action", page)
    answer(page, {"state": "done"})
    save(page, "Save")
    shown("action-mistake", page)
    answer(page, {"note": "The log of the visit was seen."})
    save(page, "Save")
    shown("action-done", page)
    page.goto(f"{address}/actions/calendar")
    shown("actions-calendar", page)


def _retention(page: Page, address: str, shown: Shown) -> None:
    for which in ("", "/drafts", "/requests", "/person", "/open"):
        page.goto(f"{address}/retention{which}")
        shown(f"retention{which.replace('/', '-')}", page)
    page.locator("tbody th a").first.click()
    save(page, "Place the hold")
    shown("retention-mistake", page)
    answer(page, {"reason": "A complaint is open.", "by": "Pat Jones"})
    save(page, "Place the hold")
    shown("retention-held", page)
    page.goto(f"{page.url.partition('?')[0]}/erase")
    shown("erase-held", page)
    page.goto(f"{address}/retention/open")
    page.locator("tbody th a").last.click()
    open_link(page, "Erase this record")
    shown("erase", page)
    answer(page, {"reason": "The period is over.", "by": "Pat Jones"})
    save(page, "Erase it for good")
    shown("retention-erased", page)
    page.goto(f"{address}/retention/person")
    answer(page, {"words": "example learning"})
    save(page, "Find")
    shown("retention-found", page)


def _mistakes(page: Page, tasks: str, shown: Shown) -> None:
    date = {"day": "41", "month": "13", "year": "2026", "time": "10:15"}
    wrong = {"details.provider": "x" * 2000, **{f"details.visited.{part}": text for part, text in date.items()}}
    page.goto(f"{tasks}/sections/details")
    answer(page, wrong)
    save(page)
    shown("section-errors", page)
    answer(page, dict.fromkeys(wrong, ""))
    save(page)


def _expired(page: Page, tasks: str, shown: Shown) -> None:
    page.goto(f"{tasks}/sections/decision")
    page.context.clear_cookies()
    _post(page, {"decision.reasons": "Typed with care before the page grew old."})
    shown("expired", page)
    answer(page, {"decision.reasons": ""})
    save(page)


def _moved(page: Page, other: Page, tasks: str, shown: Shown) -> None:
    page.goto(f"{tasks}/check")
    fill(other, tasks, {"transition": {"transition.taster-sessions.answer": "Two, free, on Tuesdays."}})
    save(page, "Submit")
    shown("moved", page)


def _conflict(page: Page, other: Page, tasks: str, shown: Shown) -> None:
    path = f"{tasks}/sections/safeguarding"
    page.goto(path)
    other.goto(path)
    answer(other, {"safeguarding.staff-training.answer": "Level 2 for all staff, seen in the log."})
    save(other)
    mine = {"safeguarding.staff-training.answer": "Level 3 for the manager only."}
    answer(page, mine)
    page.locator(".clash").wait_for()
    shown("clash", page)
    other.goto(path)
    page.get_by_role("button", name="Take theirs").click()
    page.locator(".gave-way").wait_for()
    shown("clash-taken", page)
    answer(other, {"safeguarding.staff-training.answer": "Level 2, and level 3 for the manager."})
    save(other)
    _post(page, mine)
    shown("conflict", page)
    save(page)


def _post(page: Page, entries: Mapping[str, str]) -> None:
    """Enter answers and post the page as it is done without scripts."""
    with page.expect_navigation():
        page.locator("form[data-typing]").evaluate(_ENTER_AND_POST, dict(entries))
