"""The coverage of a version: which questions meet which standard, which standards none does.

Here lives the page. What counts as meeting a standard is the language's to say.
"""

from flask import render_template

from formspec.coverage import coverage, coverage_changes
from webapp.pages.review.versions import usable_version, version_before


def page(form: str, version: int) -> str:
    """Show what a version covers, and what it changed in that."""
    spec = usable_version(form, version).spec
    before = version_before(form, version)
    old = usable_version(form, before).spec if before else None
    return render_template(
        "coverage.html",
        spec=spec,
        found=coverage(spec),
        before=before,
        changes=list(coverage_changes(old, spec)) if old else [],
    )
