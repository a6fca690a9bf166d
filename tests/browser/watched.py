"""A page that is watched: whatever a text brings about on it that no text may is noticed.

Here lives what counts as an act: a dialog, a request to elsewhere, a breach of the policy, an element that no page of
ours has.
"""

from playwright.sync_api import Page

WATCH = """
window.watched = [];
addEventListener("securitypolicyviolation", (event) => watched.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


class Watched:
    """A page, and everything that happened on it which no text may bring about."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.acts: list[str] = []
        page.add_init_script(WATCH)
        page.on("dialog", lambda dialog: (self.acts.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: self._asked(request.url))

    def _asked(self, url: str) -> None:
        if not url.startswith(f"{self.address}/"):
            self.acts.append(f"request {url}")

    def look(self, path: str) -> None:
        """Open a page, and let everything on it that waits for the mouse or the focus have it."""
        self.page.goto(self.address + path)
        self.settle(path)

    def settle(self, path: str) -> None:
        for frame in self.page.frames:
            self.acts += frame.evaluate("window.watched ?? []")
            tags = frame.evaluate("[...document.querySelectorAll('base, meta[http-equiv], embed, object')].length")
            self.acts += [f"{tags} strange elements"] * bool(tags)
        assert not self.acts, f"{path}: {self.acts}"
