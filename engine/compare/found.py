"""Which concerns, actions and answers that could not be found out are new, repeated or not raised again.

Here lives that judgement. A finding is known by its question: what is said there again counts as repeated, in whatever
words. One counts as not raised again only where it could have been raised: its question was asked, and answered, or it
was said that there is none. What a document keeps of an earlier version's findings is known by its address there and
its words.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine import nothing
from engine.compare.comparison import (
    BLANK,
    EXCUSED,
    GIVEN,
    NEW,
    NOT_AGAIN,
    NOT_ANSWERED,
    NOT_ASKED,
    NOT_KNOWN,
    REPEATED,
    UNKNOWN,
    ComparedFinding,
    Finding,
)
from engine.compare.matching import Pair
from engine.compare.pieces import Piece, Said, in_words
from engine.compare.wording import plain
from engine.json_value import JsonObject, as_list, as_object, as_text
from engine.kinds.kind import CNFO
from engine.kinds.numbers import exact
from engine.partners import BY_WHEN, SEVERITY, WHO, partners_of
from engine.wording import first_paragraph

CONCERN, ACTION = "concern", "action"
_KEYS: Mapping[str, str] = {CONCERN: "concerns", ACTION: "actions", CNFO: CNFO}


class Findings:
    """The findings of one submission, by where they stand."""

    def __init__(self, said: Said) -> None:
        self._said = said
        self._at: defaultdict[str, list[Piece]] = defaultdict(list)
        for piece in said.pieces:
            self._at[piece.question].append(piece)

    def at(self, piece: Piece, role: str) -> Finding | None:
        """Return the finding of a role at a place, None where there is none."""
        if not _is_finding(piece, role):
            return None
        answer, beside = piece.answer, self._beside(piece)
        return Finding(
            address=answer.address,
            question=answer.question,
            row=answer.row,
            text=answer.text,
            severity=beside.get(SEVERITY, ""),
            who=beside.get(WHO, ""),
            due=beside.get(BY_WHEN, ""),
            actions=tuple(self._actions(piece)) if role == CONCERN else (),
        )

    def covered(self, piece: Piece) -> bool:
        """Say whether a concern stands at the same question."""
        return any(_is_finding(each, CONCERN) for each in self._at[piece.question])

    def why_nothing(self, pieces: Sequence[Piece], role: str) -> str:
        """Return why no finding of a role is at places where one was, "" where one could have been."""
        beside = [each for piece in pieces for each in self._at[piece.question] if each.cell is not None]
        if not any(each.answer.asked for each in beside):
            return NOT_ASKED
        if any(piece.given for piece in pieces):
            return ""
        answers = pieces if role == CNFO else [each for each in beside if each.answer.role == "answer"]
        states = {each.answer.state for each in answers}
        if states & {GIVEN}:
            return ""
        return NOT_KNOWN if EXCUSED in states else NOT_ANSWERED if BLANK in states else ""

    def kept(self, role: str) -> Iterator[Finding]:
        """Yield the findings of earlier versions that the document keeps, because they have no place in its own."""
        found: JsonObject = as_object(self._said.document.get("findings", {}))
        for each in map(as_object, as_list(found.get(_KEYS[role], []))):
            if "version" in each:
                question = first_paragraph(as_text(each["question"]))
                version = int(exact(each["version"]))
                yield Finding(as_text(each["address"]), question, "", as_text(each["text"]), version=version)

    def _beside(self, piece: Piece) -> dict[str, str]:
        if piece.cell is None:
            return {}
        told = self._said.told
        asked = (each for each in partners_of(told.form, piece.cell) if told.state.asked.get(each.address, True))
        return {each.column.role: in_words(told, each) for each in asked}

    def _actions(self, piece: Piece) -> Iterator[Finding]:
        found = (self.at(each, ACTION) for each in self._at[piece.question])
        yield from (each for each in found if each is not None)


@dataclass(frozen=True, slots=True)
class Both:
    """The findings of both submissions."""

    before: Findings
    now: Findings

    def compared(self, pairs: Sequence[Pair], role: str) -> tuple[ComparedFinding, ...]:
        """Return what became of every finding of a role; actions only where no concern stands beside them."""
        found = [each for pair in pairs if self._stands_alone(pair, role) and (each := self._of(pair, role))]
        return tuple(_with_kept(found, [*self.before.kept(role)], [*self.now.kept(role)]))

    def _stands_alone(self, pair: Pair, role: str) -> bool:
        if role != ACTION:
            return True
        sides = ((self.before, pair.before), (self.now, pair.now))
        return any(_is_finding(each, role) and not side.covered(each) for side, pieces in sides for each in pieces)

    def _of(self, pair: Pair, role: str) -> ComparedFinding | None:
        before = tuple(each for piece in pair.before if (each := self.before.at(piece, role)))
        now = tuple(each for piece in pair.now if (each := self.now.at(piece, role)))
        if not before and not now:
            return None
        if before and now:
            return ComparedFinding(REPEATED, before, now)
        if now:
            return ComparedFinding(NEW, before, now, self.before.why_nothing(pair.before, role))
        why = self.now.why_nothing(pair.now, role)
        return ComparedFinding(UNKNOWN if why else NOT_AGAIN, before, now, why)


def _is_finding(piece: Piece, role: str) -> bool:
    if piece.cell is None:
        return False
    if role == CNFO:
        return piece.answer.state == EXCUSED
    if piece.answer.role != role or not piece.given:
        return False
    return not nothing.is_said(piece.cell.column, piece.answer.text)


def _with_kept(
    found: Sequence[ComparedFinding], before: list[Finding], now: list[Finding]
) -> Iterator[ComparedFinding]:
    """Yield findings with those that either document keeps of an earlier version, each with its like."""
    for each in found:
        if not each.now:
            like = _taken(now, each.before)
            yield ComparedFinding(REPEATED, each.before, (like,)) if like else each
        elif not each.before:
            like = _taken(before, each.now)
            yield ComparedFinding(REPEATED, (like,), each.now) if like else each
        else:
            yield each
    for one in now:
        like = _taken(before, (one,))
        yield ComparedFinding(REPEATED, (like,), (one,)) if like else ComparedFinding(NEW, (), (one,), NOT_ASKED)
    yield from (ComparedFinding(UNKNOWN, (one,), (), NOT_ASKED) for one in before)


def _taken(kept: list[Finding], of: Sequence[Finding]) -> Finding | None:
    """Take the finding out of those kept that is one of these: it stood at the same address, in the same words."""
    known = {(each.address, plain(each.text)) for each in of}
    for at, each in enumerate(kept):
        if (each.address, plain(each.text)) in known:
            return kept.pop(at)
    return None
