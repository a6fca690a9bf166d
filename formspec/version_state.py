"""How a published version stands on a day: in force, to come, replaced by a later one, or withdrawn.

Here lives what is said of that, from the releases of a form's versions. Which version is in force is the library's to
say, and whether its spec can be used the loader's.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from formspec.libraries import AnyLibrary
from formspec.release import Release
from formspec.reviews import day_in_words

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
        why = f", because: {release.withdrawn_why}" if release.withdrawn_why else ""
        return VersionState("withdrawn", f"Withdrawn on {day_in_words(release.withdrawn)}{why}")
    first = _first_day(library, release)
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
    after = library.release(form, current)
    on = f" on {day_in_words(after.in_force)}" if after is not None else ""
    return VersionState("replaced", f"Replaced by version {current}{on}")


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
