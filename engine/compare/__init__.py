"""Two submissions of a form side by side, of the same version or of different ones: what changed, and what was found.

    comparison  what it comes to, as values
    pieces      one submission, taken apart into the places where something was asked
    places      where each place is in the other form, and `rows` in which rows
    matching    which places are the same
    judging     what became of each answer and question, and `wording` which of its words differ
    found       which findings are new, repeated or not raised again

Questions are matched by the rule by which answers are carried forward, which `formspec.sources` reads from the specs: a
question that was renamed or moved is the same one, and one that was split stands with all that it became. Whether two
submissions are about the same is for `engine.subject` to say.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from engine.carry.between import sources_between
from engine.compare.comparison import (
    ComparedQuestion,
    ComparedSection,
    Comparison,
)
from engine.compare.found import ACTION, CONCERN, Both, Findings
from engine.compare.judging import Judging, whole
from engine.compare.matching import Pair, paired
from engine.compare.pieces import Piece, Said, said
from engine.compare.places import Places
from engine.form import Form
from engine.json_value import JsonObject
from engine.kinds.kind import CNFO
from engine.wording import first_paragraph

__all__ = ["Comparison", "compare"]


def compare(forms: Sequence[Form], before: JsonObject, now: JsonObject) -> Comparison:
    """Return what differs between two documents: the first of some versions of a form, and the last of them.

    There are at least two, in the order of their numbers or against it, with every version between; the first and the
    last may be the same one. Each document is valid under its own. What is asked is said in the language that its form
    is in.
    """
    sides = said(forms[0], before), said(forms[-1], now)
    return _Comparing(*sides, forms).comparison()


class _Comparing:
    """One comparison in the making."""

    def __init__(self, before: Said, now: Said, forms: Sequence[Form]) -> None:
        self._before = before
        self._now = now
        sources = sources_between([each.own for each in forms])
        self._sources = sources
        self._pairs = paired(before, now, Places(forms[0].own.spec, forms[-1].own.spec, sources))
        self._judging = Judging(before, now, sources)

    def comparison(self) -> Comparison:
        """Return it."""
        both = Both(Findings(self._before), Findings(self._now))
        return Comparison(
            before_version=self._before.form.spec.version,
            now_version=self._now.form.spec.version,
            sections=tuple(self._sections()),
            concerns=both.compared(self._pairs, CONCERN),
            actions=both.compared(self._pairs, ACTION),
            not_found_out=both.compared(self._pairs, CNFO),
        )

    def _sections(self) -> Iterator[ComparedSection]:
        within: defaultdict[tuple[bool, str], list[ComparedQuestion]] = defaultdict(list)
        for pairs in self._questions():
            within[self._section(pairs)].append(self._question(pairs))
        for former, side in ((False, self._now), (True, self._before)):
            for each in side.form.spec.sections:
                if within[former, each.id]:
                    title = side.told.filled(first_paragraph(each.title))
                    yield ComparedSection(each.id, title, former, tuple(within[former, each.id]))

    def _section(self, pairs: Sequence[Pair]) -> tuple[bool, str]:
        """Return the section that a question is shown in, and whether only the earlier form has it."""
        piece = _first(pairs)
        section = piece.answer.section
        if any(pair.now for pair in pairs):
            return False, section
        became = self._sources.sections.became(section)
        return (False, became[0]) if became else (True, section)

    def _questions(self) -> list[list[Pair]]:
        """Return the pairs of each question, those of answers that have gone with the question that is still there."""
        now_at = {
            old.question: pair.now[0].question for pair in reversed(self._pairs) if pair.now for old in pair.before
        }
        found: defaultdict[tuple[bool, str], list[Pair]] = defaultdict(list)
        for pair in self._pairs:
            if pair.now:
                found[True, pair.now[0].question].append(pair)
            else:
                question = pair.before[0].question
                found[(True, now_at[question]) if question in now_at else (False, question)].append(pair)
        return list(found.values())

    def _question(self, pairs: Sequence[Pair]) -> ComparedQuestion:
        first = _first(pairs)
        shown = first.answer
        answers = tuple(map(self._judging.judged, pairs))
        was = next((pair.before[0].answer.question for pair in pairs if pair.now and pair.before), shown.question)
        before = "" if was == shown.question else was
        return ComparedQuestion(whole(answers), first.question, shown.question, shown.row, before, answers)


def _first(pairs: Sequence[Pair]) -> Piece:
    """Return the first place of a question as it is now, or as it was where it has gone."""
    return next((pair.now[0] for pair in pairs if pair.now), pairs[0].before[0] if pairs[0].before else pairs[0].now[0])
