"""A data folder with submissions of two versions of a form, a photo among them, for the tests of exports."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from PIL import Image

from engine.document import submission
from engine.json_value import as_list, as_object, as_text
from tests.engine.export.visits import FIRST, SECOND, form_of
from webapp.settings import Settings
from webapp.storage.opening import open_repository
from webapp.storage.repository import Repository
from webapp.storage.stored import Document, Draft, Record

ONE, TWO = form_of(FIRST), form_of(SECOND)
TEXTS = {1: FIRST.encode(), 2: SECOND.encode()}


def photo() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(file, "PNG")
    return file.getvalue()


@contextmanager
def opened(folder: str) -> Iterator[Repository]:
    with open_repository(Settings.from_environment({"FORMSPEC_DATA": folder})) as repository:
        yield repository


def submit(
    repository: Repository, version: int, entries: dict[str, str], moment: datetime, reissues: str = ""
) -> Record:
    """Submit a form of that version, as the pages do."""
    form = {1: ONE, 2: TWO}[version]
    repository.pin("visit", version, form.spec.sha256, TEXTS[version])
    draft = repository.start_draft("visit", version, reissues=reissues)

    def build(kept: Draft) -> Document:
        made = submission(form, entries, id=kept.id, submitted=moment)
        found = as_object(made["findings"])
        return Document(
            text=json.dumps(made, ensure_ascii=False),
            digest=as_text(made["digest"]),
            about=as_text(as_object(made["about"]).get("name", "")),
            outcome="",
            concerns=len(as_list(found["concerns"])),
            actions=len(as_list(found["actions"])),
            submitted=moment,
        )

    return repository.submit(draft.id, base=draft.revision, build=build).record


def fill(folder: str) -> list[Record]:
    """Keep three submissions, two of them in the same second, with a photo and a formula."""
    with opened(folder) as repository:
        sha256 = repository.keep_file(photo(), "image/png")
        named = f"{sha256} {len(photo())} image/png door.png"
        second = datetime(2025, 11, 23, 10, 15, 0, tzinfo=UTC)
        return [
            submit(
                repository,
                1,
                {"place.name": "The Forge", "walk.stairs.concern": "=1+1", "walk.stairs.attachments": named},
                second.replace(microsecond=900),
            ),
            submit(repository, 2, {"place.name": "“Café”", "place.charge": "12"}, second.replace(microsecond=100)),
            submit(repository, 2, {}, datetime(2025, 12, 1, 23, 59, tzinfo=UTC)),
        ]
