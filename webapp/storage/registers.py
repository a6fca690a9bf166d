"""Registers: what is kept of the subjects that forms are about.

Here lives what may happen to an entry, one transaction each, and which records belong to it: those that this person
reaches and that are about one of its names. No two entries of a register that stand have a name of one subject. Records
are never touched.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

import sqlalchemy as sa

from engine.register.details import Details, followed, merged
from engine.register.plan import Planned, fingerprint, planned
from engine.register.sheet import Row
from engine.subject import subject_key
from webapp.deeds import Deed
from webapp.rights import Act
from webapp.storage import register_statements as statements
from webapp.storage import scrubbing
from webapp.storage.failures import Unknown
from webapp.storage.identifiers import is_id, new_id, storable
from webapp.storage.opened import Opened, now
from webapp.storage.register_failures import EntryMerged, NameTaken, RegisterMoved
from webapp.storage.register_statements import Mention, RegisterChange, RegisterEntry, What
from webapp.storage.register_tables import register_changes, register_entries
from webapp.storage.tables import records

_REGISTER = "The register"
_CHANGE = "The change of the register"


@dataclass(frozen=True, slots=True)
class EntrySaved:
    """What became of a save: the entry as it is now, and the fields that somebody else changed otherwise meanwhile.

    Where there are any, nothing was kept: `offered` is what both changes come to, with what was sent in those fields.
    """

    entry: RegisterEntry
    offered: Details
    clashes: tuple[str, ...] = ()


class Registers(Opened):
    """The registers that are kept."""

    def register_entries(self, register: str) -> tuple[RegisterEntry, ...]:
        """Return the entries of a register, by name; those that are merged into another one are left out."""
        if not self._viewer.may(Act.READ_REGISTERS):
            return ()
        with self._database.reading(_REGISTER) as connection:
            found = statements.standing(connection, storable(register))
        return tuple(sorted(found, key=lambda each: (subject_key(each.name), each.id)))

    def register_entry(self, entry_id: str) -> RegisterEntry | None:
        """Return an entry, also one that is merged into another one; None when there is none."""
        if not is_id(entry_id) or not self._viewer.may(Act.READ_REGISTERS):
            return None
        with self._database.reading(_REGISTER) as connection:
            return statements.entry(connection, entry_id)

    def entry_named(self, register: str, name: str) -> RegisterEntry | None:
        """Return the entry that goes by a name, None when none does."""
        key = subject_key(name)
        return next((each for each in self.register_entries(register) if key in each.details.keys), None)

    def entries_merged_into(self, entry_id: str) -> tuple[RegisterEntry, ...]:
        """Return the entries that were merged into one."""
        if not is_id(entry_id) or not self._viewer.may(Act.READ_REGISTERS):
            return ()
        with self._database.reading(_REGISTER) as connection:
            return statements.merged_into(connection, entry_id)

    def entry_changes(self, entry_id: str) -> tuple[RegisterChange, ...]:
        """Return every change of an entry, the first first."""
        if not is_id(entry_id) or not self._viewer.may(Act.READ_REGISTERS):
            return ()
        with self._database.reading(_REGISTER) as connection:
            return statements.changes(connection, entry_id)

    def mentions(self, texts: Collection[str], details: Details | None = None) -> tuple[Mention, ...]:
        """Return the records within this person's reach that were asked with one of some texts, the latest first.

        All of them, or those that belong to an entry with these details; trials and undone re-issues are left out.
        """
        within = self._within(Act.READ_RECORDS, records)
        with self._database.reading(_REGISTER) as connection:
            if details is None:
                return statements.mentions(connection, within, texts)
            named = statements.names(connection, within, texts)
            about = [each for each in named if subject_key(each) in details.keys]
            return statements.mentions(connection, within, texts, about)

    def add_entry(self, register: str, details: Details) -> RegisterEntry:
        """Add an entry to a register. Raises NameTaken and NotYours."""
        self._require(Act.CHANGE_REGISTERS)
        with self._database.writing(_CHANGE) as connection:
            statements.take_turn(connection)
            said = _storable(details)
            _require_free(_by_key(statements.standing(connection, storable(register))), said, "")
            return self._add_entry(connection, storable(register), said, "added")

    def save_entry(self, entry_id: str, *, base: int, details: Details) -> EntrySaved:
        """Keep what an entry says now, together with what others changed since the revision `base`.

        Where one field was changed by both, differently, nothing is kept. The name that it had goes on as one of its
        other names. Raises EntryMerged, NameTaken, Unknown and NotYours.
        """
        self._require(Act.CHANGE_REGISTERS)
        with self._database.writing(_CHANGE) as connection:
            found = self._held_entry(connection, entry_id)
            seen = {each.revision: each.details for each in statements.changes(connection, entry_id)}
            made, clashes = merged(seen.get(base, Details()), found.details, _storable(details))
            if clashes:
                mine = details.texts()
                return EntrySaved(found, Details(**{**made.texts(), **{each: mine[each] for each in clashes}}), clashes)
            said = _storable(followed(found.details, made))
            _require_free(_by_key(statements.standing(connection, found.register)), said, found.id)
            saved = self._change_entry(connection, found, said, "changed")
        return EntrySaved(saved, saved.details)

    def merge_entries(self, going: str, into: str, *, base: int) -> RegisterEntry:
        """Merge an entry into another one of its register, which goes by its names from then on; return that one.

        `base` is the revision at which the one that goes was seen. Raises RegisterMoved when it has changed since,
        EntryMerged, Unknown and NotYours.
        """
        self._require(Act.CHANGE_REGISTERS)
        with self._database.writing(_CHANGE) as connection:
            gone, stays = self._held_entry(connection, going), self._held_entry(connection, into)
            if gone.id == stays.id or gone.register != stays.register:
                raise Unknown("An entry is merged into another one of the same register.")
            if gone.revision != base:
                raise RegisterMoved
            self._keep_entry(connection, replace(gone, merged_into=stays.id), "merged", other=stays.id)
            taken = stays.details.called_also(gone.details.names)
            self._note(connection, Deed.ENTRY_MERGED, gone.id, into=stays.id)
            return self._keep_entry(connection, replace(stays, details=taken), "taken-in", other=gone.id)

    def part_entry(self, entry_id: str) -> RegisterEntry:
        """Undo that an entry was merged into another one, which gives its names back; return the one that stands again.

        One that stands stays so. Raises EntryMerged when the other one was itself merged since, NameTaken when one of
        the names is another entry's by now, Unknown and NotYours.
        """
        self._require(Act.CHANGE_REGISTERS)
        with self._database.writing(_CHANGE) as connection:
            statements.take_turn(connection)
            gone = statements.entry(connection, entry_id) if is_id(entry_id) else None
            if gone is None:
                raise Unknown("There is no such entry.")
            if not gone.merged_into:
                return gone
            holder = self._held_entry(connection, gone.merged_into)
            given = _without(holder.details, _taken(statements.changes(connection, holder.id), gone.id))
            self._keep_entry(connection, replace(holder, details=given), "given-back", other=gone.id)
            _require_free(_by_key(statements.standing(connection, gone.register)), gone.details, gone.id)
            self._note(connection, Deed.ENTRY_PARTED, gone.id, out_of=holder.id)
            return self._keep_entry(connection, replace(gone, merged_into=""), "parted", other=holder.id)

    def forget_contacts(self, entry_id: str) -> bool:
        """Take every earlier contact of an entry out of its history, and return whether the disk is clean of them.

        What it says now stays; of an entry that was merged into another one the last contact goes, too. Raises Unknown
        and NotYours.
        """
        self._require(Act.ERASE)
        with self._database.writing(_CHANGE) as connection:
            statements.take_turn(connection)
            found = statements.entry(connection, entry_id) if is_id(entry_id) else None
            if found is None:
                raise Unknown("There is no such entry.")
            kept = None if found.merged_into else found.details
            for each in statements.changes(connection, found.id):
                statements.rewrite(connection, found.id, each.revision, each.details.without_contact(kept))
            self._keep_entry(connection, replace(found, details=found.details.without_contact(kept)), "forgot")
            self._note(connection, Deed.ENTRY_FORGOTTEN, found.id)
            scrubbing.mark(connection)
        return scrubbing.scrub(self._database, (register_entries, register_changes))

    def import_entries(self, register: str, rows: Iterable[Row], *, seen: str) -> tuple[Planned, ...]:
        """Do what a plan says whose fingerprint was `seen`, and return it: what is doubtful or wrong is left out.

        Raises RegisterMoved when the register has changed since, so that the plan is another one, and NotYours.
        """
        self._require(Act.CHANGE_REGISTERS)
        with self._database.writing(_CHANGE) as connection:
            statements.take_turn(connection)
            known = {each.id: each for each in statements.standing(connection, storable(register))}
            plan = planned(rows, {entry_id: each.details for entry_id, each in known.items()})
            if fingerprint(plan) != seen:
                raise RegisterMoved
            taken = _by_key(known.values())
            for each in (each for each in plan if each.sort in {"new", "changed"}):
                said, found = _storable(each.details), known.get(each.entry)
                _require_free(taken, said, each.entry)
                if found is None:
                    made = self._add_entry(connection, storable(register), said, "imported")
                else:
                    made = self._change_entry(connection, found, said, "imported")
                    for key in found.details.keys:
                        taken.pop(key, None)
                taken |= dict.fromkeys(made.details.keys, made)
        return plan

    def plan_import(self, register: str, rows: Iterable[Row]) -> tuple[Planned, ...]:
        """Return what an import would do, and do nothing. Raises NotYours."""
        self._require(Act.CHANGE_REGISTERS)
        return planned(rows, {each.id: each.details for each in self.register_entries(register)})

    def _held_entry(self, connection: sa.Connection, entry_id: str) -> RegisterEntry:
        """Return an entry that stands, and that nobody else changes until the transaction ends."""
        statements.take_turn(connection)
        found = statements.entry(connection, entry_id) if is_id(entry_id) else None
        if found is None:
            raise Unknown("There is no such entry.")
        if found.merged_into:
            raise EntryMerged(found.merged_into)
        return found

    def _add_entry(self, connection: sa.Connection, register: str, said: Details, what: What) -> RegisterEntry:
        moment = now()
        made = RegisterEntry(id=new_id(), register=register, revision=1, details=said, created=moment, changed=moment)
        statements.keep(connection, made, what, author=self._viewer.id)
        self._note(connection, Deed.ENTRY_ADDED, made.id, how=what)
        return made

    def _change_entry(
        self, connection: sa.Connection, found: RegisterEntry, said: Details, what: What
    ) -> RegisterEntry:
        if said == found.details:
            return found
        self._note(connection, Deed.ENTRY_CHANGED, found.id, how=what)
        return self._keep_entry(connection, replace(found, details=said), what)

    def _keep_entry(
        self, connection: sa.Connection, made: RegisterEntry, what: What, *, other: str = ""
    ) -> RegisterEntry:
        """Keep a change of an entry under its next revision."""
        kept = replace(made, revision=made.revision + 1, changed=now())
        statements.keep(connection, kept, what, other=other, author=self._viewer.id)
        return kept


def _by_key(entries: Iterable[RegisterEntry]) -> dict[str, RegisterEntry]:
    """Return entries by each of the names that they go by, as `subject_key` has it."""
    return {key: each for each in entries for key in each.details.keys}


def _require_free(taken: Mapping[str, RegisterEntry], details: Details, own: str) -> None:
    """Raise NameTaken when one of the names of an entry is one of another entry's, given entries by their names."""
    for name in details.names:
        found = taken.get(subject_key(name))
        if found is not None and found.id != own:
            raise NameTaken(name, found.id, found.name)


def _taken(changes: Iterable[RegisterChange], gone: str) -> frozenset[str]:
    """Return the names, as keys, that an entry got when it took another one in the last time."""
    before, taken = Details(), frozenset[str]()
    for each in changes:
        if each.what == "taken-in" and each.other == gone:
            taken = each.details.keys - before.keys
        before = each.details
    return taken


def _without(details: Details, names: frozenset[str]) -> Details:
    """Return details without some of the other names."""
    stay = [each for each in details.names[1:] if subject_key(each) not in names]
    return replace(details, other_names="\n".join(stay))


def _storable(details: Details) -> Details:
    said: Mapping[str, str] = {name: storable(text) for name, text in details.texts().items()}
    return Details(**said)
