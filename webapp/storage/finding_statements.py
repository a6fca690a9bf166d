"""What is asked of the database to look through all that is kept, each a function of the connection it is asked on."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from webapp.storage.stored import DraftState
from webapp.storage.tables import carried, draft_entries, drafts, records

_LINE = "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """All that is kept of a record or a draft, as texts: `entered` is whatever was ever entered, one after the other.

    `document` is "" for a draft, and so is `digest`, by which a document is known to be sound. `reports` say what
    became of answers that were carried, as JSON.
    """

    id: str
    form: str
    version: int
    sha256: str
    about: str
    moment: datetime
    state: DraftState
    document: str
    digest: str
    reports: tuple[str, ...]
    entered: str


def of_records(
    connection: sa.Connection, within: sa.ColumnElement[bool], *, after: str, limit: int
) -> tuple[Held, ...]:
    """Return what is kept of records, behind an id in the order of ids."""
    asked = sa.select(
        *(records.c[name] for name in ("id", "form", "version", "sha256", "about", "document", "digest")),
        records.c.submitted.label("moment"),
        sa.literal("submitted").label("state"),
        drafts.c.report,
        *_beside(records.c.id),
    ).outerjoin_from(records, drafts, drafts.c.id == records.c.id)
    return _page(connection, asked.where(within, records.c.id > after).order_by(records.c.id).limit(limit))


def of_drafts(connection: sa.Connection, within: sa.ColumnElement[bool], *, after: str, limit: int) -> tuple[Held, ...]:
    """Return what is kept of drafts that are no records, behind an id in the order of ids."""
    asked = sa.select(
        *(drafts.c[name] for name in ("id", "form", "version", "sha256", "state", "report")),
        sa.literal("").label("about"),
        sa.literal("").label("document"),
        sa.literal("").label("digest"),
        drafts.c.changed.label("moment"),
        *_beside(drafts.c.id),
    ).where(within, drafts.c.id > after, sa.not_(sa.exists().where(records.c.id == drafts.c.id)))
    return _page(connection, asked.order_by(drafts.c.id).limit(limit))


def _beside(key: sa.Column[str]) -> tuple[sa.Label[str], sa.Label[str]]:
    """Return what was entered under an id, and the reports of carrying it, each as one text."""
    entered = sa.select(sa.func.aggregate_strings(draft_entries.c.value, _LINE)).where(draft_entries.c.draft == key)
    reports = sa.select(sa.func.aggregate_strings(carried.c.report, _LINE)).where(carried.c.draft == key)
    return entered.scalar_subquery().label("entered"), reports.scalar_subquery().label("reports")


def _page(connection: sa.Connection, asked: sa.Select[tuple[object, ...]]) -> tuple[Held, ...]:
    return tuple(_held(row) for row in connection.execute(asked))


def _held(row: sa.Row[tuple[object, ...]]) -> Held:
    kept = dict(row._mapping)
    reports = "\n".join(filter(None, (kept.pop("report"), kept.pop("reports"))))
    return Held(**{**kept, "entered": kept["entered"] or "", "reports": tuple(filter(None, reports.split(_LINE)))})
