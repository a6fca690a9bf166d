"""The page on coverage: which standards a version's questions meet, which none does, and what a revision changed."""

import pytest

from tests.webapp.pages.conftest import THIRD_SPEC

STANDARDS = """\
standards:
  - {id: trips-1, title: First aid is at hand, source: Trips guidance 2026}
  - {id: trips-2, title: Coaches are safe}
"""
FIRST = THIRD_SPEC.replace("about:", f"{STANDARDS}about:", 1).replace(
    'first aider?",', 'first aider?", meets: [trips-1],'
)
SECOND = FIRST.replace("version: 1", "version: 2").replace(
    "title: The coach\n", "title: The coach\n    meets: [trips-2]\n"
)


@pytest.fixture
def revised(specs):
    for version, text in ((1, FIRST), (2, SECOND)):
        (specs / "trip-check" / f"{version}.yaml").write_text(text, "utf-8")


def test_a_form_without_standards_says_how_to_name_them(visitor):
    page = visitor.get("/desk/trip-check").follow("Standards covered by version 1")
    assert "This form names no standards. In the next version, list them under “standards:”" in page.text


def test_a_standard_that_no_question_meets_stands_first(visitor, revised):
    text = visitor.get("/desk/trip-check/1/coverage").text
    assert "2 standards. 1 standard that no question meets." in text
    assert "Met by no question Coaches are safe (trips-2)" in text
    assert "First aid is at hand (trips-1, Trips guidance 2026) Is there a first aider? (The trip)" in text
    assert "What changed since" not in text


def test_what_a_revision_changes_is_told_standard_by_standard(visitor, revised):
    text = visitor.get("/desk/trip-check/2/coverage").text
    assert "2 standards. A question meets each of them." in text
    assert (
        "What changed since version 1 Coaches are safe (trips-2) No question met this standard before; now 2 questions "
        "meet it. Meets it now: Seat belts (The coach) Tyres (The coach)"
    ) in text


def test_questions_that_meet_none_are_listed(visitor, revised):
    part = visitor.get("/desk/trip-check/2/coverage").text.partition("Questions that meet none of them")[2]
    assert "Where are you going? (The trip)" in part
    assert "Seat belts" not in part


def test_a_revision_that_leaves_coverage_alone_says_so(visitor, specs):
    for version in (1, 2):
        (specs / "trip-check" / f"{version}.yaml").write_text(
            FIRST.replace("version: 1", f"version: {version}"), "utf-8"
        )
    assert "The same questions meet the same standards as before." in visitor.get("/desk/trip-check/2/coverage").text


@pytest.mark.parametrize("path", ["/desk/none/1/coverage", "/desk/trip-check/9/coverage"])
def test_a_version_that_is_not_there_is_not_found(visitor, path):
    assert visitor.get(path).status == 404
