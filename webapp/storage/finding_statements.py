"""What is asked of the database to look through all that is kept, each a function of the connection it is asked on."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from webapp.storage.action_tables import action_entries, action_places, actions
from webapp.storage.decision_tables import decision_warnings, decisions
from webapp.storage.stored import DraftState
from webapp.storage.tables import carried, draft_entries, drafts, records

_LINE = "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """All that is kept of a record or a draft, as texts: `entered` is whatever was ever entered, one after the other.

    What was said of a record's actions, who does them, and what was decided on it, is among that, too.

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


def _beside(key: sa.Column[str]) -> tuple[sa.Label[str], ...]:
    """Return what was entered under an id, the reports of carrying it, and what was said of it since, as texts."""
    entered = sa.select(sa.func.aggregate_strings(draft_entries.c.value, _LINE)).where(draft_entries.c.draft == key)
    reports = sa.select(sa.func.aggregate_strings(carried.c.report, _LINE)).where(carried.c.draft == key)
    here = sa.select(action_places.c.action).where(action_places.c.record == key)
    words = sa.func.aggregate_strings(action_entries.c.who + _LINE + action_entries.c.note, _LINE)
    said = sa.select(words).where(action_entries.c.action.in_(here))
    asked = sa.select(sa.func.aggregate_strings(actions.c.text, _LINE)).where(actions.c.id.in_(here), actions.c.by_hand)
    of_it = decisions.c.record == key
    reasons = sa.select(sa.func.aggregate_strings(decisions.c.who + _LINE + decisions.c.reasons, _LINE)).where(of_it)
    whys = sa.select(sa.func.aggregate_strings(decision_warnings.c.reason, _LINE)).where(
        decision_warnings.c.decision.in_(sa.select(decisions.c.id).where(of_it))
    )
    named = {"entered": entered, "reports": reports, "said": said, "asked": asked, "decided": reasons, "whys": whys}
    return tuple(each.scalar_subquery().label(name) for name, each in named.items())


def _page(connection: sa.Connection, asked: sa.Select[tuple[object, ...]]) -> tuple[Held, ...]:
    return tuple(_held(row) for row in connection.execute(asked))


def _held(row: sa.Row[tuple[object, ...]]) -> Held:
    kept = dict(row._mapping)
    reports = "\n".join(filter(None, (kept.pop("report"), kept.pop("reports"))))
    written = _LINE.join(filter(None, map(kept.pop, ("entered", "said", "asked", "decided", "whys"))))
    return Held(**{**kept, "entered": written, "reports": tuple(filter(None, reports.split(_LINE)))})
