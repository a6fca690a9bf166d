"""Changes as JSON, to be kept with a version and read back years later.

Here lives the one shape that the report of a release, the command line and other programs share.
"""

import json
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from formspec.diff.change import Change, Level

_NAMES = tuple(each.name for each in fields(Change))


def as_records(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Return changes as the objects that JSON has, the level by its name."""
    return [{**{name: getattr(each, name) for name in _NAMES}, "level": str(each.level)} for each in changes]


def from_records(records: Iterable[dict[str, Any]]) -> tuple[Change, ...]:
    """Return the changes that were written as such objects. ValueError when they are something else."""
    try:
        return tuple(
            Change(**{**each, "level": Level[each["level"].upper()], "affects": tuple(each["affects"])})
            for each in records
        )
    except (KeyError, TypeError, AttributeError) as fault:
        raise ValueError("these are no changes") from fault


def written(changes: Iterable[Change]) -> str:
    """Return changes as JSON text."""
    return json.dumps(as_records(changes), ensure_ascii=False, indent=2)


def read(text: str) -> tuple[Change, ...]:
    """Return the changes of a JSON text. ValueError when it holds something else."""
    found = json.loads(text)
    if not isinstance(found, list):
        raise ValueError("these are no changes")  # noqa: TRY004 (what a text holds is a matter of its value)
    return from_records(found)
