"""Pages that have the scripts of saving and no server, at an address of their own, and the scripts beside this file."""

from pathlib import Path

from playwright.sync_api import Route

import webapp

HOST = "http://127.0.0.1:9"
"""An address at which nothing is asked for, and that a browser trusts as it does one by https."""
_STATIC = Path(webapp.__file__).parent / "static"


def give(route: Route) -> None:
    """Answer with the script that is asked for, and with an empty page otherwise."""
    name = route.request.url.rpartition("/")[2]
    if name.endswith(".js"):
        own = Path(__file__).with_name(name)
        file = own if own.exists() else _STATIC / name
        route.fulfill(body=file.read_text(encoding="utf-8"), content_type="text/javascript")
    else:
        route.fulfill(body="<!doctype html><title>A device</title>", content_type="text/html")
