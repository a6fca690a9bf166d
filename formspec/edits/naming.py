"""Ids for new parts of a form: made from their words, and never one that is taken or was retired.

Here lives the choice of a permanent name. Whether a name may stand somewhere is for the rules of the language.
"""

import re
from collections.abc import Collection, Iterator, Mapping

from formspec.addresses import EVIDENCE, placed, prompts
from formspec.model import Spec
from formspec.suggest import hyphened

_SMALL_WORD = re.compile(
    "a|all|am|an|and|any|are|as|at|be|been|but|by|can|did|do|does|for|from|had|has|have|how|i|if|in|into|is|it|its|of|on"
    "|or|our|shall|should|so|than|that|the|their|them|there|these|they|this|to|was|we|were|what|when|where|which|who"
    "|whom|whose|why|will|with|would|you|your"
)
_MOST_WORDS = 4
_LONGEST = 40
_RESERVED = frozenset({"evidence", "could-not-find-out", "check", "checks", "parts", "submit", "discard", "columns"})


def suggest_id(label: str, taken: Collection[str]) -> str:
    """Return a short id made from the words of a label, that none of the taken ones is."""
    every = hyphened(label.replace("'", "").replace("\u2019", "")).split("-")
    words = [word for word in every if not _SMALL_WORD.fullmatch(word)] or every
    while words and not words[0][:1].isalpha():
        words = words[1:]
    base = _short(words) or "question"
    return next(each for each in _numbered(base) if each not in taken and each not in _RESERVED)


def _short(words: list[str]) -> str:
    """Return as many of the first words as an id may well have."""
    chosen = words[:_MOST_WORDS]
    while len(chosen) > 1 and len("-".join(chosen)) > _LONGEST:
        chosen = chosen[:-1]
    return "-".join(chosen)[:_LONGEST]


def _numbered(base: str) -> Iterator[str]:
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1


def taken_ids(spec: Spec, within: str) -> set[str]:
    """Return the ids that no new part may have there, because a part has, had or gave up that name.

    `within` is what stands before the id in an address: "" for a section, `visit` for a question of that section,
    `visit.gates` for a column or any of its options, `visit.gates.evidence` for a prompt.
    """
    former = [old for _, _, question, _ in placed(spec) for old in question.was]
    every = [*addresses_of(spec), *(each.address for each in spec.retired), *former]
    options = {
        option.value
        for address, _, question, _ in placed(spec)
        if address == within
        for column in question.columns
        for option in column.options
    }
    if not within:
        every += [old for section in spec.sections for old in section.was]
    return options | {each.rpartition(".")[2] for each in every if each.rpartition(".")[0] == within}


def addresses_of(spec: Spec) -> Iterator[str]:
    """Yield the address of every section, question, column, option and prompt of a form, in order."""
    for section in spec.sections:
        yield section.id
    for address, _, question, _ in placed(spec):
        yield address
        for column in question.columns:
            within = f"{address}.{column.id}" if column.id else address
            if column.id:
                yield within
            yield from (f"{within}.{option.value}" for option in column.options)
        yield from (f"{address}.evidence.{prompt.id}" for prompt in prompts(question.evidence))


def formers_of(spec: Spec) -> dict[str, tuple[str, ...]]:
    """Return the other addresses that each part of a form may have had, by what it and all that it stands in `was`."""
    found = {section.id: section.was for section in spec.sections}
    for address, _, question, _ in placed(spec):
        home, _, name = address.rpartition(".")
        found[address] = (*(f"{each}.{name}" for each in found[home]), *question.was)
        for column in question.columns:
            within = f"{address}.{column.id}" if column.id else address
            if column.id:
                found[within] = _within(found, address, column.id, column.was)
            for option in column.options:
                found[f"{within}.{option.value}"] = _within(found, within, option.value, option.was)
        for prompt in prompts(question.evidence):
            names = _within(found, address, prompt.id, prompt.was, f".{EVIDENCE}")
            found[f"{address}.{EVIDENCE}.{prompt.id}"] = names
    return found


def _within(
    found: Mapping[str, tuple[str, ...]], home: str, name: str, was: tuple[str, ...], between: str = ""
) -> tuple[str, ...]:
    """Return the other addresses of a part, from those of what it stands in and the names that it had there."""
    every = [f"{each}{between}.{own}" for each in (home, *found[home]) for own in (name, *was)]
    return tuple(every[1:])
