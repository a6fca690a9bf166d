"""Before publishing: whom each change concerns now, and what would become of what was submitted."""

import pytest

from tests.webapp.pages.conftest import THIRD_ANSWERS, THIRD_SPEC

GONE = THIRD_SPEC.replace("version: 1", "version: 2").replace("{value: coach, label: Coach}, ", "")
GONE = GONE.replace("{value: foot, label: On foot}", "{value: foot, label: On foot}, {value: train, label: By train}")
GONE = GONE.replace("sections:\n", "retired: [trip.by.coach]\nsections:\n", 1)
DEMANDING = THIRD_SPEC.replace("version: 1", "version: 2").replace(
    "{id: note, label: Note,", "{id: note, label: Note, required: true,"
)
RENAMED = (
    THIRD_SPEC.replace("version: 1", "version: 2")
    .replace("{id: by", "{id: by")
    .replace("- id: by\n", "- id: way\n        was: trip.by\n")
)

WELSH = "formspec: 1\nform: trip-check\nversion: 1\nlanguage: cy\ntexts:\n  form: {intro: Llenwch hwn.}\n"


def placed(answers, place, by="coach"):
    return {**answers, "trip": {**answers["trip"], "trip.place": place, "trip.by": by}}


@pytest.fixture
def kept(visitor, third_answers):
    """Two drafts and two records, one of each by coach."""
    for place, by in (("Ironbridge", "coach"), ("Blists Hill", "foot")):
        visitor.submit("Trip check", placed(third_answers, place, by))
    for place, by in (("Buildwas", "coach"), ("Coalport", "foot")):
        visitor.fill(visitor.start("Trip check"), {"trip": {"trip.place": place, "trip.by": by}})


def write(repository, text):
    return f"/desk/spec_drafts/{repository.start_spec_draft('trip-check', 1, text, 'Sam Lee').id}"


def test_an_option_that_goes_says_who_uses_it_and_leads_to_them(visitor, kept, repository):
    page = visitor.get(f"{write(repository, GONE)}/publish")
    assert "Affects drafts in progress and readers of exports. 1 draft and 1 record concerned now" in page.text
    listed = page.follow("1 draft and 1 record concerned now")
    assert listed.status == 200
    assert [place for place in ("Ironbridge", "Blists Hill", "Buildwas", "Coalport") if place in listed.text] == [
        "Ironbridge",
        "Buildwas",
    ]
    assert "1 draft and 1 record concerned now The option “Coach”" in listed.text
    assert listed.follow("Buildwas").path.startswith("/drafts/")
    assert listed.follow("Ironbridge").path.startswith("/records/")
    assert listed.follow("Back to publishing").path == page.path


def test_a_new_demand_concerns_those_without_the_answer(visitor, kept, repository):
    page = visitor.get(f"{write(repository, DEMANDING)}/publish")
    assert "2 drafts and 2 records concerned now" in page.text


def test_a_question_that_is_new_and_required_concerns_every_draft_and_record_of_the_form(visitor, kept, repository):
    visitor.start("Alternative Provision Audit")
    text = DEMANDING.replace(", required: true,", ",").replace(
        "{id: else,", "{id: last, label: Last?, kind: text, required: true}\n      - {id: else,"
    )
    page = visitor.get(f"{write(repository, text)}/publish")
    assert "2 drafts and 2 records concerned now" in page.text


def test_a_language_that_goes_is_not_counted(visitor, kept, repository, specs):
    (specs / "trip-check" / "1.cy.yaml").write_text(WELSH, "utf-8")
    text = THIRD_SPEC.replace("version: 1", "version: 2").replace("intro: Complete this before every trip.\n", "")
    page = visitor.get(f"{write(repository, text)}/publish")
    assert "The form can no longer be read in Welsh." in page.text
    assert "concerned now" not in page.text


def test_each_of_two_questions_that_became_one_leads_to_those_who_answered_it(
    visitor, repository, specs, third_answers
):
    text = (specs / "trip-check" / "1.yaml").read_text("utf-8")
    two = "      - {id: first, label: First?, kind: text}\n      - {id: second, label: Second?, kind: text}\n"
    (specs / "trip-check" / "1.yaml").write_text(text.replace("      - id: by\n", f"{two}      - id: by\n"), "utf-8")
    one = "      - {id: both, was: [trip.first, trip.second], label: Both?, kind: text}\n"
    for question in ("trip.first", "trip.second"):
        visitor.fill(visitor.start("Trip check"), {"trip": {"trip.place": f"With {question}", question: "Yes"}})
    merged = THIRD_SPEC.replace("version: 1", "version: 2").replace("      - id: by\n", f"{one}      - id: by\n")
    page = visitor.get(f"{write(repository, merged)}/publish")
    links = [href for href, words in page.links if "concerned now" in words]
    assert len(links) == 2
    found = [visitor.get(href).text for href in links]
    for question in ("trip.first", "trip.second"):
        assert [f"With {question}" in text for text in found].count(True) == 1


def test_a_change_that_concerns_nobody_says_so(visitor, repository):
    page = visitor.get(f"{write(repository, GONE)}/publish")
    assert "No draft and no record is concerned now." in page.text


def test_a_wording_is_not_counted(visitor, kept, repository):
    text = THIRD_SPEC.replace("version: 1", "version: 2").replace("Where are you going?", "Whither?")
    assert "concerned now" not in visitor.get(f"{write(repository, text)}/publish").text


def test_those_of_an_earlier_version_are_found_under_the_names_that_they_have_there(
    visitor, kept, repository, specs, third_answers
):
    (specs / "trip-check" / "2.yaml").write_text(RENAMED, "utf-8")
    third = RENAMED.replace("version: 2", "version: 3").replace("{value: coach, label: Coach}, ", "")
    third = third.replace("sections:\n", "retired: [trip.way.coach]\nsections:\n", 1)
    page = visitor.get(f"{write(repository, third)}/publish")
    listed = page.follow("1 draft and 1 record concerned now")
    assert "Ironbridge" in listed.text
    assert "Buildwas" in listed.text


def test_the_list_of_a_change_that_is_not_there_is_not_found(visitor, repository):
    path = write(repository, GONE)
    for query in ("", "?address=trip.by.coach&key=&sort=added"):
        assert visitor.get(f"{path}/touched{query}").status == 404
    assert visitor.get(f"{write(repository, 'no spec')}/touched").status == 404
    assert visitor.get("/desk/spec_drafts/none/touched").status == 404


def test_what_was_submitted_is_tried_under_a_draft(visitor, kept, repository):
    page = visitor.get(f"{write(repository, DEMANDING)}/publish").follow("See which past submissions")
    assert "0 of 2 submissions would still be valid, 2 would not." in page.text
    reasons = page.text.partition("Why not")[2]
    assert "Seat belts” 2 submissions." in reasons
    assert "Tyres" not in reasons
    assert page.follow("Ironbridge").path.startswith("/records/")


def test_a_message_that_names_no_question_is_told_with_it(visitor, kept, repository):
    text = DEMANDING.replace("label: Note, required: true", "label: Note, required: true, errors: {required: Say more}")
    page = visitor.get(f"{write(repository, text)}/past")
    assert "Say more Seat belts 2 submissions." in page.text


def test_what_was_submitted_is_tried_through_every_version_between(visitor, kept, repository, specs):
    (specs / "trip-check" / "2.yaml").write_text(RENAMED, "utf-8")
    third = RENAMED.replace("version: 2", "version: 3").replace("        was: trip.by\n", "        required: true\n")
    assert "2 of 2 submissions would still be valid." in visitor.get(f"{write(repository, third)}/past").text


def test_trying_a_draft_leads_to_past_submissions(visitor, kept, repository):
    page = visitor.get(f"{write(repository, GONE)}/trials").follow("Run it against what was submitted before")
    assert "2 of 2 submissions would still be valid." in page.text


def test_all_stay_valid_where_only_words_change(visitor, kept, repository):
    text = THIRD_SPEC.replace("version: 1", "version: 2").replace("Where are you going?", "Whither?")
    page = visitor.get(f"{write(repository, text)}/past")
    assert "2 of 2 submissions would still be valid." in page.text
    assert "Why not" not in page.text


def test_only_the_latest_of_very_many_are_tried(visitor, kept, repository, monkeypatch):
    monkeypatch.setattr("webapp.pages.review.retrying._MOST", 1)
    page = visitor.get(f"{write(repository, GONE)}/past")
    assert "There are more than 1 submissions: the latest 1 were tried." in page.text
    assert "1 of 1 submission would still be valid." in page.text


def test_nothing_submitted_and_nothing_to_try_with_are_said(visitor, repository):
    assert "Nothing of this form has been submitted yet" in visitor.get(f"{write(repository, GONE)}/past").text
    assert (
        "The text has problems, so nothing can be tried with it." in visitor.get(f"{write(repository, 'x')}/past").text
    )
    assert visitor.get("/desk/spec_drafts/none/past").status == 404


def test_trying_changes_nothing(visitor, kept, repository):
    before = [each.document for each in repository.records(form="trip-check")]
    visitor.get(f"{write(repository, GONE)}/past")
    assert [each.document for each in repository.records(form="trip-check")] == before
    assert THIRD_ANSWERS["trip"]["trip.by"] == "coach"
