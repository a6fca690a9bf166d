"""Texts set aside: what somebody typed in an answer that somebody else changed too, and gave up for theirs.

Here lives that none of them is lost, nor kept twice. What was typed is set aside at once when a save of it clashes, by
`drafts` and `operations`; here is what is set aside by whoever chose to. It stands in no answer: it is put back by a
save like any other.
"""

from collections.abc import Mapping

from webapp.storage import aside_statements
from webapp.storage.drafts import Drafts, require_open, seen_at
from webapp.storage.failures import NotYours
from webapp.storage.identifiers import storable
from webapp.storage.opened import now
from webapp.storage.stored import SetAside

_ASIDE = "What you entered"


class Asides(Drafts):
    """The texts that were set aside."""

    def set_aside_once(self, draft_id: str, op: str, texts: Mapping[str, str], *, base: int = 0) -> int:
        """Keep texts that gave way to what stands, by the names of their inputs, unless the operation was done before.

        `base` is the revision at which they gave way, 0 for the draft's own. Return the revision that the draft is at,
        which stays what it was. A repeat may come after the draft was closed. Raises DraftClosed, Unknown, and
        NotYours, also for an operation of somebody else.
        """
        with self._database.writing(_ASIDE) as connection:
            draft = self._held_draft(connection, draft_id)
            before = aside_statements.of_draft(connection, draft_id)
            revision = base if 0 < base < draft.revision else draft.revision
            stood = seen_at(connection, draft, revision)
            typed = {name: storable(text) for name, text in texts.items()}
            gone = {name: text for name, text in typed.items() if text != stood.get(name, "")}
            aside = SetAside(op, gone, revision, now(), self._viewer.id)
            if any(each.op == op and each.author != aside.author for each in before):
                raise NotYours
            if aside_statements.is_new(connection, draft_id, aside):
                require_open(draft)
                aside_statements.keep(connection, draft_id, aside)
            return draft.revision

    def asides(self, draft_id: str) -> tuple[SetAside, ...]:
        """Return what was set aside in a draft, the first first: whoever sees its history sees that."""
        if self.draft(draft_id) is None:
            return ()
        with self._database.reading(_ASIDE) as connection:
            return aside_statements.of_draft(connection, draft_id)
