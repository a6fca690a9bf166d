"""A disk that is full or broken is said, nothing counts as saved that is not, and all goes on once the disk is well.

The application itself, on a disk that fails by chance: FORMSPEC_SOAK tries more faults, FORMSPEC_SEED others.
"""

import os
import random
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests.crash.faulty_disk import ALL, READING, ROOM, SYNCING, WRITING, Disk, Fault
from tests.crash.vfs import watching
from tests.webapp.pages.conftest import THIRD_ANSWERS, THIRD_SPEC
from tests.webapp.pages.visitor import Page, Visitor
from webapp.application import close, create_app
from webapp.pages.desk import EXTENSION
from webapp.settings import Settings
from webapp.storage.repository import Repository

SEED = int(os.environ.get("FORMSPEC_SEED", "20261126"))
FAULTS = 30 * int(os.environ.get("FORMSPEC_SOAK", "1"))
MANY = range(500)
TITLE, PLACE = "Trip check", "trip.place"
WHY = re.compile(r"(was not saved|cannot be read): the disk (is full|cannot be read or written)\.")
SORTS = {"no room": ROOM, "writing": WRITING, "syncing": SYNCING, "reading": READING, "everything": ALL}


@contextmanager
def opened(settings: Settings) -> Iterator[tuple[Flask, Visitor, Repository]]:
    application = create_app(settings)
    try:
        yield application, Visitor(application.test_client()), application.extensions[EXTENSION].repository
    finally:
        close(application)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folder = tmp_path / "specs" / "trip-check"
    folder.mkdir(parents=True)
    (folder / "1.yaml").write_text(THIRD_SPEC, encoding="utf-8")
    return Settings.from_environment({"FORMSPEC_DATA": str(tmp_path / "kept"), "FORMSPEC_SPECS": str(folder.parent)})


class Person:
    """A person who does one thing after another, and looks at what they were told against what is kept.

    `kept` is every text that they were told is saved, by draft; `sent` every draft that they were told is submitted.
    """

    def __init__(self, visitor: Visitor, repository: Repository, disk: Disk, chance: random.Random) -> None:
        self.visitor, self.repository, self.disk, self.chance = visitor, repository, disk, chance
        self.kept: dict[str, str] = {}
        self.sent: set[str] = set()
        self.words = 0

    def act(self, fault: Fault) -> Callable[[], None]:
        """Do one thing while the disk fails, and return a doing of the same on a disk that is well."""
        return self.chance.choice((self.start, self.save, self.save, self.submit))(fault)

    def failing(self, fault: Fault, press: Callable[[], Page]) -> Page:
        """Press a button while the disk fails; what is answered is a page that tells the truth."""
        self.disk.break_with(fault)
        page = press()
        self.disk.mend()
        if page.status >= 400:
            assert (page.status, bool(WHY.search(page.text))) == (503, True), page.text
        return page

    def start(self, fault: Fault) -> Callable[[], None]:
        first, before = self.visitor.get("/"), len(self.repository.drafts())
        page = self.failing(fault, lambda: first.press(f"Start {TITLE}"))
        assert len(self.repository.drafts()) - before == was_done(page)
        return lambda: self.begun(self.visitor.start(TITLE))

    def begun(self, tasks: Page) -> str:
        assert tasks.status == 200
        draft_id = tasks.path.rpartition("/")[2]
        self.kept[draft_id] = ""
        return draft_id

    def save(self, fault: Fault) -> Callable[[], None]:
        draft_id = self.chance.choice([*self.kept]) if self.kept else self.begun(self.visitor.start(TITLE))
        section = self.visitor.get(f"/drafts/{draft_id}/sections/trip")
        self.words += 1
        words = f"Ironbridge {self.words} " + "x" * self.chance.choice((1, 6_000))
        page = self.failing(fault, lambda: section.press("Save and continue", {PLACE: words, "trip.why": words}))
        if was_done(page):
            self.kept[draft_id] = words
        else:
            assert words in {*page.fields().values()}, "what was typed is not on the page"
        self.look(draft_id)
        return lambda: self.again(page, draft_id, words)

    def again(self, page: Page, draft_id: str, words: str) -> None:
        if not was_done(page):
            assert page.press("Save").status == 200
        self.kept[draft_id] = words
        self.look(draft_id)

    def submit(self, fault: Fault) -> Callable[[], None]:
        tasks = self.visitor.start(TITLE)
        draft_id = self.begun(tasks)
        self.visitor.fill(tasks, THIRD_ANSWERS)
        check = self.visitor.get(f"/drafts/{draft_id}/check")
        page = self.failing(fault, lambda: check.press("Submit"))
        done = was_done(page)
        assert (self.repository.record(draft_id) is not None) == done
        self.kept.pop(draft_id)

        def again() -> None:
            assert done or check.press("Submit").status == 200
            self.sent.add(draft_id)

        return again

    def look(self, draft_id: str) -> None:
        draft = self.repository.draft(draft_id)
        assert draft is not None
        assert draft.entries.get(PLACE, "") == self.kept[draft_id]


def was_done(page: Page) -> bool:
    """Say whether a person was told, by being led on, that what they did is kept."""
    first = page.response.history[0] if page.response.history else page.response
    return first.status_code == 303


def is_kept(settings: Settings, person: Person) -> None:
    """Look at everything that the person was told is kept, in a program that was started anew."""
    with opened(settings) as (_, _, repository):
        found = {draft.id: draft.entries.get(PLACE, "") for draft in repository.drafts()}
        assert found.items() >= person.kept.items()
        assert all(repository.record(draft_id) for draft_id in person.sent)


def faults(chance: random.Random) -> Iterator[Fault]:
    for number in range(FAULTS):
        codes = [*SORTS.values()][number % len(SORTS)]
        yield Fault(codes, chance.randrange(12), lasts=chance.random() < 0.5)


def test_a_failing_disk_is_said_and_what_was_said_to_be_saved_is(settings: Settings) -> None:
    print(f"FORMSPEC_SEED={SEED}: {FAULTS} faults")
    chance, disk, met = random.Random(SEED), Disk(), 0
    with watching(disk.watch):
        with opened(settings) as (_, visitor, repository):
            person = Person(visitor, repository, disk, chance)
            for fault in faults(chance):
                well = person.act(fault)
                met += bool(disk.failed)
                well()
        is_kept(settings, person)
    assert met > FAULTS / 5


@pytest.mark.parametrize("token", [{}, {"csrf": "forged"}], ids=["with its token", "with a token that does not hold"])
def test_words_are_on_the_page_also_when_nothing_can_be_read(settings: Settings, token: dict[str, str]) -> None:
    disk = Disk()
    with watching(disk.watch), opened(settings) as (_, visitor, _):
        tasks = visitor.start(TITLE)
        section = visitor.get(f"{tasks.path}/sections/trip")
        for _ in range(40):
            visitor.start(TITLE)
        disk.break_with(Fault(READING, 0, lasts=True))
        page = section.press("Save and continue", {PLACE: "Ironbridge", "trip.why": "To see\nthe bridge", **token})
        disk.mend()
        assert page.status == 503
        assert page.press("Save").status == 200
        assert visitor.get(section.path).fields()["trip.why"] == "To see\nthe bridge"


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 2 MB."""
    place = tmp_path / "tiny"
    place.mkdir()
    mount = shutil.which("mount")
    words = [str(mount), "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if mount is None or subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_on_a_disk_that_is_really_full_words_stay_and_are_saved_once_there_is_room(
    settings: Settings, tiny: Path
) -> None:
    on_tiny = replace(settings, data=tiny / "kept", file=tiny / "kept" / settings.file.name)
    with opened(on_tiny) as (_, visitor, repository):
        path = f"{visitor.start(TITLE).path}/sections/trip"
        filler = tiny / "filler"
        filler.write_bytes(bytes(shutil.disk_usage(tiny).free))
        typed = ({PLACE: f"Ironbridge {number}", "trip.why": f"{number} " * 1_000} for number in MANY)
        pages = (visitor.get(path).press("Save and continue", each) for each in typed)
        page = next(each for each in pages if each.status != 200)
        words, before = page.fields()[PLACE], repository.drafts()[0].entries.get(PLACE)
        assert "What you entered was not saved: the disk is full." in page.text
        assert before != words
        filler.unlink()
        assert page.press("Save and continue").status == 200
        assert repository.drafts()[0].entries[PLACE] == words
