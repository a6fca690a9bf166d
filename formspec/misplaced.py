"""Parts of a list that stand in the wrong one: a question among sections, or among the evidence of the one above.

Here lives how such a part is told from one with a wrong name: its names are those of another list near by, all of
them. Nothing is looked for in a part whose names all belong where they stand.
"""

from formspec.grammar import LEVELS
from formspec.keys import Key, Level, Takes
from formspec.nodes import Entry, Listing, Mapping, Node, Place
from formspec.problem import Problem

MISPLACED = "misplaced-part"
NEEDLESS = "needless-hyphen"


def misplaced(part: Mapping, above: Node | None, *, entry: Entry, key: Key) -> Problem | None:
    """Return the problem of a part of the list behind `entry` that belongs to another list; `above` stands before it.

    The other list is the one that `entry` itself stands in a part of, or the last one within the part above.
    """
    level = LEVELS[key.of]
    if part.index.keys() <= level.keys.keys():
        return _split(part, above, level)
    spaces = part.place.column - 1
    for noun, wanted in (*_around(part, entry, key), *_within(part, above, level)):
        if wanted != spaces:
            side = "left" if wanted < spaces else "right"
            by = abs(wanted - spaces)
            message = (
                f"This looks like {noun}, but stands where {level.noun} belongs. "
                f"Move all of its lines {by} space{'s' * (by != 1)} to the {side}."
            )
            return _at(part.place, MISPLACED, message)
    return None


def _around(part: Mapping, entry: Entry, key: Key) -> list[tuple[str, int]]:
    """Return the noun and the spaces of the part's names, if it belongs beside the part that the list stands in."""
    around = [each for each in LEVELS.values() if (own := each.keys.get(key.name)) and own.of == key.of]
    return [(each.noun, entry.key.column - 1) for each in around if _fits(part, each)]


def _within(part: Mapping, above: Node | None, level: Level) -> list[tuple[str, int]]:
    """Return the noun and the spaces of the part's names, if it belongs to a list within the part above."""
    if not isinstance(above, Mapping):
        return []
    lists = [(key, above.get(key.name)) for key in level.keys.values() if key.takes is Takes.MANY]
    return [
        (LEVELS[key.of].noun, value.nodes[-1].place.column - 1)
        for key, value in lists
        if isinstance(value, Listing) and value.nodes and _fits(part, LEVELS[key.of])
    ]


def _fits(part: Mapping, level: Level) -> bool:
    names = part.index
    return all(name in level.keys for name in names) and all(name in names for name in level.required)


def _split(part: Mapping, above: Node | None, level: Level) -> Problem | None:
    """Return the problem of a hyphen in the middle of a part: what begins there lacks all that the part above has."""
    if not isinstance(above, Mapping) or any(name in part.index for name in level.required):
        return None
    whole = (
        level.required
        and all(name in above.index for name in level.required)
        and not part.index.keys() & above.index.keys()
    )
    if not whole:
        return None
    message = (
        f"This hyphen begins {level.noun} of its own. If the line belongs to the one above, "
        "type a space in place of the hyphen."
    )
    return _at(Place(part.place.line, max(1, part.place.column - 2)), NEEDLESS, message)


def _at(place: Place, rule: str, message: str) -> Problem:
    return Problem(place.line, place.column, rule, message)
