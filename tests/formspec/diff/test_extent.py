"""What a change is about in the version before, and in one before that: the addresses of the answers it concerns."""

import pytest

from formspec.diff.extent import Extent, earlier, extent
from formspec.diff.report import compare
from formspec.loader import load

FIRST = """\
formspec: 1
form: visit
version: 1
title: Visit
lists:
  - id: grades
    options: [{value: good, label: Good}, {value: fair, label: Fair}, {value: poor, label: Poor}]
columns:
  - {id: answer, role: answer, label: Answer, kind: text, max-length: 90}
  - {id: note, label: Note, kind: text}
sections:
  - id: place
    title: The place
    questions:
      - {id: gate, label: The gate}
      - {id: fence, label: The fence}
  - id: rest
    title: The rest
    columns: []
    questions:
      - {id: grade, label: Grade it, kind: choice, options: grades}
      - {id: by, label: How?, kind: choice, options: [{value: foot, label: On foot}, {value: bus, label: By bus}]}
      - {id: why, label: Why?, kind: text}
"""


def spec(text):
    loaded = load(text.encode())
    assert loaded.spec, loaded.problems
    return loaded.spec


def about(new, key="", sort=""):
    """Return what the one change of that word of the language, or of that sort, is about."""
    old, now = spec(FIRST), spec(new.replace("version: 1", "version: 2", 1))
    (found,) = [each for each in compare(old, now) if (each.sort == sort if sort else each.key == key)]
    return extent(found, old, now)


@pytest.mark.parametrize(
    ("before", "after", "key", "expected"),
    [
        ("label: Why?, kind: text", "label: Why?, kind: whole-number", "kind", Extent(("rest.why",))),
        ("label: Why?, kind: text", "label: Why?, kind: text, required: true", "required", Extent(("rest.why",), True)),
        (
            "label: Note, kind: text",
            "label: Note, kind: text, required: true",
            "required",
            Extent(("place.gate.note", "place.fence.note"), True),
        ),
        ("max-length: 90", "max-length: 9", "max-length", Extent(("place.gate.answer", "place.fence.answer"))),
    ],
)
def test_a_word_that_differs_is_about_every_answer_that_it_is_said_of(before, after, key, expected):
    assert about(FIRST.replace(before, after), key) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("      - {id: why, label: Why?, kind: text}\n", "", ("rest.why",)),
        (", {value: bus, label: By bus}", "", ("rest.by.bus",)),
        (", {value: poor, label: Poor}", "", ("rest.grade.poor",)),
    ],
)
def test_what_is_gone_is_about_where_it_was(before, after, expected):
    assert about(FIRST.replace(before, after), sort="removed") == Extent(expected)


def test_what_has_another_name_is_about_the_old_one():
    renamed = FIRST.replace("{id: why, label", "{id: reason, was: rest.why, label")
    assert about(renamed, sort="renamed") == Extent(("rest.why",))


def test_what_became_part_of_another_is_about_its_old_place_alone():
    merged = FIRST.replace("      - {id: gate, label: The gate}\n", "").replace(
        "- {id: fence, label: The fence}", "- {id: fence, label: The fence, was: place.gate}"
    )
    assert about(merged, sort="merged") == Extent(("place.gate",))


def test_a_column_of_one_section_is_about_the_questions_of_that_section():
    own = "    columns: [{id: note, label: Note, kind: text}]\n"
    yard = f"  - id: yard\n    title: The yard\n{own}    questions: [{{id: wall, label: The wall}}]\n"
    first = FIRST.replace("title: The place\n", f"title: The place\n{own}")
    first = first.replace("  - id: rest\n", f"{yard}  - id: rest\n")
    second = first.replace("version: 1", "version: 2", 1).replace(own, own.replace("text}", "text, required: true}"), 1)
    old, new = spec(first), spec(second)
    (found,) = [each for each in compare(old, new) if each.key == "required"]
    assert extent(found, old, new) == Extent(("place.gate.note", "place.fence.note"), missing=True)


def test_what_differs_at_a_question_that_moved_is_about_its_old_place():
    moved = FIRST.replace("{id: why, label: Why?, kind: text", "{id: reason, was: rest.why, label: Why?, kind: date")
    assert about(moved, "kind") == Extent(("rest.why",))


def test_what_is_new_and_must_be_answered_is_about_everyone():
    more = FIRST + "      - {id: more, label: More?, kind: text, required: true}\n"
    assert about(more, sort="added") == Extent(everyone=True)


def test_a_check_is_about_everyone():
    checked = FIRST + "checks:\n  - {id: why-not, message: Say why, must: {question: rest.why, answered: true}}\n"
    assert about(checked, sort="added") == Extent(everyone=True)


def test_in_an_earlier_version_it_is_about_the_names_that_its_parts_had_there():
    first = spec(FIRST.replace("id: why", "id: cause").replace("value: bus", "value: coach"))
    second = spec(
        FIRST.replace("version: 1", "version: 2", 1)
        .replace("{id: why,", "{id: why, was: rest.cause,")
        .replace("{value: bus,", "{value: bus, was: coach,")
    )
    found = Extent(("rest.why", "rest.by.bus", "place.gate.note"), missing=True)
    assert earlier(found, [first, second]) == Extent(("rest.cause", "rest.by.coach", "place.gate.note"), missing=True)
    assert earlier(found, [second]) == found


def test_what_an_earlier_version_did_not_ask_has_no_place_in_it():
    second = spec(FIRST.replace("version: 1", "version: 2", 1) + "      - {id: more, label: More?, kind: text}\n")
    assert earlier(Extent(("rest.more", "rest.why")), [spec(FIRST), second]) == Extent(("rest.why",))
