"""What takes a record or a draft out of the database, each a function of the connection it is asked on.

Here lives what belongs to one, and which files may go with it. The audit trail is never touched. Whether it may go at
all is for `erasing` to say.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import sqlalchemy as sa

from webapp.storage import (
    action_file_statements,
    action_statements,
    decision_statements,
    file_statements,
    letter_statements,
    outsider_statements,
    scan_statements,
    search_statements,
)
from webapp.storage.account_tables import outsiders
from webapp.storage.action_tables import action_entries, action_files, action_notices, action_places, actions
from webapp.storage.decision_tables import decision_conditions, decision_warnings, decisions
from webapp.storage.operation_tables import operations
from webapp.storage.overview_tables import raised_concerns
from webapp.storage.register_tables import register_documents
from webapp.storage.scan_tables import record_scans
from webapp.storage.search_tables import search_texts
from webapp.storage.tables import carried, draft_entries, drafts, files, previews, records, upload_pieces, uploads
from webapp.storage.together_tables import draft_people, draft_sections, presences, texts_set_aside
from webapp.storage.trail_tables import holds, requests

TOUCHED = (
    decision_conditions,
    decision_warnings,
    decisions,
    action_notices,
    action_files,
    action_entries,
    action_places,
    actions,
    raised_concerns,
    record_scans,
    search_texts,
    outsiders,
    operations,
    upload_pieces,
    uploads,
    presences,
    draft_sections,
    draft_people,
    texts_set_aside,
    draft_entries,
    carried,
    *letter_statements.TABLES,
    drafts,
    records,
    previews,
    files,
    holds,
    requests,
)
"""The tables that an erasure takes rows out of."""
_CHECKSUM = re.compile("[0-9a-f]{64}")
_ON_THE_WAY = timedelta(hours=1)
_PAGE = 100
_TEXTS = (draft_entries.c.value, texts_set_aside.c.value, records.c.document, drafts.c.report, carried.c.report)


def files_named(connection: sa.Connection, thing: str) -> frozenset[str]:
    """Return the checksums that stand anywhere in a record, its draft, actions and scans, in what stood earlier too."""
    beside = action_file_statements.named(connection, thing) | {
        each.sha256 for each in scan_statements.of_record(connection, thing)
    }
    return beside.union(found for text in _texts(connection, thing) for found in _CHECKSUM.findall(text))


def take_out(connection: sa.Connection, thing: str) -> None:
    """Take a record out with its draft: all that was entered or sent, who worked on it, reports, holds and requests.

    So go what was decided on it, and its actions with their history, but for those that another record goes on with;
    outsiders whom nothing names any more; and the letter that it was, with what happened to that.
    """
    decision_statements.take_out(connection, thing)
    action_statements.take_out(connection, thing)
    outsider_statements.take_out_unnamed(connection)
    letter_statements.take_out(connection, thing)
    for table, key in (
        (operations, operations.c.draft),
        (upload_pieces, upload_pieces.c.draft),
        (uploads, uploads.c.draft),
        (presences, presences.c.draft),
        (draft_sections, draft_sections.c.draft),
        (draft_people, draft_people.c.draft),
        (texts_set_aside, texts_set_aside.c.draft),
        (draft_entries, draft_entries.c.draft),
        (carried, carried.c.draft),
        (drafts, drafts.c.id),
        (raised_concerns, raised_concerns.c.record),
        (record_scans, record_scans.c.record),
        (records, records.c.id),
        (holds, holds.c.record),
        (requests, requests.c.thing),
    ):
        connection.execute(sa.delete(table).where(key == thing))
    search_statements.remove(connection, [thing])
    search_statements.sweep(connection)


def last_added_to(connection: sa.Connection, record_id: str) -> datetime | None:
    """Return when an action of a record was changed last, or a scan added to it; None where it has neither."""
    scanned = (each.added for each in scan_statements.of_record(connection, record_id))
    followed = _last_followed(connection, record_id)
    return max(filter(None, (followed, *scanned)), default=None)


def _last_followed(connection: sa.Connection, record_id: str) -> datetime | None:
    asked = sa.select(sa.func.max(actions.c.changed)).join(action_places, action_places.c.action == actions.c.id)
    found: datetime | None = connection.scalar(asked.where(action_places.c.record == record_id))
    return found


def take_out_files(connection: sa.Connection, named: Iterable[str], *, changed: datetime, now: datetime) -> int:
    """Take those files out that nothing names any more, and return how many.

    One that somebody sent anew since the thing was `changed`, in the last hour, is left: an answer may be about to name
    it. It must be asked once what named them is out.
    """
    asked = sa.select(files.c.sha256, files.c.added).where(files.c.sha256.in_(sorted(named))).with_for_update()
    held = {row.sha256: row.added for row in connection.execute(asked.order_by(files.c.sha256))}
    on_the_way = max(changed, now - _ON_THE_WAY)
    gone = [sha256 for sha256, added in held.items() if added <= on_the_way and not _is_named(connection, sha256)]
    file_statements.remove(connection, gone)
    return len(gone)


def take_out_orphans(connection: sa.Connection, *, before: datetime) -> int:
    """Take those files out that were added before a moment and that nothing names, and return how many."""
    asked = sa.select(files.c.sha256).where(files.c.added < before).order_by(files.c.sha256).with_for_update()
    left = set(connection.execute(asked).scalars())
    for text in _TEXTS:
        if not left:
            return 0
        for value in connection.execute(sa.select(text).execution_options(yield_per=_PAGE)).scalars():
            left.difference_update(_CHECKSUM.findall(value))
    gone = [sha256 for sha256 in sorted(left) if not _is_named(connection, sha256)]
    for sha256 in gone:
        file_statements.remove(connection, [sha256])
    return len(gone)


def _is_named(connection: sa.Connection, sha256: str) -> bool:
    """Return whether a draft or a record names a file, in what was entered earlier too, or it stands elsewhere.

    That is in an action, from which it was not taken off, among the scans of a record, or in an entry of a register.

    What a text means only its form can say, and that of an old text may not be there any more. So a checksum that
    somebody typed keeps a file too: one kept for too long opens for nobody, and one lost would be an answer lost.
    """
    kept = sa.select(sa.literal(1)).where(register_documents.c.sha256 == sha256).limit(1)
    beside = action_file_statements.is_named(connection, sha256) or scan_statements.is_named(connection, sha256)
    return (
        beside
        or connection.scalar(kept) is not None
        or any(
            connection.scalar(sa.select(sa.literal(1)).where(text.contains(sha256)).limit(1)) is not None
            for text in _TEXTS
        )
    )


def _texts(connection: sa.Connection, thing: str) -> Iterator[str]:
    keys = (draft_entries.c.draft, texts_set_aside.c.draft, records.c.id, drafts.c.id, carried.c.draft)
    for text, key in zip(_TEXTS, keys, strict=True):
        yield from connection.execute(sa.select(text).where(key == thing)).scalars()
