"""A draft spec is seen as staff will see it, tried as staff will use it, and compared with the version in force."""

import pytest

from tests.webapp.pages.test_editor_text import beginning, begun, saved, text_of
from tests.webapp.pages.visitor import Page, Visitor


def frame_of(page: Page) -> Page:
    return page.visitor.get(next(given["src"] for tag, given in page.tags if tag == "iframe"))


def test_the_preview_shows_a_section_of_the_text_as_it_stands(visitor: Visitor) -> None:
    page = saved(begun(visitor), "label: Seat belts", "label: Belts on all seats")
    frame = frame_of(page)
    assert "Where are you going?" in frame.text
    assert "Belts on all seats" in frame.follow("Next: The coach").text
    assert "Where are you going?" in visitor.get(f"{page.path}/preview/section?section=no-such").text


def test_only_the_preview_may_stand_in_a_frame_and_only_pages_with_one_may_show_it(visitor: Visitor) -> None:
    page = begun(visitor)
    policies = {
        path: visitor.get(path).response.headers["Content-Security-Policy"]
        for path in (page.path, f"{page.path}/preview", f"{page.path}/preview/section", f"{page.path}/outline", "/desk")
    }
    assert [path for path, policy in policies.items() if "frame-ancestors 'self'" in policy] == [
        f"{page.path}/preview/section"
    ]
    assert [path for path, policy in policies.items() if "frame-src 'self'" in policy] == [
        page.path,
        f"{page.path}/preview",
    ]
    admitted = {path: policy.partition("; trusted-types ")[2].partition(";")[0] for path, policy in policies.items()}
    assert admitted == dict.fromkeys(policies, "'none'") | {page.path: "default"}
    assert all("script-src 'self'" in policy and "default-src 'none'" in policy for policy in policies.values())


def test_texts_that_cost_too_much_are_not_looked_at_for_one_without_problems(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = saved(begun(visitor), "title: Trip check", "titel: Trip check")
    assert "This is how the form was" in frame_of(page).text
    monkeypatch.setattr("webapp.pages.review.editor.drafted._PATIENCE", 0)
    assert "No preview yet" in frame_of(page).text


def test_a_text_with_problems_shows_the_last_form_without(visitor: Visitor) -> None:
    page = saved(begun(visitor), "title: The trip", "title: The outing")
    page = saved(page, "title: Trip check", "titel: Trip check")
    frame = frame_of(page)
    assert "The text has problems now. This is how the form was today at" in frame.text
    assert "The outing" in frame.text


def test_a_text_that_never_was_a_form_has_no_preview(visitor: Visitor) -> None:
    page = beginning(visitor).press("Begin with this file", {"file": [("a.yaml", b"title: Short")]})
    assert "No preview yet" in frame_of(page).text
    for name in ("messages", "changes", "trials", "outline"):
        assert visitor.get(f"{page.path}/{name}").status == 200
    assert visitor.get(f"{page.path}/preview/blank").status == 404


def test_the_width_of_the_preview_is_chosen(visitor: Visitor) -> None:
    page = begun(visitor).follow("Preview")
    assert [given["class"] for tag, given in page.tags if tag == "iframe"] == ["preview phone"]
    wide = page.follow("As on a wide screen")
    assert [given["class"] for tag, given in wide.tags if tag == "iframe"] == ["preview wide"]
    assert "Seat belts" in wide.follow("Blank table, to print").text


def test_every_message_is_listed_by_question(visitor: Visitor) -> None:
    page = begun(visitor).follow("Messages")
    for message in ("Enter the place", "The day must be a real date", "Note for “Tyres” must be 40 characters or less"):
        assert message in page.text


def test_the_changes_since_the_version_in_force_are_shown_with_their_levels(visitor: Visitor) -> None:
    page = saved(begun(visitor), "label: Seat belts", "label: Belts on all seats")
    changes = page.follow("Changes")
    assert "Changes since version 1" in changes.text
    assert "coach.belts" in changes.text
    assert "Affects whoever reads the form" in changes.text
    assert "on all seats" in changes.text


def test_a_trial_is_marked_on_every_page_and_kept_apart(
    visitor: Visitor, third_answers: dict[str, dict[str, str]]
) -> None:
    page = saved(begun(visitor), "title: Trip check", "title: Trip check 2")
    tasks = page.follow("Try it").press("Begin a trial")
    assert "Trip check 2" in tasks.text
    pages = [tasks, visitor.get(f"{tasks.path}/sections/trip"), visitor.get(f"{tasks.path}/check")]
    filled = visitor.fill(tasks, third_answers)
    pages += [filled, visitor.get(f"{tasks.path}/discard")]
    assert "today" not in visitor.get("/").text.partition("My drafts")[2].partition("Submitted")[0]
    receipt = filled.press("Submit")
    record = receipt.follow("Open the record")
    pages += [receipt, record]
    for each in pages:
        assert each.title.startswith("Trial: "), each.path
        assert "Trial. This form is not published." in each.text, each.path
    for path in ("/records", "/"):
        assert "Trip check 2" not in visitor.get(path).text
    assert visitor.client.get("/records.jsonl").data == b""
    download = visitor.client.get(record.link("Download JSON"))
    assert "trip-check-trial-" in download.headers["Content-Disposition"]


def test_a_trial_is_thrown_away_begun_or_submitted(visitor: Visitor, third_answers: dict[str, dict[str, str]]) -> None:
    page = begun(visitor)
    trials = f"{page.path}/trials"
    visitor.get(trials).press("Begin a trial")
    assert "Continue the trial" in visitor.get(trials).text
    empty = visitor.get(trials).press("Throw away")
    assert "There are no trials of this form now." in empty.text
    visitor.fill(empty.press("Begin a trial"), third_answers).press("Submit")
    assert "Trial submitted on" in visitor.get(trials).text
    assert "There are no trials of this form now." in visitor.get(trials).press("Throw away").text


def test_trials_of_a_text_whose_file_said_no_form_are_listed_even_when_its_id_changes(visitor: Visitor) -> None:
    text = text_of(begun(visitor))
    page = beginning(visitor).press("Begin with this file", {"file": [("a.yaml", b"title: Short")]})
    page = page.press("Save", {"text": text.replace("form: trip-check", "form: outing")})
    trials = f"{page.path}/trials"
    visitor.get(trials).press("Begin a trial")
    assert "Continue the trial" in visitor.get(trials).text
    page.press("Save", {"text": "form: walk\ntitle: Broken"})
    assert "There are no trials of this form now." in visitor.get(trials).press("Throw away").text


def test_nothing_but_a_trial_can_be_thrown_away(visitor: Visitor) -> None:
    tasks = visitor.start("Trip check")
    page = begun(visitor)
    trials = f"{page.path}/trials"
    visitor.get(trials).press("Begin a trial")
    shown = visitor.get(trials)
    form = next(each for each in shown.forms if each.action.endswith("/throw-away"))
    assert visitor.send(shown, form, {"trial": tasks.path.rpartition("/")[2]}).status == 404
    assert visitor.get(tasks.path).status == 200


def test_a_text_with_problems_cannot_be_tried(visitor: Visitor) -> None:
    page = saved(begun(visitor), "title: Trip check", "titel: Trip check")
    trials = page.follow("Try it")
    assert "Put them right first" in trials.text
    assert not [words for form in trials.forms for _, _, words in form.buttons if words == "Begin a trial"]
