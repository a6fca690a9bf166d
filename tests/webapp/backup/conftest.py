"""A school's data, kept for real on each kind of database, and what the tests of backups do with it again and again."""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
import sqlalchemy as sa
from pyrage.x25519 import Identity

from engine.canonical import digest
from engine.register.details import Details
from formspec.published import SPECS
from webapp.backup.making import make_backup
from webapp.backup.report import Report
from webapp.backup.restoring import restore_backup
from webapp.backup.sealing import identity_of
from webapp.guard.secret import secret_key
from webapp.settings import Settings
from webapp.storage.opening import open_repository
from webapp.storage.repository import Document, Draft

PASSPHRASE = "four small words, café"
AUDIT = (SPECS / "ap-audit" / "1.yaml").read_bytes()
SEED = int(os.environ.get("FORMSPEC_SEED", "20261126"))
SOAK = int(os.environ.get("FORMSPEC_SOAK", "1"))

SettingsFor = Callable[[str], Settings]


@pytest.fixture
def settings_for(tmp_path: Path) -> SettingsFor:
    """Settings with a data folder of a name, on a database of its own or on one that is named."""

    def made(name: str, database: str = "", **more: str) -> Settings:
        return Settings.from_environment({"FORMSPEC_DATA": str(tmp_path / name), "FORMSPEC_DATABASE": database, **more})

    return made


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    """A folder of further specs."""
    folder = tmp_path / "specs-of-the-school"
    (folder / "own").mkdir(parents=True)
    (folder / "own" / "1.yaml").write_bytes(AUDIT.replace(b"form: ap-audit", b"form: own", 1))
    (folder / "own" / "1.cy.yaml").write_text("title: Ein ffurflen\n")
    (folder / "own" / "notes.txt").write_text("no spec")
    return folder


@pytest.fixture
def school(settings_for: SettingsFor, database_url: str, specs: Path) -> Settings:
    """Where a school has kept drafts, records, a file and its key: on each kind of database."""
    settings = settings_for("school", database_url, FORMSPEC_SPECS=str(specs))
    fill(settings)
    return settings


@pytest.fixture
def small(settings_for: SettingsFor) -> Settings:
    """The same on SQLite alone."""
    settings = settings_for("school")
    fill(settings)
    return settings


def fill(settings: Settings) -> None:
    """Keep what a school keeps."""
    secret_key(settings.data)
    with open_repository(settings) as repository:
        repository.pin("ap-audit", 1, sha256(AUDIT).hexdigest(), AUDIT)
        for name in ("Ironbridge", "Caffi Tŷ “Gwyn”\u2028", "Severn"):
            draft = repository.start_draft("ap-audit", 1)
            repository.save(draft.id, base=0, posted={"details.provider": name, "details.notes": "a\r\nb\t'"})
            repository.submit(draft.id, base=1, build=sealed(name))
        draft = repository.start_draft("ap-audit", 1)
        repository.save(draft.id, base=0, posted={"details.provider": "half"})
        repository.set_aside_once(draft.id, "op-1", {"details.provider": "what gave way"})
        repository.add_entry("providers", Details(name="Severn", note="Ring first"))
        repository.keep_file(bytes(range(256)) * 40, "image/png")


def sealed(name: str) -> Callable[[Draft], Document]:
    """Make documents that are sealed as real ones are."""

    def build(draft: Draft) -> Document:
        document = {"id": draft.id, "form": draft.form, "version": draft.version, "answers": {"provider": name}}
        seal = digest(document)
        return Document(
            text=json.dumps({**document, "digest": seal}, ensure_ascii=False),
            digest=seal,
            about=name,
            outcome="",
            concerns=0,
            actions=0,
            submitted=datetime.now(UTC),
        )

    return build


def backed_up(settings: Settings, file: Path) -> Identity:
    """Make a backup, and return what opens its body."""
    make_backup(settings, file, PASSPHRASE, force=True)
    return identity_of(file, PASSPHRASE)


def restored(settings: Settings, file: Path, identity: Identity) -> Path | None:
    """Restore a backup of which nobody has to be asked."""
    return restore_backup(settings, file, identity, new_report(), ask=nobody)


def nobody(which: str) -> tuple[str, str]:
    pytest.fail(f"the {which} person was asked")


def new_report() -> Report:
    return Report("Test", datetime.now(UTC))


def exported(settings: Settings) -> str:
    """Return what is exported, line by line."""
    with open_repository(settings, serving=False) as repository:
        return "".join(f"{document}\n" for document in repository.documents())


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder but the locks, which say nothing."""
    files = (file for file in folder.rglob("*") if file.is_file() and file.suffix != ".lock")
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def execute(settings: Settings, *texts: str) -> None:
    """Do what nothing in the program does."""
    engine = sa.create_engine(settings.database or f"sqlite:///{settings.file}", poolclass=sa.NullPool)
    with engine.begin() as connection:
        for text in texts:
            connection.exec_driver_sql(text)
