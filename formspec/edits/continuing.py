"""Where each part that has texts stands in the next version of a form, by the addresses that translations use.

Here lives the way from what each part was (`formspec.sources`) to those addresses: a part of the old version goes on as
one of the new version at the most, the one that kept its name where there are several. What several answers share has
no address in the answers, so that its own `was` is read here, by the same law.
"""

from collections.abc import Iterator, Mapping

from formspec.model import Spec
from formspec.reading import one_or_more
from formspec.sources import Sources, Traced, sources
from formspec.translatable import Wordy

Parts = Mapping[str, Wordy]
_SECTIONS = "sections."


def continuing(old: Spec, new: Spec, before: Parts, after: Parts) -> dict[str, str]:
    """Return the address in the new version of every part of the old one that goes on, by its old address."""
    found = _Continuing(sources(old, new), before)
    going: dict[str, str] = {}
    for address, part in after.items():
        origin = found.origin(part)
        if origin and (origin not in going or (_own(going[origin]) != _own(origin) == _own(address))):
            going[origin] = address
    return going


def _own(address: str) -> str:
    return address.rpartition(".")[2]


def _plain(address: str) -> str:
    """Return an address without the word before a section that has the name of something else."""
    return address.removeprefix(_SECTIONS)


class _Continuing:
    """The parts of the old version, and what those of the new one were, in their order."""

    def __init__(self, found: Sources, before: Parts) -> None:
        self._traced: dict[str, Traced] = {
            "section": found.sections,
            "question": found.questions,
            "column": found.answers,
            "prompt": found.prompts,
            "option": found.options,
        }
        self._before = {(part.level.name, _plain(address)): address for address, part in before.items()}
        self._was: dict[str, str] = {}

    def origin(self, part: Wordy) -> str:
        """Return the old address of a part of the new version, "" for a new one."""
        level, name = part.level.name, _plain(part.address)
        names = (each for each in self._names(part, name) if (level, each) in self._before)
        was = next(names, "")
        self._was[name] = was
        return self._before.get((level, was), "")

    def _names(self, part: Wordy, name: str) -> Iterator[str]:
        """Yield the names that a part may have had, the first of which that was there is its own."""
        traced = self._traced.get(part.level.name)
        if traced is not None and name in traced.origins:
            yield from traced.was(name)
            return
        home, own = self._home(name)
        if home is not None:
            *within, last = filter(None, (*home.split("."), *own.split(".")))
            yield from (".".join((*within, each)) for each in (last, *one_or_more(part.mapping, "was")))

    def _home(self, name: str) -> tuple[str | None, str]:
        """Return what the part that another stands in was, None for a new one, and the rest of its name."""
        steps = name.split(".")
        for length in range(len(steps) - 1, 0, -1):
            within = ".".join(steps[:length])
            if within in self._was:
                return self._was[within] or None, ".".join(steps[length:])
        return "", name
