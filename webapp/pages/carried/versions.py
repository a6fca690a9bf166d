"""The versions between the one that something was asked with and the one in force, and carrying along them.

Here lives which versions these are. Each says what its parts were in the one before, so none is passed over.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engine.carried import Carried, Carry, written
from engine.carry import carry_through
from engine.carry.beginning import begun_with
from engine.carry.documents import document_entries
from engine.form import Form
from engine.json_value import JsonObject
from engine.london import day_of
from formspec.loader import reopen
from webapp.pages.desk import Desk
from webapp.pages.shelf import Edition, edition
from webapp.pages.words import today
from webapp.storage.stored import Draft, Record


@dataclass(frozen=True, slots=True)
class Newer:
    """A version in force that came after the one of a draft or a record; `since` is the day from which on, if known."""

    edition: Edition
    since: date | None

    @property
    def version(self) -> int:
        """The number of the version."""
        return self.edition.spec.version


def newer(at: Desk, of: Draft | Record) -> Newer | None:
    """Return the version in force, where it came after the one of a draft or a record; of a trial, none."""
    offered = at.shelf.offer(of.form).edition
    if offered is None or of.trial or offered.spec.version <= of.version:
        return None
    release = at.shelf.published.release(of.form, offered.spec.version)
    return Newer(at.as_used(offered), release.in_force if release else None)


def carried_draft(at: Desk, draft: Draft, to: Edition) -> tuple[Carried, str]:
    """Return what a draft holds, carried to a later version, and the report of that as storage keeps it."""
    carried = carry_through(line(at, draft.sha256, to), draft.entries, today=today())
    return carried, report_of(draft.version, draft.sha256, to, carried)


def carried_record(at: Desk, record: Record, to: Edition) -> tuple[Carried, str]:
    """Return the answers of a record, carried to a later version to be re-issued, and the report of that."""
    forms = line(at, record.sha256, to)
    carried = carry_through(forms, _entries(forms[0], record), today=day_of(record.submitted))
    return carried, report_of(record.version, record.sha256, to, carried)


def begun(at: Desk, record: Record, with_edition: Edition) -> tuple[Carried, str]:
    """Return the answers of a record as what another draft begins with, and the report of that."""
    forms = line(at, record.sha256, with_edition)
    carried = begun_with(forms, _entries(forms[0], record), today=today())
    return carried, report_of(record.version, record.sha256, with_edition, carried)


def line(at: Desk, sha256: str, to: Edition) -> list[Form]:
    """Return the versions on the way from the text of this checksum to another version, both included."""
    first = at.edition(sha256)
    spec = first.spec
    first_one, last_one = sorted((spec.version, to.spec.version))
    between = [each for each in at.shelf.published.versions(spec.form) if first_one < each < last_one]
    if to.spec.version == first_one:
        between.reverse()
    found = [_between(at, spec.form, version) for version in between]
    return [first.form, *(each.form for each in found if each is not None), to.form.own]


def _between(at: Desk, form: str, version: int) -> Edition | None:
    """Return a version on the way, as it was used or published; None for one that never could be used."""
    text = at.repository.used_text(form, version) or at.shelf.published.open(form, version).text
    return None if reopen(text) is None else edition(text)


def _entries(form: Form, record: Record) -> Mapping[str, str]:
    document: JsonObject = json.loads(record.document)
    return document_entries(form, document)


def report_of(version: int, sha256: str, to: Edition, carried: Carried) -> str:
    """Return a report as storage keeps it."""
    kept = Carry(version, sha256, to.spec.version, carried.report, carried.left)
    return json.dumps(written(kept), ensure_ascii=False)
