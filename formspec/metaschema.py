"""The JSON Schema of the language: what an editor completes from and underlines.

Here lives its generation from the grammar. It says the shape, and the words that are known beforehand; the rest of the
sense is for the rules. A spec is checked by `formspec.shape` and the rules, never by this schema; a test holds them
together.

An editor reads YAML's own types, the language does not: a title such as 2025 is a number to the one and a text to the
other. So the schema takes numbers and true/false for texts, and wants them where the language does.
"""

from formspec.check_characters import CHECK_CHARACTERS
from formspec.durations import UNITS
from formspec.grammar import LEVELS, ROLES
from formspec.keys import Key, Level, Takes
from formspec.kinds import KINDS
from formspec.records import ACCESSES
from formspec.rules import (
    bounds_literal,
    check_level,
    file_types,
    former_address,
    id_form,
    language_version,
    max_length,
    numbering,
    option_form,
    unknown_standard,
    version_number,
)
from formspec.size import MOST_ROWS
from formspec.workings import ROUNDINGS

Schema = dict[str, "Schema | list[str] | list[Schema] | str | bool | float"]


def metaschema() -> Schema:
    """Return the JSON Schema 2020-12 of a spec."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A Formspec form",
        "$ref": "#/$defs/spec",
        "$defs": {level.name: _level(level) for level in LEVELS.values()},
    }


def _level(level: Level) -> Schema:
    return {
        "type": "object",
        "properties": {key.name: {"description": key.meaning, **_of(level, key)} for key in level.keys.values()},
        "required": list(level.required),
        "additionalProperties": False,
    }


def _of(level: Level, key: Key) -> Schema:
    return _STANDARD if (level.name, key.name) == ("standard", "id") else _value(key)


def _value(key: Key) -> Schema:
    match key.takes:
        case Takes.TEXT:
            return _WORDS.get(key.name, _TEXT)
        case Takes.TEXTS:
            return {"type": "array", "items": _LISTED.get(key.name, _TEXT)}
        case Takes.WORDINGS:
            return {"type": "object", "properties": dict.fromkeys(_CODES, _TEXT), "additionalProperties": _TEXT}
        case Takes.ONE:
            return {"$ref": f"#/$defs/{key.of}"}
        case Takes.MANY:
            return _many(key)
        case _:
            return _plain(key) or {"anyOf": _either(key)}


def _plain(key: Key) -> Schema | None:
    """Return the schema of a number, or of true and false; None for what may be written in several ways."""
    if key.takes is Takes.NUMBER:
        least, most = _BOUNDS.get(key.name, _NATURAL_BOUNDS)
        return {"type": "integer", "minimum": least, "maximum": most}
    return {Takes.DECIMAL: _DECIMAL, Takes.TRUTH: _TRUTH}.get(key.takes)


def _either(key: Key) -> list[Schema]:
    """Return the ways in which a value may be written: in short, or with keys of its own."""
    keys: Schema = {"$ref": f"#/$defs/{key.of}"}
    match key.takes:
        case Takes.TRUTH_OR_CONDITION:
            return [_TRUTH, keys]
        case Takes.OPTIONS:
            return [_TEXT, _many(key)]
        case Takes.TEXT_OR_TEXTS:
            words = _LISTED.get(key.name, _TEXT)
            return [words, {"type": "array", "items": words}]
        case Takes.VALUES:
            return [_TEXT, keys, {"type": "array", "items": {"anyOf": [_TEXT, keys]}}]
        case _:
            return [_TEXT, keys]


def _many(key: Key) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/$defs/{key.of}"}}


def _pattern(pattern: str, longest: int) -> Schema:
    return {"type": ["string", "boolean"], "pattern": f"^(?:{pattern})$", "maxLength": longest}


_TRUTH: Schema = {"type": "boolean"}
_NATURAL: Schema = {"type": "integer", "minimum": 0}
_DECIMAL: Schema = {"type": "number", "minimum": -999_999_999_999.999999, "maximum": 999_999_999_999.999999}
_NATURAL_BOUNDS = (0, 999_999_999)
_TEXT: Schema = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
_ID = _pattern(id_form.FORM, id_form.LONGEST)
_STANDARD = _pattern(unknown_standard.FORM, id_form.LONGEST)
_WORDS: dict[str, Schema] = {
    "id": _ID,
    "form": _ID,
    "value": {"anyOf": [_pattern(option_form.FORM, option_form.LONGEST), _NATURAL]},
    "kind": {"enum": list(KINDS)},
    "role": {"enum": list(ROLES)},
    "findings": {"enum": list(ROLES)},
    "level": {"enum": list(check_level.LEVELS)},
    "numbering": {"enum": list(numbering.WORDS)},
    "access": {"enum": list(ACCESSES)},
    "check-character": {"enum": list(CHECK_CHARACTERS)},
    "in": {"enum": list(UNITS)},
    "rounded": {"enum": list(ROUNDINGS)},
}
_LISTED: dict[str, Schema] = {
    "retired": _pattern(id_form.ADDRESS, id_form.LONGEST_ADDRESS),
    "was": {"anyOf": [_pattern(former_address.FORM, id_form.LONGEST_ADDRESS), _NATURAL]},
    "meets": _pattern(unknown_standard.FORM, id_form.LONGEST),
    "types": {"enum": list(file_types.TYPES)},
}
_BOUNDS = {
    "formspec": (language_version.KNOWN, language_version.KNOWN),
    "version": (1, version_number.MOST),
    "min-length": (1, max_length.MOST),
    "max-length": (1, max_length.MOST),
    "decimal-places": (0, bounds_literal.MOST_PLACES),
    "max-size": (1, bounds_literal.MOST_MEGABYTES),
    "least": (0, MOST_ROWS),
    "most": (1, MOST_ROWS),
    "exactly": (1, MOST_ROWS),
}
_CODES = sorted({code for kind in KINDS.values() for code in kind.error_codes})
