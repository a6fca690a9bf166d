"""The common edits say what they did where one comes back to, and offer what a question in a table needs."""

import pytest

from formspec.kinds import KINDS
from formspec.model import Question
from tests.webapp.pages.test_editor_edits import labels, part, spec_of
from tests.webapp.pages.test_editor_text import begun, text_of
from tests.webapp.pages.visitor import Page, Visitor


def written_in(page: Page, address: str) -> str:
    """Return what stands on a page from the place with this id to the next link that changes something."""
    return page.html.partition(f'id="{address}"')[2].partition('class="change"')[0]


def question(page: Page, label: str) -> Question:
    return next(each for section in spec_of(page).sections for each in section.questions if each.label == label)


@pytest.mark.parametrize(
    ("address", "button", "entered", "place", "said"),
    [
        ("coach.tyres", "Change the words", {"words.label": "Every tyre"}, "coach.tyres", "Reworded “Every tyre”."),
        ("coach.tyres", "Move up", {}, "coach.tyres", "Moved “Tyres”."),
        ("trip.why", "Move it there", {"to": "after:more.else"}, "more.why", "Moved “Why are you going?”."),
        ("coach", "Change the words", {"words.title": "The bus"}, "coach", "Reworded “The bus”."),
        ("coach.tyres", "Retire this question", {}, "coach.belts", "Retired “Tyres”."),
        ("coach.tyres", "Let it be left out", {}, "coach.tyres", "“Tyres”: an answer may be left out now."),
        ("columns.note", "Change the words", {"words.label": "Notes"}, "columns.note", "Reworded “Notes”."),
    ],
)
def test_what_was_done_is_said_with_undo_at_the_part_one_comes_back_to(
    visitor: Visitor, address: str, button: str, entered: dict[str, str], place: str, said: str
) -> None:
    done = part(begun(visitor), address).press(button, entered)
    here = written_in(done, place)
    assert f'role="status"><p>{said}' in here
    assert "Undo" in here
    assert done.html.count('role="status"') == 1
    assert done.response.request.full_path.endswith(f"?at={place}")


def test_words_of_a_prompt_are_said_at_its_question_and_those_of_the_form_at_the_top(visitor: Visitor) -> None:
    page = begun(visitor)
    prompt = next(href for href, _ in part(page, "coach.belts").links if ".evidence." in href)
    done = visitor.get(prompt).press("Change the words", {"words.text": "Look at every seat"})
    assert "Reworded “Look at every seat”." in written_in(done, "coach.belts")
    done = part(page, "form").press("Change the words", {"words.title": "Trips"})
    assert "Reworded “Trips”." in done.html.partition("<h1>")[0]


def test_options_of_a_question_in_a_table_are_changed_and_added(visitor: Visitor) -> None:
    page = begun(visitor)
    part(page, "coach.tyres").press("Change the kind", {"kind": "choice", "options": "Good\nWorn\nWorn out"})
    shown = part(page, "coach.tyres")
    led = next(href for href, words in shown.links if "Worn out" in words)
    assert led.endswith("at=coach.tyres.state.worn-out")
    visitor.get(led).press("Change the words", {"words.label": "To be changed"})
    done = part(page, "coach.tyres").press("Add this option", {"option": "None there"})
    answer = question(done, "Tyres").columns[0]
    assert [each.label for each in answer.options] == ["Good", "Worn", "To be changed", "None there"]
    assert [each.label for each in question(done, "Seat belts").columns[0].options] == ["Good", "Poor"]


def test_options_of_a_column_are_changed_at_the_column(visitor: Visitor) -> None:
    page = begun(visitor)
    shown = part(page, "coach.belts")
    assert "Add this option" not in shown.html
    column = shown.follow("Change the options of the column")
    done = column.press("Add this option", {"option": "Good!"})
    answer = question(done, "Seat belts").columns[0]
    assert [(each.value, each.label) for each in answer.options][2:] == [("good-2", "Good!")]
    assert "columns.state.poor" in [href.partition("at=")[2] for href, _ in part(page, "columns.state").links]


def unticked(page: Page, label: str) -> dict[str, str]:
    form = next(each for each in page.forms if each.fields.get("edit") == "add-question")
    return {**{name: text for name, text in form.fields.items() if name != "required"}, "label": label}


@pytest.mark.parametrize("address", ["coach", "coach.belts"])
def test_a_question_among_required_ones_is_ticked_beforehand_and_may_be_left_blank_without(
    visitor: Visitor, address: str
) -> None:
    page = begun(visitor)
    shown = part(page, address)
    ticked = next(each for each in shown.forms if each.fields.get("edit") == "add-question")
    assert ticked.fields["required"] == "yes"
    done = shown.press("Add this question", {"label": "The brakes"})
    assert question(done, "The brakes").columns[0].required
    assert "required" not in text_of(visitor.get(page.path)).partition("label: The brakes")[2].partition("- ")[0]
    again = part(page, address)
    visitor.client.post(f"{page.path}/edit", data=unticked(again, "The doors"))
    assert not question(visitor.get(page.path), "The doors").columns[0].required


def test_a_question_among_those_that_may_be_left_blank_is_not_ticked(visitor: Visitor) -> None:
    form = next(each for each in part(begun(visitor), "trip.why").forms if each.fields.get("edit") == "add-question")
    assert "required" not in form.fields


def test_a_question_is_split_in_two_and_what_was_answered_goes_with_both(visitor: Visitor) -> None:
    page = begun(visitor)
    asked = part(page, "trip.why")
    refused = asked.press("Split it", {"first_label": "Why do you go?", "second_label": " "})
    assert refused.status == 422
    done = refused.press("Split it", {"second_label": "Why do you go there?"})
    assert "Split: “Why do you go?”, and “Why do you go there?”." in written_in(done, "trip.why")
    assert labels(done, 0)[1:3] == ["Why do you go?", "Why do you go there?"]
    first, second = spec_of(done).sections[0].questions[1:3]
    assert (first.id, first.was, second.was) == ("why", (), ("trip.why",))
    assert (second.columns[0].kind, second.columns[0].could_not_find_out) == ("long-text", True)


@pytest.mark.parametrize(
    ("address", "button", "entered", "why"),
    [
        ("trip.place", "Retire this question", {}, "The form is about this answer, so it cannot be retired."),
        ("trip.signed", "Retire this question", {}, "It says who completed this, so it cannot be retired."),
        ("trip", "Retire this section", {}, "The form is about this answer, so it cannot be retired."),
        ("trip.why", "Change the kind", {"kind": "choice", "options": ""}, "Write at least two options, one a line."),
        ("trip.why", "Change the kind", {"kind": "declaration"}, "Write what is declared."),
        (
            "trip.why",
            "Add this question",
            {"label": "A", "kind": "choices"},
            "Write at least two options, one a line.",
        ),
        ("trip.why", "Add this question", {"label": "New", "kind": "signature"}, "Write what is declared."),
    ],
)
def test_what_cannot_be_done_is_said_without_the_words_of_the_text(
    visitor: Visitor, address: str, button: str, entered: dict[str, str], why: str
) -> None:
    refused = part(begun(visitor), address).press(button, entered)
    assert refused.status == 422
    assert why in refused.text


@pytest.mark.parametrize("kind", sorted({*KINDS} - {"calculated", "scale"}))
def test_each_kind_that_is_offered_can_be_made_with_what_is_asked_for(visitor: Visitor, kind: str) -> None:
    page = begun(visitor)
    given = {"kind": kind, "options": "Good\nPoor" if kind in {"choice", "choices"} else ""}
    words = {"declaration": "I have read this." if kind in {"declaration", "signature"} else ""}
    for address in ("trip.why", "coach.belts", "columns.note"):
        shown = part(page, address)
        assert f'value="{kind}"' in shown.html
        assert part(page, address).press("Change the kind", {**given, **words}).status == 200
    done = part(page, "more.else").press("Add this question", {"label": "One more", **given, **words})
    added = question(done, "One more").columns[0]
    assert (added.kind, added.declaration) == (kind, words["declaration"])


def test_a_kind_that_needs_more_than_is_asked_for_is_not_offered(visitor: Visitor) -> None:
    page = part(begun(visitor), "trip.why")
    assert 'value="scale"' not in page.html
    assert 'value="calculated"' not in page.html


def test_what_is_declared_goes_on_from_one_kind_to_the_other_and_is_changed_where_words_are_given(
    visitor: Visitor,
) -> None:
    page = begun(visitor)
    part(page, "trip.why").press("Change the kind", {"kind": "signature", "declaration": "I read it."})
    done = part(page, "trip.why").press("Change the kind", {"kind": "declaration"})
    assert question(done, "Why are you going?").columns[0].declaration == "I read it."
    done = part(page, "trip.why").press("Change the kind", {"kind": "declaration", "declaration": "All of it."})
    assert question(done, "Why are you going?").columns[0].declaration == "All of it."


def test_the_options_of_a_scale_are_changed_one_by_one_since_each_has_a_score(visitor: Visitor) -> None:
    page = begun(visitor)
    scale = 'kind: scale, options: [{value: a, label: "Bad", score: 0}, {value: b, label: "Good", score: 1}]'
    page.press("Save", {"text": text_of(page).replace("kind: long-text, could-not-find-out: true", scale)})
    refused = part(page, "trip.why").press("Change the kind", {"kind": "scale", "options": "Poor\nFair"})
    assert refused.status == 422
    assert "Each option of a scale has a score. Change or add them one by one, under “Options”." in refused.text
    assert part(page, "trip.why").press("Change the kind", {"kind": "scale"}).status == 200
    assert part(page, "trip.why").press("Add this option", {"option": "Middling"}).status == 200
