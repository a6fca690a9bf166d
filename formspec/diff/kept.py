"""Changes as JSON, to be kept with a version and read back years later.

Here lives the one shape that the report of a release, the command line and other programs share.
"""

import json
from collections.abc import Iterable
from dataclasses import MISSING, fields
from typing import Any, get_args

from formspec.diff.change import Affected, Change, Level, Sort

_NAMES = tuple(each.name for each in fields(Change))
_NEEDED = {each.name for each in fields(Change) if each.default is MISSING}
_NONE = "these are no changes"


def as_records(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Return changes as the objects that JSON has, the level by its name."""
    return [{**{name: getattr(each, name) for name in _NAMES}, "level": str(each.level)} for each in changes]


def written(changes: Iterable[Change]) -> str:
    """Return changes as JSON text."""
    return json.dumps(as_records(changes), ensure_ascii=False, indent=2)


def read(text: str) -> tuple[Change, ...]:
    """Return the changes of a JSON text. ValueError when it holds something else."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError(_NONE) from None
    if not isinstance(found, list) or not all(map(_is_change, found)):
        raise ValueError(_NONE)
    return tuple(
        Change(**{**each, "level": Level[each["level"].upper()], "affects": tuple(each["affects"])}) for each in found
    )


def _is_change(found: object) -> bool:
    """Return whether a value of JSON has what a change has, each of its own type, and nothing else."""
    if not isinstance(found, dict) or not _NEEDED <= set(found) <= set(_NAMES):
        return False
    affects = found["affects"]
    texts = all(isinstance(value, str) for name, value in found.items() if name != "affects")
    return (
        texts
        and found["sort"] in get_args(Sort)
        and found["level"] in {str(level) for level in Level}
        and isinstance(affects, list)
        and all(each in get_args(Affected) for each in affects)
    )
