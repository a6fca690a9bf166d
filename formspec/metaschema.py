"""The JSON Schema of the language: what an editor completes from and underlines.

Here lives its generation from the grammar. It says the shape only; the sense is for the rules. A spec is checked by
`formspec.shape`, never by this schema, and a test holds the two together. Numbers and true/false are written plainly in
YAML, and editors read them as such, so the schema takes them as JSON numbers and booleans.
"""

from formspec.grammar import LEVELS, ROLES, Key, Level, Takes
from formspec.kinds import KINDS

Schema = dict[str, "Schema | list[str] | list[Schema] | str | bool | int"]


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
        "properties": {key.name: _key(key) for key in level.keys.values()},
        "required": [key.name for key in level.keys.values() if key.required],
        "additionalProperties": False,
    }


def _key(key: Key) -> Schema:
    return {"description": key.meaning, **_value(key)}


def _value(key: Key) -> Schema:
    text: Schema = {"type": "string", "minLength": 1}
    match key.takes:
        case Takes.NUMBER:
            return {"type": "integer", "minimum": 0, "maximum": 999_999_999}
        case Takes.TRUTH:
            return {"type": "boolean"}
        case Takes.TEXTS:
            return {"type": "array", "items": text}
        case Takes.WORDINGS:
            return {"type": "object", "additionalProperties": text}
        case Takes.ONE:
            return {"$ref": f"#/$defs/{key.of}"}
        case Takes.MANY:
            return {"type": "array", "items": {"$ref": f"#/$defs/{key.of}"}}
        case _:
            return text | _known(key)


def _known(key: Key) -> Schema:
    known = {"kind": list(KINDS), "role": list(ROLES)}.get(key.name)
    return {"examples": known} if known else {}
