"""A school that goes on visits: a server with accounts, a phone that keeps its profile, and the way along.

Here lives what the tests of the visit share. A phone is a Chromium with a folder of its own, so that it can be killed
and looked through file by file.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Error, Page

from tests.browser.answers import AUDIT_TITLE
from tests.browser.conftest import PATIENCE_MILLISECONDS, chromium_path
from tests.browser.walk import answer, save, serving, start
from webapp.accounts.passwords import hashed
from webapp.rights import Role
from webapp.settings import Settings
from webapp.storage.opening import open_repository

PASSWORD = "violet tractor sings quietly"
PASSPHRASE = "marmalade under the bridge"
VIEWPORT = {"width": 390, "height": 780}
WORDS = "The Forge, a place of straw"


@dataclass(frozen=True)
class School:
    """The address of a server on which Ann and Bob have accounts, and the folder of what it keeps."""

    address: str
    data: Path


def enrol(data: Path) -> None:
    """Give Ann and Bob accounts."""
    with open_repository(Settings.from_environment({"FORMSPEC_DATA": str(data)})) as repository:
        repository.make_first("ann@school.example", "Ann", set(Role), hashed(PASSWORD))
        bob = repository.invite("bob@school.example", "Bob", [Role.STAFF])
        link = repository.make_password_link(bob.id, timedelta(days=1))
        repository.set_password_by_link(link, hashed(PASSWORD))


@contextmanager
def school(data: Path, specs: Path | None = None) -> Iterator[School]:
    enrol(data)
    with serving(data, specs) as address:
        yield School(address, data)


@contextmanager
def phone(chromium: Browser, profile: Path) -> Iterator[BrowserContext]:
    """A browser whose profile stays in a folder; it may be killed before it is closed."""
    context = chromium.browser_type.launch_persistent_context(
        str(profile), executable_path=chromium_path(), args=["--no-sandbox"], viewport=VIEWPORT
    )
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    try:
        yield context
    finally:
        with suppress(Error):
            context.close()


def sign_in(page: Page, address: str, name: str = "ann") -> None:
    page.goto(f"{address}/sign-in")
    page.get_by_label("E-mail address").fill(f"{name}@school.example")
    page.get_by_label("Password").fill(PASSWORD)
    save(page, "Sign in", exact=True)


def begin(page: Page, address: str, words: str = WORDS) -> str:
    """Begin an audit with a word in it; return the address of its list of sections."""
    tasks = start(page, address, AUDIT_TITLE)
    page.goto(f"{tasks}/sections/details")
    answer(page, {"details.provider": words})
    save(page)
    return tasks


def choose(page: Page, tasks: str, passphrase: str = PASSPHRASE, again: str = PASSPHRASE) -> None:
    """Choose a passphrase, and ask for a draft to be taken along."""
    page.goto(tasks)
    page.get_by_label("Offline passphrase").fill(passphrase)
    page.get_by_label("The same once more").fill(again)
    page.get_by_role("button", name="Take this form along").click()


def take_along(page: Page, tasks: str) -> None:
    choose(page, tasks)
    page.get_by_text("This form is on this device now").wait_for()


def go_away(device: BrowserContext, page: Page, address: str) -> str:
    """Begin an audit, take it along, and go where no connection is; return the address of its list of sections."""
    tasks = begin(page, address)
    take_along(page, tasks)
    device.set_offline(True)
    return tasks


def unlock(page: Page, passphrase: str = PASSPHRASE) -> None:
    page.get_by_label("Offline passphrase").fill(passphrase)
    page.get_by_role("button", name="Open").click()
