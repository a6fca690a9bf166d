"""A school that goes on visits, for the tests of a module, and a phone of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.visit.place import School, phone, school, sign_in


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[School]:
    with school(tmp_path_factory.mktemp("kept") / "data") as made:
        yield made


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """Where the phone of a test keeps everything."""
    return tmp_path / "profile"


@pytest.fixture
def device(chromium: Browser, profile: Path) -> Iterator[BrowserContext]:
    with phone(chromium, profile) as made:
        yield made


@pytest.fixture
def ann(device: BrowserContext, place: School) -> Page:
    """A page of the phone, on which Ann is signed in."""
    page = device.new_page()
    sign_in(page, place.address)
    return page
