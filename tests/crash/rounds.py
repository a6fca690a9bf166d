"""People who fill in a form at once, each remembering what they were told, and the look at what is really kept.

Here lives what one person does over HTTP and what they remember of it: what was answered with success, and the one
thing that was not answered when the server went away, which is kept whole or not at all.
"""

import json
import random
from dataclasses import dataclass, field

import sqlalchemy as sa

from engine.stored_file import read_files
from tests.crash.server import Browser, Gone
from webapp.storage.repository import Entry, Repository

TITLE = "Round"
SPEC = """\
formspec: 1
form: round
version: {version}
title: Round
about: {{register: rounds, question: round.place}}
sections:
  - id: round
    title: The round
    questions:
      - {{id: place, label: "Where, under version {version}?", kind: text, required: true, max-length: 2000}}
      - {{id: note, label: What did you see?, kind: long-text}}
      - {{id: papers, label: Papers, kind: file, types: [txt], most: 20}}
"""
_PLACE, _NOTE, _PAPERS = "round.place", "round.note", "round.papers"


def texts(words: str) -> dict[str, str]:
    """Return what one save sends: two answers that belong together."""
    return {_PLACE: words, _NOTE: f"{words} " * 200}


@dataclass
class Begun:
    """What a person was told of one draft; a `maybe` is what was sent last and not answered."""

    id: str
    words: list[str] = field(default_factory=list)
    files: list[bytes] = field(default_factory=list)
    submitted: bool = False
    maybe_words: str = ""
    maybe_file: bytes = b""
    maybe_submitted: bool = False

    def look(self, repository: Repository) -> None:
        """Hold what is kept to what was told; what turns out to be kept counts as told from now on."""
        draft = repository.draft(self.id)
        assert draft is not None, f"the draft {self.id} is lost"
        self._look_at_words(repository.history(self.id))
        self._look_at_files(repository, draft.entries.get(_PAPERS, ""))
        record = repository.record(self.id)
        assert (record is not None) == (draft.state == "submitted"), "a submission is half there"
        assert record is not None or not self.submitted, f"the submission {self.id} is lost"
        assert record is None or self.submitted or self.maybe_submitted
        if record is not None:
            answers = json.loads(record.document)["answers"]["round"]
            assert answers["place"] == self.words[-1]
        self.submitted, self.maybe_submitted = record is not None, False

    def _look_at_words(self, history: tuple[Entry, ...]) -> None:
        places = {each.revision: each.value for each in history if each.name == _PLACE}
        notes = {each.revision: each.value for each in history if each.name == _NOTE}
        found = [*places.values()]
        assert found in (self.words, [*self.words, self.maybe_words]), "words are lost, or there twice"
        assert all(notes.get(revision, "").strip() == texts(words)[_NOTE].strip() for revision, words in places.items())
        self.words, self.maybe_words = found, ""

    def _look_at_files(self, repository: Repository, text: str) -> None:
        named = read_files(text) or ()
        contents = [kept.content if (kept := repository.file(each.sha256)) else b"" for each in named]
        assert contents in (self.files, [*self.files, self.maybe_file]), "a file is lost, or there twice"
        self.files, self.maybe_file = contents, b""


@dataclass
class Person:
    """Somebody at work until the server goes away; `unanswered` counts what was begun and never answered."""

    name: str
    chance: random.Random
    old: list[str]
    browser: Browser = field(default_factory=Browser)
    begun: list[Begun] = field(default_factory=list)
    reissued: list[tuple[str, str]] = field(default_factory=list)
    unanswered: int = 0
    words: int = 0
    failed: list[str] = field(default_factory=list)

    def work(self, address: str) -> None:
        """Do one thing after another until the server is gone. What must never happen is in `failed`."""
        self.browser.address = address
        try:
            while True:
                self.act()
        except Gone:
            return
        except Exception as fault:
            self.failed.append(repr(fault))

    def act(self) -> None:
        """Do one thing, and remember that it was answered."""
        weighted = [(self.start, 2), (self.save, 6), (self.attach, 2), (self.submit, 2), (self.reissue, 1)]
        acts, weights = zip(*weighted, strict=True)
        self.chance.choices(acts, weights)[0]()

    def start(self) -> None:
        self.unanswered += 1
        path = self.browser.press("/forms/round", "Start now")
        self.unanswered -= 1
        self.begun.append(Begun(path.rpartition("/")[2]))

    def save(self) -> None:
        for draft in self.open_draft():
            self.words += 1
            draft.maybe_words = f"{self.name} {self.words}"
            self.browser.press(section_of(draft), "Save and continue", texts(draft.maybe_words))
            draft.words.append(draft.maybe_words)
            draft.maybe_words = ""

    def attach(self) -> None:
        for draft in self.open_draft():
            self.words += 1
            draft.maybe_file = f"{self.name} {self.words} ".encode() * self.chance.choice((1, 3_000))
            if len(draft.files) < 20:
                self.browser.press(section_of(draft), "Save and continue", file=(_PAPERS, draft.maybe_file))
                draft.files.append(draft.maybe_file)
            draft.maybe_file = b""

    def submit(self) -> None:
        for draft in self.open_draft():
            if draft.words:
                draft.maybe_submitted = True
                self.browser.press(f"/drafts/{draft.id}/check", "Submit")
                draft.maybe_submitted, draft.submitted = False, True

    def reissue(self) -> None:
        if self.old:
            old = self.old.pop()
            self.unanswered += 1
            path = self.browser.press(f"/records/{old}/reissue", "Re-issue it")
            self.unanswered -= 1
            self.reissued.append((old, path.rpartition("/")[2]))

    def open_draft(self) -> list[Begun]:
        """Return one draft that is open, none when there is none."""
        found = [each for each in self.begun if not each.submitted]
        return self.chance.sample(found, 1) if found else []

    def look(self, repository: Repository) -> None:
        """Hold everything that is kept of this person to what they were told."""
        assert self.failed == []
        for draft in self.begun:
            draft.look(repository)
        for old, new in self.reissued:
            assert [each.id for each in repository.reissued_by(old)] == [new]


def section_of(draft: Begun) -> str:
    return f"/drafts/{draft.id}/sections/round"


def look_at_all(database: str, people: list[Person], before: int) -> None:
    """Look at the database as a whole: nothing there twice, and no submission without its draft closed."""
    engine = sa.create_engine(database, poolclass=sa.NullPool)
    with engine.connect() as connection:
        drafts = connection.exec_driver_sql("SELECT count(*) FROM drafts").scalar_one()
        half = connection.exec_driver_sql(
            "SELECT count(*) FROM drafts d FULL JOIN records r ON r.id = d.id "
            "WHERE coalesce(d.state, '') <> 'submitted' AND r.id IS NOT NULL OR d.state = 'submitted' AND r.id IS NULL"
        ).scalar_one()
    told = before + sum(len(each.begun) + len(each.reissued) for each in people)
    assert half == 0
    assert told <= drafts <= told + sum(each.unanswered for each in people)
