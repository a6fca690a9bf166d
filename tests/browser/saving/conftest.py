"""A page that has the scripts of saving and no server, on which a test says what is answered."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.saving.giving import HOST, give

MODULES = (
    "operations",
    "photos",
    "photo-line",
    "copies",
    "clash-panels",
    "lines",
    "posting",
    "saving-words",
    "shell-page",
    "saving",
    "sending",
    "taking",
    "typed-list",
    "vault-days",
    "visit-key",
)
"""What a script is given of them: of two that export one name, the later."""
_RUN = """async () => {{
  const device = await import("/device.js");
  const loaded = await Promise.all({modules}.map((each) => import(`/${{each}}.js`)));
  const scripts = Object.assign({{}}, ...loaded);
  return await ({script})({{ ...device, ...scripts }});
}}"""

Run = Callable[[str], object]


@pytest.fixture(scope="module")
def run(chromium: Browser) -> Iterator[Run]:
    """Run a script on a fresh page of a device, given all that the scripts of saving export."""
    with chromium.new_context() as context:
        context.route(f"{HOST}/**", give)

        def on_a_page(script: str) -> object:
            page = context.new_page()
            page.goto(HOST)
            try:
                return page.evaluate(_RUN.format(modules=list(MODULES), script=script))
            finally:
                page.close()

        yield on_a_page
