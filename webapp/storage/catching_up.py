"""What a start makes of what is kept already: the actions, the gathered concerns and the index of words that it lacks.

Here lives the going over it, from before there was such a thing, or after a backup was put back: page by page, so that
each has its turn once, and a record is read and checked once for all that it lacks.
"""

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa

from webapp.storage import action_statements, concern_statements, decision_statements, record_statements
from webapp.storage.action_tables import action_places, actions
from webapp.storage.decision_tables import decisions
from webapp.storage.following import follow_up
from webapp.storage.indexing import index_record
from webapp.storage.opened import Opened
from webapp.storage.overview_tables import raised_concerns
from webapp.storage.search_tables import search_texts
from webapp.storage.soundness import is_sealed
from webapp.storage.tables import records

_WHAT = "What is kept"
_PAGE = 50
_Place = tuple[sa.Column[datetime], sa.Column[str]]
"""By what things are put in order: the columns of a moment and of their ids."""


class CatchingUp(Opened):
    """What is made up for."""

    def catch_up(self, tell: Callable[[int], object]) -> None:
        """Make what is kept have all that is kept of its sort today.

        Where that takes a while, `tell` is first called with the number of records that lack something. One that is
        damaged is passed over: once a backup was put back, it has its turn at the next start.
        """
        with self._database.reading(_WHAT) as connection:
            lacking = connection.scalar(sa.select(sa.func.count()).where(_is_lacking())) or 0
        if lacking > _PAGE:
            tell(lacking)
        if lacking:
            self._each((records.c.submitted, records.c.id), _is_lacking(), _catch_up_record)
        self._each((actions.c.changed, actions.c.id), _is_not_found(actions.c.id), action_statements.index)
        self._each((decisions.c.moment, decisions.c.id), _is_not_found(decisions.c.id), decision_statements.index)

    def _each(self, place: _Place, lacking: sa.ColumnElement[bool], act: Callable[[sa.Connection, str], None]) -> None:
        """Do something with each thing that lacks something, by its id, in order."""
        moment, thing = place
        asked = sa.select(moment, thing).where(lacking).order_by(moment, thing).limit(_PAGE)
        after: sa.ColumnElement[bool] = sa.true()
        while True:
            with self._database.reading(_WHAT) as connection:
                page = connection.execute(asked.where(after)).all()
            if not page:
                return
            with self._database.writing(_WHAT) as connection:
                for row in page:
                    act(connection, row[1])
            seen = sa.tuple_(sa.literal(page[-1][0], moment.type), sa.literal(page[-1][1]))
            after = sa.tuple_(moment, thing) > seen


def _is_lacking() -> sa.ColumnElement[bool]:
    """Return the condition of the records of which something is not kept that is kept of every record today."""
    followed = sa.exists().where(action_places.c.record == records.c.id)
    gathered = sa.exists().where(raised_concerns.c.record == records.c.id)
    without = sa.or_(
        sa.and_(records.c.actions > 0, sa.not_(followed)),
        sa.and_(records.c.concerns > 0, sa.not_(gathered)),
        _is_not_found(records.c.id),
    )
    return sa.and_(sa.not_(records.c.trial), without)


def _is_not_found(thing: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Return the condition of things whose words are not in the index."""
    return sa.not_(sa.exists().where(search_texts.c.thing == thing))


def _catch_up_record(connection: sa.Connection, record_id: str) -> None:
    """Make what a record lacks, unless it is damaged; what somebody else made since stays."""
    record = record_statements.held_record(connection, record_id)
    if record is None or not is_sealed(record.digest, record.document):
        return
    if record.actions and not action_statements.of_record(connection, record_id):
        follow_up(connection, record)
    if record.concerns and not concern_statements.is_gathered(connection, record_id):
        concern_statements.gather_concerns(connection, record)
    if connection.scalar(sa.select(_is_not_found(sa.literal(record_id)))):
        index_record(connection, record)
