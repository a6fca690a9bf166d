"""How a version was published, which its text does not say: why, by whom, from when on, and if it was withdrawn.

Here lives the shape of a release, and the JSON file `<version>.release.json` that keeps it beside a spec's file.
Whether a version may be published is for others to judge.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import cast

from formspec.moments import is_day
from formspec.problem import Problem
from formspec.suggest import did_you_mean, listed, short

MOST_RELEASE_BYTES = 8 * 1024 * 1024
"""How long the file of a release may be: as long as the longest report of changes, and some."""
RULE = "release-file"
"""The rule that problems with the file of a release have."""

_Json = dict[str, object]
_SHA256 = re.compile("[0-9a-f]{64}")
_MOST_VERSIONS = 999_999_999


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """How a version was published. A text is "" where there is nothing to say.

    `sha256` is of the text. `approved` and `review` are dates as a policy writes them. The version is in force from the
    day `in_force` on, up to the day before `withdrawn`. `report` is the JSON text of what changed since the version
    before, "" for a first version.
    """

    form: str
    version: int
    sha256: str
    note: str
    approved_by: str
    approved: str
    review: str = ""
    published_by: str
    published: datetime
    in_force: date
    seconded_by: str = ""
    withdrawn: date | None = None
    withdrawn_why: str = ""
    report: str = ""

    def stands(self, day: date) -> bool:
        """Return whether the version may be started on a day: it has come into force, and was not withdrawn by then."""
        return stands(self.in_force, self.withdrawn, day)


@dataclass(frozen=True, slots=True)
class LoadedRelease:
    """A release, None when its file cannot be used, and everything that is wrong with the file."""

    release: Release | None
    problems: tuple[Problem, ...]

    def stands(self, day: date) -> bool:
        """Return whether the version may be started on a day: never while its release is there and cannot be used."""
        return not self.problems if self.release is None else self.release.stands(day)


def stands(in_force: date, withdrawn: date | None, day: date) -> bool:
    """Return whether a day is between the one a version is in force from and the one it was withdrawn on."""
    return in_force <= day and (withdrawn is None or day < withdrawn)


def write_release(release: Release) -> bytes:
    """Return the JSON file of a release, which `read_release` reads back as it was."""
    written = {each.name: _written(getattr(release, each.name)) for each in fields(Release)}
    return (json.dumps(written, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def read_release(data: bytes) -> LoadedRelease:
    """Read the JSON file of a release. Never raises, whatever the bytes."""
    found = _object(data)
    if isinstance(found, Problem):
        return LoadedRelease(None, (found,))
    problems = tuple(_problems(found))
    return LoadedRelease(None if problems else _release(found), problems)


def _written(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _object(data: bytes) -> _Json | Problem:
    if len(data) > MOST_RELEASE_BYTES:
        return _problem("The file is too long to be that of a release.")
    try:
        found = json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refused)
    except json.JSONDecodeError as fault:
        return Problem(fault.lineno, fault.colno, RULE, "This is not JSON from here on: put back what was written.")
    except (ValueError, RecursionError):
        return _problem("This is not the file of a release: put back what was written.")
    return found if isinstance(found, dict) else _problem("The file of a release is one JSON object, from { to }.")


def _once(pairs: list[tuple[str, object]]) -> _Json:
    """Return the members of an object. ValueError when one stands there twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a member twice")
    return found


def _refused(constant: str) -> object:
    raise ValueError(constant)


def _problem(message: str) -> Problem:
    return Problem(1, 1, RULE, message)


def _is_text(value: object) -> bool:
    """Return whether a value is a text that can be written in UTF-8."""
    return isinstance(value, str) and value.encode("utf-8", "ignore").decode("utf-8") == value


def _is_id(value: object) -> bool:
    return _is_text(value) and value != ""


def _is_version(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _MOST_VERSIONS


def _is_sha256(value: object) -> bool:
    return isinstance(value, str) and _SHA256.fullmatch(value) is not None


def _is_date(value: object) -> bool:
    return isinstance(value, str) and is_day(value)


def _is_date_or_none(value: object) -> bool:
    return value is None or _is_date(value)


def _is_moment(value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).utcoffset() is not None
    except ValueError:
        return False


_Check = tuple[Callable[[object], bool], str]
_TEXT: _Check = (_is_text, "a text")
_CHECKS: dict[str, _Check] = {
    **dict.fromkeys((each.name for each in fields(Release)), _TEXT),
    "form": (_is_id, "the id of a form"),
    "version": (_is_version, "a whole number from 1"),
    "sha256": (_is_sha256, "64 figures and letters from a to f"),
    "published": (_is_moment, "a day and time with its zone, like 2026-11-23T10:15:00+00:00"),
    "in_force": (_is_date, "a day like 2026-11-23"),
    "withdrawn": (_is_date_or_none, "a day like 2026-11-23, or null"),
}
_NEEDED = ("form", "version", "sha256", "note", "approved_by", "approved", "published_by", "published", "in_force")


def _problems(found: Mapping[str, object]) -> Iterator[Problem]:
    for name in found:
        if name not in _CHECKS:
            yield _problem(f"A release says nothing as “{short(name)}”.{did_you_mean(name, _CHECKS)}")
    if missing := [f"“{name}”" for name in _NEEDED if name not in found]:
        yield _problem(f"The release does not say {listed(missing)}: put back what was written.")
    for name, (is_good, wanted) in _CHECKS.items():
        if name in found and not is_good(found[name]):
            yield _problem(f"“{name}” is not {wanted}.")


def _release(found: Mapping[str, object]) -> Release:
    """Return the release of members that were found good."""
    read: _Json = dict(found)
    read["published"] = datetime.fromisoformat(cast(str, read["published"]))
    for name in ("in_force", "withdrawn"):
        read[name] = date.fromisoformat(cast(str, read[name])) if read.get(name) else None
    return Release(**read)  # type: ignore[arg-type]
