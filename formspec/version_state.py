"""How a published version stands on a day: in force, to come, replaced by a later one, or withdrawn.

Here lives what is said of that, from the releases of a form's versions. Which version is in force is the library's to
say, and whether its spec can be used the loader's.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from formspec.libraries import AnyLibrary
from formspec.release import Release
from formspec.reviews import day_in_words

_LONDON = ZoneInfo("Europe/London")
State = Literal["in force", "to come", "replaced", "withdrawn", "not to be started"]


@dataclass(frozen=True, slots=True)
class VersionState:
    """The state of one version on a day, in one word or two and in a sentence without its full stop."""

    state: State
    words: str


def usable_in_force(library: AnyLibrary, form: str, today: date) -> int | None:
    """Return the version that people are offered: the one in force, or the last before it whose spec can be used."""
    return next((each for each in library.available(form, today) if library.open(form, each).loaded.spec), None)


def version_state(library: AnyLibrary, form: str, version: int, today: date) -> VersionState:
    """Return how a version stands on a day. KeyError when there is no such version."""
    release = library.release(form, version)
    if release is None:
        return _without_release(library, form, version, today)
    if release.withdrawn is not None and release.withdrawn <= today:
        why = f", because: {release.withdrawn_why.rstrip('. ')}" if release.withdrawn_why else ""
        return VersionState("withdrawn", f"Withdrawn on {day_in_words(release.withdrawn)}{why}")
    first = _first_day(library, release)
    if first is None:
        first = release.in_force if release.in_force <= today and _came_first(library, release) else None
    if first is None:
        before = _offered(library, release, release.in_force)
        return VersionState("replaced", f"Never in force: version {before} came before it")
    if first > today:
        return VersionState("to come", f"Comes into force on {day_in_words(first)}")
    return _begun(library, form, version, today, since=f" since {day_in_words(first)}")


def _without_release(library: AnyLibrary, form: str, version: int, today: date) -> VersionState:
    if version in library.available(form, today):
        return _begun(library, form, version, today, since="")
    file = f"{version}.release.json"
    words = f"Cannot be started, because its file {file} cannot be used: put that file back as it was written"
    return VersionState("not to be started", words)


def _begun(library: AnyLibrary, form: str, version: int, today: date, *, since: str) -> VersionState:
    """Return the state of a version that has come into force: it still is, or a later one replaced it."""
    current = usable_in_force(library, form, today)
    if current is None or version >= current:
        return VersionState("in force", f"In force{since}")
    after = _next(library, form, version, today) or current
    release = library.release(form, after)
    on = f" on {day_in_words(release.in_force)}" if release is not None else ""
    return VersionState("replaced", f"Replaced by version {after}{on}")


def _next(library: AnyLibrary, form: str, version: int, today: date) -> int | None:
    """Return the first version that came into force after one, of the later ones that were not withdrawn by today."""
    later = [each for each in library.available(form, today) if each > version and library.open(form, each).loaded.spec]
    found = {each: library.release(form, each) for each in later}
    came = [each for each in later if _came(library, found[each])]
    return min(came, key=lambda each: (*_order(found[each]), -each), default=None)


def _came(library: AnyLibrary, release: Release | None) -> bool:
    """Say whether a version was ever in force; one without a release always was."""
    return release is None or _first_day(library, release) is not None or _came_first(library, release)


def _came_first(library: AnyLibrary, release: Release) -> bool:
    """Say whether a version was in force for a part of its first day, before a later one came on that day."""
    form, begun = release.form, _begin(release)
    later = [each for each in library.available(form, release.in_force) if each > release.version]
    usable = [library.release(form, each) for each in later if library.open(form, each).loaded.spec]
    return bool(usable) and all(each is not None and _begin(each) > begun for each in usable)


def _begin(release: Release) -> datetime:
    """Return the moment from which a version could be in force: its first day's, or that of its publishing if later."""
    published = release.published if release.published.tzinfo else release.published.replace(tzinfo=UTC)
    return max(published, datetime.combine(release.in_force, time(), _LONDON))


def _order(release: Release | None) -> tuple[date, datetime]:
    """Return what versions are ordered by as they come into force; one without a release is so from always."""
    return (release.in_force, _begin(release)) if release else (date.min, datetime.min.replace(tzinfo=UTC))


def _first_day(library: AnyLibrary, release: Release) -> date | None:
    """Return the first day on which a version is in force; None when a later one comes before it."""
    later = (library.release(release.form, each) for each in library.versions(release.form) if each > release.version)
    ends = {each.withdrawn for each in later if each and each.withdrawn and each.withdrawn > release.in_force}
    days = sorted({release.in_force, *ends})
    return next((day for day in days if _offered(library, release, day) == release.version), None)


def _offered(library: AnyLibrary, release: Release, day: date) -> int | None:
    """Return which version is offered on a day, as if that of the release could be used whatever its text is."""
    form, own = release.form, release.version
    some = library.available(form, day)
    return next((each for each in some if each == own or library.open(form, each).loaded.spec), None)
