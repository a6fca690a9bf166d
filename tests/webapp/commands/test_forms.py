"""`formspec forms` and `--due`: which versions stand how, and what a scheduled job is told."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from formspec.published import Library
from formspec.release import Release, write_release
from webapp.commands import forms
from webapp.pages.words import today

VISIT = """\
formspec: 1
form: visit
version: {version}
title: Visit
policy: {{title: Visits, review: {review}}}
sections: [{{id: only, title: Only, questions: [{{id: name, label: "Who?", kind: text}}]}}]
"""


@pytest.fixture
def only_visit(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of one form, which is all that is published."""
    (here / "mine" / "visit").mkdir(parents=True)
    monkeypatch.setattr(forms, "library_of", lambda folders: Library(here / "mine"))
    return here / "mine" / "visit"


def publish(folder: Path, version: int, *, review: str = "October 2999", **release: object) -> None:
    text = VISIT.format(version=version, review=review).encode()
    (folder / f"{version}.yaml").write_bytes(text)
    said = {
        "form": "visit",
        "version": version,
        "sha256": sha256(text).hexdigest(),
        "note": "x",
        "approved_by": "Governors",
        "approved": "October 2025",
        "published_by": "Pat",
        "published": datetime(2026, 1, 1, tzinfo=UTC),
        "in_force": date(2026, 1, 1),
    }
    (folder / f"{version}.release.json").write_bytes(write_release(Release(**said | release)))


def days(number: int) -> date:
    return today() + timedelta(days=number)


def test_each_version_says_how_it_stands(formspec, only_visit):
    publish(only_visit, 1)
    publish(only_visit, 2)
    publish(only_visit, 3, withdrawn=date(2026, 2, 1), withdrawn_why="A question was missing")
    publish(only_visit, 4, in_force=date(2199, 1, 1))
    told = [line.split("  ")[2] for line in formspec("forms").out.splitlines()]
    assert told == ["comes into force on 1 January 2199", "withdrawn", "in force", "replaced"]


@pytest.mark.parametrize(
    ("review", "status", "lines"),
    [(91, 0, 0), (90, 0, 1), (0, 0, 1), (-1, 1, 1)],
)
def test_a_review_is_told_from_ninety_days_before_and_makes_the_status_one_once_it_is_past(
    formspec, only_visit, review, status, lines
):
    publish(only_visit, 1, review=days(review).isoformat())
    ended = formspec("forms", "--due")
    assert (ended.status, len(ended.out.splitlines()), ended.err) == (status, lines, "")


def test_only_the_version_in_force_is_to_be_reviewed(formspec, only_visit):
    publish(only_visit, 1, review="October 2025")
    publish(only_visit, 2)
    assert (formspec("forms", "--due").status, formspec("forms", "--due").out) == (0, "")
    publish(only_visit, 2, in_force=date(2199, 1, 1))
    assert formspec("forms", "--due").status == 1
