"""Safety visits, from which actions come: their form, answers to it, and the submitting of them."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from flask import Flask

from tests.webapp.pages.submitted import submitted
from webapp.application import close, create_app
from webapp.pages.shelf import edition
from webapp.settings import Settings
from webapp.storage.action_statements import Action
from webapp.storage.repository import Repository
from webapp.storage.stored import Record

SPEC = """\
formspec: 1
form: safety
version: {version}
title: Safety visit
about: {{register: places, question: main.place}}
columns:
  - {{id: answer, role: answer, label: Answer, kind: text}}
  - {{id: concern, role: concern, label: Concern, kind: long-text}}
  - {{id: action, role: action, label: Further action, kind: long-text}}
  - {{id: who, role: who, label: Who, kind: text}}
  - {{id: due, role: by-when, label: By when, kind: date}}
sections:
  - id: main
    title: Main
    questions:
      - {{id: place, label: Where?, name: the place, kind: text, required: true, columns: []}}
      - {{id: door, label: Is the door shut?}}
      - {{id: gate, label: Is the gate {word}?}}
"""
FILLED = {
    "main.place": "The Forge",
    "main.door.concern": "It stands open",
    "main.door.action": "Buy a lock,\nand fit it",
    "main.door.who": "Pat Jones",
    "main.gate.concern": "It is <rotten>",
}
Submit = Callable[..., Record]


def application_with(settings: Settings, specs: Path) -> Iterator[Flask]:
    """Give the application with that form."""
    folder = specs / "safety"
    folder.mkdir()
    (folder / "1.yaml").write_text(SPEC.format(version=1, word="shut"), encoding="utf-8")
    made = create_app(settings)
    yield made
    close(made)


def submitter(specs: Path, repository: Repository) -> Submit:
    """Return what submits a safety visit with these answers; a due day may be given as one."""

    def make(due: date | None = None, **changes: str) -> Record:
        entries = FILLED | {f"main.{name.replace('_', '.')}": text for name, text in changes.items()}
        if due:
            parts = {"day": due.day, "month": due.month, "year": due.year}
            entries |= {f"main.door.due.{name}": str(number) for name, number in parts.items()}
        return submitted(repository, edition((specs / "safety" / "1.yaml").read_bytes()), entries)

    return make


def only(repository: Repository, record: Record) -> Action:
    """Return the one action of a record."""
    (found,) = repository.actions_of(record)
    return found
