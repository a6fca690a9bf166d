"""The report for governors on a version: what was asked before, what is asked now, why, who approved it, what happens.

Here lives what the report says. It is made of what was kept when the version was published, so that it says the same
years later; a version that stands in a file without that is compared with the version before.
"""

from dataclasses import dataclass

from flask import abort, render_template

from formspec.coverage import CoverageChange, coverage, coverage_changes
from formspec.diff.change import Change
from formspec.diff.kept import read
from formspec.diff.report import compare, compare_through
from formspec.model import Spec, Standard
from formspec.release import Release
from webapp.pages.desk import desk, today
from webapp.pages.leafing import whole_number
from webapp.pages.review.cautions import Caution, caution
from webapp.pages.review.changes import Changes, arranged
from webapp.pages.review.versions import between, usable_version, version_before

_TO_NOTHING = ("There were no drafts and no records of this form before.",)
_TO_WHAT_THERE_IS = (
    "A record stays under the version that it was asked with: it is read, printed and checked as before.",
    "A draft begun on version {old} can be finished under it, or carried to version {new} with a report of answers.",
    "Nothing that was entered is dropped: what has no place in version {new} is kept with the draft.",
    "Who reads exports finds the form and its version in each document, and with them which questions were asked.",
)


@dataclass(frozen=True, slots=True)
class Report:
    """The report on one version.

    `old` is the version before, None for a first one, and `changes` what differs from it. `caution` is that another one
    was in force when this one came. `release` says why and by
    whom, None where nothing does. `coverage` is what changes in the standards that are met, `untested` those that no
    question meets.
    """

    spec: Spec
    old: Spec | None
    caution: Caution | None
    release: Release | None
    changes: Changes | None
    coverage: tuple[CoverageChange, ...]
    untested: tuple[Standard, ...]

    @property
    def happens(self) -> tuple[str, ...]:
        """What happens to drafts and records, in sentences."""
        if self.old is None:
            return _TO_NOTHING
        return tuple(each.format(old=self.old.version, new=self.spec.version) for each in _TO_WHAT_THERE_IS)


def page(form: str, version: int) -> str:
    """Show the report on a version, to be read and printed."""
    return render_template("report.html", report=report_of(form, version))


def report_of(form: str, version: int) -> Report:
    """Return the report on a version. Ends the request when there is none that can be used."""
    spec = usable_version(form, version).spec
    release = desk().shelf.published.release(form, version)
    before = version_before(form, version)
    old = usable_version(form, before).spec if before else None
    day = release.in_force if release is not None else today()
    return Report(
        spec=spec,
        old=old,
        caution=caution(form, before, day, before=version) if before else None,
        release=release,
        changes=arranged(_changes(old, spec, release), spec, old) if old else None,
        coverage=tuple(coverage_changes(old, spec)) if old else (),
        untested=coverage(spec).untested,
    )


def _changes(old: Spec, new: Spec, release: Release | None) -> tuple[Change, ...]:
    """Return the changes that were kept with a release, or else those that are found now."""
    try:
        return read(release.report if release is not None else "")
    except ValueError:
        return compare(old, new)


def comparison(form: str, old: str, new: str) -> str:
    """Show what differs between any two versions of a form. Ends the request when there is no such version."""
    numbers = [whole_number(each) for each in (old, new)]
    before, after = (usable_version(form, abort(404) if each is None else each).spec for each in numbers)
    changes = arranged(compare_through([before, *between(before, after), after]), after, before)
    return render_template("compare.html", old=before, new=after, changes=changes)
