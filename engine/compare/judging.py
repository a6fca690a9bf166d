"""What became of each answer and of each question.

Here lives that judgement. An answer counts as the same when it reads the same, or when carrying it forward, or back,
makes the other one of it: another wording of an option, or another kind of answer, is no other answer.
"""

from collections.abc import Callable, Sequence

from engine.carried import AGAIN, LEFT
from engine.carry.fitting import fitted
from engine.compare.comparison import (
    ALSO_ASKED,
    ANSWERED,
    ASKED_LESS,
    ASKED_NEITHER,
    BLANK,
    CHANGED,
    EMPTIED,
    EVIDENCE,
    EXCUSED,
    GIVEN,
    NEWLY_ASKED,
    NO_LONGER_ASKED,
    NOT_FOUND_OUT,
    SAME,
    UNCHANGED,
    ComparedAnswer,
)
from engine.compare.matching import Pair
from engine.compare.pieces import Piece, Said
from engine.compare.wording import plain
from engine.form import Cell
from formspec.sources import Sources

_ASKED_ONCE = frozenset({NEWLY_ASKED, NO_LONGER_ASKED})
Became = Callable[[str], tuple[str, ...]]


class Judging:
    """The judging of one comparison."""

    def __init__(self, before: Said, now: Said, sources: Sources) -> None:
        self._before = before
        self._now = now
        self._sources = sources

    def judged(self, pair: Pair) -> ComparedAnswer:
        """Return what became of an answer, or of an evidence prompt."""
        answers = (tuple(each.answer for each in side) for side in (pair.before, pair.now))
        return ComparedAnswer(self._status(pair), *answers)

    def _status(self, pair: Pair) -> str:
        is_prompt = any(piece.cell is None for piece in (*pair.before, *pair.now))
        asked_before, asked_now = (any(each.answer.asked for each in side) for side in (pair.before, pair.now))
        if not (asked_before and asked_now) and not (is_prompt and _state((*pair.before, *pair.now)) == BLANK):
            return NEWLY_ASKED if asked_now else NO_LONGER_ASKED if asked_before else ASKED_NEITHER
        before, now = _state(pair.before), _state(pair.now)
        if before == now:
            return SAME if before == BLANK or self._same(pair, now) else CHANGED
        return {GIVEN: ANSWERED, EXCUSED: NOT_FOUND_OUT, BLANK: EMPTIED}[now]

    def _same(self, pair: Pair, state: str) -> bool:
        before, now = ([each for each in side if each.answer.state == state] for side in (pair.before, pair.now))
        files = [sorted(file for piece in side for file in piece.files) for side in (before, now)]
        if any(files):
            return files[0] == files[1]
        if _texts(before) == _texts(now):
            return True
        return len(before) == len(now) == 1 and state == GIVEN and self._fits(before[0], now[0])

    def _fits(self, before: Piece, now: Piece) -> bool:
        if before.cell is None or now.cell is None:
            return False
        options, old, new = self._sources.options, before.cell, now.cell
        forward = _became(options.became, old, new)
        back = _became(options.was, new, old)
        return _makes(self._before, before, self._now, new, forward) or _makes(self._now, now, self._before, old, back)


def _state(side: Sequence[Piece]) -> str:
    states = {piece.answer.state for piece in side}
    return next((state for state in (GIVEN, EXCUSED) if state in states), BLANK)


def _texts(side: Sequence[Piece]) -> list[str]:
    return sorted(plain(piece.answer.text) for piece in side)


def _became(of: Became, old: Cell, new: Cell) -> Became:
    """Return which values of one answer the values of another became."""

    def became(value: str) -> tuple[str, ...]:
        found = (each.rpartition(".") for each in of(f"{old.template}.{value}"))
        return tuple(value for answer, _, value in found if answer == new.template)

    return became


def _makes(said: Said, piece: Piece, other: Said, cell: Cell, became: Became) -> bool:
    """Say whether carrying an answer to another place makes of it what stands there."""
    if piece.cell is None or not piece.cell.typed or not cell.typed:
        return False
    fit = fitted(piece.cell, cell, said.entries, piece.answer.text, became)
    if fit.sort in (AGAIN, LEFT) or not fit.texts:
        return False
    there = {name.removeprefix(cell.address): other.entries.get(name, "") for name in cell.typed}
    return {suffix: plain(text) for suffix, text in fit.texts.items()} == {
        suffix: plain(text) for suffix, text in there.items() if text.strip()
    }


def whole(answers: Sequence[ComparedAnswer]) -> str:
    """Return what became of a question, by what became of its answers and its evidence prompts.

    Where the same became of all answers that were asked at all, that did. Else what is asked only now, or was before,
    counts where something is said to it; then what became of the one that answers the question, if anything.
    """
    asked = _own(answers)
    if len(asked) == 1 and asked <= _ASKED_ONCE:
        return asked.pop()
    telling = [each for each in answers if each.says or each.status not in _ASKED_ONCE]
    alike = _own(telling)
    if len(alike) == 1 and not alike & (UNCHANGED | _ASKED_ONCE):
        return alike.pop()
    differing = {each.status for each in telling} - UNCHANGED
    if not differing:
        return ASKED_NEITHER if asked == {ASKED_NEITHER} else SAME
    if len(differing) == 1 and differing <= _ASKED_ONCE:
        return ALSO_ASKED if NEWLY_ASKED in differing else ASKED_LESS
    answering = [each.status for each in telling if each.role == "answer"]
    became = answering[0] if len(answering) == 1 else CHANGED
    return became if became in (ANSWERED, EMPTIED, NOT_FOUND_OUT) else CHANGED


def _own(answers: Sequence[ComparedAnswer]) -> set[str]:
    """Return what became of the answers that were asked at all, or of the prompts where there are no answers."""
    own = [each for each in answers if each.role != EVIDENCE] or answers
    return {each.status for each in own} - {ASKED_NEITHER} or {ASKED_NEITHER}
