"""The versions that were published here, as a library like that of files.

Here lives the way from what is kept to publications. Nothing here writes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, Self

from formspec.loader import Loaded, reopen
from formspec.published import Publication, load_version
from formspec.release import Release
from formspec.translation import LoadedTranslation, load_translation
from webapp.settings import Settings
from webapp.storage.failures import NotReady
from webapp.storage.opening import open_repository
from webapp.storage.repository import Repository
from webapp.storage.stored import Standing, StoredPublication

_Key = tuple[str, int]
_SINCE = "0003"
"""The migration since which a database may hold publications."""


class Published(Protocol):
    """What a library of stored versions asks: the repository, or what was read of it at one moment."""

    def standings(self) -> tuple[Standing, ...]:
        """Return the days of every version, by form and from first to last."""

    def publication(self, form: str, version: int) -> StoredPublication | None:
        """Return the texts of a version; None when it was not published."""

    def release(self, form: str, version: int) -> Release | None:
        """Return how a version was published; None when it was not."""


@dataclass(frozen=True, slots=True)
class StoredLibrary:
    """The versions that were published here. Looked for at every call, so that a new one is there at once."""

    published: Published
    _opened: dict[_Key, Publication] = field(default_factory=dict, repr=False, compare=False)

    def forms(self) -> tuple[str, ...]:
        """Return the ids of the forms that have a published version, in alphabetical order."""
        return tuple(sorted({each.form for each in self.published.standings()}))

    def versions(self, form: str) -> tuple[int, ...]:
        """Return the published versions of a form from first to last; none when there is no such form."""
        return tuple(each.version for each in self.published.standings() if each.form == form)

    def available(self, form: str, day: date) -> tuple[int, ...]:
        """Return the versions of a form that may be started on a day, the one in force first."""
        standing = self.published.standings()[::-1]
        return tuple(each.version for each in standing if each.form == form and each.stands(day))

    def in_force(self, form: str, day: date) -> int | None:
        """Return the version in force on a day: the last that may be started then, None when there is none."""
        return next(iter(self.available(form, day)), None)

    def release(self, form: str, version: int) -> Release | None:
        """Return how a version was published. KeyError when it was not."""
        release = self.published.release(form, version)
        if release is None:
            raise KeyError(form, version)
        return release

    def open(self, form: str, version: int) -> Publication:
        """Return a published version, its bytes and the verdict on them. KeyError when there is none."""
        text = self._kept(form, version).text
        if (form, version) not in self._opened:
            self._opened[form, version] = Publication(f"{form}@{version}", text, _loaded(text, form, version))
        return self._opened[form, version]

    def translations(self, form: str, version: int) -> tuple[str, ...]:
        """Return the languages that a published version is translated into, whether or not that can be used."""
        return tuple(sorted(self._kept(form, version).translations))

    def translation(self, form: str, version: int, language: str) -> LoadedTranslation:
        """Return the words of a published version in another language, with their problems. KeyError without them."""
        kept = self._kept(form, version)
        return load_translation(kept.translations[language], kept.text, language)

    def words(self, form: str, version: int, language: str) -> bytes:
        """Return the text of the words of a published version in another language. KeyError without them."""
        return self._kept(form, version).translations[language]

    def _kept(self, form: str, version: int) -> StoredPublication:
        kept = self.published.publication(form, version)
        if kept is None:
            raise KeyError(form, version)
        return kept


@dataclass(frozen=True, slots=True)
class ReadOnce:
    """What was published at one moment, for one who will not keep the database open."""

    standing: tuple[Standing, ...]
    publications: Mapping[_Key, StoredPublication | None]
    releases: Mapping[_Key, Release | None]

    @classmethod
    def of(cls, repository: Repository) -> Self:
        """Return what is published now."""
        standing = repository.standings()
        keys = [(each.form, each.version) for each in standing]
        return cls(
            standing,
            {key: repository.publication(*key) for key in keys},
            {key: repository.release(*key) for key in keys},
        )

    def standings(self) -> tuple[Standing, ...]:
        """Return the days of every version, by form and from first to last."""
        return self.standing

    def publication(self, form: str, version: int) -> StoredPublication | None:
        """Return the texts of a version; None when it was not published."""
        return self.publications.get((form, version))

    def release(self, form: str, version: int) -> Release | None:
        """Return how a version was published; None when it was not."""
        return self.releases.get((form, version))


def published_now(settings: Settings) -> StoredLibrary:
    """Return what is published where the settings say, read at once: nothing when nothing could be published there.

    Raises StorageError when it cannot be read.
    """
    try:
        with open_repository(settings, serving=False) as repository:
            return StoredLibrary(ReadOnce.of(repository))
    except NotReady as early:
        if early.found >= _SINCE:
            raise
        return StoredLibrary(ReadOnce((), {}, {}))


def _loaded(text: bytes, form: str, version: int) -> Loaded:
    """Load the text of a version, which opens whatever rules there are by now: it was published, and stays so."""
    loaded = load_version(text, form, version)
    return Loaded(loaded.spec or reopen(text), loaded.problems)
