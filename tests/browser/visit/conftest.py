"""A school that goes on visits, for the tests of a module, and a device for each test on which Ann is signed in."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState

from tests.browser.conftest import PATIENCE_MILLISECONDS
from tests.browser.visit.days import Days, school_days
from tests.browser.visit.place import VIEWPORT, School, school, sign_in


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[School]:
    with school(tmp_path_factory.mktemp("kept") / "data") as made:
        yield made


@pytest.fixture(scope="module")
def ticket(chromium: Browser, place: School) -> StorageState:
    """The cookies of a browser in which Ann is signed in."""
    with chromium.new_context() as context:
        sign_in(context.new_page(), place.address)
        return context.storage_state()


@pytest.fixture
def script_faults() -> list[str]:
    """What failed in scripts of pages; a test that damages one takes out what comes of it."""
    return []


@pytest.fixture
def device(chromium: Browser, ticket: StorageState, script_faults: list[str]) -> Iterator[BrowserContext]:
    with chromium.new_context(viewport=VIEWPORT, storage_state=ticket) as context:
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        context.on("weberror", lambda fault: script_faults.append(str(fault.error)))
        yield context
        assert script_faults == [], "a script of a page failed"


@pytest.fixture
def ann(device: BrowserContext) -> Page:
    """A page of the device."""
    return device.new_page()


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Days]:
    with school_days(tmp_path_factory.mktemp("days"), chromium) as begun:
        yield begun
