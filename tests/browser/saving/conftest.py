"""A page that has the scripts of saving and no server, on which a test says what is answered."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route

import webapp

HOST = "http://127.0.0.1:9"
"""An address at which nothing is asked for, and that a browser trusts as it does one by https."""
STATIC = Path(webapp.__file__).parent / "static"
MODULES = ("copies", "lines", "posting", "saving-words", "shell-page", "saving", "taking")
"""What a script is given of them: of two that export one name, the later."""
_RUN = """async () => {{
  const device = await import("/device.js");
  const loaded = await Promise.all({modules}.map((each) => import(`/${{each}}.js`)));
  const scripts = Object.assign({{}}, ...loaded);
  return await ({script})({{ ...device, ...scripts }});
}}"""

Run = Callable[[str], object]


def _give(route: Route) -> None:
    name = route.request.url.rpartition("/")[2]
    file = Path(__file__).with_name(name) if name == "device.js" else STATIC / name
    if name.endswith(".js"):
        route.fulfill(body=file.read_text(encoding="utf-8"), content_type="text/javascript")
    else:
        route.fulfill(body="<!doctype html><title>A device</title>", content_type="text/html")


@pytest.fixture(scope="module")
def run(chromium: Browser) -> Iterator[Run]:
    """Run a script on a fresh page of a device, given all that the scripts of saving export."""
    with chromium.new_context() as context:
        context.route(f"{HOST}/**", _give)

        def on_a_page(script: str) -> object:
            page = context.new_page()
            page.goto(HOST)
            try:
                return page.evaluate(_RUN.format(modules=list(MODULES), script=script))
            finally:
                page.close()

        yield on_a_page
