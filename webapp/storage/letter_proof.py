"""Whether what a recipient signed is still what they signed: the words they saw, the form, what they answered and drew.

Here lives that check alone. When a letter is signed, its act in the audit trail holds the checksums of all of these and
of the signature as a whole; the chain of the trail then keeps whoever can change rows from changing them unseen. Which
letters were signed is asked of the trail: where their rows are gone, it still says so.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from hashlib import sha256 as checksum

import sqlalchemy as sa

from engine.canonical import canonical
from engine.json_value import JsonObject
from webapp.rights import Act
from webapp.storage import letter_statements, proof_statements, record_statements, text_statements
from webapp.storage.identifiers import is_id
from webapp.storage.opened import Opened
from webapp.storage.soundness import is_sealed
from webapp.storage.stored_letters import LetterRequest, Signature
from webapp.storage.trail_statements import ActOf

BOUND = "letter"
"""What the act of a signature says that its checksum holds: what was signed, and what is kept of the letter."""
_SIGNED = "What was signed"


def bound(signature: Signature, sent: LetterRequest, *, since: str = BOUND) -> dict[str, str]:
    """Return what the audit trail keeps of a signature: the checksums of what was shown, asked, answered, and of it.

    That of what was drawn is there where something was. Beside them stands how the link was given that opened it.
    `since` says what the checksum of the whole is made of: "" is what it was of letters that were signed before it
    held to whom, when and about what the letter was sent.
    """
    way = asdict(signature.way)
    drawn = {"drawn": signature.drawn} if signature.drawn else {}
    made_of = {"bound": since} if since else {}
    whole: JsonObject = {
        **way,
        **drawn,
        "email": signature.email,
        "signed": signature.signed.isoformat(),
        "shown": signature.shown_sha256,
        "spec": signature.spec,
        "digest": signature.digest,
        **(_letter(sent) if since else {}),
        **made_of,
    }
    return {
        "shown": signature.shown_sha256,
        "spec": signature.spec,
        "digest": signature.digest,
        "signature": checksum(canonical(whole)).hexdigest(),
        **drawn,
        **way,
        **made_of,
    }


def _letter(sent: LetterRequest) -> dict[str, str]:
    """Return to whom, when and about what a letter was sent."""
    return {
        "request": sent.id,
        "name": sent.name,
        "to": sent.email,
        "sent": sent.sent.isoformat(),
        "register": sent.register,
        "entry": sent.entry,
    }


class LetterProof(Opened):
    """The check of the letters that were signed."""

    def letter_faults(self, record_id: str) -> tuple[str, ...]:
        """Return what is no longer as it was when a record was signed as a letter; nothing where all is."""
        with self._database.reading(_SIGNED) as connection:
            record = record_statements.record(connection, record_id) if is_id(record_id) else None
            if record is None or not self.reaches(Act.READ_RECORDS, record):
                return ()
            told = proof_statements.signed_letter(connection, record_id)
            kept = letter_statements.of_draft(connection, record_id)
            if not told and kept is None:
                return ()
            return tuple(_faults(connection, told or (kept.id if kept else ""), record_id))

    def all_letter_faults(self) -> tuple[tuple[str, str], ...]:
        """Return what is no longer as it was signed, of every letter that was, by its record's id. Raises NotYours."""
        self._require(Act.READ_TRAIL)
        return (*self._faults_of_told(), *self._faults_of_untold())

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

    def _faults_of_told(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with each letter of which the trail says that it was signed."""
        number = 0
        while True:
            with self._database.reading(_SIGNED) as connection:
                page = proof_statements.signings(connection, after=number)
                for act in page:
                    record_id = proof_statements.signed_record(connection, act.thing)
                    yield from ((record_id or act.thing, each) for each in _faults(connection, act.thing, record_id))
            if not page:
                return
            number = page[-1].number

    def _faults_of_untold(self) -> Iterator[tuple[str, str]]:
        with self._database.reading(_SIGNED) as connection:
            for request_id, record_id in proof_statements.untold_letters(connection):
                yield from ((record_id, each) for each in _faults(connection, request_id, record_id))


def _faults(connection: sa.Connection, request_id: str, record_id: str) -> Iterator[str]:
    """Yield what is wrong with a letter that was signed as a record; nothing where that was erased."""
    found = letter_statements.request(connection, request_id)
    record = record_statements.record(connection, record_id)
    signature = letter_statements.signature(connection, request_id)
    if found is None and record is None and proof_statements.is_erased(connection, record_id):
        return
    if found is None or found.draft != record_id or record is None or signature is None:
        yield "It was signed, and its record, the letter or its signature is not there any more."
        return
    if found.state != "signed":
        yield "It was signed, and is not kept as signed any more."
    if checksum(signature.shown.encode()).hexdigest() != signature.shown_sha256:
        yield "The words that are kept are not those that stood there when it was signed."
    text = text_statements.text(connection, signature.spec)
    if record.sha256 != signature.spec or text is None or checksum(text).hexdigest() != signature.spec:
        yield "The text of the form is not the one that was signed."
    if record.digest != signature.digest or not is_sealed(record.digest, record.document):
        yield "The answers are not those that were signed."
    drawing = letter_statements.drawing(connection, request_id)
    if (checksum(drawing).hexdigest() if drawing else "") != signature.drawn:
        yield "The drawn signature is not the one that was drawn."
    acts = proof_statements.signings(connection, request=request_id)
    if not acts or not all(_says(act, signature, found) for act in acts):
        yield "The audit trail does not hold this signature as it is kept, with whom the letter went to and when."


def _says(act: ActOf, signature: Signature, sent: LetterRequest) -> bool:
    """Return whether an act of the trail, itself unchanged, says just what is kept of a signature and its letter.

    What its checksum is made of is said by the act alone, which the chain holds: no row can ask for less.
    """
    said = json.loads(act.detail)
    return bool(act.hash == act.true_hash and said == bound(signature, sent, since=BOUND if "bound" in said else ""))
