"""Records that were made elsewhere and come in from an export: all of them, or none.

Here lives what must be so for one to come in. It keeps its id, its digest and its moment, and belongs to nobody here:
accounts are another matter in each place. What is here already and equal is left as it is, with what came after it, and
nothing of its files is kept that was not here.
Whether what comes is what it says to be is looked at before, while it is read.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

import sqlalchemy as sa

from engine.carried import origin_of
from webapp.deeds import Deed
from webapp.storage import erasure_statements, file_statements, record_statements, retention_statements, statements
from webapp.storage.bringing import Brought, bring, tells_more
from webapp.storage.concern_statements import gather_concerns
from webapp.storage.exported import Arriving, TakenIn
from webapp.storage.failures import NotTakenIn, NotYours, PinnedDifferently
from webapp.storage.identifiers import is_id
from webapp.storage.indexing import index_record
from webapp.storage.opened import Opened, now
from webapp.storage.soundness import document_of
from webapp.storage.stored import Record, StoredContent
from webapp.storage.texts import pin

_WHAT = "The import"


class TakingIn(Opened):
    """What comes in from elsewhere."""

    def take_in(self, texts: Iterable[bytes], arriving: Iterable[Arriving]) -> TakenIn:
        """Take records in, with what their files hold and the texts that they were asked with.

        It is for whoever sits at the computer that keeps them, and for no account. Raises NotTakenIn, NotYours, and
        what going through `arriving` raises: then nothing has changed.
        """
        if not self._viewer.anybody:
            raise NotYours
        present, differing, brought, unnamed = 0, 0, list[Brought](), set[str]()
        by_checksum = {_checksum(text): text for text in texts}
        with self._database.writing(_WHAT) as connection:
            for each in arriving:
                anew = set(_kept_anew(connection, each.files))
                if _is_here(connection, each.record):
                    unnamed |= anew
                    present += 1
                    differing += tells_more(connection, each.after)
                    continue
                _require_true_reissues(connection, each.record)
                _pin(connection, each.record, by_checksum[each.record.sha256])
                record_statements.add_record(connection, each.record)
                brought.append(bring(connection, each.record, each.after))
                gather_concerns(connection, each.record)
                index_record(connection, each.record)
                self._note_import(connection, each.record, brought[-1])
            erasure_statements.take_out_files(connection, unnamed, changed=now(), now=now())
        return _taken_in(brought, present=present, differing=differing)

    def _note_import(self, connection: sa.Connection, record: Record, brought: Brought) -> None:
        detail: dict[str, str | int] = {"digest": record.digest}
        came = {"decisions": brought.decisions, "actions": brought.actions}
        detail |= {name: number for name, number in came.items() if number}
        self._note(connection, Deed.RECORD_IMPORTED, record.id, who=None, **detail)


def _taken_in(brought: Sequence[Brought], *, present: int, differing: int) -> TakenIn:
    return TakenIn(
        added=len(brought),
        present=present,
        decisions=sum(each.decisions for each in brought),
        actions=sum(each.actions for each in brought),
        strangers=sum(each.strangers for each in brought),
        differing=differing + sum(each.kept for each in brought),
    )


def _checksum(text: bytes) -> str:
    return sha256(text).hexdigest()


def _kept_anew(connection: sa.Connection, contents: Sequence[StoredContent]) -> Iterator[str]:
    """Keep what files hold, and yield the checksums of those that were not kept before."""
    known = file_statements.kept(connection, [each.sha256 for each in contents])
    for each in contents:
        file_statements.add_or_renew(connection, each, now=now())
        if each.sha256 not in known:
            yield each.sha256


def _is_here(connection: sa.Connection, record: Record) -> bool:
    """Return whether a record is here already, as it comes. Raises NotTakenIn where it cannot be here so."""
    if not is_id(record.id):
        raise NotTakenIn(f"the submission {record.id} has an id that Formspec never gives.")
    kept = record_statements.held_record(connection, record.id)
    if kept is not None:
        if (kept.digest, kept.sha256, kept.trial) != (record.digest, record.sha256, False):
            raise NotTakenIn(f"the submission {record.id} is here already, and it is another one than in the export.")
        return True
    if retention_statements.tombstone(connection, record.id) is not None:
        raise NotTakenIn(f"the submission {record.id} was erased here, and what was erased does not come back.")
    if statements.held_draft(connection, record.id) is not None:
        raise NotTakenIn(f"the submission {record.id} is a draft here that was not submitted.")
    for other in record_statements.reissued_by(connection, record.reissues) if record.reissues else ():
        raise NotTakenIn(
            f"the submission {record.id} re-issues {record.reissues}, which {other.id} re-issues here already."
        )
    return False


def _require_true_reissues(connection: sa.Connection, record: Record) -> None:
    """Raise NotTakenIn where a record re-issues another one than it names, itself, or is named as another one is."""
    before = origin_of(document_of(record)).reissues
    if before is not None and before.id == record.id:
        raise NotTakenIn(
            f"the submission {record.id} re-issues itself: have the ZIP made again where it was submitted."
        )
    kept = record_statements.held_record(connection, before.id) if before is not None else None
    pairs = [(record, kept)] if kept is not None else []
    for later, earlier in [*pairs, *((each, record) for each in record_statements.reissued_by(connection, record.id))]:
        if not _names(later, earlier):
            raise NotTakenIn(
                f"the submission {later.id} re-issues {earlier.id}, and does not name its form, version and digest as "
                "they are: have the ZIP made again where it was submitted."
            )


def _names(later: Record, before: Record) -> bool:
    """Return whether a record that re-issues one is of the same form, and names its version and digest."""
    said = origin_of(document_of(later)).reissues
    named = (later.form, said.version, said.digest) if said is not None else None
    return named == (before.form, before.version, before.digest)


def _pin(connection: sa.Connection, record: Record, text: bytes) -> None:
    try:
        pin(connection, record.form, record.version, sha256=record.sha256, text=text)
    except PinnedDifferently:
        raise NotTakenIn(
            f"version {record.version} of “{record.form}” has other words here than in the export."
        ) from None
