"""Searching what was submitted, what is followed up and what was decided, as far as one person sees it.

Here lives who finds what: whoever may read a record finds it and what was decided on it, whoever sees an action finds
that. Drafts and the entries of registers are few, and no index holds them; they are looked through as they are. What
was looked for is kept nowhere; the audit trail says that somebody searched, and which words of what were shown.
"""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from webapp.deeds import Deed
from webapp.rights import Act, Reach
from webapp.sought import Terms
from webapp.storage import action_statements, decision_statements
from webapp.storage import search_statements as statements
from webapp.storage.actions import Actions
from webapp.storage.search_statements import Hit
from webapp.storage.search_tables import search_texts
from webapp.storage.tables import records

_WHAT = "What is kept"
_PAGE = 20
_DEEDS: Mapping[str, Deed] = {"record": Deed.RECORD_READ, "action": Deed.ACTION_READ, "draft": Deed.DRAFT_READ}


class Searching(Actions):
    """What is found by words."""

    def search(self, terms: Terms, *, before: int | None = None, limit: int = _PAGE) -> tuple[Hit, ...]:
        """Return records, actions and decisions that hold all of the words, what was written last first.

        `before` is the number of the last one that was seen. Trials, and what was undone, are not found.
        """
        if not terms.each or not self._viewer.may(Act.LOOK_OVER):
            return ()
        with self._database.reading(_WHAT) as connection:
            if max(map(self._viewer.reach, (Act.READ_RECORDS, Act.SEE_ACTIONS))) <= Reach.OWN:
                return statements.found_among(connection, terms, self._own_things(), before=before, limit=limit)
            return statements.found(connection, terms, self._findable(), before=before, limit=limit)

    def decided_on(self, decision_id: str) -> str | None:
        """Return the id of the record that something was decided on."""
        with self._database.reading(_WHAT) as connection:
            return decision_statements.record_of(connection, decision_id)

    def note_search(self, shown: Iterable[tuple[str, str]]) -> None:
        """Keep that this person searched, and of which things words were shown: each its kind and its id."""
        with self._database.writing("That you looked") as connection:
            found = tuple(shown)
            self._note(connection, Deed.THINGS_SEARCHED, "", shown=len(found))
            for kind, thing in found:
                self._note(connection, _DEEDS[kind], thing, what="search")

    def _own_things(self) -> sa.Select[tuple[str]]:
        """Return the question for the ids of what this person may see, where that is their own alone."""
        readable = self._within(Act.READ_RECORDS, records)
        counts = (readable, records.c.undone.is_(None), sa.not_(records.c.trial))
        own = sa.union_all(
            sa.select(records.c.id).where(*counts),
            action_statements.seen(self._seen()),
            decision_statements.seen(readable),
        ).subquery()
        return sa.select(own.c.id)

    def _findable(self) -> sa.ColumnElement[bool]:
        """Return the condition of the rows of the index that this person may see."""
        readable, thing = self._within(Act.READ_RECORDS, records), search_texts.c.thing
        counts = (records.c.id == thing, readable, records.c.undone.is_(None), sa.not_(records.c.trial))
        of = search_texts.c.kind
        return sa.or_(
            sa.and_(of == "record", sa.exists().where(*counts)),
            sa.and_(of == "action", action_statements.is_seen(thing, self._seen())),
            sa.and_(of == "decision", decision_statements.is_seen(thing, readable)),
        )
