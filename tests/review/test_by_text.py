"""The whole review in a text editor: no code and no template changes, the drafts end both ways, the records stay.

What is typed on the visit is typed under version 1. Then both forms are revised and published, in a folder of specs.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from formspec.diff.kept import read
from formspec.loader import load
from tests.browser.answers import AUDIT, AUDIT_TITLE, LETTER, LETTER_TITLE
from tests.review.revised import REVIEW, revised
from tests.webapp.pages.visitor import Page, Visitor
from webapp.application import close, create_app
from webapp.cli import main
from webapp.settings import Settings

SAID = ("--note", "The review of 2026", "--by", "The policy lead")
MORE = {
    "safeguarding": {"safeguarding.first-aid.answer": "Two adults, until May 2028."},
    "transition": {"transition.taster-sessions.answer": "yes", "transition.induction.due.day": ""},
    "communication": {"communication.progress-checks.answer": "Each half-term."},
    "health-and-safety": {
        "health-and-safety.risk-assessments.answer": "One for each animal and each tool.",
        "health-and-safety.fire.answer": "In October.",
    },
    "decision": {"decision.conditions": "The volunteer's certificate is seen first."},
}


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    folder = tmp_path / "specs"
    folder.mkdir()
    return folder


@pytest.fixture
def application(tmp_path: Path, specs: Path) -> Iterator[Flask]:
    kept = {"FORMSPEC_DATA": str(tmp_path / "kept"), "FORMSPEC_SPECS": str(specs)}
    made = create_app(Settings.from_environment(kept))
    yield made
    close(made)


@pytest.fixture
def visitor(application: Flask) -> Visitor:
    return Visitor(application.test_client())


def publish(form: str, tmp_path: Path, specs: Path) -> None:
    """Publish the second version of a form from the command line, from a file that was edited as text."""
    edited = tmp_path / f"{form}.yaml"
    edited.write_text(revised(form), encoding="utf-8")
    assert main(["publish", *SAID, "--to", str(specs), "--data", str(tmp_path / "other"), str(edited)]) == 0


def seen(visitor: Visitor, record: Page) -> dict[str, bytes]:
    """Return what there is of a record and of the version that it was asked with, byte for byte, as it prints."""
    blanks = [f"/forms/{form}/1/blank" for form in REVIEW]
    addresses = [record.path, record.link("Download JSON"), *blanks]
    return {each: printed(visitor.client.get(each).get_data()) for each in addresses}


def printed(page: bytes) -> bytes:
    """Return a page without the lines that only a screen shows, such as the way to re-issue a record, and its token."""
    return b"\n".join(line for line in page.split(b"\n") if b"screen-only" not in line and line)


@pytest.mark.parametrize("form", REVIEW)
def test_the_changes_are_exactly_what_was_edited(form, tmp_path, specs):
    publish(form, tmp_path, specs)
    release = json.loads((specs / form / "2.release.json").read_text(encoding="utf-8"))
    told = []
    for each in read(release["report"]):
        was = f" (was {each.was})" if each.was else ""
        told.append(f"{each.level} {each.sort} {each.address}{was}" + (f" [{each.key}]" if each.key else ""))
    assert told == REVIEW[form]["changes"]
    assert load((specs / form / "2.yaml").read_bytes()).problems == ()


def test_records_and_drafts_of_the_first_version_end_as_they_began_or_go_on_under_the_second(visitor, tmp_path, specs):
    record = visitor.submit(AUDIT_TITLE, AUDIT).follow("Open the record")
    letter = visitor.submit(LETTER_TITLE, LETTER).follow("Open the record")
    stays, goes = visitor.start(AUDIT_TITLE), visitor.start(AUDIT_TITLE)
    visitor.fill(stays, AUDIT)
    visitor.fill(goes, AUDIT)
    before = seen(visitor, record) | seen(visitor, letter)
    for form in REVIEW:
        publish(form, tmp_path, specs)

    assert seen(visitor, record) | seen(visitor, letter) == before
    finished = visitor.get(f"{stays.path}/check").press("Submit").follow("Open the record")
    assert document(visitor, finished)["version"] == 1

    carried = visitor.get(goes.path).follow("See what carrying it forward would do")
    for words in ("Saturday open farm, four times a year.", "Two, free.", "A named adult, and a quiet room."):
        assert words in carried.text
    carried.press("Carry it forward")
    at_end = visitor.fill(goes, MORE).press("Submit").follow("Open the record")
    made = document(visitor, at_end)
    assert made["version"] == 2
    assert made["answers"]["safeguarding"]["pastoral"]["answer"] == "A named adult, and a quiet room."
    assert made["answers"]["communication"]["progress-checks"]["answer"] == "Each half-term."
    assert "Saturday open farm, four times a year." in at_end.text
    assert validated(made, specs) == 0
    assert validated(document(visitor, record), specs) == 0
    assert seen(visitor, record) | seen(visitor, letter) == before


def document(visitor: Visitor, record: Page) -> dict:
    return json.loads(visitor.client.get(record.link("Download JSON")).get_data())


def validated(made: dict, specs: Path) -> int:
    """Return how `formspec validate` ends on a document, under the version that it names."""
    path = specs.parent / "document.json"
    path.write_text(json.dumps(made), encoding="utf-8")
    return main(["validate", f"{made['form']}@{made['version']}", "--specs", str(specs), str(path)])
