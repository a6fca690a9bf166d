"""How a published version stands on a day: in force, to come, replaced by a later one, or withdrawn.

Here lives what is said of that, from the releases of a form's versions. Which version is in force is the library's to
say, and whether its spec can be used the loader's.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from formspec.library import AnyLibrary
from formspec.release import Release
from formspec.reviews import day_in_words

State = Literal["in force", "to come", "replaced", "withdrawn"]


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
    if release is not None and release.withdrawn is not None and release.withdrawn <= today:
        why = f", because: {release.withdrawn_why}" if release.withdrawn_why else ""
        return VersionState("withdrawn", f"Withdrawn on {day_in_words(release.withdrawn)}{why}")
    if release is not None and release.in_force > today:
        return VersionState("to come", f"Comes into force on {day_in_words(release.in_force)}")
    current = usable_in_force(library, form, today)
    if current is None or version >= current:
        return VersionState("in force", f"In force{_since(release)}")
    after = library.release(form, current)
    on = f" on {day_in_words(after.in_force)}" if after is not None else ""
    return VersionState("replaced", f"Replaced by version {current}{on}")


def _since(release: Release | None) -> str:
    return f" since {day_in_words(release.in_force)}" if release is not None else ""
