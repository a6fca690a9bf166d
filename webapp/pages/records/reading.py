"""A record as it is read: what stands on its page, and the same in its PDF.

Here lives what is taken out of a record's document, in the words of the text pinned with it. How that looks is for the
page's template and for `webapp.pages.records.printing` to say.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from engine.carried import Carry, origin_of
from engine.check import state_of
from engine.document import entries_of
from engine.form import Form
from engine.json_value import JsonObject, as_list, as_object, as_text
from engine.london import day_of
from engine.named_files import named_files
from engine.row_words import with_rows
from engine.stored_file import StoredFile
from engine.texts import Told
from formspec.model import Spec
from webapp.pages.findings import Finding, Findings, Outcome, ShownOutcome, outcome, outcomes, shown
from webapp.pages.shelf import Edition
from webapp.storage.stored import Record


@dataclass(frozen=True, slots=True)
class SealedPart:
    """A part of a record: its title, when it was completed, and the seal over what was shown then."""

    title: str
    completed: datetime
    seal: str


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """A record with what it says: the answers as entries, and what they brought to light.

    `form` is laid out for the rows that there are, `on` the day by which its rules are judged, `by` who completed it.
    """

    record: Record
    form: Form
    entries: Mapping[str, str]
    on: date
    by: str
    outcome: Outcome | None
    found: Findings
    outcomes: tuple[ShownOutcome, ...]
    parts: tuple[SealedPart, ...]
    warnings: tuple[Finding, ...]
    files: tuple[StoredFile, ...]
    carries: tuple[Carry, ...]


def read(record: Record, opened: Edition) -> ReadRecord:
    """Return what a record says, in the words of its edition."""
    document = document_of(record)
    entries, _ = entries_of(opened.form, as_object(document["answers"]))
    form, on = opened.form.of(entries), day_of(record.submitted)
    told = Told(form, entries, state_of(form, entries, on))
    return ReadRecord(
        record=record,
        form=form,
        entries=entries,
        on=on,
        by=as_text(as_object(document["by"]).get("name", "")),
        outcome=outcome(opened.form, record.outcome),
        found=shown(as_object(document["findings"]), told),
        outcomes=outcomes(told),
        parts=tuple(_parts(opened.spec, document)),
        warnings=tuple(_warning(as_object(each), told) for each in as_list(document.get("warnings", []))),
        files=tuple(named_files(form, entries)),
        carries=tuple(origin_of(document).carries),
    )


def document_of(record: Record) -> JsonObject:
    """Return the document of a record."""
    return cast(JsonObject, json.loads(record.document))


def _parts(spec: Spec, document: JsonObject) -> Iterator[SealedPart]:
    titles = {part.id: part.title for part in spec.parts}
    for part in map(as_object, as_list(document.get("parts", []))):
        when = datetime.fromisoformat(as_text(part["completed"]))
        yield SealedPart(titles[as_text(part["id"])], when, as_text(part["digest"]))


def _warning(warning: JsonObject, told: Told) -> Finding:
    """Return a warning as it was told, and the reason that was given."""
    message = with_rows(told, as_text(warning["check"]), as_text(warning["message"]))
    return Finding(message, as_text(warning.get("reason", "")))
