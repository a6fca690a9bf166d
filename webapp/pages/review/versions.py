"""The forms and their versions, as the desk shows them: how each stands, who published it, and what uses it.

Here lives what the desk's pages gather. How a version stands is the language's to say, what is kept the repository's.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from flask import abort

from formspec.gate import Verdict
from formspec.model import Spec
from formspec.published import Publication
from formspec.release import Release
from formspec.reviews import Review, review_of
from formspec.translation import LANGUAGES
from formspec.version_state import VersionState, usable_in_force, version_state
from webapp.pages.desk import Desk, desk, today
from webapp.pages.shelf import Edition
from webapp.rights import Act
from webapp.storage.stored import SpecDraft

_LATEST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownVersion:
    """One version of a form: how it stands, how it was published, and how many drafts and records are of it.

    `spec` is None for a version that cannot be used. `release` is None for a version that stands in a file without one.
    `here` says that it was published here, so that it can be withdrawn here. `faults` are why it cannot be used.
    `languages` are those that it is translated into, by their codes.
    """

    version: int
    title: str
    spec: Spec | None
    state: VersionState
    release: Release | None
    here: bool
    drafts: int
    records: int
    faults: tuple[str, ...]
    languages: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownForm:
    """One form at the desk: its versions, the newest first, its review, and the next versions being written."""

    form: str
    title: str
    current: int | None
    review: Review | None
    versions: tuple[ShownVersion, ...]
    written: tuple[SpecDraft, ...]

    @property
    def used(self) -> tuple[ShownVersion, ...]:
        """The versions that drafts are in progress on."""
        return tuple(each for each in self.versions if each.drafts)

    @property
    def in_force(self) -> ShownVersion | None:
        """The version in force."""
        return next((each for each in self.versions if each.version == self.current), None)


def every_form() -> Iterator[ShownForm]:
    """Yield every published form."""
    at = desk()
    written = at.repository.spec_drafts()
    begun = Counter((draft.form, draft.version) for draft in at.repository.drafts(to=Act.COUNT_RECORDS))
    for form in at.shelf.published.forms():
        yield _shown(at, form, begun=begun, written=written)


def shown_form(form: str) -> ShownForm:
    """Return a published form. Ends the request when there is none."""
    at = desk()
    if not at.shelf.published.versions(form):
        abort(404)
    begun = Counter((draft.form, draft.version) for draft in at.repository.drafts(to=Act.COUNT_RECORDS))
    return _shown(at, form, begun=begun, written=at.repository.spec_drafts())


def new_forms() -> tuple[SpecDraft, ...]:
    """Return the spec drafts of forms of which no version is published yet."""
    at = desk()
    known = set(at.shelf.published.forms())
    return tuple(each for each in at.repository.spec_drafts() if each.form not in known)


def last_published(forms: Iterable[ShownForm]) -> list[tuple[str, Release]]:
    """Return the titles and the releases of the versions that were published last, the latest first."""
    found = [(each.title, each.release) for form in forms for each in form.versions if each.release is not None]
    return sorted(found, key=lambda each: each[1].published, reverse=True)[:_LATEST]


def published_version(form: str, version: int) -> Publication:
    """Return a published version, whether or not it can be used. Ends the request when there is none."""
    try:
        return desk().shelf.published.open(form, version)
    except KeyError:
        abort(404)


def usable_version(form: str, version: int) -> Edition:
    """Return a published version that can be used, with the words it was used with. Ends the request without one."""
    found = desk().shelf.version(form, version)
    if found is None:
        abort(404)
    return desk().as_used(found)


def version_before(form: str, version: int) -> int | None:
    """Return the last version before one that can be used; None when there is none."""
    return next((each for each in desk().shelf.usable(form) if each < version), None)


def version_in_use(form: str, day: date, *, before: int = 0) -> int | None:
    """Return the version that people are offered on a day, of those before one where that is named; None for none."""
    at = desk().shelf
    some = (each for each in at.published.available(form, day) if not before or each < before)
    return next((each for each in some if at.version(form, each)), None)


def between(old: Spec, new: Spec) -> list[Spec]:
    """Return the versions between two of a form that can be used, as they were used, in their order."""
    numbers = sorted(each for each in desk().shelf.usable(new.form) if old.version < each < new.version)
    return [usable_version(new.form, each).spec for each in numbers]


def edition_before(verdict: Verdict) -> Edition | None:
    """Return the version that a text is compared with, as it was used; None without one that can be used."""
    if verdict.spec is None or not verdict.before:
        return None
    found = desk().shelf.version(verdict.spec.form, verdict.before)
    return desk().as_used(found) if found else None


def _shown(at: Desk, form: str, *, begun: Counter[tuple[str, int]], written: tuple[SpecDraft, ...]) -> ShownForm:
    current = usable_in_force(at.shelf.published, form, today())
    records = at.repository.record_counts(form)
    versions = tuple(
        _version(at, form, version, drafts=begun[form, version], records=records.get(version, 0))
        for version in at.shelf.versions(form)
    )
    spec = at.shelf.published.open(form, current).loaded.spec if current else None
    return ShownForm(
        form=form,
        title=spec.title if spec else next((each.title for each in versions if not each.faults), form),
        current=current,
        review=review_of(spec.policy, today()) if spec else None,
        versions=versions,
        written=tuple(each for each in written if each.form == form),
    )


def _version(at: Desk, form: str, version: int, *, drafts: int, records: int) -> ShownVersion:
    found = at.shelf.published.open(form, version)
    spec, problems = found.loaded.spec, found.loaded.problems
    return ShownVersion(
        version=version,
        title=spec.title if spec else form,
        spec=spec,
        state=version_state(at.shelf.published, form, version, today()),
        release=at.shelf.published.release(form, version),
        here=at.repository.release(form, version) is not None,
        drafts=drafts,
        records=records,
        faults=() if spec else tuple(f"{found.place}:{each.line} {each.message}" for each in problems),
        languages={code: LANGUAGES.get(code, code) for code in at.shelf.published.translations(form, version)},
    )
