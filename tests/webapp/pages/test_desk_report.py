"""The report for governors and the comparison of versions: what was asked, what is asked now, why, and who approved."""

import re
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest

from formspec.diff.kept import written
from formspec.diff.report import compare
from formspec.loader import load
from formspec.release import Release
from tests.webapp.pages.conftest import THIRD_SPEC
from webapp.pages.desk import EXTENSION

SECOND_SPEC = (
    THIRD_SPEC.replace("version: 1", "version: 2")
    .replace("Where are you going?", "Where are you going to?")
    .replace("      - id: tyres\n        label: Tyres\n", "      - id: mirrors\n        label: Mirrors\n")
    .replace("sections:\n", "retired: [coach.tyres]\nsections:\n", 1)
)
STANDARDS = "standards: [{id: trips-1, title: Coaches are safe}]\n"
REPORT = "/desk/trip-check/2/report"
MANY = f"?old={'9' * 5000}&new=1"


@pytest.fixture
def publish(application):
    """Publish the second version of the trip check, as the publishing page does."""

    def made(text=SECOND_SPEC, **said):
        given = {
            "form": "trip-check",
            "version": 2,
            "sha256": sha256(text.encode()).hexdigest(),
            "note": "Coaches are checked by the *company* now",
            "approved_by": "Governing body",
            "approved": "3 March 2026",
            "review": "March 2028",
            "published_by": "Pat Jones",
            "published": datetime(2026, 3, 4, 10, 15, tzinfo=UTC),
            "in_force": date(2026, 3, 5),
            "report": written(compare(load(THIRD_SPEC.encode()).spec, load(text.encode()).spec)),
        }
        repository = application.extensions[EXTENSION].repository
        return repository.publish(Release(**given | said), text.encode(), {}, last=1)

    return made


def test_the_report_says_why_who_approved_and_who_published(visitor, publish):
    publish(seconded_by="Ali Khan")
    page = visitor.get("/desk/trip-check").follow("What changed in version 2")
    assert (page.status, page.path) == (200, REPORT)
    assert (
        "Trip check: what changed in version 2 Why Coaches are checked by the *company* now Approved By Governing "
        "body, 3 March 2026 Next review March 2028 Published By Pat Jones on 4 March 2026 at 10:15am Seconded By Ali "
        "Khan In force From 5 March 2026 Version before 1"
    ) in page.text
    assert visitor.get("/desk").follow("What changed in Trip check, version 2").path == REPORT


def test_what_changed_is_told_in_short_first(visitor, publish):
    publish()
    short = "1 question is new, 1 question is no longer asked and 1 question is worded otherwise."
    assert f"{short} 3 changes:" in visitor.get(REPORT).text
    assert f"\n{short}\n\n3 changes:" in visitor.client.get(f"{REPORT}.md").get_data(as_text=True)


def test_changes_stand_by_level_the_weightiest_first_and_by_section_within_it(visitor, publish):
    publish()
    text = visitor.get(REPORT).text
    levels = ("Breaking: answers have", "Tightening: more must", "Wordings: other words")
    places = [text.index(words) for words in levels]
    assert places == sorted(places)
    assert "none. The coach " in text
    assert "has changed. The trip " in text


def test_words_that_have_gone_or_come_are_marked_and_said(visitor, publish):
    publish()
    html = visitor.get(REPORT).html
    assert re.search(r"Where are you going<ins><span class=\"aside\">\[put in: </span> to", html)
    assert "[put in: to ]" in visitor.get(REPORT).text


def test_the_report_says_what_happens_to_drafts_and_records(visitor, publish):
    publish()
    part = visitor.get(REPORT).text.partition("What happens to drafts and records")[2]
    assert "A record stays under the version that it was asked with" in part
    assert "A draft begun on version 1 can be finished under it, or carried to version 2" in part


def test_the_report_is_what_was_kept_and_not_what_is_found_now(visitor, publish):
    report = written(compare(load(THIRD_SPEC.encode()).spec, load(SECOND_SPEC.encode()).spec)[:1])
    publish(report=report.replace("Where are you going to?", "Whither?"))
    text = visitor.get(REPORT).text
    assert "1 change: " in text


def test_the_first_version_says_plainly_that_nothing_was_asked_before(visitor):
    text = visitor.get("/desk/trip-check/1/report").text
    assert "This is the first version of the form, so nothing was asked before. It asks: The trip: 9 questions" in text
    assert "There were no drafts and no records of this form before." in text
    assert "With a file, which does not say why or by whom" in text


def test_a_version_in_a_file_is_compared_with_the_one_before(visitor, specs):
    (specs / "trip-check" / "2.yaml").write_text(SECOND_SPEC, "utf-8")
    text = visitor.get(REPORT).text
    assert "With a file, which does not say why or by whom" in text
    assert "Breaking: answers have another place or meaning" in text


def test_versions_that_say_the_same_have_nothing_to_report(visitor, specs):
    (specs / "trip-check" / "2.yaml").write_text(THIRD_SPEC.replace("version: 1", "version: 2"), "utf-8")
    text = visitor.get(REPORT).text
    assert "Nothing differs." in text
    assert "struck through" not in text


@pytest.mark.parametrize(
    "change",
    [
        lambda report: '{"changes": 1}',
        lambda report: "[" * 50_000,
        lambda report: re.sub('"sentence": ".*"', '"sentence": 5', report),
    ],
    ids=["an object", "very deep", "a number for a text"],
)
def test_a_report_that_cannot_be_read_any_more_is_made_anew(visitor, publish, change):
    publish(report=change(written(compare(load(THIRD_SPEC.encode()).spec, load(SECOND_SPEC.encode()).spec))))
    assert "Breaking: answers have another place or meaning" in visitor.get(REPORT).text
    assert visitor.get(f"{REPORT}.md").status == 200


def test_changes_in_coverage_stand_in_the_report(visitor, publish):
    publish(SECOND_SPEC.replace("sections:\n", f"{STANDARDS}sections:\n", 1))
    text = visitor.get(REPORT).text
    assert "Coaches are safe (trips-1) This standard is new on the form, and no question meets it." in text
    assert "Met by no question of version 2 Coaches are safe (trips-1)" in text


def test_the_report_downloads_as_markdown_in_which_no_sign_of_a_text_means_anything(visitor, publish):
    publish(SECOND_SPEC.replace("sections:\n", f"{STANDARDS}sections:\n", 1), seconded_by="Ali Khan")
    response = visitor.get(REPORT).follow("Download as Markdown").response
    assert response.headers["Content-Disposition"] == "attachment; filename=trip-check-2-report.md"
    assert response.mimetype == "text/markdown"
    text = response.get_data(as_text=True)
    lines = text.splitlines()
    assert lines[0] == "# Trip check: what changed in version 2"
    assert "- Why: Coaches are checked by the \\*company\\* now" in lines
    assert "- Seconded by: Ali Khan" in lines
    assert "- In force from: 5 March 2026" in lines
    assert "### The coach" in lines
    assert "  After: Where are you going to?" in lines
    assert "- A draft begun on version 1 can be finished under it" in text
    assert "- Coaches are safe (trips-1): This standard is new on the form, and no question meets it." in lines
    assert "- No question meets “Coaches are safe” (trips-1)." in lines


def test_a_note_of_several_paragraphs_stays_in_its_entry_of_the_markdown(visitor, publish):
    publish(note="Two reasons:\n\n1. Coaches\n- Tyres")
    text = visitor.get(f"{REPORT}.md").response.get_data(as_text=True)
    assert "- Why: Two reasons:\n\n  1\\. Coaches\n  \\- Tyres\n- Approved by: " in text


def test_the_markdown_of_a_first_version_is_plain(visitor):
    text = visitor.get("/desk/trip-check/1/report.md").response.get_data(as_text=True)
    assert "This is the first version of the form, so nothing was asked before." in text
    assert "It asks 12 questions in 3 sections." in text
    assert "- Published with a file, which does not say why or by whom." in text


def test_any_two_versions_can_be_compared_either_way(visitor, publish):
    assert "Compare two versions" not in visitor.get("/desk/trip-check").text
    publish()
    page = visitor.get("/desk/trip-check").press("Compare")
    assert "Trip check: from version 1 to version 2" in page.text
    assert "Breaking: answers have another place or meaning" in page.text
    back = visitor.get("/desk/trip-check").press("Compare", {"old": "2", "new": "1"})
    assert "Trip check: from version 2 to version 1" in back.text
    assert "Nothing differs." in visitor.get("/desk/trip-check").press("Compare", {"old": "2", "new": "2"}).text


@pytest.mark.parametrize(
    "path",
    ["none/1/report", "trip-check/9/report", "trip-check/9/report.md"]
    + [f"trip-check/compare{query}" for query in ("", "?old=1", "?old=1&new=x", "?old=1&new=9", "?old=²&new=1", MANY)],
)
def test_what_is_not_there_is_not_found(visitor, path):
    assert visitor.get(f"/desk/{path}").status == (414 if MANY in path else 404)
