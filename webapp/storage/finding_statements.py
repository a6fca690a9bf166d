"""What is asked of the database to look through all that is kept, each a function of the connection it is asked on."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from webapp.storage import outsider_statements
from webapp.storage.account_tables import outsiders
from webapp.storage.action_tables import action_entries, action_files, action_places, actions
from webapp.storage.decision_tables import decision_warnings, decisions
from webapp.storage.stored import DraftState
from webapp.storage.tables import carried, draft_entries, drafts, records
from webapp.storage.together_tables import texts_set_aside

_LINE = "\n"
_WRITTEN = ("entered", "aside", "said", "called", "asked", "decided", "whys", "others")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """All that is kept of a record or a draft, as texts: `entered` is whatever was ever entered, one after the other.

    What was said of a record's actions and their files, who does them, and what was decided on it, is among that, too;
    so are outsiders who are named in that.

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
    entered = _together(draft_entries.c.value, draft_entries, draft_entries.c.draft == key)
    aside = _together(texts_set_aside.c.value, texts_set_aside, texts_set_aside.c.draft == key)
    reports = _together(carried.c.report, carried, carried.c.draft == key)
    followed = action_entries.join(action_places, action_places.c.action == action_entries.c.action)
    filed = action_files.join(action_places, action_places.c.action == action_files.c.action)
    added = actions.join(action_places, action_places.c.action == actions.c.id)
    against = decision_warnings.join(decisions, decisions.c.id == decision_warnings.c.decision)
    said = _together(action_entries.c.who + _LINE + action_entries.c.note, followed, action_places.c.record == key)
    called = _together(action_files.c.name + _LINE + action_files.c.caption, filed, action_places.c.record == key)
    asked = _together(actions.c.text, added, sa.and_(action_places.c.record == key, actions.c.by_hand))
    reasons = _together(decisions.c.who + _LINE + decisions.c.reasons, decisions, decisions.c.record == key)
    whys = _together(decision_warnings.c.reason, against, decisions.c.record == key)
    others = _together(outsiders.c.name + _LINE + outsiders.c.email, outsiders, outsider_statements.named_in(key))
    named = {"entered": entered, "reports": reports, "said": said, "asked": asked, "decided": reasons, "whys": whys}
    named |= {"others": others, "called": called, "aside": aside}
    return tuple(each.label(name) for name, each in named.items())


def _together(
    text: sa.ColumnElement[str], within: sa.FromClause, where: sa.ColumnElement[bool]
) -> sa.ScalarSelect[str]:
    """Return every such text of what is asked about, one after the other."""
    return sa.select(sa.func.aggregate_strings(text, _LINE)).select_from(within).where(where).scalar_subquery()


def _page(connection: sa.Connection, asked: sa.Select[tuple[object, ...]]) -> tuple[Held, ...]:
    return tuple(_held(row) for row in connection.execute(asked))


def _held(row: sa.Row[tuple[object, ...]]) -> Held:
    kept = dict(row._mapping)
    reports = "\n".join(filter(None, (kept.pop("report"), kept.pop("reports"))))
    written = _LINE.join(filter(None, map(kept.pop, _WRITTEN)))
    return Held(**{**kept, "entered": written, "reports": tuple(filter(None, reports.split(_LINE)))})
