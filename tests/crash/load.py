"""A mixed load on what is kept: everything that people do, by chance, one thing after the other.

Here lives what is done, through the program's own repository, and a reading of all that is kept, so that two moments
can be compared. When the power goes, or the disk fills up, is for the harnesses to say.
"""

import hashlib
import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from engine.canonical import digest
from engine.json_value import JsonObject
from webapp.storage.repository import Document, Draft, Record, Repository

Reading = dict[str, str]
"""Of each table, a checksum of its rows in their order."""


def reading_of(file: Path) -> Reading:
    """Return what is kept in an SQLite file, all of it. Raises sqlite3.Error when it cannot be read."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=rw", uri=True)) as connection:
        connection.execute("BEGIN")
        asked = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        names = [name for (name,) in connection.execute(asked)]
        return {name: _checksum(sorted(map(repr, connection.execute(f"SELECT * FROM {name}")))) for name in names}


def _checksum(rows: list[str]) -> str:
    return f"{len(rows)} rows {hashlib.sha256('|'.join(rows).encode()).hexdigest()[:12]}"


def document(draft: Draft) -> Document:
    content: JsonObject = {"id": draft.id, "entries": dict(draft.entries)}
    return Document(
        text=json.dumps(content, ensure_ascii=False),
        digest=digest(content),
        about="Ironbridge",
        outcome="yes",
        concerns=1,
        actions=0,
        submitted=datetime.now(UTC),
    )


class People:
    """People at work on one repository; each `act` is one thing that one of them does, told when it is done."""

    def __init__(self, repository: Repository, chance: random.Random) -> None:
        self.repository, self.chance = repository, chance
        self.drafts: list[Draft] = []
        self.records: list[Record] = []

    def begin(self) -> None:
        self.repository.pin("audit", 1, "aa", b"form: audit")

    def act(self) -> None:
        weighted = [(self.start, 2), (self.save, 6), (self.submit, 2), (self.attach, 1), (self.discard, 1)]
        acts, weights = zip(*weighted, strict=True)
        self.chance.choices(acts, weights)[0]()

    def acts(self, count: int) -> Iterator[int]:
        """Do so many things, and give the number of each when it is done."""
        for number in range(count):
            self.act()
            yield number

    def start(self) -> None:
        reissues = ""
        if self.records and self.chance.random() < 0.3:
            reissues = self.records.pop().id
        self.drafts.append(self.repository.start_draft("audit", 1, entries=self.typed(), reissues=reissues))

    def save(self) -> None:
        if not self.drafts:
            return self.start()
        place = self.chance.randrange(len(self.drafts))
        before = self.drafts[place]
        self.drafts[place] = self.repository.save(before.id, base=before.revision, posted=self.typed()).draft
        return None

    def submit(self) -> None:
        if not self.drafts:
            return self.start()
        draft = self.taken()
        self.records.append(self.repository.submit(draft.id, base=draft.revision, build=document).record)
        return None

    def attach(self) -> None:
        self.repository.keep_file(self.chance.randbytes(self.chance.choice((10, 3_000, 20_000))), "image/png")

    def discard(self) -> None:
        if not self.drafts:
            return self.start()
        draft = self.taken()
        self.repository.discard(draft.id, base=draft.revision)
        return None

    def taken(self) -> Draft:
        return self.drafts.pop(self.chance.randrange(len(self.drafts)))

    def typed(self) -> dict[str, str]:
        names = [f"a{n}" for n in range(self.chance.randrange(1, 6))]
        return {name: self.chance.choice("xyzŵ") * self.chance.choice((1, 40, 3_000)) for name in names}
