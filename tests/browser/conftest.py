"""A real Chromium and a real server, or the reason why there is none."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.walk import serving

LONG = [
    *("test_clashes.py", "test_payloads_accounts.py", "test_review.py"),
    *("visit/test_barriers.py", "visit/test_between_visits.py"),
    *(
        "visit/test_copies.py",
        "visit/test_device_faults.py",
        "visit/test_filing.py",
        "visit/test_keyboard.py",
        "visit/test_kept_for.py",
    ),
    *("visit/test_left_on_device.py", "visit/test_without_connection.py"),
    *("visit/test_not_trusted.py", "visit/test_photos.py", "visit/test_planted_faults.py"),
    *("visit/test_rows.py", "visit/test_schedules.py", "visit/test_states.py", "visit/test_wrong_clock.py"),
]
"""Files that `make soak` goes through, which sets FORMSPEC_SOAK, and `make test` leaves out to end in time."""
collect_ignore = LONG if os.environ.get("FORMSPEC_SOAK", "1") == "1" else []
PATIENCE_MILLISECONDS = 30_000
"""How long a page may take on a slow machine; what comes at once is not waited for."""
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first is the same browser without its windows: a test takes half of the time in it."""


def chromium_path() -> str | None:
    """Where the browser is; None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for test in items:
        if Path(__file__).parent in test.path.parents:
            test.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A running Chromium. Where none is installed, tests are skipped; in CI they fail."""
    path = chromium_path()
    if path is None:
        say = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        say(f"no Chromium was found on the path (looked for {', '.join(NAMES)})")
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[str]:
    """The address of an application of this module's own."""
    with serving(tmp_path_factory.mktemp("kept")) as found:
        yield found


Open = Callable[..., Page]


@pytest.fixture
def browse(chromium: Browser) -> Iterator[Open]:
    """Open a page in a browser of its own, as another person or another day would."""
    opened = []
    faults: list[str] = []

    def fresh(**settings: object) -> Page:
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 800}, **settings})
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        return page

    yield fresh
    for context in opened:
        context.close()
    unexpected = [fault for fault in faults if "Failed to load resource" not in fault]
    assert not unexpected, f"the browser complained: {unexpected}"
