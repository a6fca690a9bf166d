"""What a device does wrong, as scripts that a page runs and as what a browser does by its own hand.

Here live these means, and what a run tries of a table of faults. The tables stand beside the tests that read them.
"""

import os
from collections.abc import Iterable
from datetime import timedelta

from playwright.sync_api import BrowserContext, Page

from tests.browser.visit.place import School

LET_GO = "This browser has let go of what it kept for Formspec, here or in another tab."
ALONE = "Not saved yet: no connection. Keep this page open."
REFUSED = "throw new DOMException('', 'InvalidStateError');"
NEVER = "() => new EventTarget()"
NO_REQUEST = f"IDBFactory.prototype.open = {NEVER};"
DELETED = "indexedDB.deleteDatabase('formspec-visit')"
EVICTED = f"""async () => {{
  await Promise.all((await caches.keys()).map((each) => caches.delete(each)));
  await new Promise((resolve) => {{ {DELETED}.onsuccess = resolve; }});
}}"""
NEWER = """async () => {
  const asked = indexedDB.open("formspec-visit", 99);
  await new Promise((resolve) => { asked.onsuccess = resolve; });
  asked.result.close();
}"""
DAMAGED = """async (name) => {
  const asked = indexedDB.open("formspec-visit");
  await new Promise((resolve) => { asked.onsuccess = resolve; });
  const store = asked.result.transaction(name, "readwrite").objectStore(name);
  const walk = store.openCursor();
  await new Promise((resolve) => { walk.onsuccess = resolve; });
  const { value } = walk.result;
  new Uint8Array(value.sealed)[0] ^= 1;
  const put = walk.result.update(value);
  await new Promise((resolve) => { put.onsuccess = resolve; });
  asked.result.close();
  return value.number;
}"""
WITHOUT_SHELLS = "caches.delete('formspec-shells')"
WITHOUT_PAGE = "async (page) => (await caches.open('formspec-shells')).delete(page)"
SCRIPT_FOUND = """async ([content, name]) => {
  const kept = await caches.open("formspec-assets");
  for (const { url } of (await kept.keys()).filter((each) => each.url.includes(name))) {
    const damaged = new Response(content, { headers: { "Content-Type": "text/javascript" } });
    await (content ? kept.put(url, damaged) : kept.delete(url));
  }
}"""
SHELLS = "async () => (await (await caches.open('formspec-shells')).keys()).length"
FULL = "throw new DOMException('', 'QuotaExceededError');"
NO_ROOM = f"IDBObjectStore.prototype.put = () => {{ {FULL} }}"
NO_ROOM_FOR_DRAFTS = f"""const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (...given) {{
  if (this.name === "drafts") {{ {FULL} }}
  return put.apply(this, given);
}};"""
DAY = timedelta(days=1)
ALL = os.environ.get("FORMSPEC_SOAK", "1") != "1"


def some(faults: Iterable[str], *left: str) -> list[str]:
    """Return the faults that this run tries: all of them, or all but those that are left to a longer run."""
    return [each for each in faults if ALL or each not in left]


def beside(device: BrowserContext, page: Page, script: str, *given: object) -> None:
    """Let another page of Formspec that is open in the browser do something."""
    other = device.new_page()
    other.goto(f"{page.url.split('/drafts')[0]}/static/icon.svg")
    other.evaluate(script, *given)
    other.close()


def fill_up(device: BrowserContext, page: Page) -> None:
    """Let the browser find that the device has no room for more."""
    origin = page.url.split("/drafts")[0]
    device.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1})


def clear(device: BrowserContext, page: Page) -> None:
    """Let the browser clear what it keeps, and close what is open of it."""
    asked = {"origin": page.url.split("/drafts")[0], "storageTypes": "indexeddb,cache_storage"}
    device.new_cdp_session(page).send("Storage.clearDataForOrigin", asked)


def beside_device(device: BrowserContext, place: School, script: str, given: object) -> object:
    """Let another page do something on a device without a connection, and give what comes of it; nothing is sent."""
    other = device.new_page()
    device.route("**/saves", lambda route: route.abort())
    device.set_offline(False)
    other.goto(f"{place.address}/static/icon.svg")
    device.set_offline(True)
    device.unroute("**/saves")
    given_back = other.evaluate(script, given)
    other.close()
    return given_back
