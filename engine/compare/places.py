"""Where in a later form each place of an earlier one is, by the rule by which answers are carried forward.

Here lives the look-up without rows: which question, answer or prompt became which. It is `formspec.sources` that says
so, the way back included. Which rows are the same is for `engine.compare.rows`.
"""

from collections.abc import Mapping
from functools import cached_property

from engine.carry.attached import is_attachments, question_of, takers, were
from engine.compare.comparison import EVIDENCE
from engine.compare.pieces import Piece
from formspec.addresses import placed
from formspec.attaching import ATTACHMENTS
from formspec.model import Group, Spec
from formspec.sources import Sources, Traced


class Places:
    """The places of the later of two forms, looked up by those of the earlier one; no address here has rows in it."""

    def __init__(self, old: Spec, new: Spec, sources: Sources) -> None:
        self._old = old
        self._new = new
        self.sources = sources

    def of(self, piece: Piece) -> tuple[str, ...]:
        """Return what a place of the earlier form became, () when it has gone."""
        if is_attachments(piece.cell):
            became = self.sources.questions.became(question_of(piece.template))
            return tuple(f"{each}.{ATTACHMENTS}" for each in became if each in self._takers)
        return self._traced(piece).became(piece.template)

    def came_from(self, piece: Piece) -> tuple[str, ...]:
        """Return what a place of the later form was, () when it is new."""
        if is_attachments(piece.cell):
            return tuple(each for each in were(self.sources, piece.template) if question_of(each) in self._old_takers)
        return self._traced(piece).was(piece.template)

    def _traced(self, piece: Piece) -> Traced:
        return self.sources.prompts if piece.cell is None else self.sources.answers

    def groups_around(self, template: str) -> tuple[str, ...]:
        """Return the groups that a place of the later form stands in, outermost first."""
        return self._around.get(_question(template, self._around), ())

    def was(self, group: str) -> tuple[str, ...]:
        """Return which groups of the earlier form a group of the later one was."""
        return tuple(each for each in self.sources.questions.was(group) if each in self._old_groups)

    def counted(self, old: str, new: str) -> bool:
        """Say whether the rows of a group are counted in both forms, and not for a person to add."""
        return _is_counted(self._old_groups[old]) and _is_counted(self._new_groups[new])

    @cached_property
    def _takers(self) -> frozenset[str]:
        return takers(self._new)

    @cached_property
    def _old_takers(self) -> frozenset[str]:
        return takers(self._old)

    @cached_property
    def _around(self) -> Mapping[str, tuple[str, ...]]:
        return {each.address: each.groups for each in placed(self._new)}

    @cached_property
    def _old_groups(self) -> Mapping[str, Group]:
        return _groups(self._old)

    @cached_property
    def _new_groups(self) -> Mapping[str, Group]:
        return _groups(self._new)


def _question(template: str, questions: Mapping[str, tuple[str, ...]]) -> str:
    """Return the question that an answer or a prompt belongs to."""
    if template in questions:
        return template
    asked, _, _ = template.rpartition(f".{EVIDENCE}.")
    return asked or template.rpartition(".")[0]


def _groups(spec: Spec) -> dict[str, Group]:
    return {each.address: each.question.group for each in placed(spec) if each.question.group is not None}


def _is_counted(group: Group) -> bool:
    return group.exactly is not None or bool(group.as_many_as)
