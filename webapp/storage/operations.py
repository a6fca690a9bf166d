"""Operations: saves that a script sends again until they are answered, each of which is done once.

Here lives that a repeat changes nothing and is answered like the first time, whatever was
saved since: what was answered is made anew from the history of the draft, of which nothing is ever taken out.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import sqlalchemy as sa

from webapp.storage import aside_statements, operation_statements, statements
from webapp.storage.drafts import Drafts, Require, Settle, require_asked, seen_at
from webapp.storage.failures import NotYours
from webapp.storage.identifiers import storable
from webapp.storage.merge import Group
from webapp.storage.opened import now
from webapp.storage.operation_statements import Operation
from webapp.storage.stored import Conflict, Saved

_OP = re.compile("[0-9a-f-]{32,36}")
_ANSWERS = "What you entered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What became of an operation.

    `revision` is that of the draft after it. `saved` are the inputs that stand as they were sent, `cleared` those that
    it made blank. `theirs` are the inputs that were not saved because somebody else changed them too, `changed` all
    others, of answers and of notes, that were written to since its base; both with what stood in them at the revision.
    """

    revision: int
    saved: tuple[str, ...]
    theirs: Mapping[str, str]
    cleared: tuple[str, ...]
    changed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Boxed:
    """What boxes of a page come to, which are parts of entries: the entries with them, made from what stands.

    `saved` are the boxes that stand as they were sent, with the entry of each, `conflicts` those that somebody else
    changed too, and `aside` the entries as they would be with those.
    """

    entries: Mapping[str, str] = field(default_factory=dict)
    saved: Mapping[str, str] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    aside: tuple[Conflict, ...] = ()


Boxes = Callable[[Mapping[str, str]], Boxed]
"""Returns what boxes come to, given what stands in a draft."""


def is_op(text: str) -> bool:
    """Return whether a text can be the name of an operation: 128 bits as hexadecimal figures, or a UUID."""
    return _OP.fullmatch(text) is not None


class Operations(Drafts):
    """The operations that were done."""

    def answered(self, draft_id: str, op: str) -> Answered | None:
        """Return what was answered to an operation on a draft in any state, None when it was not done.

        Raises NotYours for an operation of somebody else, or on another draft.
        """
        if self.draft(draft_id) is None:
            return None
        with self._database.reading(_ANSWERS) as connection:
            done = self._done(connection, draft_id, op)
            return _answered(connection, done) if done else None

    def save_once(  # noqa: PLR0913 (each is one thing that was sent, or that is known of it)
        self,
        draft_id: str,
        op: str,
        *,
        base: int,
        posted: Mapping[str, str],
        implied: Mapping[str, str] = MappingProxyType({}),
        groups: Iterable[Group] = (),
        settle: Settle | None = None,
        asked: str = "",
        require: Require | None = None,
        beside: Mapping[str, str] = MappingProxyType({}),
        boxes: Boxes | None = None,
    ) -> Answered:
        """Do what `save` does, unless the operation was done before; return what is, or was, answered.

        `implied` are inputs that are saved with what was posted, or not, and that whoever posted it did not send.
        `beside` are inputs of which nobody has to choose what should stay: where somebody else changed the answer of
        one too, that stays, and what was posted is kept as well, by the name given here. `boxes` are what else was
        posted, no inputs of their own.
        Raises what `save` raises, and NotYours for an operation of somebody else, or on another draft.
        """
        answers = tuple(groups)
        with self._database.writing(_ANSWERS) as connection:
            draft = self._held_draft(connection, draft_id)
            done = self._done(connection, draft_id, op)
            if done is None:
                require_asked(draft, asked)
                boxed = boxes(draft.kept) if boxes else Boxed()
                seen = {
                    **seen_at(connection, draft, base),
                    **{name: draft.kept.get(name, "") for name in boxed.entries},
                }
                typed = {**posted, **implied, **boxed.entries}
                saved = self._save(
                    connection, draft, seen=seen, posted=typed, groups=answers, settle=settle, require=require
                )
                refused = _refused(saved.conflicts, answers)
                saved = self._keep_beside(connection, saved, posted, groups=answers, beside=beside)
                given_up = replace(saved, conflicts=(*saved.conflicts, *boxed.aside))
                aside_statements.keep_refused(connection, given_up, by=self._viewer.id, now=now(), op=op)
                done = _operation(op, saved, base if base <= draft.revision else 0, posted=posted, refused=refused)
                done = _with_boxes(replace(done, account=self._viewer.id), boxed, refused)
                operation_statements.add(connection, done, now=now())
            return _answered(connection, done)

    def _keep_beside(
        self,
        connection: sa.Connection,
        saved: Saved,
        posted: Mapping[str, str],
        *,
        groups: tuple[Group, ...],
        beside: Mapping[str, str],
    ) -> Saved:
        """Keep what was posted and clashes under its other name, and let it clash no more."""
        behind = {each.name for each in saved.conflicts}
        settled = [group for group in groups if not behind.isdisjoint(group) and not beside.keys().isdisjoint(group)]
        names = {name for group in settled for name in group}
        others = {beside[name]: posted[name] for name in posted if name in names & behind & beside.keys()}
        left = tuple(each for each in saved.conflicts if each.name not in names)
        if not any(others.values()):
            return replace(saved, conflicts=left)
        more = self._save(connection, saved.draft, seen=saved.draft.kept, posted=others)
        return replace(saved, draft=more.draft, conflicts=left)

    def _done(self, connection: sa.Connection, draft_id: str, op: str) -> Operation | None:
        done = operation_statements.operation(connection, op)
        if done is not None and (done.draft, done.account) != (draft_id, self._viewer.id):
            raise NotYours
        return done


def _refused(conflicts: Iterable[Conflict], groups: Iterable[Group]) -> set[str]:
    """Return the inputs that were not saved: a whole answer is saved, or is not."""
    behind = {each.name for each in conflicts}
    return behind.union(*(group for group in groups if not behind.isdisjoint(group)))


def _operation(op: str, saved: Saved, seen: int, *, posted: Mapping[str, str], refused: set[str]) -> Operation:
    """Return an operation that was done just now.

    What was left as it was seen is saved only if nobody else changed it since.
    """
    stands = saved.draft.kept
    return Operation(
        op=op,
        account="",
        draft=saved.draft.id,
        base=seen,
        revision=saved.draft.revision,
        saved=tuple(
            name for name, text in posted.items() if name not in refused and stands.get(name, "") == storable(text)
        ),
        conflicts=tuple(each.name for each in saved.conflicts),
        cleared=saved.cleared,
    )


def _with_boxes(done: Operation, boxed: Boxed, refused: set[str]) -> Operation:
    """Return an operation with what became of the boxes; those of a row that was refused are not saved either."""
    behind = tuple(name for name, entry in boxed.saved.items() if entry in refused)
    saved = (name for name in boxed.saved if name not in behind)
    inputs = (name for name in done.conflicts if name not in boxed.entries)
    conflicts = (*inputs, *(each.name for each in boxed.conflicts), *behind)
    return replace(done, saved=(*done.saved, *saved), conflicts=conflicts)


def _answered(connection: sa.Connection, done: Operation) -> Answered:
    """Return what is answered to an operation, from what stood in the draft at its revision."""
    wrote = operation_statements.written(connection, done.draft, after=done.base, until=done.revision)
    told = {*done.saved, *done.cleared, *done.conflicts}
    changed = {name for name in wrote if name not in told}
    stood = statements.entries(connection, done.draft, done.revision) if changed or done.conflicts else {}
    return Answered(
        revision=done.revision,
        saved=done.saved,
        theirs={name: stood.get(name, "") for name in done.conflicts},
        cleared=done.cleared,
        changed={name: stood.get(name, "") for name in sorted(changed)},
    )
