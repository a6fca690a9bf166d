"""The report for governors as Markdown, for their papers.

Here lives its text alone. What the report says is gathered in `reporting`; each change is written by the diff.
"""

from collections.abc import Iterator

from flask import Response

from formspec.coverage import CoverageChange
from formspec.diff.formats.markdown import entry, plain, within
from formspec.reviews import day_in_words
from webapp.pages.review.reporting import Report, report_of
from webapp.pages.words import count, day


def download(form: str, version: int) -> Response:
    """Give the report on a version as a file of Markdown."""
    response = Response(markdown(report_of(form, version)), mimetype="text/markdown")
    response.headers.set("Content-Disposition", "attachment", filename=f"{form}-{version}-report.md")
    return response


def markdown(report: Report) -> str:
    """Return the report as a Markdown document."""
    spec = report.spec
    head = [f"# {plain(spec.title)}: what changed in version {spec.version}", "", *_facts(report)]
    return "\n".join([*head, *_changes(report), *_happens(report), *_coverage(report)]) + "\n"


def _facts(report: Report) -> Iterator[str]:
    release = report.release
    if release is None:
        yield "- Published with a file, which does not say why or by whom."
        return
    yield f"- Why: {within(release.note)}"
    yield f"- Approved by: {plain(release.approved_by)}, {plain(release.approved)}"
    if release.review:
        yield f"- Next review: {plain(release.review)}"
    yield f"- Published by: {plain(release.published_by)}, {day(release.published)}"
    if release.seconded_by:
        yield f"- Seconded by: {plain(release.seconded_by)}"
    yield f"- In force from: {day_in_words(release.in_force)}"


def _changes(report: Report) -> Iterator[str]:
    if report.changes is None:
        yield from ("", "This is the first version of the form, so nothing was asked before.")
        questions = sum(len(each.questions) for each in report.spec.sections)
        sections = count(len(report.spec.sections), "section")
        yield from ("", f"It asks {count(questions, 'question')} in {sections}.")
        return
    if report.caution:
        yield from ("", report.caution.before(report.spec.version))
    if report.changes.in_short:
        yield from ("", report.changes.in_short)
    yield from ("", report.changes.counted)
    for level in report.changes.levels:
        yield from ("", f"## {level.heading}", "", level.meaning)
        for section in level.sections:
            yield from ("", f"### {plain(section.title)}", "")
            for told in section.changes:
                yield from entry(told.change)


def _happens(report: Report) -> Iterator[str]:
    yield from ("", "## What happens to drafts and records", "")
    yield from (f"- {sentence}" for sentence in report.happens)


def _coverage(report: Report) -> Iterator[str]:
    if report.spec.standards or report.coverage:
        yield from ("", "## Standards", "")
        for change in report.coverage:
            yield from _covered(change)
        yield from (f"- No question meets “{plain(each.title)}” ({plain(each.id)})." for each in report.untested)
        if not report.untested:
            yield "- A question meets each standard that the form names."


def _covered(change: CoverageChange) -> Iterator[str]:
    yield f"- {plain(change.standard.title)} ({plain(change.standard.id)}): {change.sentence}"
    yield from (f"  - Meets it now: {plain(each.label)}" for each in change.gained)
    yield from (f"  - Met it before: {plain(each.label)}" for each in change.lost)
