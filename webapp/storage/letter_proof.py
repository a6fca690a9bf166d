"""Whether what a recipient signed is still what they signed: the words they saw, the form, and what they answered.

Here lives that check alone. When a letter is signed, its act in the audit trail holds the checksums of all three and of
the signature as a whole; the chain of the trail then keeps whoever can change rows from changing them unseen.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from hashlib import sha256 as checksum

import sqlalchemy as sa

from engine.canonical import canonical
from webapp.deeds import Deed
from webapp.rights import Act
from webapp.storage import letter_statements, record_statements, text_statements, trail_statements
from webapp.storage.identifiers import is_id
from webapp.storage.opened import Opened
from webapp.storage.soundness import is_sealed
from webapp.storage.stored import Record
from webapp.storage.stored_letters import LetterRequest, Signature

_SIGNED = "What was signed"
_FEW = 10
"""More acts than there are ever about one letter's signing: it is signed once."""


def bound(signature: Signature) -> dict[str, str]:
    """Return what the audit trail keeps of a signature: the checksums of what was shown, asked, answered, and of it.

    Beside them stands how the link was given that it was opened by.
    """
    way = asdict(signature.way)
    said = {**way, "email": signature.email, "signed": signature.signed.isoformat(), "shown": signature.shown_sha256}
    whole = checksum(canonical({**said, "spec": signature.spec, "digest": signature.digest})).hexdigest()
    return {
        "shown": signature.shown_sha256,
        "spec": signature.spec,
        "digest": signature.digest,
        "signature": whole,
        **way,
    }


class LetterProof(Opened):
    """The check of the letters that were signed."""

    def letter_faults(self, record_id: str) -> tuple[str, ...]:
        """Return what is no longer as it was when a record was signed as a letter; nothing where all is."""
        with self._database.reading(_SIGNED) as connection:
            record = record_statements.record(connection, record_id) if is_id(record_id) else None
            if record is None or not self.reaches(Act.READ_RECORDS, record):
                return ()
            found = letter_statements.of_draft(connection, record_id)
            return tuple(_faults(connection, found, record)) if found else ()

    def all_letter_faults(self) -> tuple[tuple[str, str], ...]:
        """Return what is no longer as it was signed, of every letter that was, by its record's id. Raises NotYours."""
        self._require(Act.READ_TRAIL)
        with self._database.reading(_SIGNED) as connection:
            return tuple(
                (each.draft, fault)
                for each in letter_statements.signed(connection)
                for fault in _faults(connection, each, record_statements.record(connection, each.draft))
            )

    def letters_seen(self) -> tuple[tuple[str, str], ...]:
        """Return the records that were signed as letters by a link that somebody at the school made and saw.

        Each by its id, with the account that did. Raises NotYours.
        """
        self._require(Act.READ_TRAIL)
        with self._database.reading(_SIGNED) as connection:
            found = (
                (each, letter_statements.signature(connection, each.id))
                for each in letter_statements.signed(connection)
            )
            return tuple((each.draft, kept.seen_by) for each, kept in found if kept and kept.way.is_seen)


def _faults(connection: sa.Connection, found: LetterRequest, record: Record | None) -> Iterator[str]:
    signature = letter_statements.signature(connection, found.id)
    if record is None or signature is None:
        yield "The record or its signature is not there any more."
        return
    if checksum(signature.shown.encode()).hexdigest() != signature.shown_sha256:
        yield "The words that are kept are not those that stood there when it was signed."
    text = text_statements.text(connection, signature.spec)
    if record.sha256 != signature.spec or text is None or checksum(text).hexdigest() != signature.spec:
        yield "The text of the form is not the one that was signed."
    if record.digest != signature.digest or not is_sealed(record.digest, record.document):
        yield "The answers are not those that were signed."
    if not _is_in_trail(connection, found, signature):
        yield "The audit trail does not hold this signature as it is kept."


def _is_in_trail(connection: sa.Connection, found: LetterRequest, signature: Signature) -> bool:
    """Return whether an act of the trail, itself unchanged, says just what is kept of a signature."""
    acts = trail_statements.before(connection, None, who=found.id, thing=found.id, limit=_FEW)
    signed = [each for each in acts if each.act == Deed.LETTER_SIGNED.value and each.hash == each.true_hash]
    return any(json.loads(each.detail) == bound(signature) for each in signed)
