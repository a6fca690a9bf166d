"""The common edits at the desk need no YAML: each is a small form, is kept at once, says what it did, and is undone."""

import pytest

from formspec.loader import load
from formspec.model import Spec
from tests.webapp.pages.test_editor_text import begun, saved, text_of
from tests.webapp.pages.visitor import Page, Visitor


def part(page: Page, address: str) -> Page:
    return page.visitor.get(f"{page.path}/part?at={address}")


def spec_of(page: Page) -> Spec:
    spec = load(text_of(page.visitor.get(page.path.partition("/outline")[0])).encode()).spec
    assert spec is not None
    return spec


def labels(page: Page, section: int) -> list[str]:
    return [each.label for each in spec_of(page).sections[section].questions]


def test_the_outline_leads_to_every_section_and_question(visitor: Visitor) -> None:
    page = begun(visitor)
    outline = page.follow("Common edits")
    assert {"trip", "trip.place", "coach.tyres"} <= set(outline.ids)
    for address in ("trip", "trip.place", "coach.belts", "columns.state", "form"):
        assert part(page, address).status == 200


def test_words_are_changed_and_what_was_done_is_said_where_one_comes_back_to(visitor: Visitor) -> None:
    page = begun(visitor)
    done = part(page, "coach.belts").press("Change the words", {"words.label": "Belts on every seat"})
    assert "Reworded “Belts on every seat”." in done.text
    assert "Belts on every seat" in done.text
    assert done.path.endswith("/outline")
    undone = done.press("Undo")
    assert undone.path.endswith("/outline")
    assert "Seat belts" in undone.text
    assert "Belts on every seat" not in undone.text


def test_words_that_are_left_as_they_are_change_nothing(visitor: Visitor) -> None:
    page = begun(visitor)
    done = part(page, "coach.belts").press("Change the words")
    assert "Nothing was changed." in done.text
    assert "Undo" not in done.text


def test_a_question_is_added_after_another_with_an_id_made_from_its_words(visitor: Visitor) -> None:
    page = begun(visitor)
    entered = {
        "label": "Is there a spare wheel?",
        "kind": "choice",
        "options": "Yes\nNo\nNot needed",
        "required": "yes",
    }
    done = part(page, "trip.by").press("Add this question", entered)
    assert "Added the question “Is there a spare wheel?”." in done.text
    added = next(each for each in spec_of(done).sections[0].questions if each.label == "Is there a spare wheel?")
    assert added.id == "spare-wheel"
    assert added.columns[0].required
    assert [(each.value, each.label) for each in added.columns[0].options][2] == ("not-needed", "Not needed")
    assert labels(done, 0).index("Is there a spare wheel?") == labels(done, 0).index("How do you travel?") + 1


def test_a_question_of_a_table_is_answered_in_its_columns(visitor: Visitor) -> None:
    done = part(begun(visitor), "coach.belts").press("Add this question", {"label": "The brakes"})
    added = spec_of(done).sections[1].questions[1]
    assert (added.label, [each.id for each in added.columns]) == ("The brakes", ["state", "note"])


def test_a_question_is_added_first_in_a_section(visitor: Visitor) -> None:
    done = part(begun(visitor), "coach").press("Add this question", {"label": "The doors"})
    assert labels(done, 1)[0] == "The doors"


def test_a_section_is_added_with_its_first_question(visitor: Visitor) -> None:
    done = part(begun(visitor), "coach").press(
        "Add this section", {"title": "The way back", "label": "Everybody there?"}
    )
    assert [each.id for each in spec_of(done).sections] == ["trip", "coach", "way-back", "more"]


def test_a_prompt_and_an_option_are_added(visitor: Visitor) -> None:
    page = begun(visitor)
    done = part(page, "coach.belts").press("Add this prompt", {"prompt": "Pull each of them"})
    assert [each.text for each in spec_of(done).sections[1].questions[0].evidence] == [
        "Look at each seat",
        "Pull each of them",
    ]
    done = part(page, "trip.by").press("Add this option", {"option": "By train"})
    assert "By train" in [each.label for each in spec_of(done).sections[0].questions[5].columns[0].options]


def test_a_question_is_moved_up_down_and_to_another_section(visitor: Visitor) -> None:
    page = begun(visitor)
    done = part(page, "coach.tyres").press("Move up")
    assert labels(done, 1) == ["Tyres", "Seat belts"]
    assert labels(part(page, "coach.tyres").press("Move down"), 1) == ["Seat belts", "Tyres"]
    done = part(page, "trip.by").press("Move it there", {"to": "after:more.else"})
    assert labels(done, 2) == ["Anything else?", "How do you travel?"]
    assert spec_of(done).sections[2].questions[1].was == ("trip.by",)
    assert "more.by" in done.ids


def test_a_question_is_retired_and_its_address_is_never_used_again(visitor: Visitor) -> None:
    asked = part(begun(visitor), "coach.tyres")
    assert "its address is never used again" in asked.text
    done = asked.press("Retire this question")
    assert labels(done, 1) == ["Seat belts"]
    assert "coach.tyres" in [each.address for each in spec_of(done).retired]


def test_an_answer_is_asked_for_always_or_not(visitor: Visitor) -> None:
    page = begun(visitor)
    done = part(page, "trip.why").press("Ask for an answer always")
    assert spec_of(done).sections[0].questions[1].columns[0].required
    done = part(page, "trip.why").press("Let it be left out")
    assert not spec_of(done).sections[0].questions[1].columns[0].required


def test_the_kind_of_an_answer_is_changed(visitor: Visitor) -> None:
    done = part(begun(visitor), "trip.why").press("Change the kind", {"kind": "text", "options": ""})
    assert spec_of(done).sections[0].questions[1].columns[0].kind == "text"


def test_the_dates_of_the_policy_are_changed(visitor: Visitor) -> None:
    page = begun(visitor, "ap-audit")
    entered = {"approved": "October 2026", "approved_by": "Trust board", "review": "October 2027"}
    done = part(page, "policy").press("Change the dates", entered)
    policy = spec_of(done).policy
    assert policy is not None
    assert policy.approved is not None
    assert policy.review is not None
    assert (policy.approved.text, policy.approved_by, policy.review.text) == tuple(entered.values())


RECORDS = "Change what is said of records"


def test_what_the_form_says_of_its_records_is_changed(visitor: Visitor) -> None:
    page = begun(visitor)
    entered = {"access": "sensitive", "child_data": "yes", "from": "trip.day", "keep": "6 years"}
    done = part(page, "form").press(RECORDS, entered | {"decided-by": "The Head", "reason": "One.\nTwo."})
    assert "What the form says of its records is changed." in done.text
    spec = spec_of(done)
    assert (spec.access, spec.child_data) == ("sensitive", True)
    assert spec.retention is not None
    assert str(spec.retention.keep) == "6 years"
    assert (spec.retention.from_, spec.retention.decided_by) == ("trip.day", "The Head")
    assert spec.retention.reason == "One.\nTwo."
    form = next(form for form in part(page, "form").forms if form.fields.get("edit") == "records")
    assert entered.items() <= form.fields.items()
    before = text_of(page.visitor.get(page.path))
    part(page, "form").press(RECORDS)
    assert text_of(page.visitor.get(page.path)) == before


@pytest.mark.parametrize(
    ("address", "button", "entered", "why"),
    [
        ("form", RECORDS, {"keep": "a while", "decided-by": "The Head"}, "is no length of time"),
        ("form", RECORDS, {"keep": "2 years", "reason": "So."}, "needs “decided-by”"),
        ("coach.belts", "Add this question", {"label": " "}, "Enter the question, as people will read it."),
        ("coach.belts", "Add this prompt", {"prompt": ""}, "Enter the words."),
        ("trip.why", "Change the kind", {"kind": "choice", "options": ""}, "Not done"),
        ("more.else", "Retire this question", {}, "It is the only question here."),
        ("policy", "Change the dates", {"review": "soon"}, "Not done"),
    ],
)
def test_an_edit_that_cannot_be_made_says_why_and_keeps_what_was_entered(
    visitor: Visitor, address: str, button: str, entered: dict[str, str], why: str
) -> None:
    page = begun(visitor, "ap-audit" if address == "policy" else "trip-check")
    before = text_of(page)
    refused = part(page, address).press(button, entered)
    assert refused.status == 422
    assert why in refused.text
    for name, text in entered.items():
        assert text in [form.fields.get(name, "") for form in refused.forms]
    assert text_of(visitor.get(page.path)) == before


def test_an_edit_made_on_an_older_page_merges_with_what_was_saved_since(visitor: Visitor, colleague: Visitor) -> None:
    page = begun(visitor)
    asked = part(page, "coach.belts")
    saved(colleague.get(page.path), "label: Tyres", "label: Every tyre")
    done = asked.press("Change the words", {"words.label": "Belts"})
    assert labels(done, 1) == ["Belts", "Every tyre"]


def test_an_edit_of_words_that_somebody_else_changed_is_not_made(visitor: Visitor, colleague: Visitor) -> None:
    page = begun(visitor)
    asked = part(page, "coach.belts")
    saved(colleague.get(page.path), "label: Seat belts", "label: All belts")
    refused = asked.press("Change the words", {"words.label": "Belts"})
    assert refused.status == 409
    assert "Somebody else changed the same lines meanwhile" in refused.text
    assert refused.title == "Error: Change “All belts” - Formspec"
    assert "Belts" in [form.fields.get("words.label") for form in refused.forms]


def test_a_part_of_a_text_with_problems_leads_to_the_outline_which_says_what_to_do(visitor: Visitor) -> None:
    page = saved(begun(visitor), "title: Trip check", "titel: Trip check")
    outline = part(page, "coach.belts")
    assert outline.path.endswith("/outline")
    assert "Put them right first" in outline.text


def test_an_edit_on_a_page_that_is_too_old_keeps_what_was_entered(visitor: Visitor) -> None:
    page = begun(visitor)
    asked = part(page, "coach.belts")
    visitor.client.delete_cookie(next(iter(visitor.client._cookies.values())).key)
    late = asked.press("Add this question", {"label": "Typed late"})
    assert late.status == 403
    assert "Typed late" in [form.fields.get("label") for form in late.forms]
    assert "Typed late" in labels(late.press("Add this question"), 1)


def test_what_no_version_asked_leaves_no_note_and_no_name_of_an_earlier_version_is_taken(visitor: Visitor) -> None:
    page = begun(visitor)
    part(page, "trip.by").press("Add this question", {"label": "Is it far?", "kind": "yes-no"})
    far = next(each.id for each in spec_of(page).sections[0].questions if each.label == "Is it far?")
    part(page, f"trip.{far}").press("Retire this question")
    assert spec_of(page).retired == ()
    part(page, "trip.by").press("Retire this question")
    assert "trip.by" in [each.address for each in spec_of(page).retired]
    part(page, "trip.why").press("Add this question", {"label": "By", "kind": "text"})
    assert "by" not in [each.id for each in spec_of(page).sections[0].questions]


def test_a_question_moves_to_another_section_and_one_among_columns_gets_another_kind(visitor: Visitor) -> None:
    page = begun(visitor)
    moved = part(page, "coach.tyres").press("Move it there", {"to": "after:coach.belts"})
    assert moved.status == 200
    done = part(page, "trip.why").press("Move it there", {"to": "after:more.else"})
    assert "more.why" in done.ids
    assert labels(page, 2) == ["Anything else?", "Why are you going?"]
    part(page, "coach.belts").press("Change the kind", {"kind": "yes-no"})
    assert spec_of(page).sections[1].questions[0].columns[0].kind == "yes-no"


def test_a_question_that_moved_in_this_draft_is_retired_and_nothing_more_is_wanted(visitor: Visitor) -> None:
    page = begun(visitor)
    part(page, "trip.why").press("Move it there", {"to": "after:more.else"})
    part(page, "more.why").press("Retire this question")
    assert [each.address for each in spec_of(page).retired] == ["trip.why"]
    assert "This cannot be published yet" not in visitor.get(f"{page.path}/publish").text


TYPED = {"label": "TYPED QUESTION", "hint": "TYPED HINT", "kind": "choice", "options": "TYPED ONE\nTYPED TWO"}
MEANWHILE = {
    "the text broke": lambda page, text: page.press("Save", {"text": text.replace("title: Trip", "titel: Trip")}),
    "the part went": lambda page, _: part(page, "coach.tyres").press("Retire this question"),
    "the draft was discarded": lambda page, _: page.visitor.get(f"{page.path}/discard").press("Discard this draft"),
    "the draft was discarded, and the page is too old": lambda page, _: page.visitor.get(f"{page.path}/discard").press(
        "Discard this draft"
    ),
    "the draft was published": lambda page, _: page.visitor.get(f"{page.path}/publish").press(
        "Publish version 2", {"note": "Why", "approved_by": "Governors", "approved": "November 2026", "by": "Bob"}
    ),
}


@pytest.mark.parametrize("what", MEANWHILE)
@pytest.mark.parametrize(
    ("button", "entered"),
    [("Add this question", TYPED), ("Add this prompt", {"prompt": "TYPED PROMPT"})],
)
def test_whatever_happened_meanwhile_what_was_entered_is_shown(
    visitor: Visitor, colleague: Visitor, what: str, button: str, entered: dict[str, str]
) -> None:
    page = saved(begun(visitor), "title: The coach", "title: The minibus")
    asked = part(page, "coach.tyres")
    theirs = colleague.get(page.path)
    MEANWHILE[what](theirs, text_of(theirs))
    if "too old" in what:
        visitor.client.delete_cookie(next(iter(visitor.client._cookies.values())).key)
    refused = asked.press(button, entered)
    assert refused.status in {403, 409, 422}
    assert "Not done" in refused.text
    for words in entered.values():
        assert words in refused.html
