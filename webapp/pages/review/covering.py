"""The coverage of a version: which questions meet which standard, which standards none does.

Here lives the page. What counts as meeting a standard is the language's to say.
"""

from flask import render_template

from formspec.coverage import coverage, coverage_changes
from webapp.pages.desk import desk
from webapp.pages.review.versions import usable_version


def page(form: str, version: int) -> str:
    """Show what a version covers, and what it changed in that."""
    spec = usable_version(form, version).spec
    before = next((each for each in desk().shelf.versions(form) if each < version), None)
    old = desk().shelf.version(form, before) if before else None
    return render_template(
        "coverage.html",
        spec=spec,
        found=coverage(spec),
        before=before if old else None,
        changes=list(coverage_changes(desk().as_used(old).spec, spec)) if old else [],
    )
