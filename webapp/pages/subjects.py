"""Registers and what is in them, as every page that shows a subject needs them.

Here lives which registers there are, by what the published forms are about, and the way from a record to the entry that
it belongs to. What an entry's own pages show lives in `webapp.pages.registers`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import abort

from engine.register.details import register_id
from engine.subject import subject_key
from formspec.model import About
from webapp.pages.desk import Desk, desk
from webapp.pages.shelf import Edition
from webapp.storage.exported import Selection
from webapp.storage.register_statements import RegisterEntry
from webapp.storage.stored import Record
from webapp.storage.stored_letters import LetterRequest

_MOST_OFFERED = 500


@dataclass(frozen=True, slots=True)
class Register:
    """A register: its id, its title, what the directory is called in which its entries are looked up, "" for none.

    `forms` are the forms in force that are about it.
    """

    id: str
    title: str
    directory: str
    forms: tuple[Edition, ...]

    @property
    def letters(self) -> tuple[Edition, ...]:
        """The forms that stand under a letter, with which a subject confirms something."""
        return tuple(each for each in self.forms if each.spec.letter is not None)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a record is about: the register, and its entry there, None where there is none of that name yet."""

    register: str
    entry: RegisterEntry | None


def registers(at: Desk) -> dict[str, Register]:
    """Return every register that a published form names, by its id."""
    titles = {register_id(each.register): _titled(each.register) for each in _named(at)}
    in_force = [each.edition for each in at.shelf.offers() if each.edition is not None]
    return {name: _register(name, title, in_force) for name, title in sorted(titles.items()) if name}


def known_register(name: str) -> Register:
    """Return a register; ends the request when no published form names it."""
    found = registers(desk()).get(name)
    if found is None:
        abort(404)
    return found


def texts_about(at: Desk, register: str) -> frozenset[str]:
    """Return the checksums of the texts that are about a register, of all that records in reach were asked with."""
    asked = at.repository.asked_with(Selection())
    return frozenset(each.sha256 for each in asked if _is_about(at.edition(each.sha256), register))


def subject_of(record: Record, opened: Edition) -> Subject | None:
    """Return what a record is about, None for one that is about nothing that a register is kept of."""
    about = opened.spec.about
    name = register_id(about.register) if about else ""
    if not name or not record.about or name not in registers(desk()):
        return None
    return Subject(name, desk().repository.entry_named(name, record.about))


def known_names(opened: Edition) -> tuple[str, ...]:
    """Return the names that a register has of what a form is about, for whoever may read it: a few hundred at most."""
    about = opened.spec.about
    name = register_id(about.register) if about else ""
    entries = desk().repository.register_entries(name) if name else ()
    return tuple(each.name for each in entries[:_MOST_OFFERED])


def strayed_from(sent: LetterRequest, record: Record) -> RegisterEntry | None:
    """Return the entry that a letter was sent about, where its recipient signed it about something else; else None."""
    at = desk()
    about, entry = at.edition(record.sha256).spec.about, at.repository.register_entry(sent.entry)
    if entry is None or about is None or register_id(about.register) != entry.register:
        return None
    if subject_key(record.about) in entry.details.keys:
        return None
    now = at.repository.entry_named(entry.register, record.about)
    return None if now is not None and now.id in {entry.id, entry.merged_into} else entry


def _register(name: str, title: str, in_force: list[Edition]) -> Register:
    forms = tuple(each for each in in_force if _is_about(each, name))
    directories = [each.spec.about.directory for each in forms if each.spec.about and each.spec.about.directory]
    return Register(name, title, directories[0] if directories else "", forms)


def _named(at: Desk) -> Iterator[About]:
    """Yield what each published version is about, the first version of a form first."""
    for form in at.shelf.published.forms():
        for version in reversed(at.shelf.versions(form)):
            found = at.shelf.version(form, version)
            if found is not None and found.spec.about is not None:
                yield found.spec.about


def _titled(register: str) -> str:
    words = " ".join(register.replace("-", " ").split())
    return words[:1].upper() + words[1:]


def _is_about(opened: Edition, register: str) -> bool:
    about = opened.spec.about
    return about is not None and register_id(about.register) == register
