"""What is asked of the database for the overview, each a function of the connection it is asked on.

Here live the conditions of what counts: a record that another one re-issues counts no more, like one that was undone,
and a trial never does. So each concern and each outcome is counted once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from webapp.storage.decision_tables import decisions
from webapp.storage.overview_tables import raised_concerns
from webapp.storage.record_statements import is_reissued
from webapp.storage.tables import records

Spans = Sequence[tuple[datetime, datetime]]
"""Spans of time, one behind the other: a moment belongs to one from its first and before its last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many concerns were raised in a section of a version of a form, in a span of those that were asked for."""

    form: str
    version: int
    section: str
    span: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CameTo:
    """How many records of a version of a form came to an option, "" for none."""

    form: str
    version: int
    option: str
    number: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a concern stands: the record, and its place among the concerns there."""

    record: str
    number: int


@dataclass(frozen=True, slots=True)
class Came:
    """A record, and the option that it came to, "" for none."""

    record: str
    option: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Which of what counts is wanted: of one form, in a span.

    `sections` are versions and a section of each, `options` versions and an option that records of it came to, None
    for any.
    """

    form: str
    since: datetime
    until: datetime
    sections: frozenset[tuple[int, str]] | None = None
    options: frozenset[tuple[int, str]] | None = None


def tallied(connection: sa.Connection, within: sa.ColumnElement[bool], spans: Spans) -> tuple[Tally, ...]:
    """Return how many concerns of the records within reach were raised, by form, version, section and span."""
    span = sa.case(*((_within_span(*each), at) for at, each in enumerate(spans))).label("span")
    of = (records.c.form, raised_concerns.c.version, raised_concerns.c.section, span)
    asked = sa.select(*of, sa.func.count().label("number")).select_from(_RAISED)
    asked = asked.where(within, _counts(), _within_span(spans[0][0], spans[-1][1])).group_by(*of)
    return tuple(Tally(**row._mapping) for row in connection.execute(asked))


def came_to(
    connection: sa.Connection, within: sa.ColumnElement[bool], since: datetime, until: datetime
) -> tuple[CameTo, ...]:
    """Return how many of the records within reach came to which option, by form and version, in a span."""
    of = (records.c.form, records.c.version, _OPTION.label("option"))
    asked = sa.select(*of, sa.func.count().label("number"))
    asked = asked.where(within, _counts(), _within_span(since, until)).group_by(*of)
    return tuple(CameTo(**row._mapping) for row in connection.execute(asked))


def count_concerns(connection: sa.Connection, within: sa.ColumnElement[bool], wanted: Counted) -> int:
    """Return how many concerns of the records within reach are wanted."""
    asked = sa.select(sa.func.count()).select_from(_RAISED).where(within, *_conditions(wanted))
    return connection.scalar(asked) or 0


def concerns(
    connection: sa.Connection, within: sa.ColumnElement[bool], wanted: Counted, *, skip: int, limit: int
) -> tuple[Place, ...]:
    """Return where the wanted concerns stand, those of the latest records first."""
    asked = sa.select(raised_concerns.c.record, raised_concerns.c.number).select_from(_RAISED)
    asked = asked.where(within, *_conditions(wanted))
    asked = asked.order_by(records.c.submitted.desc(), records.c.id.desc(), raised_concerns.c.number)
    return tuple(Place(*row) for row in connection.execute(asked.offset(skip).limit(limit)))


def count_outcomes(connection: sa.Connection, within: sa.ColumnElement[bool], wanted: Counted) -> int:
    """Return how many of the records within reach are wanted."""
    asked = sa.select(sa.func.count()).select_from(records).where(within, *_conditions(wanted))
    return connection.scalar(asked) or 0


def outcomes(
    connection: sa.Connection, within: sa.ColumnElement[bool], wanted: Counted, *, skip: int, limit: int
) -> tuple[Came, ...]:
    """Return the wanted records with what each came to, the latest first."""
    asked = sa.select(records.c.id, _OPTION).where(within, *_conditions(wanted))
    asked = asked.order_by(records.c.submitted.desc(), records.c.id.desc())
    return tuple(Came(*row) for row in connection.execute(asked.offset(skip).limit(limit)))


_RAISED = raised_concerns.join(records, records.c.id == raised_concerns.c.record)
_DECIDED = (
    sa.select(decisions.c.option)
    .where(decisions.c.record == records.c.id)
    .order_by(decisions.c.number.desc())
    .limit(1)
    .correlate(records)
    .scalar_subquery()
)
_OPTION = sa.func.coalesce(_DECIDED, records.c.outcome)
"""What a record came to: what was decided on it last, or else what was filled in."""


def _counts() -> sa.ColumnElement[bool]:
    """Return the condition of the records that count."""
    return sa.and_(records.c.undone.is_(None), sa.not_(records.c.trial), sa.not_(is_reissued()))


def _within_span(since: datetime, until: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(records.c.submitted >= since, records.c.submitted < until)


def _conditions(wanted: Counted) -> list[sa.ColumnElement[bool]]:
    found = [_counts(), _within_span(wanted.since, wanted.until), records.c.form == wanted.form]
    if wanted.sections is not None:
        place = sa.tuple_(raised_concerns.c.version, raised_concerns.c.section)
        found.append(place.in_(sorted(wanted.sections)))
    if wanted.options is not None:
        found.append(sa.tuple_(records.c.version, _OPTION).in_(sorted(wanted.options)))
    return found
