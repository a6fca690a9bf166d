"""The forms that pages are made of, each version compiled once.

Here lives the way from the text of a spec to an `Edition`: the published ones come from the library, the ones that
drafts and records were asked with come from storage, word for word as they were pinned. Nothing here knows requests.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from engine.compile import compile_form
from engine.form import Form
from engine.page.section import Pages
from formspec.library import Library
from formspec.loader import reopen
from formspec.model import Spec
from formspec.problem import Level

_KEPT = 128


@dataclass(frozen=True, slots=True, eq=False)
class Edition:
    """One version of one form, ready for pages: its text, its spec, its compiled form and the pages of it."""

    text: bytes
    form: Form
    pages: Pages

    @property
    def spec(self) -> Spec:
        """The spec."""
        return self.form.spec

    def overdue(self, today: date) -> str:
        """Return by when the policy was due for review, as it says itself, once that is past; else ""."""
        review = self.spec.policy.review if self.spec.policy else None
        return review.text if review and review.last_day < today else ""


@lru_cache(maxsize=_KEPT)
def edition(text: bytes) -> Edition:
    """Return the edition of a text that was published, by whatever rules. ValueError when it is no spec."""
    spec = reopen(text)
    if spec is None:
        raise ValueError("what was published is no spec")
    form = compile_form(spec)
    return Edition(text, form, Pages(form))


@dataclass(frozen=True, slots=True)
class Fault:
    """A published file that cannot be used: which, and its problems as lines to look up."""

    file: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """What the library offers now: the current edition of each form, and the files that cannot be used."""

    editions: tuple[Edition, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The forms on offer, read anew each time so that a changed spec shows at once, compiled once per text."""

    library: Library

    def published(self) -> Published:
        """Return the current edition of every form, and the files that cannot be used."""
        found = [self._find(form, self.library.current(form)) for form in self.library.forms()]
        editions = tuple(each for each in found if isinstance(each, Edition))
        return Published(editions, tuple(each for each in found if isinstance(each, Fault)))

    def current(self, form: str) -> Edition | None:
        """Return the edition of a form in use now; None when there is none, or it cannot be used."""
        return self.version(form, self.library.current(form) if form in self.library.forms() else None)

    def version(self, form: str, version: int | None) -> Edition | None:
        """Return a published edition; None when there is none, or it cannot be used."""
        found = self._find(form, version) if form in self.library.forms() else None
        return found if isinstance(found, Edition) else None

    def versions(self, form: str) -> tuple[int, ...]:
        """Return the published versions of a form, the latest first."""
        return self.library.versions(form)[::-1]

    def _find(self, form: str, version: int | None) -> Edition | Fault | None:
        if version is None or version not in self.library.versions(form):
            return None
        try:
            return _judged(self.library, form, version, self.library.text(form, version))
        except OSError:
            file = f"{form}/{version}.yaml"
            return Fault(file, (f"{file} cannot be read: see who may read it.",))


@lru_cache(maxsize=_KEPT)
def _judged(library: Library, form: str, version: int, text: bytes) -> Edition | Fault:
    """Return a published version, or what is wrong with its file."""
    loaded = library.load(form, version)
    if loaded.spec is not None:
        return edition(text)
    file = str(library.path(form, version))
    errors = (each for each in loaded.problems if each.level is Level.ERROR)
    return Fault(file, tuple(f"{file}:{each.line} {each.message}" for each in errors))
