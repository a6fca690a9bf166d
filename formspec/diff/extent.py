"""Which answers a change is about: their addresses in the version before, or in one before that.

Here lives the way from a change to addresses. Whether anybody has answered there is not known here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from formspec.addresses import placed
from formspec.diff.change import Change
from formspec.model import Column, Spec
from formspec.sources import Sources, answer_address, sources, sources_through

_DEMANDS = frozenset({"required", "required-when"})
_OF_ALL = frozenset({"check", "part", "retention"})
_OF_RECORDS = frozenset({"access", "child-data"})
_COLUMNS, _LISTS = "columns", "lists"


@dataclass(frozen=True, slots=True)
class Extent:
    """What a change is about, in a version that was filled in.

    It concerns whoever entered something at one of the `addresses`; with `missing`, whoever entered nothing at one of
    them; and with `everyone` all, because what it demands is new.
    """

    addresses: tuple[str, ...] = ()
    missing: bool = False
    everyone: bool = False


def extent(change: Change, old: Spec, new: Spec) -> Extent:
    """Return what a change between two versions is about, in the old one."""
    new_part = change.sort == "added" and not change.key
    if new_part or change.noun in _OF_ALL or change.key in _OF_RECORDS:
        return Extent(everyone=True)
    found = [address for name in _before(change, sources(old, new)) for address in _laid_out(name, old)]
    return Extent(tuple(dict.fromkeys(found)), missing=change.key in _DEMANDS)


def earlier(found: Extent, versions: Sequence[Spec]) -> Extent:
    """Return what a change is about in the first of several versions, where it was found in the last of them."""
    if len(versions) < 2:  # noqa: PLR2004 (one version: the one it was found in)
        return found
    was = sources_through(versions)
    addresses = (old for address in found.addresses for old in _was(address, was))
    return replace(found, addresses=tuple(dict.fromkeys(addresses)))


def _before(change: Change, was: Sources) -> tuple[str, ...]:
    """Return the names of what a change is about in the old version."""
    return (change.was,) if change.was else _was(change.address, was) or (change.address,)


def _was(address: str, was: Sources) -> tuple[str, ...]:
    every = (was.sections, was.questions, was.answers, was.prompts, was.options)
    return tuple(dict.fromkeys(old for traced in every for old in traced.was(address)))


def _laid_out(address: str, spec: Spec) -> Iterator[str]:
    """Yield the addresses of answers and options that an address of a form, section or group stands for.

    A column that the form declares once is in each of its questions, and an option of a shared list wherever that is.
    """
    steps = address.split(".")
    if steps[0] == _LISTS:
        yield from _of_list(steps[1], steps[2:], spec)
    elif _COLUMNS in steps:
        at = steps.index(_COLUMNS)
        yield from _of_column(".".join(steps[:at]), steps[at + 1], steps[at + 2 :], spec)
    else:
        yield address


def _of_list(name: str, option: list[str], spec: Spec) -> Iterator[str]:
    for question, column in _answers(spec):
        if column.shared == name:
            yield ".".join([answer_address(question, column), *option])


def _of_column(within: str, name: str, option: list[str], spec: Spec) -> Iterator[str]:
    for question, column in _answers(spec):
        if column.id == name and (not within or question.startswith(f"{within}.")):
            yield ".".join([answer_address(question, column), *option])


def _answers(spec: Spec) -> Iterator[tuple[str, Column]]:
    """Yield each answer of a spec, with the address of its question."""
    for at in placed(spec):
        for column in at.question.columns:
            yield at.address, column
