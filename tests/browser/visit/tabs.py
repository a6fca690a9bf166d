"""The ends of a tab: it is closed, or it crashes.

Here lives what cannot keep a test waiting. A tab that crashes while it is being closed may never say that it is closed,
so a crash is waited for first, and whoever closes a tab asks the browser once more where nothing comes of it.
"""

from contextlib import suppress

from playwright.sync_api import Error, Page

TURNS = 6
PATIENCE_MILLISECONDS = 5_000


def close(page: Page) -> None:
    """Close a tab without asking it whether it may be left."""
    for _ in range(TURNS):
        with suppress(Error), page.expect_event("close", timeout=PATIENCE_MILLISECONDS), suppress(Error):
            session = page.context.new_cdp_session(page)
            target = session.send("Target.getTargetInfo")["targetInfo"]["targetId"]
            session.send("Target.closeTarget", {"targetId": target})
        if page.is_closed():
            return
    raise AssertionError(f"a tab does not close: {page.url}")


def crash(page: Page) -> None:
    """Let a tab crash, and close what is left of it."""
    with suppress(Error), page.expect_event("crash", timeout=PATIENCE_MILLISECONDS), suppress(Error):
        page.goto("chrome://crash")
    close(page)
