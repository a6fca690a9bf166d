"""Whether records are still what was submitted, and decisions what was made, by what the audit trail says of them.

Here lives that check alone. A record's digest shows that its document is whole; whoever can change rows can change both
to fit. The trail holds the digest of each record as it came, and the checksum of each decision, and its chain keeps it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from engine.document import plain_outcome, timestamp
from engine.json_value import Json, JsonObject
from webapp.deeds import Deed
from webapp.rights import Act
from webapp.storage import decision_statements, proof_statements, record_statements
from webapp.storage.decision_statements import Decision
from webapp.storage.identifiers import is_id, storable
from webapp.storage.opened import Opened
from webapp.storage.soundness import is_sealed
from webapp.storage.stored import Record
from webapp.storage.trail_statements import ActOf

_WHAT = "What was submitted"
_PAGE = 100
_PLAIN = {"the form": "form", "the version": "version", "the text of the form": "spec", "the moment": "submitted"}
"""What stands in a document as it is kept beside it: in words, and its name there."""


@dataclass(slots=True)
class Proved:
    """What checking came to: how many records and decisions there are, and how many of which nothing could be said.

    Those are records that are older than the audit trail, and decisions that were made before it held their checksum,
    or elsewhere. `faults` are in sentences, each with the record's id.
    """

    records: int = 0
    decisions: int = 0
    unknown_records: int = 0
    unknown_decisions: int = 0
    faults: list[tuple[str, str]] = field(default_factory=list)


class RecordProof(Opened):
    """The check of records, and of what was decided on them."""

    def record_faults(self, record_id: str) -> tuple[str, ...]:
        """Return what of a record that this person may read, or of a decision on it, is not as it was made."""
        found = Proved()
        with self._database.reading(_WHAT) as connection:
            record = record_statements.record(connection, record_id) if is_id(record_id) else None
            if record is None or not self.reaches(Act.READ_RECORDS, record):
                return ()
            _prove(connection, (record,), found)
        return tuple(fault for _, fault in found.faults)

    def prove_records(self) -> Proved:
        """Check every record, a page of them in memory at a time, and that none is gone. Raises NotYours."""
        self._require(Act.READ_TRAIL)
        found, after = Proved(), ""
        while True:
            with self._database.reading(_WHAT) as connection:
                page = record_statements.in_order(connection, after=after, limit=_PAGE)
                _prove(connection, page, found)
            if not page:
                break
            after = page[-1].id
        for record_id in self._gone():
            found.faults.append((record_id, "It was kept, was not erased, and is not there any more."))
        return found

    def _gone(self) -> Iterator[str]:
        number = 0
        while True:
            with self._database.reading(_WHAT) as connection:
                page = proof_statements.gone_records(connection, after=number)
            yield from (record_id for _, record_id in page)
            if not page:
                return
            number = page[-1][0]


def _prove(connection: sa.Connection, page: tuple[Record, ...], found: Proved) -> None:
    """Add to what was found what of some records is not as the trail says."""
    ids = [each.id for each in page]
    acts = proof_statements.of_records(connection, ids)
    decided = decision_statements.of_records(connection, sa.true(), ids)
    began = proof_statements.began(connection)
    for record in page:
        told, decisions = acts.get(record.id, ()), decided.get(record.id, ())
        found.records += 1
        found.decisions += len(decisions)
        found.unknown_records += _is_older(record, told, began)
        found.unknown_decisions += sum(_mark_of(each, told) is None for each in decisions)
        found.faults += ((record.id, each) for each in _faults(record, told, began))
        found.faults += ((record.id, each) for each in _decision_faults(decisions, told))


def _is_older(record: Record, told: tuple[ActOf, ...], began: datetime | None) -> bool:
    """Return whether a record is older than the audit trail, which can say nothing of it."""
    return not _came(told) and (began is None or record.submitted < began)


def _came(told: tuple[ActOf, ...]) -> list[ActOf]:
    return [each for each in told if each.act in proof_statements.CAME]


def _said(act: ActOf) -> JsonObject:
    """Return what an act says beside what was done to what; nothing of one that was changed."""
    return cast(JsonObject, json.loads(act.detail)) if act.detail and act.hash == act.true_hash else {}


def _faults(record: Record, told: tuple[ActOf, ...], began: datetime | None) -> Iterator[str]:
    came = _came(told)
    if not came and not _is_older(record, told, began):
        yield "The audit trail does not say that it was submitted."
    if any(_said(each).get("digest") != record.digest for each in came):
        yield "It is not the record that was submitted: the audit trail holds another digest."
    if not is_sealed(record.digest, record.document):
        yield "Its document does not have the digest that is kept with it."
        return
    changed = tuple(_changed(record, cast(JsonObject, json.loads(record.document))))
    if changed:
        yield f"What is kept beside its document is not what the document says: {', '.join(changed)}."


def _changed(record: Record, document: JsonObject) -> Iterator[str]:
    """Yield what is kept of a record beside its document, and is not as that says it, in a word or two."""
    kept: dict[str, Json] = {
        "the form": record.form,
        "the version": record.version,
        "the text of the form": f"sha256:{record.sha256}",
        "the moment": timestamp(record.submitted),
        "what it is about": record.about,
        "the outcome": record.outcome,
        "the number of concerns": record.concerns,
        "the number of actions": record.actions,
        "what it re-issues": record.reissues,
    }
    said = _beside(document)
    yield from (words for words, value in kept.items() if words in said and said[words] != value)


def _beside(document: JsonObject) -> dict[str, Json]:
    """Return what a document says of what is kept beside it; nothing of what it does not have."""
    named = (("the form", "form"), ("the version", "version"), ("the text of the form", "spec"))
    said: dict[str, Json] = {
        words: document[name] for words, name in (*named, ("the moment", "submitted")) if name in document
    }
    about, reissues, found = (document.get(name) for name in ("about", "reissues", "findings"))
    if isinstance(about, dict):
        said["what it is about"] = storable(str(about.get("name", "")))
    if isinstance(reissues, dict):
        said["what it re-issues"] = reissues.get("id", "")
    if isinstance(found, dict):
        said["the outcome"] = storable(plain_outcome(found))
        for words, name in (("the number of concerns", "concerns"), ("the number of actions", "actions")):
            listed = found.get(name)
            said |= {words: len(listed)} if isinstance(listed, list) else {}
    return said


def _decision_faults(decisions: tuple[Decision, ...], told: tuple[ActOf, ...]) -> Iterator[str]:
    made = {said.get("decision") for said in _decided(told)}
    brought = sum(cast(int, _said(each).get("decisions", 0)) for each in _came(told))
    for each in decisions:
        mark = _mark_of(each, told)
        if mark is not None and mark != decision_statements.mark(each):
            yield f"Decision {each.number} on it is not as it was made."
    unmade = sum(each.id not in made for each in decisions)
    if unmade > brought:
        yield "The audit trail does not hold every decision on it."
    if unmade < brought or not made <= {each.id for each in decisions}:
        yield "A decision on it is not there any more."


def _decided(told: tuple[ActOf, ...]) -> Iterator[JsonObject]:
    return (_said(each) for each in told if each.act == Deed.RECORD_DECIDED.value)


def _mark_of(decision: Decision, told: tuple[ActOf, ...]) -> Json:
    """Return the checksum that the trail holds of a decision, None where it holds none."""
    return next(
        (said["mark"] for said in _decided(told) if said.get("decision") == decision.id and "mark" in said), None
    )
