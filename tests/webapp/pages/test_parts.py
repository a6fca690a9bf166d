"""A form that two people complete one after the other, and the warnings that each says a reason for."""

import re

import pytest

PEOPLE = "people.members"
VISIT = {
    "home": {"home.street": "Mill Lane", "home.pets": "no"},
    "people": {f"{PEOPLE}.1.name": "Ann", f"{PEOPLE}.1.age": "111"},
    "level": {"level.level": "high"},
}
REPLY = {"reply.agree": "no", "reply.signed.name": "A. Ann", "reply.signed.declared": "yes"}
REASON = f"{PEOPLE}.1.age.checks.old"


@pytest.fixture
def tasks(visitor, home_visit):
    return visitor.start(home_visit)


@pytest.fixture
def check(visitor, tasks):
    """The page of checking the first part, with one warning that nobody has said a reason for."""
    return visitor.fill(tasks, VISIT)


@pytest.fixture
def second(check):
    """The list of sections when the first part is complete."""
    return check.press("Save the reasons", {REASON: "Seen on the passport"}).press("Complete this part")


def buttons(page) -> list[str]:
    return [words for form in page.forms for _, _, words in form.buttons]


def test_the_list_says_whose_turn_it_is_and_what_waits(tasks):
    assert "The visitor To be completed now Complete this in the home." in tasks.text
    assert "The family Waits for: The visitor" in tasks.text
    assert "Check your answers and complete this part" in tasks.text
    assert "The pets" not in tasks.text


def test_a_part_that_waits_is_read_and_not_filled_in(visitor, tasks):
    page = visitor.get(f"{tasks.path}/sections/reply")
    assert "It can be filled in once “The visitor” is complete." in page.text
    assert not [tag for tag, _ in page.tags if tag in {"input", "textarea"}]
    assert [tag for tag, _ in page.tags if tag in {"h1", "h2"}] == ["h1"]


def test_a_part_with_something_missing_is_not_completed(visitor, tasks):
    page = visitor.get(f"{tasks.path}/check")
    assert "Before you can complete this part: 5 questions left to answer" in page.text
    assert "Do you agree" not in page.text
    assert not [words for words in buttons(page) if "Complete" in words]


def test_a_warning_says_which_answer_it_is_about_and_waits_for_a_reason(check):
    assert "Look at this again: 1 warning" in check.text
    assert "Ann is older than nearly everybody About: Person in Mill Lane 1: Age of Ann" in check.text
    path, _, target = check.link("Age of Ann").partition("#")
    assert target in check.visitor.get(path).ids
    assert "Complete this part" not in buttons(check)
    assert check.visitor.get(check.path.removesuffix("/check")).text.count("1 warning to look at") == 1


def test_a_reason_is_kept_with_the_record_and_shown_on_it(visitor, second):
    done = visitor.fill(second, {"reply": REPLY})
    assert done.forms[-1].buttons[-1][2] == "Submit"
    record = done.press("Submit").follow("Open the record")
    assert "Warnings Person in Mill Lane 1: Ann is older than nearly everybody Seen on the passport" in record.text
    assert "What it came to Years in Mill Lane 111 years" in record.text
    assert "What the family does not agree with 1 No: Do you agree that it is High?" in record.text
    document = record.follow("Download JSON").response.json
    assert document["warnings"] == [
        {"check": REASON, "message": "Ann is older than nearly everybody", "reason": "Seen on the passport"}
    ]
    assert [part["id"] for part in document["parts"]] == ["visit", "reply"]
    seals = [part["digest"].removeprefix("sha256:") for part in document["parts"]]
    shown = re.findall("(The visitor|The family) Completed on .*?, sealed as ([0-9a-f ]+)", record.text)
    assert [(who, seal.replace(" ", "")) for who, seal in shown] == [
        ("The visitor", seals[0][:12]),
        ("The family", seals[1][:12]),
    ]


def test_a_reason_may_be_changed_and_taken_back(check):
    page = check.press("Save the reasons", {REASON: "Seen"})
    assert page.forms[-2].fields[REASON] == "Seen"
    assert "Complete this part" in buttons(page)
    form = next(form for form in page.forms if REASON in form.fields)
    page.visitor.client.post(form.action, data={**form.fields, REASON: ""})
    assert "Complete this part" not in buttons(page.visitor.get(page.path))


def test_two_people_who_give_a_reason_at_once_see_both(visitor, colleague, check):
    colleague.get(check.path).press("Save the reasons", {REASON: "Seen <b>there</b>"})
    page = check.press("Save the reasons", {REASON: "Asked"})
    assert page.status == 409
    assert page.title.startswith("Error: ")
    assert "Saved by somebody else: Seen <b>there</b>" in page.text
    reasons = next(form for form in page.forms if REASON in form.fields)
    assert reasons.fields[REASON] == "Asked"
    assert visitor.get(check.path).text.count("Seen") == 1
    page.press("Save the reasons")
    assert "Asked" in colleague.get(check.path).html


def test_a_reason_for_something_that_nobody_warns_of_is_refused(visitor, check):
    form = next(form for form in check.forms if REASON in form.fields)
    assert visitor.client.post(form.action, data={**form.fields, "home.street": "x"}).status_code == 400


def test_a_part_that_is_complete_is_read_and_the_next_one_opens(visitor, second):
    assert "The visitor Completed on" in second.text
    assert "The family To be completed now" in second.text
    page = visitor.get(f"{second.path}/sections/people")
    assert "This section belongs to “The visitor”, which is complete." in page.text
    assert "Age of Ann 111 years" in page.text
    assert "Do you agree that it is High" in visitor.get(f"{second.path}/sections/reply").text


def test_words_for_a_part_that_was_completed_meanwhile_are_shown_to_be_copied(visitor, colleague, tasks):
    mine = visitor.get(f"{tasks.path}/sections/home")
    done = colleague.fill(tasks, VISIT).press("Save the reasons", {REASON: "Seen"})
    done.press("Complete this part")
    page = mine.press("Save and continue", {"home.street": "Mill Road"})
    assert page.status == 409
    assert "This part was completed meanwhile" in page.text
    assert "Street Mill Road" in page.text


def test_a_part_is_not_completed_when_somebody_saved_meanwhile(visitor, colleague, check):
    page = check.press("Save the reasons", {REASON: "Seen"})
    colleague.get(f"{check.path.removesuffix('check')}sections/home").press("Save and back", {"home.pets": "yes"})
    assert page.press("Complete this part").status == 409
    again = visitor.get(check.path)
    assert "Before you can complete this part: 2 questions left to answer" in again.text


def test_a_part_that_is_gone_back_to_is_completed_again_with_those_after_it(visitor, second):
    visitor.fill(second, {"reply": REPLY})
    page = visitor.get(second.path).press("Go back to this part")
    assert "The visitor To be completed now" in page.text
    assert "The family Waits for: The visitor" in page.text
    assert visitor.get(f"{page.path}/sections/home").fields()["home.street"] == "Mill Lane"
    done = visitor.get(f"{page.path}/check").press("Complete this part")
    assert visitor.get(f"{done.path}/sections/reply").fields()["reply.signed.name"] == "A. Ann"


def test_nobody_goes_back_to_a_part_unseen(visitor, colleague, second):
    mine = visitor.get(second.path)
    colleague.fill(second, {"reply": REPLY})
    assert mine.press("Go back to this part").status == 409


@pytest.mark.parametrize("path", ["parts/reply/complete", "parts/nothing/complete", "parts/nothing/open"])
def test_a_part_that_is_not_there_or_not_in_hand_is_not_found(visitor, tasks, path):
    form = next(form for form in visitor.get(f"{tasks.path}/sections/home").forms if form.method == "post")
    sent = visitor.client.post(f"{tasks.path}/{path}", data={name: form.fields[name] for name in ("csrf", "base")})
    assert sent.status_code == 404


def test_a_draft_whose_first_part_is_in_hand_is_not_submitted(visitor, check):
    form = next(form for form in check.forms if REASON in form.fields)
    sent = visitor.client.post(
        f"{check.path.removesuffix('check')}submit", data={name: form.fields[name] for name in ("csrf", "base")}
    )
    assert sent.status_code == 422


def test_a_section_that_is_not_asked_says_so_and_leads_to_the_next_one(visitor, tasks):
    visitor.fill(tasks, {"home": VISIT["home"]})
    page = visitor.get(f"{tasks.path}/sections/pets")
    assert "This section is not asked, because of other answers." in page.text
    assert "Previous: The people in Mill Lane" in page.text
    assert page.follow("Next: The level").path.endswith("/sections/level")
    assert "Save and continue" not in buttons(page)


def test_what_is_wrong_with_what_was_worked_out_leads_there_and_holds_up_its_own_part(visitor, tasks):
    page = visitor.get(f"{tasks.path}/sections/people").press("Add person in").press("Add person in")
    ages = {name: "130" for name in page.fields() if name.endswith(".age")}
    visitor.fill(tasks, {"home": VISIT["home"], "level": {"level.level": "high"}})
    visitor.get(f"{tasks.path}/sections/people").press("Save and continue", ages)
    names = {name: "Ann" for name in visitor.get(page.path).fields() if name.endswith(".name")}
    visitor.get(page.path).press("Save and continue", names)
    told = "All together in Mill Lane cannot be older than 300 years"
    visit = visitor.get(f"{tasks.path}/check")
    reasons = {name: "So it is" for form in visit.forms for name in form.fields if name.endswith(".checks.old")}
    assert len(reasons) == 3
    visit = visit.press("Save the reasons", reasons)
    assert f"Before you can complete this part: 1 answer needs correcting The people in Mill Lane {told}" in visit.text
    assert f"{tasks.path}/sections/people#people.total" in [path for path, words in visit.links if words == told]
    assert "Complete this part" not in buttons(visit)
    section = visitor.get(f"{tasks.path}/sections/people")
    assert f"Error: {told}" in section.text
    assert 'id="people.total"' in section.html
