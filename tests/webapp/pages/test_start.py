"""The start page: what there is, and what to do when there is nothing."""

from datetime import UTC, datetime

from webapp.pages.words import day

AUDIT = "Alternative Provision Audit"


def test_every_published_form_is_offered_with_its_policy_version_and_review_date(visitor):
    page = visitor.get("/")
    assert page.status == 200
    for words in (AUDIT, "Alternate Provision Policy, Appendix 2", "Trip check", "Review date: October 2025"):
        assert words in page.text


def test_a_review_date_that_is_past_is_said_plainly(visitor):
    text = visitor.get("/").text
    assert text.count("This policy was due for review by October 2025. The form may be out of date") == 2


def test_empty_lists_say_what_to_do(visitor):
    text = visitor.get("/").text
    assert "You have no drafts. Start a form above" in text
    assert "Nothing has been submitted yet. When you submit a draft" in text


def test_a_draft_is_listed_with_what_it_is_about_and_how_much_is_left(visitor):
    tasks = visitor.start(AUDIT)
    assert f"{AUDIT} Nothing entered yet." in visitor.get("/").text
    visitor.fill(tasks, {"details": {"details.provider": "The Forge"}})
    page = visitor.get("/")
    assert f"{AUDIT}: The Forge 30 questions left to answer. Last changed today at" in page.text
    assert page.follow("Continue").path == tasks.path


def test_what_was_submitted_last_is_listed_with_its_downloads(visitor, third_answers):
    receipt = visitor.submit("Trip check", third_answers)
    page = visitor.get("/")
    assert "You have no drafts" in page.text
    assert f"Trip check Ironbridge {day(datetime.now(UTC))} at" in page.text
    assert page.follow("JSON of Trip check").response.json["id"] in receipt.path
    assert page.follow("All submitted forms").path == "/records"


def test_a_spec_with_problems_is_told_line_by_line_and_the_other_forms_go_on(visitor, specs):
    broken = specs / "broken" / "1.yaml"
    broken.parent.mkdir()
    broken.write_text("formspec: 1\nform: broken\nversion: 1\ntitel: Broken\nsections: []\n", encoding="utf-8")
    page = visitor.get("/")
    assert page.status == 200
    assert f"{broken}:4" in page.text
    assert "The other forms are not affected" in page.text
    assert visitor.start("Trip check").status == 200


def test_a_spec_that_is_edited_shows_at_once(visitor, specs):
    path = specs / "trip-check" / "1.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("title: Trip check", "title: Outing check"), "utf-8")
    assert "Outing check" in visitor.get("/").text
