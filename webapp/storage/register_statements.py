"""What is asked of the database about registers, each a function of the connection it is asked on.

Here lives what is given out of it, too: entries, their changes, and records as a register needs them.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Literal

import sqlalchemy as sa

from engine.register.details import FIELDS, Details
from engine.stored_file import StoredFile
from webapp.storage.record_statements import is_reissued
from webapp.storage.register_tables import register_changes, register_documents, register_entries
from webapp.storage.tables import files, records

What = Literal[
    "added",
    "changed",
    "imported",
    "taken-in",
    "merged",
    "parted",
    "given-back",
    "forgot",
    "restored",
    "document-added",
    "document-removed",
]
"""What happened to an entry: such as that it took another one in, was merged into one, and that this was undone."""
_TURN = 5_707_261_125
"""The number of the lock that two transactions on one PostgreSQL server take in turn to change a register."""
_DETAILS = tuple(each.name for each in FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """An entry of a register: `revision` counts its changes, `merged_into` is the entry that it went into, or ""."""

    id: str
    register: str
    revision: int
    details: Details
    created: datetime
    changed: datetime
    merged_into: str = ""

    @property
    def name(self) -> str:
        """The name that it goes by."""
        return self.details.name


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterChange:
    """A change of an entry: what happened, and what the entry said after it.

    `other` is the id of the other entry where two were merged or parted, and the name of a document that came or went.
    """

    entry: str
    revision: int
    what: What
    other: str
    details: Details
    author: str
    saved: datetime


@dataclass(frozen=True, slots=True)
class Mention:
    """A record as a register needs it, without its document: what it is about, and what it came to.

    It is `reissued` where a later record stands for it, whatever that is about and whoever sees it.
    """

    id: str
    form: str
    version: int
    sha256: str
    submitted: datetime
    about: str
    outcome: str
    concerns: int
    actions: int
    reissues: str
    reissued: bool


@dataclass(frozen=True, slots=True)
class EntryDocument:
    """A document of an entry: the file, who added it, and when."""

    file: StoredFile
    author: str
    added: datetime


_MENTIONED = tuple(is_reissued() if each.name == "reissued" else records.c[each.name] for each in fields(Mention))


def take_turn(connection: sa.Connection) -> None:
    """Let nobody else change a register until the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_TURN)))


def standing(connection: sa.Connection, register: str) -> tuple[RegisterEntry, ...]:
    """Return the entries of a register that are not merged into another one."""
    asked = sa.select(register_entries).where(
        register_entries.c.register == register, register_entries.c.merged_into == ""
    )
    return tuple(map(_entry, connection.execute(asked.order_by(register_entries.c.id))))


def named(connection: sa.Connection) -> dict[str, str]:
    """Return the name of the entry that is meant by each name, of all registers, by its key.

    A name that entries of several registers go by means none of them.
    """
    asked = sa.select(register_entries).where(register_entries.c.merged_into == "")
    found: dict[str, str] = {}
    shared: set[str] = set()
    for each in map(_entry, connection.execute(asked)):
        shared |= each.details.keys & found.keys()
        found |= dict.fromkeys(each.details.keys, each.name)
    return {key: name for key, name in found.items() if key not in shared}


def entry(connection: sa.Connection, entry_id: str) -> RegisterEntry | None:
    """Return an entry, also one that is merged into another one; None when there is none."""
    row = connection.execute(sa.select(register_entries).where(register_entries.c.id == entry_id)).one_or_none()
    return _entry(row) if row else None


def merged_into(connection: sa.Connection, entry_id: str) -> tuple[RegisterEntry, ...]:
    """Return the entries that were merged into one."""
    asked = sa.select(register_entries).where(register_entries.c.merged_into == entry_id)
    return tuple(map(_entry, connection.execute(asked.order_by(register_entries.c.id))))


def changes(connection: sa.Connection, entry_id: str) -> tuple[RegisterChange, ...]:
    """Return every change of an entry, the first first."""
    asked = sa.select(register_changes).where(register_changes.c.entry == entry_id)
    return tuple(map(_change, connection.execute(asked.order_by(register_changes.c.revision))))


def keep(connection: sa.Connection, made: RegisterEntry, what: What, *, other: str = "", author: str) -> None:
    """Keep an entry as it is now, new or changed, and what happened to it."""
    row = {
        **made.details.texts(),
        "register": made.register,
        "revision": made.revision,
        "merged_into": made.merged_into,
        "changed": made.changed,
    }
    if what in {"added", "imported"} and made.revision == 1:
        connection.execute(sa.insert(register_entries).values(id=made.id, created=made.created, **row))
    else:
        connection.execute(sa.update(register_entries).where(register_entries.c.id == made.id).values(row))
    details = _written(made.details)
    kept = {"entry": made.id, "revision": made.revision, "what": what, "other": other, "details": details}
    connection.execute(sa.insert(register_changes).values(**kept, author=author, saved=made.changed))


def rewrite(connection: sa.Connection, entry_id: str, revision: int, details: Details) -> None:
    """Let the history of an entry say something else of what it said at a revision."""
    one = sa.and_(register_changes.c.entry == entry_id, register_changes.c.revision == revision)
    connection.execute(sa.update(register_changes).where(one).values(details=_written(details)))


def everything(connection: sa.Connection) -> tuple[tuple[RegisterEntry, tuple[RegisterChange, ...]], ...]:
    """Return every entry of every register with its changes, merged ones too, in the order of their ids."""
    entries = map(_entry, connection.execute(sa.select(register_entries).order_by(register_entries.c.id)))
    asked = sa.select(register_changes).order_by(register_changes.c.entry, register_changes.c.revision)
    found = _by_entry(map(_change, connection.execute(asked)))
    return tuple((each, tuple(found.get(each.id, ()))) for each in entries)


def histories(connection: sa.Connection, register: str) -> tuple[tuple[RegisterEntry, tuple[RegisterChange, ...]], ...]:
    """Return the entries of a register that are not merged into another one, with their changes."""
    entries = standing(connection, register)
    asked = sa.select(register_changes).join(register_entries, register_entries.c.id == register_changes.c.entry)
    asked = asked.where(register_entries.c.register == register)
    changed = _by_entry(map(_change, connection.execute(asked.order_by(*register_changes.primary_key.columns))))
    return tuple((each, tuple(changed.get(each.id, ()))) for each in entries)


def documents(connection: sa.Connection, entry_id: str) -> tuple[EntryDocument, ...]:
    """Return the documents of an entry, by name."""
    kept = register_documents.c
    asked = sa.select(kept.sha256, files.c.size, files.c.type, kept.name, kept.author, kept.added)
    asked = asked.join(files, files.c.sha256 == kept.sha256).where(kept.entry == entry_id)
    rows = connection.execute(asked.order_by(kept.name, kept.sha256))
    return tuple(EntryDocument(StoredFile(*file), author, added) for *file, author, added in rows)


def add_document(connection: sa.Connection, entry_id: str, made: EntryDocument) -> None:
    """Add a document to an entry, whose content is kept already."""
    row = {"sha256": made.file.sha256, "name": made.file.name, "author": made.author, "added": made.added}
    connection.execute(sa.insert(register_documents).values(entry=entry_id, **row))


def remove_document(connection: sa.Connection, entry_id: str, sha256: str) -> None:
    """Take a document away from an entry."""
    kept = register_documents.c
    connection.execute(sa.delete(register_documents).where(kept.entry == entry_id, kept.sha256 == sha256))


def names(connection: sa.Connection, within: sa.ColumnElement[bool], texts: Collection[str]) -> tuple[str, ...]:
    """Return what records that were asked with one of these texts are about, each name once."""
    asked = sa.select(records.c.about).where(*_conditions(within, texts)).distinct()
    return tuple(connection.scalars(asked))


def mentions(
    connection: sa.Connection,
    within: sa.ColumnElement[bool],
    texts: Collection[str],
    about: Collection[str] | None = None,
) -> tuple[Mention, ...]:
    """Return the records that were asked with one of these texts, the latest first: all, or about one of some names."""
    asked = sa.select(*_MENTIONED).where(*_conditions(within, texts))
    if about is not None:
        asked = asked.where(records.c.about.in_(about))
    found = [Mention(*row) for row in connection.execute(asked).all()]
    return tuple(sorted(found, key=lambda each: (each.submitted, each.id), reverse=True))


def _conditions(within: sa.ColumnElement[bool], texts: Collection[str]) -> tuple[sa.ColumnElement[bool], ...]:
    return (within, records.c.undone.is_(None), sa.not_(records.c.trial), records.c.sha256.in_(texts))


def _entry(row: sa.Row[tuple[object, ...]]) -> RegisterEntry:
    kept = dict(row._mapping)
    details = Details(**{name: kept.pop(name) for name in _DETAILS})
    return RegisterEntry(details=details, **kept)


def _by_entry(changes: Iterable[RegisterChange]) -> dict[str, list[RegisterChange]]:
    found: dict[str, list[RegisterChange]] = {}
    for change in changes:
        found.setdefault(change.entry, []).append(change)
    return found


def _written(details: Details) -> str:
    return json.dumps(details.texts(), ensure_ascii=False)


def _change(row: sa.Row[tuple[object, ...]]) -> RegisterChange:
    kept = dict(row._mapping)
    return RegisterChange(**{**kept, "details": Details(**json.loads(kept["details"]))})
