"""The last of several versions as if it had come right after the first: what its parts were, they were there.

Here lives the rewriting of `was:` alone. A version says what its parts were in the one before; compared with an earlier
one, it has to say what they were in that one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from formspec.addresses import EVIDENCE
from formspec.diff.flat import flat, whole
from formspec.diff.record import id_of, origins_of
from formspec.model import Column, Group, Option, OptionList, Prompt, Question, Section, Spec
from formspec.sources import Sources, answer_address, sources, sources_through

Part = TypeVar("Part", Column, Option)


def right_after(versions: Sequence[Spec]) -> Spec:
    """Return the last of several versions, in their order, with the names that its parts had in the first."""
    if len(versions) <= 2:  # noqa: PLR2004 (one right after the other already)
        return versions[-1]
    laid, rewriting = flat(versions[-1]), _Rewriting(versions)
    laid = replace(
        laid,
        head=rewriting.head(laid.head),
        sections={address: rewriting.section(address, each) for address, each in laid.sections.items()},
        questions={address: rewriting.question(address, each) for address, each in laid.questions.items()},
    )
    return whole(laid)


class _Rewriting:
    """Says of each part of the last version what it was in the first."""

    def __init__(self, versions: Sequence[Spec]) -> None:
        self._versions = versions
        self._laid = [flat(each) for each in versions]
        self._steps = [sources(old, new) for old, new in pairwise(versions)]
        self._found: Sources = sources_through(versions)
        self._shared = self._shared_columns()

    def _shared_columns(self) -> dict[Column, Column]:
        """Return the columns that the form, its sections and its groups have for their questions, by what they say."""
        own, laid = self._versions[-1].columns, self._laid[-1]
        found = dict(zip(own, self.head(self._versions[-1]).columns, strict=True))
        for address, section in laid.sections.items():
            found |= zip(section.columns, self.section(address, section).columns, strict=True)
        for address, question in laid.questions.items():
            if question.group:
                found |= zip(question.group.columns, self._group(address, question.group).columns, strict=True)
        return found

    def head(self, spec: Spec) -> Spec:
        """Return the form's own columns and lists of options."""
        return replace(
            spec,
            columns=_folded("column", [each.columns for each in self._versions]),
            lists=tuple(map(self._list, spec.lists)),
        )

    def _list(self, offered: OptionList) -> OptionList:
        had = [next((each.options for each in spec.lists if each.id == offered.id), ()) for spec in self._versions]
        return replace(offered, options=_folded("option", had))

    def section(self, address: str, section: Section) -> Section:
        """Return a section with its own columns."""
        line = self._line(address, "sections")
        had = [
            laid.sections[name].columns if name in laid.sections else ()
            for name, laid in zip(line, self._laid, strict=True)
        ]
        return replace(section, was=_unlike(address, self._found.sections.was(address)), columns=_folded("column", had))

    def question(self, address: str, question: Question) -> Question:
        """Return a question with its answers, prompts and rows, without the questions that stand in it."""
        return replace(
            question,
            was=_unlike(address, self._found.questions.was(address)),
            columns=tuple(self._column(answer_address(address, each), each) for each in question.columns),
            evidence=tuple(self._prompt(address, each) for each in question.evidence),
            group=question.group and self._group(address, question.group),
        )

    def _group(self, address: str, group: Group) -> Group:
        line = self._line(address, "questions")
        groups = [
            laid.questions[name].group if name in laid.questions else None
            for name, laid in zip(line, self._laid, strict=True)
        ]
        return replace(group, columns=_folded("column", [each.columns if each else () for each in groups]))

    def _column(self, answer: str, column: Column) -> Column:
        if column in self._shared:
            return self._shared[column]
        had = self._laid[0].questions
        was = (old.rpartition(".")[2] for old in self._found.answers.was(answer) if old not in had)
        shared = next((each for each in self._versions[-1].lists if each.id == column.shared), None)
        options = (
            self._list(shared).options
            if shared
            else tuple(
                replace(each, was=_unlike(each.value, _last(self._found.options.was(f"{answer}.{each.value}"))))
                for each in column.options
            )
        )
        return replace(column, was=_unlike(column.id, was), options=options)

    def _prompt(self, question: str, prompt: Prompt) -> Prompt:
        was = _last(self._found.prompts.was(f"{question}.{EVIDENCE}.{prompt.id}"))
        return replace(
            prompt, was=_unlike(prompt.id, was), prompts=tuple(self._prompt(question, each) for each in prompt.prompts)
        )

    def _line(self, address: str, sort: str) -> list[str]:
        """Return the name that a part goes on from in each version, "" from where it was new."""
        return [*reversed([*self._back(address, sort)])]

    def _back(self, address: str, sort: str) -> Iterator[str]:
        yield address
        for step in reversed(self._steps):
            address = next(iter(getattr(step, sort).was(address)), "")
            yield address


def _folded(noun: str, lists: Sequence[Sequence[Part]]) -> tuple[Part, ...]:
    """Return the last of several lists of parts, with what each was in the first."""
    names: dict[str, tuple[str, ...]] = {id_of(noun, each): (id_of(noun, each),) for each in lists[-1]}
    for olds, news in [*pairwise(lists)][::-1]:
        origins = origins_of(noun, olds, news)
        names = {name: tuple(old for each in was for old in origins.get(each, ())) for name, was in names.items()}
    return tuple(replace(each, was=_unlike(id_of(noun, each), names[id_of(noun, each)])) for each in lists[-1])


def _unlike(own: str, was: Iterable[str]) -> tuple[str, ...]:
    """Return what a part was, each once; nothing where it is called as it was, which need not be said."""
    names = tuple(dict.fromkeys(was))
    return () if names == (own,) else names


def _last(addresses: Sequence[str]) -> tuple[str, ...]:
    """Return the last steps of addresses, each once."""
    return tuple(dict.fromkeys(each.rpartition(".")[2] for each in addresses))
