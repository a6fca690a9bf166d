"""From an address, and from a key, to where they stand in what was read from a spec.

Here lives the look-up by the addresses that translations use, which name every part that has texts. A way leads to it
by keys and numbers; nothing here changes anything.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from formspec.addresses import Addresses
from formspec.edits.pieces import Path
from formspec.edits.refused import EditRefused
from formspec.grammar import LEVELS
from formspec.keys import Level
from formspec.model import Spec
from formspec.nodes import Listing, Mapping, Node, Place
from formspec.reading import text
from formspec.suggest import did_you_mean, listed, short
from formspec.translatable import Wordy, wordy


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a spec: its address, what it is, its texts, and the ways to its keys and to each of its texts."""

    address: str
    level: Level
    wordy: Wordy
    path: Path
    ways: dict[str, tuple[Path, ...]]

    @property
    def within(self) -> Path:
        """The way to the list that it stands in."""
        return self.path[:-1]

    @property
    def number(self) -> int:
        """Its number in that list, from 0."""
        step = self.path[-1]
        return step if isinstance(step, int) else 0

    @property
    def order(self) -> tuple[str, ...]:
        """The keys that it may have, in the language's order."""
        return tuple(self.level.keys)


class Parts:
    """Every part of a spec that has texts, by its address."""

    def __init__(self, root: Mapping, spec: Spec) -> None:
        self._root, self._spec = root, spec
        self._ways = {id(node): path for node, path in walk(root, ())}
        self._parts = wordy(root)

    def find(self, address: str, *levels: str) -> Part:
        """Return the part at an address, one of these levels where some are named; refused when there is none."""
        found = self._parts.get(address) or self._written(address)
        name = found.level.name
        if levels and name not in levels:
            nouns = listed([LEVELS[each].noun for each in levels])
            raise EditRefused(f"“{short(address)}” is {LEVELS[name].noun}. For this, choose {nouns}.")
        ways = {key: tuple(self._ways[id(each)] for each in texts) for key, texts in found.texts.items()}
        return Part(found.address, LEVELS[name], found, self._ways[id(found.mapping)], ways)

    def list_named(self, address: str) -> Path | None:
        """Return the way to the options of a shared list, by `lists.` and its name; None when there is none."""
        lists = self._root.get("lists")
        for number, each in enumerate(lists.nodes if isinstance(lists, Listing) else ()):
            if isinstance(each, Mapping) and address == f"lists.{text(each, 'id')}":
                return ("lists", number, "options")
        return None

    def _written(self, address: str) -> Wordy:
        """Return the part that has another address, too; refused where there is none, or where others share it."""
        place = self._shared(address)
        home = next((each for each in self._parts.values() if place and each.mapping.place == place), None)
        if home is None:
            raise EditRefused(
                f"There is nothing at “{short(address)}” in this form.{did_you_mean(address, self._parts)}"
            )
        if not home.address.startswith(address.rpartition(".")[0] + "."):
            raise EditRefused(f"Several questions share this. It is changed for all of them, at “{home.address}”.")
        return home

    def _shared(self, address: str) -> Place | None:
        addresses = Addresses(self._spec)
        option = addresses.option(address)
        named = addresses.get(address)
        return option[1].place if option else named.column.place if named and named.column else None


def walk(node: Node, path: Path) -> Iterator[tuple[Node, Path]]:
    """Yield everything that was read, with the way to it."""
    yield node, path
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield from walk(entry.value, (*path, entry.key.text))
    elif isinstance(node, Listing):
        for number, each in enumerate(node.nodes):
            yield from walk(each, (*path, number))
