"""Filling in a draft: one section a page, saved at any time, finished or not, without losing a word."""

import pytest

from webapp.storage.failures import StorageError

AUDIT = "Alternative Provision Audit"
ANSWER = "safeguarding.ofsted-safeguarding.answer"
NO_DATE = {
    "details.visited.day": "41",
    "details.visited.month": "13",
    "details.visited.year": "2026",
    "details.visited.time": "10:15",
}


@pytest.fixture
def tasks(visitor):
    return visitor.start(AUDIT)


@pytest.fixture
def section(visitor, tasks):
    return visitor.get(f"{tasks.path}/sections/safeguarding")


def test_the_list_of_sections_tells_each_state_in_words(visitor, tasks):
    assert tasks.text.count("Not started") == 6
    visitor.fill(
        tasks,
        {
            "details": {"details.provider": "The Forge", **NO_DATE},
            "safeguarding": {ANSWER: "Good", "safeguarding.staff-training.answer": "Level 1"},
            "decision": {"decision.suitable": "yes", "decision.reasons": "All is well"},
        },
    )
    text = visitor.get(tasks.path).text
    assert "Alternative provision: audit 1 needs correcting" in text
    assert "Safeguarding 2 of 4 answered" in text
    assert "Quality of education Not started" in text
    assert "Is this AP suitable for your pupil? Complete" in text
    assert "25 questions left to answer, 1 answer needs correcting" in text


def test_saving_nothing_at_all_leads_on_and_says_so(section):
    page = section.press("Save and continue")
    assert page.path.endswith("/sections/quality-of-education")
    assert "“Safeguarding” is saved" in page.text
    assert not page.title.startswith("Error")


def test_saving_can_lead_back_to_the_list(section, tasks):
    page = section.press("Save and back to list", {ANSWER: "Good"})
    assert page.path == tasks.path
    assert "“Safeguarding” is saved , today at" in page.text.replace("saved,", "saved ,")


def test_the_last_section_leads_to_checking_the_answers(visitor, tasks):
    page = visitor.fill(tasks, {"decision": {"decision.suitable": "no"}})
    assert page.path == f"{tasks.path}/check"
    assert "is saved" in page.text


def test_what_was_typed_comes_back_letter_by_letter(visitor, section):
    typed = {
        ANSWER: "  Good.\nVery <b>good</b> & “quiet”  ",
        "safeguarding.policies-in-place.evidence.policies": "seen",
    }
    section.press("Save and continue", typed)
    kept = visitor.get(section.path).fields()
    assert {name: kept[name] for name in typed} == typed
    assert "safeguarding.policies-in-place.evidence.implemented" not in kept


def test_a_tick_and_an_answer_can_be_taken_back(visitor, section):
    tick = "safeguarding.policies-in-place.evidence.policies"
    section.press("Save and continue", {ANSWER: "Good", tick: "seen"})
    visitor.get(section.path).press("Save and continue", {ANSWER: "", tick: ""})
    kept = visitor.get(section.path).fields()
    assert kept[ANSWER] == ""
    assert tick not in kept


def test_a_malformed_answer_is_kept_as_typed_and_its_error_shown(visitor, tasks):
    page = visitor.get(f"{tasks.path}/sections/details").press("Save and continue", NO_DATE)
    assert page.path.endswith("/sections/details")
    assert page.title.startswith("Error: ")
    assert "Saved. 1 answer needs correcting" in page.text
    assert page.fields()["details.visited.day"] == "41"
    summary = next(attributes for tag, attributes in page.tags if attributes.get("class") == "error-summary")
    assert (summary["role"], summary["tabindex"]) == ("alert", "-1")
    [target] = [href[1:] for href, _ in page.links if href.startswith("#details.visited")]
    assert target in page.ids


def test_a_page_with_errors_can_be_left_without_correcting_them(visitor, tasks):
    page = visitor.get(f"{tasks.path}/sections/details").press("Save and continue", NO_DATE)
    assert page.follow("Go on without correcting").path.endswith("/sections/safeguarding")


def test_nothing_is_required_when_a_section_is_saved(visitor, tasks):
    page = visitor.get(f"{tasks.path}/sections/details").press("Save and continue", {"details.provider": ""})
    assert page.path.endswith("/sections/safeguarding")


def test_the_pages_of_a_draft_lead_to_one_another(visitor, tasks):
    page = visitor.get(f"{tasks.path}/sections/safeguarding")
    assert page.follow("Previous: Alternative provision: audit").path.endswith("/sections/details")
    assert page.follow("Next: Quality of education").path.endswith("/sections/quality-of-education")
    assert "Section 2 of 6" in page.text


def test_ids_and_names_stand_once_on_a_page(visitor, tasks):
    for path in (tasks.path, f"{tasks.path}/sections/quality-of-education", f"{tasks.path}/check", "/"):
        ids = visitor.get(path).ids
        assert sorted(ids) == sorted(set(ids))


def test_every_described_input_points_to_what_describes_it(visitor, tasks):
    page = visitor.get(f"{tasks.path}/sections/quality-of-education")
    wanted = {each for _, given in page.tags for each in given.get("aria-describedby", "").split()}
    assert wanted
    assert wanted <= set(page.ids)


def test_words_that_come_after_the_submission_are_shown_to_be_copied(visitor, colleague, third_answers):
    tasks = visitor.start("Trip check")
    mine = visitor.get(f"{tasks.path}/sections/more")
    colleague.fill(tasks, third_answers).press("Submit")
    page = mine.press("Save and continue", {"more.else": "One more thing"})
    assert page.status == 409
    assert "This form was submitted meanwhile" in page.text
    assert "One more thing" in page.text


def test_words_that_come_after_a_draft_was_discarded_are_shown_to_be_copied(visitor, colleague):
    tasks = visitor.start("Trip check")
    mine = visitor.get(f"{tasks.path}/sections/more")
    colleague.get(f"{tasks.path}/discard").press("Discard this draft")
    page = mine.press("Save and continue", {"more.else": "One more thing"})
    assert page.status == 409
    assert "This draft was discarded meanwhile" in page.text
    assert "One more thing" in page.text


def test_a_token_that_no_longer_holds_does_not_lose_the_words(visitor, section):
    page = section.press("Save and continue", {ANSWER: "Typed with care", "csrf": "forged"})
    assert page.status == 403
    assert page.fields()[ANSWER] == "Typed with care"
    assert "Not saved yet" in page.text
    assert page.press("Save and continue").status == 200
    assert visitor.get(section.path).fields()[ANSWER] == "Typed with care"


def test_words_that_could_not_be_kept_are_given_back(visitor, section, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise StorageError("The disk is full: make room, then save again.")

    monkeypatch.setattr("webapp.storage.repository.Repository.save", fail)
    page = section.press("Save and continue", {ANSWER: "Typed with care"})
    assert page.status == 503
    assert "Not saved yet The disk is full: make room, then save again." in page.text
    assert page.fields()[ANSWER] == "Typed with care"
    monkeypatch.undo()
    assert page.press("Save and continue").status == 200
    assert visitor.get(section.path).fields()[ANSWER] == "Typed with care"


def test_a_tick_that_was_taken_back_stays_so_when_the_save_is_refused(visitor, section):
    tick = "safeguarding.policies-in-place.evidence.policies"
    section.press("Save and continue", {ANSWER: "Good", tick: "seen"})
    page = visitor.get(section.path).press("Save and continue", {ANSWER: "", tick: "", "csrf": "forged"})
    assert page.status == 403
    assert tick not in page.fields()
    assert page.press("Save and continue").status == 200
    kept = visitor.get(section.path).fields()
    assert (kept[ANSWER], tick in kept) == ("", False)


def test_a_tick_that_was_taken_back_stays_so_when_it_could_not_be_kept(visitor, section, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise StorageError("The disk is full: make room, then save again.")

    tick = "safeguarding.policies-in-place.evidence.policies"
    section.press("Save and continue", {tick: "seen"})
    mine = visitor.get(section.path)
    monkeypatch.setattr("webapp.storage.repository.Repository.save", fail)
    page = mine.press("Save and continue", {tick: ""})
    monkeypatch.undo()
    assert page.status == 503
    assert tick not in page.fields()
    assert page.press("Save and continue").status == 200
    assert tick not in visitor.get(section.path).fields()


@pytest.mark.parametrize("token", [{}, {"csrf": "forged"}], ids=["with its token", "with a token that does not hold"])
def test_a_tick_taken_back_too_late_is_shown_among_what_was_typed(visitor, colleague, token):
    tasks = visitor.start("Trip check")
    visitor.fill(tasks, {"coach": {"coach.belts.evidence.looked": "seen", "coach.tyres.state": "poor"}})
    mine = visitor.get(f"{tasks.path}/sections/coach")
    colleague.get(f"{tasks.path}/discard").press("Discard this draft")
    page = mine.press("Save and continue", {"coach.belts.evidence.looked": "", **token})
    assert page.status == 409
    assert "Seat belts (Look at each seat) Not ticked" in page.text
    assert "Tyres" not in page.text


def test_an_input_that_the_section_does_not_have_is_refused(visitor, section):
    form = max(section.forms, key=lambda each: len(each.inputs))
    sent = visitor.client.post(section.path, data={**form.fields, "safeguarding.invented": "x"})
    assert sent.status_code == 400


def test_a_draft_is_discarded_only_after_asking(visitor, tasks):
    visitor.fill(tasks, {"details": {"details.provider": "The Forge"}})
    page = visitor.get(tasks.path).follow("Discard this draft")
    assert "Do you want to discard this draft?" in page.text
    assert "The Forge" in page.text
    assert visitor.get(tasks.path).status == 200
    after = page.press("Discard this draft")
    assert after.path == "/"
    assert "You have no drafts" in after.text
    assert visitor.get(tasks.path).status == 404


def test_a_draft_that_somebody_saved_meanwhile_is_not_discarded_before_asking_again(visitor, colleague):
    tasks = visitor.start("Trip check")
    question = visitor.get(f"{tasks.path}/discard")
    colleague.fill(tasks, {"more": {"more.else": "Bring coats"}})
    page = question.press("Discard this draft")
    assert page.status == 409
    assert page.title.startswith("Error: ")
    assert "Not discarded: the draft was changed since you opened this page" in page.text
    assert "1 answer" in page.text
    assert visitor.get(f"{tasks.path}/sections/more").fields()["more.else"] == "Bring coats"
    assert page.press("Discard this draft").path == "/"
    assert visitor.get(tasks.path).status == 404


def test_a_draft_can_be_downloaded(visitor, tasks):
    visitor.fill(tasks, {"details": {"details.provider": "The Forge"}})
    sent = visitor.get(tasks.path).follow("Download this draft").response
    assert sent.json["answers"] == {"details": {"provider": "The Forge"}}
    assert sent.json["status"] == "draft"
    assert sent.headers["Content-Disposition"].startswith("attachment; filename=ap-audit-draft-")


def test_drafts_and_sections_that_do_not_exist_are_not_found(visitor, tasks):
    for path in ("/drafts/nothing", f"{tasks.path}/sections/nothing", "/drafts/nothing/check", "/drafts/nothing.json"):
        page = visitor.get(path)
        assert page.status == 404
        assert "Page not found" in page.text


def test_a_choice_that_was_made_by_mistake_can_be_taken_back(visitor):
    tasks = visitor.start("Trip check")
    page = visitor.get(f"{tasks.path}/sections/trip")
    page.press("Save and continue", {"trip.by": "coach"})
    again = visitor.get(page.path)
    assert again.forms[-1].fields["trip.by"] == "coach"
    again.press("Save and continue", {"trip.by": ""})
    assert not visitor.get(page.path).forms[-1].fields.get("trip.by")
