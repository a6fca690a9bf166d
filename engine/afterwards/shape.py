"""What a document of what came after a submission may hold: as JSON Schema, and as a question of yes or no.

Here lives one table for both. Texts have no other bound than what a database can keep, but for what is said at once.
"""

from datetime import datetime

from engine.attachments import ALONE, attached, kind_in
from engine.carried import VERSION
from engine.envelope import IDENTIFIER, MOST_LISTED
from engine.json_value import Json, JsonObject
from engine.language import ENGLISH
from engine.shapes import DIALECT, Shape, closed, listing, matching, narrowed, one_of

STATES = ("open", "in-progress", "done", "not-needed")
"""What an action can be."""
LONGEST = 20_000
"""How many characters may be said of an action or a decision at once, or be a name."""
_MOST_BYTES = 10 * 1024 * 1024
MOMENT = "%Y-%m-%dT%H:%M:%S.%fZ"
"""How a moment is written, in UTC."""


def afterwards_schema() -> JsonObject:
    """Return the JSON Schema of such a document."""
    return {"$schema": DIALECT, "title": "What came after a submission", **SHAPE.schema}


def _is_moment(found: Json) -> bool:
    return isinstance(found, str) and _parses(found, MOMENT)


def _is_day(found: Json) -> bool:
    return isinstance(found, str) and _parses(found, "%Y-%m-%d")


def _parses(text: str, wanted: str) -> bool:
    try:
        datetime.strptime(text, wanted)  # noqa: DTZ007 (whether there is such a day has no zone)
    except ValueError:
        return False
    return True


def _text(most: int | None = None, *, least: int = 0) -> Shape:
    """Return the shape of any text that a database can keep, of so many code points."""
    limit: JsonObject = {} if most is None else {"maxLength": most}
    schema: JsonObject = {"type": "string", "minLength": least, **limit, "not": {"pattern": "\\u0000"}}

    def accepts(given: Json) -> bool:
        fits = isinstance(given, str) and len(given) >= least and (most is None or len(given) <= most)
        return fits and "\0" not in str(given)

    return Shape(schema, accepts)


def _is_size(given: Json) -> bool:
    return (
        not isinstance(given, bool)
        and isinstance(given, int | float)
        and given == given // 1
        and 1 <= given <= _MOST_BYTES
    )


def _number(given: Json) -> bool:
    return not isinstance(given, bool) and isinstance(given, int | float) and given in range(MOST_LISTED + 1)


_NUMBER = Shape({"type": "integer", "minimum": 0, "maximum": MOST_LISTED}, _number)
_BOOLEAN = Shape({"type": "boolean"}, lambda given: isinstance(given, bool))
_WHEN = narrowed(
    matching("2[0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{6}Z"),
    "It is a moment that there was, in UTC.",
    _is_moment,
)
_DAY = narrowed(matching("[0-9]{4}-[0-9]{2}-[0-9]{2}"), "It is a day of the calendar.", _is_day)
_PERSON = closed({"name": _text(LONGEST, least=1), "email": _text(LONGEST, least=1)}, required=["name"])
_SAID = _text(LONGEST, least=1)
_FILES = narrowed(
    kind_in(ENGLISH).shape(ALONE, complete=False),
    "No name and no caption of one holds U+0000.",
    lambda given: not any("\0" in each.name + each.caption for each in attached(given)),
)
_REMOVED = listing(matching("[0-9a-f]{64}"), least=1, most=MOST_LISTED, distinct=True)
_ENTRY = closed(
    {
        "moment": _WHEN,
        "by": _PERSON,
        "state": one_of(STATES),
        "owner": _PERSON,
        "who": _text(least=1),
        "due": _DAY,
        "note": _SAID,
        "files": _FILES,
        "removed": _REMOVED,
    },
    required=["moment", "state"],
)
_ACTION_NEEDS = {
    "id": matching(IDENTIFIER),
    "address": _text(least=1),
    "question": _text(),
    "text": _text(least=1),
    "added": _BOOLEAN,
    "history": listing(_ENTRY, least=1, most=MOST_LISTED),
}
_COUNTED = {"all": _NUMBER, "open": _NUMBER}
_WARNING = {"check": _text(), "message": _text(), "reason": _text(LONGEST)}
_DECISION_NEEDS = {
    "id": matching(IDENTIFIER),
    "moment": _WHEN,
    "option": _text(least=1),
    "words": _text(),
    "reasons": _text(LONGEST),
    "concerns": closed(_COUNTED, required=_COUNTED),
    "actions": closed(_COUNTED, required=_COUNTED),
    "warnings": listing(closed(_WARNING, required=_WARNING), most=MOST_LISTED),
    "conditions": listing(matching(IDENTIFIER), most=MOST_LISTED, distinct=True),
}
MOST_SCANS = 10
"""How many scans a submission may have."""
SCANNED = ("application/pdf", "image/jpeg", "image/png", "image/heic", "image/heif")
"""What a scan may be, as media types."""
_CHECKSUM = matching("[0-9a-f]{64}")
_SIZE = Shape({"type": "integer", "minimum": 1, "maximum": _MOST_BYTES}, _is_size)
_SCAN = {"moment": _WHEN, "sha256": _CHECKSUM, "size": _SIZE, "type": one_of(SCANNED)}
_MEMBERS = {
    "submission": matching(IDENTIFIER),
    "decisions": listing(closed({**_DECISION_NEEDS, "by": _PERSON}, required=_DECISION_NEEDS), most=MOST_LISTED),
    "actions": listing(closed({**_ACTION_NEEDS, "version": VERSION}, required=_ACTION_NEEDS), most=MOST_LISTED),
}
SHAPE = closed(
    {**_MEMBERS, "scans": listing(closed(_SCAN, required=_SCAN), least=1, most=MOST_SCANS)}, required=_MEMBERS
)
"""What such a document may hold."""
