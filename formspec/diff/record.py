"""How two parts of the same sort differ, and lists of them: by id, value by value.

Here live the table of what each part of the model holds, and the finding and the applying of differences by it. What
is not the same for all parts (columns that are shared, prompts that stand under others) lives in modules of its own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TypeVar

from formspec.diff.change import Difference, Sort
from formspec.sources import continued

Part = TypeVar("Part")
_ID = {"option": "value"}
_CHILDREN = {
    "list": (("options", "option", ""),),
    "column": (("options", "option", ""), ("checks", "check", ".checks")),
    "section": (),
    "question": (("checks", "check", ".checks"),),
}
"""The lists within each sort of part: where they stand, of what they are, and what their addresses begin with."""
_APART = {
    "form": frozenset({"sections", "parts", "lists", "columns", "checks", "outcomes", "standards", "policy"})
    | {"about", "completed_by", "letter", "retention"},
    "section": frozenset({"columns", "questions"}),
    "question": frozenset({"columns", "evidence", "group"}),
    "group": frozenset({"columns", "questions"}),
}
"""What is compared in ways of its own."""
Origins = Mapping[str, tuple[str, ...]]


def id_of(noun: str, part: object) -> str:
    """Return what a part is called within its list."""
    return str(getattr(part, _ID.get(noun, "id")))


def keys_of(noun: str, part: object) -> Iterator[str]:
    """Yield the names of the single values of a part."""
    apart = {name for name, _, _ in _CHILDREN.get(noun, ())} | _APART.get(noun, frozenset()) | {_ID.get(noun, "id")}
    for each in fields(part):  # type: ignore[arg-type]
        if each.compare and each.name not in apart:
            yield each.name


def word(name: str) -> str:
    """Return the word of the language for a name of the model."""
    return name.removesuffix("_").replace("_", "-")


def compared(noun: str, address: str, old: object, new: object) -> Iterator[Difference]:
    """Yield how two parts differ that are the same part."""
    for name in keys_of(noun, new):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            key = word(name)
            yield Difference(sort="changed", noun=noun, address=address, key=key, before=before, after=after)
    for name, child, within in _CHILDREN.get(noun, ()):
        if name == "options" and noun == "column" and _share(old, new):
            continue
        yield from compared_lists(child, _place(noun, address, within, new), getattr(old, name), getattr(new, name))


def _place(noun: str, address: str, within: str, part: object) -> str:
    """Return what the addresses of a list within a part begin with; a plain answer's checks are not its question's."""
    plain = noun == "column" and within and not id_of(noun, part)
    return f"{address}.{within}" if plain else f"{address}{within}"


def _share(old: object, new: object) -> bool:
    """Say whether both have the options of the same shared list, whose changes are told once, there."""
    shared = getattr(new, "shared", "")
    return bool(shared) and getattr(old, "shared", "") == shared


def origins_of(noun: str, olds: Sequence[object], news: Sequence[object]) -> Origins:
    """Return what each part of a list continues, by its id and by what it says it was."""
    was = {id_of(noun, each): tuple(getattr(each, "was", ())) for each in news}
    return continued({each: (each,) for each in was}, was, [id_of(noun, each) for each in olds])


def compared_lists(
    noun: str, within: str, olds: Sequence[object], news: Sequence[object], origins: Origins | None = None
) -> Iterator[Difference]:
    """Yield how two lists differ: what went, came, has another id or place, and what differs in what stayed."""
    pairs = paired(origins if origins is not None else origins_of(noun, olds, news))
    old = {id_of(noun, each): each for each in olds}
    new = {id_of(noun, each): each for each in news}
    yield from placed(noun, within, old, new, pairs)
    for name, was in pairs.first.items():
        yield from compared(noun, joined(within, name), old[was], new[name])


def joined(within: str, name: str) -> str:
    """Return the address of what has a name in a list; a plain answer has none of its own."""
    return f"{within}.{name}" if name else within


@dataclass(frozen=True, slots=True)
class Pairs:
    """What the parts of a list continue: each the first that no other claimed, and what else went into them."""

    first: dict[str, str]
    merged: dict[str, str]
    split: dict[str, str]


def paired(origins: Origins) -> Pairs:
    """Return what continues what, where several may say so: what has the same id comes first."""
    first = {name: name for name, was in origins.items() if name in was}
    taken = set(first.values())
    for name, was in origins.items():
        free = next((each for each in was if each not in taken), None)
        if name not in first and free is not None:
            first[name] = free
            taken.add(free)
    merged = {each: name for name, was in origins.items() if name in first for each in was if each not in taken}
    split = {name: was[0] for name, was in origins.items() if was and name not in first}
    return Pairs(first, merged, split)


def placed(
    noun: str, within: str, old: Mapping[str, object], new: Mapping[str, object], pairs: Pairs
) -> Iterator[Difference]:
    """Yield what went, came, and stands elsewhere in a list."""
    going_on = set(pairs.first.values())
    for name, part in old.items():
        if name in going_on:
            continue
        into = pairs.merged.get(name)
        address, was = (joined(within, name), "") if into is None else (joined(within, into), joined(within, name))
        sort: Sort = "removed" if into is None else "merged"
        yield Difference(sort=sort, noun=noun, address=address, was=was, before=part, within=within)
    yield from _come(noun, within, new, pairs)
    stayed = [name for name in new if name in pairs.first]
    ranks = list(old)
    stood = sorted(stayed, key=lambda name: ranks.index(pairs.first[name]))
    if stood != stayed:
        yield Difference(
            sort="reordered", noun=noun, address=within, before=tuple(stood), after=tuple(stayed), within=within
        )


def _come(noun: str, within: str, new: Mapping[str, object], pairs: Pairs) -> Iterator[Difference]:
    follows = ""
    for name, part in new.items():
        address = joined(within, name)
        was = pairs.first.get(name)
        if was is None:
            split = pairs.split.get(name)
            sort: Sort = "added" if split is None else "split"
            former = "" if split is None else joined(within, split)
            yield Difference(
                sort=sort, noun=noun, address=address, was=former, after=part, within=within, follows=follows
            )
        elif was != name:
            yield Difference(sort="renamed", noun=noun, address=address, was=joined(within, was), within=within)
        follows = address


class Told:
    """Differences by what they are about, to be applied."""

    def __init__(self, differences: Iterable[Difference]) -> None:
        self._values: dict[tuple[str, str], dict[str, object]] = {}
        self._lists: dict[tuple[str, str], list[Difference]] = {}
        for each in differences:
            if each.key:
                self._values.setdefault((each.noun, each.address), {})[each.key] = each.after
            else:
                self._lists.setdefault((each.noun, each.within), []).append(each)

    def values(self, noun: str, address: str) -> Mapping[str, object]:
        """Return the values that a part has now, by their words."""
        return self._values.get((noun, address), {})

    def moves(self, noun: str, within: str) -> list[Difference]:
        """Return what came, went and moved in a list."""
        return self._lists.get((noun, within), [])

    def applied(self, noun: str, address: str, old: Part) -> Part:
        """Return a part with its differences applied, and those of the lists within it."""
        if not is_dataclass(old) or isinstance(old, type):
            return old
        values = self.values(noun, address)
        found = {name: values[word(name)] for name in keys_of(noun, old) if word(name) in values}
        for name, child, within in _CHILDREN.get(noun, ()):
            found[name] = self.listed(child, _place(noun, address, within, old), getattr(old, name))
        return replace(old, **found)

    def listed(self, noun: str, within: str, olds: Sequence[Part]) -> tuple[Part, ...]:
        """Return a list with its differences applied, and those of its parts."""
        told = self.moves(noun, within)
        gone = {each.was or each.address for each in told if each.sort in {"removed", "merged", "spared"}}
        renamed = {each.was: each.address for each in told if each.sort == "renamed"}
        stayed: dict[str, Part] = {}
        for part in olds:
            address = joined(within, id_of(noun, part))
            if address not in gone:
                now = renamed.get(address, address)
                named = replace(part, **{_ID.get(noun, "id"): _name(within, now)})  # type: ignore[type-var]
                stayed[now] = self.applied(noun, now, named)
        return _arranged(stayed, told, within)


def _name(within: str, address: str) -> str:
    return address.removeprefix(within).removeprefix(".")


def _arranged(stayed: dict[str, Part], told: list[Difference], within: str) -> tuple[Part, ...]:
    order = list(stayed)
    for each in told:
        if each.sort == "reordered" and isinstance(each.after, tuple):
            order = [joined(within, name) for name in each.after]
    parts: dict[str, object] = dict(stayed)
    for each in told:
        if each.sort in {"added", "split"} or (each.sort == "kept" and not each.key):
            order.insert(order.index(each.follows) + 1 if each.follows else 0, each.address)
            parts[each.address] = each.after
    return tuple(parts[address] for address in order)  # type: ignore[misc]
