"""The shapes that a document's values may have: each says itself as JSON Schema, and says whether a value fits.

Here live the few shapes that all documents are made of. A shape's schema and its acceptance are declared side by
side, so that what is published and what is checked cannot drift apart. Where JSON Schema cannot say a thing exactly,
the schema accepts more, and its description says what is left over: `Shape.unsaid` lists it. Nothing here knows a kind
or a form.

The patterns mean the same in every regular expression engine: they hold explicit characters and ranges only, no
class such as one for digits or blanks. Where `$` stands, a trailing line feed is refused apart, because some engines
let `$` match before it.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from engine.json_value import Json, JsonObject
from engine.length import POINTS, exceeds, falls_short

BLANK = "\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""The characters that count as blank, as ranges for a pattern: those of `str.isspace`."""

BREAK = "\n-\r\x1c-\x1e\x85\u2028\u2029"
"""The characters that end a line, as ranges for a pattern: those of `str.splitlines`."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_BREAKS = re.compile(f"[{BREAK}]")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a value may be: as JSON Schema, and as a question to be answered with yes or no.

    `unsaid` are the sentences on what the schema cannot say: it accepts every value of the shape, and others besides.
    """

    schema: JsonObject
    accepts: Callable[[Json], bool]
    unsaid: tuple[str, ...] = ()


def has_line_break(text: str) -> bool:
    """Say whether a text has more than one line."""
    return _BREAKS.search(text) is not None


def exactly(value: str | int | bool) -> Shape:
    """Return the shape of one value. Numbers are compared as JSON compares them: 1 and 1.0 are the same."""
    wants_bool = isinstance(value, bool)
    return Shape({"const": value}, lambda given: isinstance(given, bool) is wants_bool and given == value)


def one_of(values: Sequence[str]) -> Shape:
    """Return the shape of a string that is one of these."""
    return Shape({"enum": list(values)}, lambda given: isinstance(given, str) and given in values)


def words(most: int | None = None, *, least: int = 1, one_line: bool = False) -> Shape:
    """Return the shape of a text that is not blank, with nothing blank at either end, of so many characters."""
    refused = f"^[{BLANK}]|[{BLANK}]$" + (f"|[{BREAK}]" if one_line else "")
    schema: JsonObject = {"type": "string", "minLength": least}
    if most is not None:
        schema["maxLength"] = most * POINTS
    schema["not"] = {"pattern": refused}

    def accepts(given: Json) -> bool:
        return (
            isinstance(given, str)
            and given != ""
            and given == given.strip()
            and (most is None or not exceeds(given, most))
            and (least == 1 or not falls_short(given, least))
            and not (one_line and has_line_break(given))
        )

    said = _length(least, most)
    return Shape(schema | {"description": said}, accepts, (said,)) if said else Shape(schema, accepts)


def _length(least: int, most: int | None) -> str:
    """Return the sentence on how long a text is, "" where any length will do."""
    limits = [f"at least {least:,}"] if least > 1 else []
    if most is not None:
        limits.append(f"at most {most:,}")
    return f"It has {' and '.join(limits)} characters, as a person counts them." if limits else ""


def matching(pattern: str, most: int | None = None) -> Shape:
    """Return the shape of a string that matches the pattern from end to end, of at most so many code points."""
    compiled = re.compile(pattern)
    schema: JsonObject = {"type": "string", "pattern": f"^(?:{pattern})$", "not": {"pattern": "\n"}}
    if most is not None:
        schema["maxLength"] = most

    def accepts(given: Json) -> bool:
        if not isinstance(given, str) or (most is not None and len(given) > most):
            return False
        return compiled.fullmatch(given) is not None

    return Shape(schema, accepts)


def narrowed(shape: Shape, said: str, accepts: Callable[[Json], bool]) -> Shape:
    """Return the shape of the values that also pass a test which a schema cannot make; `said` describes it."""
    unsaid = (*shape.unsaid, said)
    schema = shape.schema | {"description": " ".join(unsaid)}
    return Shape(schema, lambda given: shape.accepts(given) and accepts(given), unsaid)


def closed(members: Mapping[str, Shape], *, required: Iterable[str], empty: bool = True) -> Shape:
    """Return the shape of an object with no other members than these; `empty` says whether it may have none."""
    needed = list(required)
    schema: JsonObject = {
        "type": "object",
        "properties": {name: shape.schema for name, shape in members.items()},
        "required": list(needed),
        "additionalProperties": False,
    }
    if not empty:
        schema["minProperties"] = 1

    def accepts(given: Json) -> bool:
        return (
            isinstance(given, dict)
            and (empty or bool(given))
            and all(name in given for name in needed)
            and all(name in members and members[name].accepts(value) for name, value in given.items())
        )

    return Shape(schema, accepts, _unsaid(members.values()))


def either(*shapes: Shape) -> Shape:
    """Return the shape of a value that fits at least one of these."""
    if len(shapes) == 1:
        return shapes[0]
    return Shape(
        {"anyOf": [shape.schema for shape in shapes]},
        lambda given: any(shape.accepts(given) for shape in shapes),
        _unsaid(shapes),
    )


def listing(each: Shape, *, least: int = 0, most: int, distinct: bool = False) -> Shape:
    """Return the shape of a list of so many of these; `distinct` strings only when asked for."""
    schema: JsonObject = {"type": "array", "items": each.schema, "minItems": least, "maxItems": most}
    if distinct:
        schema["uniqueItems"] = True

    def accepts(given: Json) -> bool:
        return (
            isinstance(given, list)
            and least <= len(given) <= most
            and all(each.accepts(one) for one in given)
            and not (distinct and len({str(one) for one in given}) < len(given))
        )

    return Shape(schema, accepts, each.unsaid)


def _unsaid(shapes: Iterable[Shape]) -> tuple[str, ...]:
    """Return what the schemas of these shapes leave unsaid, each sentence once."""
    return tuple(dict.fromkeys(chain.from_iterable(shape.unsaid for shape in shapes)))
