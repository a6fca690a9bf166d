"""Pictures of every page, to be looked at: `python tests/browser/screens.py`.

Writes them to `tests/browser/screens/`: each page at 360 and 1280 pixels, light and dark, and as it prints.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.browser.conftest import chromium_path
from tests.browser.walk import BROKEN, every_page, serving

SCREENS = Path(__file__).parent / "screens"
PRINTED = ("blank", "record", "check", "receipt", "start", "report")


def shoot(name: str, page: Page) -> None:
    """Write the pictures of one page."""
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=SCREENS / f"{name}-{width}-{scheme}.png", full_page=True)
    page.emulate_media(color_scheme="light")
    if name.startswith(PRINTED):
        page.pdf(path=SCREENS / f"{name}.pdf", prefer_css_page_size=True)


def main() -> None:
    """Walk through the application and write a picture of each page."""
    shutil.rmtree(SCREENS, ignore_errors=True)
    SCREENS.mkdir()
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        broken = Path(place, "specs", "broken", "1.yaml")
        broken.parent.mkdir(parents=True)
        broken.write_text(BROKEN, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        with serving(Path(place, "kept"), Path(place, "specs")) as address:
            every_page(browser.new_context().new_page(), browser.new_context().new_page(), address, shoot)
        browser.close()
    print(f"{len(list(SCREENS.iterdir()))} pictures in {SCREENS}")


if __name__ == "__main__":
    main()
