"""A draft of an older version is finished under it, or carried forward with everything told and nothing lost."""

import json
from hashlib import sha256

import pytest

from engine.carried import KEPT, Step
from engine.compile import compile_form
from engine.validate import validate
from formspec.loader import load
from tests.webapp.pages.conftest import THIRD_ANSWERS, THIRD_SPEC
from tests.webapp.pages.revised import SECOND, WITH_MORE, publish
from webapp.pages.carried.shown import shown_report
from webapp.pages.desk import EXTENSION
from webapp.storage.repository import Repository


@pytest.fixture
def tasks(visitor, specs):
    """The list of a draft of version 1 that is filled in, version 2 being in force."""
    tasks = visitor.start("Trip check")
    visitor.fill(tasks, THIRD_ANSWERS)
    publish(specs)
    return visitor.get(tasks.path)


def document(visitor, page) -> dict:
    return json.loads(visitor.client.get(f"{page.path}.json").get_data(as_text=True))


def test_a_draft_of_the_version_in_force_is_not_offered_another(visitor):
    tasks = visitor.start("Trip check")
    assert "carry" not in tasks.text
    assert visitor.get(f"{tasks.path}/carry").path == tasks.path
    assert visitor.get(f"{tasks.path}/carried").status == 404


def test_a_draft_of_an_older_version_may_be_finished_under_it(visitor, tasks):
    assert "Version 2 is in force now. This draft was begun on version 1." in tasks.text
    record = visitor.fill(tasks, {"more": {}}).press("Submit").follow("Open the record")
    assert document(visitor, record)["version"] == 1
    assert "carried" not in document(visitor, record)


def test_the_report_stands_before_anything_happens(visitor, tasks):
    report = tasks.follow("See what carrying it forward would do")
    assert "Carry this draft forward to version 2?" in report.text
    assert "1 answer with no place any more" in report.text
    assert (
        "No place any more (1) The new version does not ask for these. The words stay with the record." in report.text
    )
    assert "How do you travel? Coach This is not asked any more." in report.text
    assert "Moved (2)" in report.text
    assert "Written another way (1)" in report.text
    assert report.follow("Finish it under version 1").path == tasks.path
    assert document(visitor, tasks)["version"] == 1


@pytest.mark.parametrize(("number", "words"), [(1, "1 answer kept as it was"), (8, "8 answers kept as they were")])
def test_how_many_answers_are_kept_is_said_in_good_english(number, words):
    assert shown_report([Step(sort=KEPT)] * number).counts == (words,)


def test_carrying_a_draft_keeps_every_answer_and_the_report_stays_with_it(visitor, tasks):
    report = tasks.follow("See what carrying it forward would do").press("Carry it forward")
    assert "This draft is of version 2 now." in report.text
    assert "From version 1 to version 2" in report.text
    after = report.follow("Go on with this draft")
    assert "The answers were carried from version 1 to version 2. 1 answer has no place any more." in after.text
    assert after.follow("See what became of each answer").path == report.path
    made = document(visitor, after)
    assert made["answers"]["trip"]["aim"] == "To see the bridge"
    assert made["answers"]["trip"]["bring"] == ["food", "aid"]
    assert made["answers"]["more"]["first-aid"] == "yes"
    assert made["carried"][0]["left"] == [{"name": "trip.by", "text": "coach"}]
    assert validate(compile_form(load(SECOND.encode()).spec), made, draft=True) == ()


def test_what_has_no_place_stays_to_be_read_while_it_is_checked_and_on_the_record(visitor, tasks):
    tasks.follow("See what carrying it forward would do").press("Carry it forward")
    check = visitor.get(f"{tasks.path}/check")
    words = "No place any more since version 2 These words were entered under version 1."
    assert words in check.text
    record = check.press("Submit").follow("Open the record")
    assert words in record.text
    assert "How do you travel? Coach This is not asked any more." in record.text
    report = record.follow("See what became of each answer")
    assert "From version 1 to version 2" in report.text
    assert report.follow("Back to the record").path == record.path
    made = document(visitor, record)
    assert validate(compile_form(load(SECOND.encode()).spec), made) == ()
    assert made["carried"][0]["left"] == [{"name": "trip.by", "text": "coach"}]


def test_what_must_be_answered_now_is_told_before_and_after(visitor, specs, tasks):
    publish(specs, WITH_MORE)
    report = visitor.get(tasks.path).follow("See what carrying it forward would do")
    assert "What is the risk? Enter an answer to “What is the risk?”" in report.text
    after = report.press("Carry it forward").follow("Go on with this draft")
    assert "1 question left to answer" in after.text


def test_a_draft_that_changed_since_its_report_is_not_carried_but_shown_again(visitor, colleague, tasks):
    report = tasks.follow("See what carrying it forward would do")
    colleague.get(f"{tasks.path}/sections/trip").press("Save and continue", {"trip.place": "Elsewhere"})
    again = report.press("Carry it forward")
    assert again.status == 409
    assert "Not carried forward: something changed since you opened this page" in again.text
    assert document(visitor, tasks)["version"] == 1
    assert document(visitor, again.press("Carry it forward").follow("Go on"))["answers"]["trip"]["place"] == "Elsewhere"


def test_a_version_that_was_published_since_the_report_is_shown_before_it_is_taken(visitor, specs, tasks):
    report = tasks.follow("See what carrying it forward would do")
    publish(specs, SECOND.replace("version: 2", "version: 3"), 3)
    again = report.press("Carry it forward")
    assert (again.status, "to version 3?" in again.text) == (409, True)


def test_several_versions_are_passed_through(visitor, specs, tasks):
    third = SECOND.replace("version: 2", "version: 3").replace("id: aim, was: trip.why", "id: goal, was: trip.aim")
    publish(specs, third, 3)
    after = visitor.get(f"{tasks.path}/carry").press("Carry it forward").follow("Go on")
    assert document(visitor, after)["answers"]["trip"]["goal"] == "To see the bridge"


def test_a_draft_can_be_carried_twice_and_keeps_both_reports(visitor, specs, tasks):
    visitor.get(f"{tasks.path}/carry").press("Carry it forward")
    publish(
        specs, SECOND.replace("version: 2", "version: 3").replace("      - id: tyres\n        label: Tyres\n", ""), 3
    )
    report = visitor.get(f"{tasks.path}/carry").press("Carry it forward")
    assert "From version 2 to version 3" in report.text
    assert "From version 1 to version 2" in report.text
    made = document(visitor, tasks)
    assert [(each["from"], each["to"]) for each in made["carried"]] == [(1, 2), (2, 3)]


def test_a_page_of_the_version_before_that_is_sent_late_loses_no_word(visitor, colleague, tasks):
    page = visitor.get(f"{tasks.path}/sections/trip")
    colleague.get(f"{tasks.path}/carry").press("Carry it forward")
    late = page.press("Save and continue", {"trip.why": "For the museum", "trip.by": "foot"})
    assert late.status == 409
    assert "Somebody carried this draft forward to version 2 while you were filling it in." in late.text
    assert "Why are you going? For the museum Saved." in late.text
    assert "How do you travel? On foot Not saved. This is not asked any more." in late.text
    assert "Where are you going?" not in late.text
    made = document(visitor, tasks)
    assert (made["version"], made["answers"]["trip"]["aim"]) == (2, "For the museum")


def test_a_late_page_of_which_everything_has_its_place_is_saved(visitor, colleague, tasks):
    page = visitor.get(f"{tasks.path}/sections/coach")
    colleague.get(f"{tasks.path}/carry").press("Carry it forward")
    late = page.press("Save and continue", {"coach.tyres.note": "All are worn"})
    assert (late.status, "Saved, under version 2" in late.text) == (200, True)
    assert document(visitor, tasks)["answers"]["coach"]["tyres"]["note"] == "All are worn"


def test_what_somebody_answered_since_is_not_overwritten_by_a_late_page_and_both_are_shown(visitor, colleague, tasks):
    page = visitor.get(f"{tasks.path}/sections/trip")
    colleague.get(f"{tasks.path}/carry").press("Carry it forward")
    colleague.get(f"{tasks.path}/sections/trip").press("Save and continue", {"trip.aim": "For the mines"})
    late = page.press("Save and continue", {"trip.why": "For the museum"})
    assert late.status == 409
    assert "For the museum Not saved: somebody else changed this answer meanwhile." in late.text
    assert document(visitor, tasks)["answers"]["trip"]["aim"] == "For the mines"


def test_what_somebody_saved_before_they_carried_the_draft_is_not_overwritten_by_a_late_page(visitor, colleague, tasks):
    page = visitor.get(f"{tasks.path}/sections/trip")
    colleague.get(f"{tasks.path}/sections/trip").press("Save and continue", {"trip.why": "For the mines"})
    colleague.get(f"{tasks.path}/carry").press("Carry it forward")
    late = page.press("Save and continue", {"trip.why": "For the museum", "trip.place": "Blists Hill"})
    assert late.status == 409
    assert "For the museum Not saved: somebody else changed this answer meanwhile." in late.text
    assert "Blists Hill Saved." in late.text
    trip = document(visitor, tasks)["answers"]["trip"]
    assert (trip["aim"], trip["place"]) == ("For the mines", "Blists Hill")


def test_what_a_late_page_could_not_save_is_set_aside_on_either_side_of_the_carry(
    visitor, colleague, tasks, repository
):
    page, other = (visitor.get(f"{tasks.path}/sections/trip") for _ in range(2))
    colleague.get(f"{tasks.path}/sections/trip").press("Save and continue", {"trip.why": "For the mines"})
    colleague.get(f"{tasks.path}/carry").press("Carry it forward")
    page.press("Save and continue", {"trip.why": "For the museum"})
    colleague.get(f"{tasks.path}/sections/trip").press("Save and continue", {"trip.place": "Coalport"})
    other.press("Save and continue", {"trip.place": "Blists Hill"})
    aside = repository.asides(tasks.path.split("/")[2])
    assert [dict(each.texts) for each in aside] == [{"trip.why": "For the museum"}, {"trip.place": "Blists Hill"}]
    assert [each.revision < aside[1].revision for each in aside] == [True, False]


def test_what_somebody_saved_between_two_carries_is_not_overwritten_by_a_late_page(visitor, colleague, specs, tasks):
    page = visitor.get(f"{tasks.path}/sections/trip")
    colleague.get(f"{tasks.path}/carry").press("Carry it forward")
    colleague.get(f"{tasks.path}/sections/trip").press("Save and continue", {"trip.aim": "For the mines"})
    publish(specs, SECOND.replace("version: 2", "version: 3"), 3)
    colleague.get(f"{tasks.path}/carry").press("Carry it forward")
    late = page.press("Save and continue", {"trip.why": "For the museum", "trip.place": "Blists Hill"})
    assert "For the museum Not saved: somebody else changed this answer meanwhile." in late.text
    trip = document(visitor, tasks)["answers"]["trip"]
    assert (late.status, trip["aim"], trip["place"]) == (409, "For the mines", "Blists Hill")


def test_an_answer_that_one_emptied_and_somebody_else_changed_before_it_was_carried_stays(visitor, colleague, tasks):
    page = visitor.get(f"{tasks.path}/sections/trip")
    colleague.get(f"{tasks.path}/sections/trip").press("Save and continue", {"trip.why": "For the mines"})
    colleague.get(f"{tasks.path}/carry").press("Carry it forward")
    late = page.press("Save and continue", {"trip.why": ""})
    assert late.status == 409
    assert "An answer that you emptied Nothing Not saved: somebody else changed this answer meanwhile." in late.text
    assert document(visitor, tasks)["answers"]["trip"]["aim"] == "For the mines"


def test_an_answer_that_was_emptied_on_a_late_page_is_empty(visitor, colleague, tasks):
    page = visitor.get(f"{tasks.path}/sections/trip")
    colleague.get(f"{tasks.path}/carry").press("Carry it forward")
    late = page.press("Save and continue", {"trip.why": ""})
    assert "Look whether it is empty now." in late.text
    assert "aim" not in document(visitor, tasks)["answers"]["trip"]


def test_a_late_page_of_a_draft_that_was_submitted_is_shown_to_be_copied(visitor, colleague, tasks):
    page = visitor.get(f"{tasks.path}/sections/trip")
    colleague.get(f"{tasks.path}/carry").press("Carry it forward")
    colleague.get(f"{tasks.path}/check").press("Submit")
    late = page.press("Save and continue", {"trip.why": "For the museum"})
    assert late.status == 409
    assert "This draft was carried forward and submitted meanwhile" in late.text
    assert "For the museum Not saved." in late.text
    assert late.follow("Open the record").status == 200


WARNING = "checks: [{id: worn, level: warning, when: {question: coach.tyres, is: poor}, message: The tyres are worn}]\n"


def test_a_reason_that_is_sent_late_is_kept_as_well(visitor, colleague, specs):
    publish(specs, THIRD_SPEC + WARNING, 1)
    tasks = visitor.start("Trip check")
    check = visitor.fill(tasks, THIRD_ANSWERS)
    publish(specs, SECOND + WARNING)
    colleague.get(f"{tasks.path}/carry").press("Carry it forward")
    late = check.press("Save the reasons", {"checks.worn": "They are changed tomorrow"})
    assert (late.status, "They are changed tomorrow Saved." in late.text) == (200, True)
    assert "They are changed tomorrow" in visitor.get(f"{tasks.path}/check").html


def test_a_trial_is_carried_nowhere(visitor, specs, application):
    at = application.extensions["formspec"]
    text = (specs / "trip-check" / "1.yaml").read_bytes()
    spec = load(text).spec
    trial = at.repository.start_trial(spec.form, spec.version, spec.sha256, text)
    publish(specs)
    assert "carry" not in visitor.get(f"/drafts/{trial.id}").text


@pytest.fixture
def carried_just_before(application, monkeypatch):
    """Carries a draft forward once between the moment it is read and the moment it is saved."""
    repository, text = application.extensions[EXTENSION].repository, SECOND.encode()
    second, left = sha256(text).hexdigest(), ["once"]

    def after_it(save):
        def saved(self, draft_id, *args, **given):
            if left.pop() if left else "":
                repository.pin("trip-check", 2, second, text)
                base = repository.draft(draft_id).revision
                repository.carry_draft(draft_id, base=base, version=2, sha256=second, entries={}, report="{}")
            return save(self, draft_id, *args, **given)

        return saved

    for name in ("save", "save_once"):
        monkeypatch.setattr(Repository, name, after_it(getattr(Repository, name)))


def test_a_page_that_is_sent_just_as_the_draft_is_carried_gives_its_words_back(visitor, tasks, carried_just_before):
    page = visitor.get(f"{tasks.path}/sections/trip").press("Save and continue", {"trip.why": "For the museum"})
    assert (page.status, "carried forward" in page.text, "For the museum" in page.text) == (409, True, True)


def test_a_script_that_sends_just_as_the_draft_is_carried_is_told_so(visitor, tasks, carried_just_before):
    fields = visitor.get(f"{tasks.path}/sections/trip").forms[-1].fields
    sent = {"csrf": fields["csrf"], "base": fields["base"], "op": "0" * 32, "who": "", "trip.why": "For the museum"}
    answer = visitor.client.post(f"{tasks.path}/saves", data=sent)
    assert (answer.status_code, answer.json) == (409, {"closed": "carried forward"})
