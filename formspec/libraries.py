"""What every library of published versions answers, wherever the versions stand, and several libraries as one.

Here lives the interface that commands and pages ask. The files are `formspec.published`'s.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from formspec.loader import reopen
from formspec.model import Spec
from formspec.problem import Level, Problem
from formspec.published import Publication, with_problems
from formspec.release import Release
from formspec.translation import LoadedTranslation


class AnyLibrary(Protocol):
    """Published versions of forms. What names a version raises KeyError when there is none."""

    def forms(self) -> tuple[str, ...]:
        """Return the ids of the forms that have a published version, in alphabetical order."""

    def versions(self, form: str) -> tuple[int, ...]:
        """Return the published versions of a form from first to last; none when there is no such form."""

    def available(self, form: str, day: date) -> tuple[int, ...]:
        """Return the versions of a form that may be started on a day, the one in force first."""

    def in_force(self, form: str, day: date) -> int | None:
        """Return the version in force on a day: the last that may be started then, None when there is none."""

    def release(self, form: str, version: int) -> Release | None:
        """Return how a version was published; None when nothing says so, and it is in force from always."""

    def open(self, form: str, version: int) -> Publication:
        """Return a published version, its bytes and the verdict on them."""

    def translations(self, form: str, version: int) -> tuple[str, ...]:
        """Return the languages that a published version is translated into, whether or not that can be used."""

    def translation(self, form: str, version: int, language: str) -> LoadedTranslation:
        """Return the words of a published version in another language. KeyError without them."""

    def words(self, form: str, version: int, language: str) -> bytes:
        """Return the text of the words of a published version in another language. KeyError without them."""


def readable(library: AnyLibrary, form: str, version: int) -> Spec | None:
    """Return the spec of a published version, whatever rules there are by now; None where its text cannot be read.

    A text that says another form or number than it stands under is not that version's.
    """
    spec = reopen(library.open(form, version).text)
    return spec if spec is not None and (spec.form, spec.version) == (form, version) else None


@dataclass(frozen=True, slots=True, init=False)
class JoinedLibrary:
    """Several libraries as one: of a version that two of them have, the earlier one's counts."""

    libraries: tuple[AnyLibrary, ...]

    def __init__(self, *libraries: AnyLibrary) -> None:
        """Take the libraries, the one whose versions count first of all first."""
        object.__setattr__(self, "libraries", libraries)

    def forms(self) -> tuple[str, ...]:
        """Return the ids of the forms that have a published version, in alphabetical order."""
        return tuple(sorted({form for library in self.libraries for form in library.forms()}))

    def versions(self, form: str) -> tuple[int, ...]:
        """Return the published versions of a form from first to last; none when there is no such form."""
        return tuple(sorted({version for library in self.libraries for version in library.versions(form)}))

    def available(self, form: str, day: date) -> tuple[int, ...]:
        """Return the versions of a form that may be started on a day, the one in force first."""
        known: set[int] = set()
        found: set[int] = set()
        for library in self.libraries:
            found |= set(library.available(form, day)) - known
            known |= set(library.versions(form))
        return tuple(sorted(found, reverse=True))

    def in_force(self, form: str, day: date) -> int | None:
        """Return the version in force on a day: the last that may be started then, None when there is none."""
        return next(iter(self.available(form, day)), None)

    def release(self, form: str, version: int) -> Release | None:
        """Return how a version was published; None when nothing says so, and it is in force from always."""
        return self._holders(form, version)[0].release(form, version)

    def open(self, form: str, version: int) -> Publication:
        """Return a published version; that it stands elsewhere with another text is a warning of it."""
        first, *others = (library.open(form, version) for library in self._holders(form, version))
        twice = [_published_twice(other) for other in others if other.text not in {b"", first.text}]
        return replace(first, loaded=with_problems(first.loaded, *twice))

    def translations(self, form: str, version: int) -> tuple[str, ...]:
        """Return the languages that a published version is translated into, whether or not that can be used."""
        return self._holders(form, version)[0].translations(form, version)

    def translation(self, form: str, version: int, language: str) -> LoadedTranslation:
        """Return the words of a published version in another language. KeyError without them."""
        return self._holders(form, version)[0].translation(form, version, language)

    def words(self, form: str, version: int, language: str) -> bytes:
        """Return the text of the words of a published version in another language. KeyError without them."""
        return self._holders(form, version)[0].words(form, version, language)

    def _holders(self, form: str, version: int) -> tuple[AnyLibrary, ...]:
        """Return the libraries that have a version. KeyError when none has."""
        found = tuple(library for library in self.libraries if version in library.versions(form))
        if not found:
            raise KeyError(form, version)
        return found


def _published_twice(other: Publication) -> Problem:
    message = f"{other.place} has the same form and version, and other words. It is not used: give it a new version."
    return Problem(1, 1, "published-twice", message, Level.WARNING)
