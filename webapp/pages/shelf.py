"""The forms that pages are made of, each version compiled once.

Here lives the way from the text of a spec to an `Edition`: the published ones come from the library, the ones that
drafts and records were asked with come from storage, word for word as they were pinned. Nothing here knows requests.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from engine.compile import compile_form
from engine.form import Form
from engine.language import language
from engine.page.section import Pages
from formspec.libraries import AnyLibrary
from formspec.loader import reopen
from formspec.model import Spec
from formspec.problem import Level
from formspec.reviews import Review, review_of
from formspec.translation import Translation, translate
from webapp.pages.words import today

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

    def review(self, today: date) -> Review | None:
        """Return how the review of the policy stands; None when it names no date for one."""
        return review_of(self.spec.policy, today)


@lru_cache(maxsize=_KEPT)
def edition(text: bytes) -> Edition:
    """Return the edition of a text that was published, by whatever rules. ValueError when it is no spec."""
    spec = reopen(text)
    if spec is None:
        raise ValueError("what was published is no spec")
    form = compile_form(spec)
    return Edition(text, form, Pages(form))


@lru_cache(maxsize=_KEPT)
def translated(own: Edition, words: Translation) -> Edition:
    """Return an edition in the words of another language."""
    spec = translate(own.text, words)
    form = compile_form(spec or own.spec, language(words.language), own.form)
    return Edition(own.text, form, Pages(form))


@dataclass(frozen=True, slots=True)
class Fault:
    """A published version that cannot be used: which, and its problems as lines to look up."""

    version: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is of one form now: the edition to be started, if any, and the faults of later versions in force."""

    edition: Edition | None
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The forms on offer, read anew each time so that a changed spec shows at once, compiled once per text."""

    published: AnyLibrary

    def offers(self) -> tuple[Offer, ...]:
        """Return what there is of every form."""
        return tuple(map(self.offer, self.published.forms()))

    def offer(self, form: str) -> Offer:
        """Return what there is of a form; nothing when there is no such form, or none of its versions is in force."""
        faults: list[Fault] = []
        for version in self.published.available(form, today()):
            found = self._find(form, version)
            if isinstance(found, Edition):
                return Offer(found, tuple(faults))
            faults += [found] if found else []
        return Offer(None, tuple(faults))

    def version(self, form: str, version: int) -> Edition | None:
        """Return a published edition; None when there is none, or it cannot be used."""
        found = self._find(form, version)
        return found if isinstance(found, Edition) else None

    def versions(self, form: str) -> tuple[int, ...]:
        """Return the published versions of a form, the latest first."""
        return self.published.versions(form)[::-1]

    def usable(self, form: str) -> tuple[int, ...]:
        """Return the published versions of a form that can be used, the latest first."""
        return tuple(version for version in self.versions(form) if self.version(form, version))

    def in_languages(self, own: Edition) -> dict[str, Edition]:
        """Return an edition in every language that the file beside its own text can be used in, by its code."""
        form, version = own.spec.form, own.spec.version
        try:
            codes = self.published.translations(form, version)
            if not codes or self.published.open(form, version).text != own.text:
                return {}
            found = {code: self.published.translation(form, version, code).translation for code in codes}
        except KeyError:
            return {}
        return {code: translated(own, words) for code, words in found.items() if words is not None}

    def _find(self, form: str, version: int) -> Edition | Fault | None:
        """Return a version, its faults, or None when there is none, or none any more."""
        try:
            found = self.published.open(form, version)
        except KeyError:
            return None
        if found.loaded.spec is not None:
            return edition(found.text)
        errors = (each for each in found.loaded.problems if each.level is Level.ERROR)
        return Fault(version, tuple(f"{found.place}:{each.line} {each.message}" for each in errors))
