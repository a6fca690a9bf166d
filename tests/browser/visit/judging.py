"""What became of a schedule: whether all that a page said to be saved is there, once, in the draft and in the record.

Here lives the look at the database, and at what the device still says once everything is in order again; and what
somebody does to finish the form. What was said on the way was heard by `outing`.
"""

import json
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Error, Page, expect

from engine.json_value import Json
from engine.stored_file import StoredFile, read_files
from tests.browser.answers import AUDIT
from tests.browser.visit.hearing import Heard
from tests.browser.visit.outing import Outing, picture
from tests.browser.visit.place import sign_in
from tests.browser.visit.schedule import Act, Schedule, is_word
from tests.browser.walk import save
from tests.pictures import opened

PATIENCE_SECONDS = 120
_CARD = """([draft, isPatient]) => {
  const told = document.querySelector("#told").textContent;
  const link = document.querySelector(`#drafts a[href="/drafts/${draft}"]`);
  const card = link?.closest(".card");
  const isClear = !told.startsWith("Sending") && (told || document.querySelector("#drafts .card"));
  const waits = /not sent yet|not taken|to be submitted/.test(card?.textContent ?? "");
  const reasons = [...(card?.querySelectorAll(".reasons li") ?? [])].map((each) => each.textContent);
  const places = [...(card?.querySelectorAll(".reasons a") ?? [])].map((each) => each.getAttribute("href"));
  return !isClear || (isPatient && waits && !reasons.length) ? null : { told, waits, reasons, places };
}"""

_ADDED = """names => {
  const added = [...document.querySelectorAll("[data-file] [data-name]")].map((each) => each.textContent);
  return names.every((name) => added.includes(name));
}"""


@dataclass(frozen=True)
class Kept:
    """What the server has of a draft: what stands by input, how often each text was saved, and its photos by name."""

    standing: Mapping[str, str]
    times: Counter[tuple[str, str]]
    photos: tuple[StoredFile, ...]
    contents: Mapping[str, bytes]


def kept(database: Path, draft: str) -> Kept:
    with closing(sqlite3.connect(database)) as connection:
        asked = "select name, value from draft_entries where draft = ? order by revision"
        history = connection.execute(asked, (draft,)).fetchall()
        lists = [read_files(text) or () for name, text in dict(history).items() if name.endswith(".attachments")]
        photos = tuple(each for listed in lists for each in listed)
        wanted = [each.sha256 for each in photos]
        marks = ",".join("?" * len(wanted))
        contents = connection.execute(f"select sha256, content from files where sha256 in ({marks})", wanted)
        return Kept(dict(history), Counter(history), photos, dict(contents.fetchall()))


def faults_of_draft(planned: Schedule, heard: Heard, now: Kept) -> Iterator[str]:
    """What was said to be saved and is not, what is there more than once, and which photo shows something else."""
    written = {pair for step in planned.steps if step.act in {Act.WRITE, Act.TYPE} for pair in step.entries.items()}
    for name, text in sorted(heard.texts & written):
        stands = now.standing.get(name, "")
        if text not in {stands, *heard.replaced_by(name, stands), *heard.decided}:
            yield f"{name}: {text!r} was said to be saved, and {stands!r} stands"
    for name, text in sorted(written):
        if is_word(name) and now.times[name, text] > 1:
            yield f"{name}: {text!r} was saved {now.times[name, text]} times"
    yield from _faults_of_photos(planned, heard, now)


def _faults_of_photos(planned: Schedule, heard: Heard, now: Kept) -> Iterator[str]:
    chosen = {name: step.shade for step in planned.steps if step.act is Act.PHOTO for name in step.entries.values()}
    times = Counter(each.name for each in now.photos)
    for name in sorted({*heard.photos, *times}):
        if times[name] != 1:
            yield f"{name} is there {times[name]} times"
    for each in now.photos:
        if opened(now.contents[each.sha256]).tobytes() != opened(picture(chosen[each.name])).tobytes():
            yield f"{each.name} shows something else"


class Judge:
    """The end of an outing, and all that was not as it was said."""

    def __init__(self, outing: Outing) -> None:
        self.outing = outing
        self.database = outing.line.data / "formspec.sqlite3"
        self.draft = outing.tasks.rpartition("/")[2]

    def faults(self) -> list[str]:
        """Send all that waits, finish the form and submit it; return what is wrong, a sentence each."""
        page = self.outing.fresh_page()
        left = self._sent(page)
        found = [*left, *faults_of_draft(self.outing.schedule, self.outing.heard, kept(self.database, self.draft))]
        return found or [*self._finished(page)]

    def _sent(self, page: Page) -> list[str]:
        """Open the page of what is on the device until nothing waits; return what no person can choose between."""
        ends = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < ends:
            card = self._card(page)
            if "cannot be opened" in card["told"]:
                return [f"on the device: {card['told']}"]
            if not card["waits"]:
                return []
            for place in card["places"]:
                self.outing.decide(self.outing.at(place.rpartition("/")[2]))
            if card["reasons"] and not card["places"]:
                return [f"on the device: {reason}" for reason in card["reasons"]]
        return [f"on the device it still waits: {card}"]

    def _card(self, page: Page) -> Mapping[str, Json]:
        page.goto(f"{self.outing.line.address}/visit")
        if "/sign-in" in page.url:
            sign_in(page, self.outing.line.address)
            page.goto(f"{self.outing.line.address}/visit")
        with suppress(Error):
            return _card_on(page, self.draft, is_patient=True)
        return _card_on(page, self.draft, is_patient=False)

    def _finished(self, page: Page) -> Iterator[str]:
        """Enter what never came to the server, and submit."""
        now = kept(self.database, self.draft)
        for section, entries in AUDIT.items():
            missing = {name: text for name, text in entries.items() if not now.standing.get(name)}
            if missing:
                self.outing.write(section, missing)
                expect(self.outing.at(section).locator("#saving")).to_contain_text("Saved")
        self._add_photos({each.name for each in now.photos})
        complete = kept(self.database, self.draft)
        page.goto(f"{self.outing.tasks}/check")
        save(page, "Submit")
        yield from self._faults_of_record(complete)

    def _add_photos(self, there: set[str]) -> None:
        steps = [
            step
            for step in self.outing.schedule.steps
            if step.act is Act.PHOTO and there.isdisjoint(step.entries.values())
        ]
        for section in {step.section: None for step in steps}:
            mine = [step for step in steps if step.section == section]
            for step in mine:
                self.outing.add_photo(step)
            names = [name for step in mine for name in step.entries.values()]
            self.outing.at(section).wait_for_function(_ADDED, arg=names, polling=20)

    def _faults_of_record(self, complete: Kept) -> Iterator[str]:
        with closing(sqlite3.connect(self.database)) as connection:
            found = connection.execute("select document from records where id = ?", (self.draft,)).fetchone()
        if found is None:
            yield "the form was not submitted"
            return
        said = Counter(_texts(json.loads(found[0])["answers"]))
        for name, text in complete.standing.items():
            if name in AUDIT[name.partition(".")[0]] and is_word(name) and said[text] != 1:
                yield f"{name}: {text!r} is in the record {said[text]} times"
        for step in self.outing.schedule.steps:
            for name in step.entries.values() if step.act is Act.PHOTO else ():
                if said[name] != 1:
                    yield f"{name} is in the record {said[name]} times"


def _card_on(page: Page, draft: str, *, is_patient: bool) -> Mapping[str, Json]:
    """What the page says of a draft; of one of which more is to be sent by and by, only for whoever is not patient."""
    card: Mapping[str, Json] = page.wait_for_function(_CARD, arg=[draft, is_patient], polling=50).json_value()
    return card


def _texts(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
