"""Each row of a form has one short reference, which paper and pages share."""

from pathlib import Path

import pytest

from engine.compile import compile_form
from engine.page import Pages, sheet
from engine.page.sheet import sheet_to_go_on_with
from engine.references import address_of, beside_numbers, references, row_alone
from formspec.loader import load
from formspec.model import Spec

SPECS = Path(__file__).parents[2] / "formspec" / "specs"
SPEC = """\
formspec: 1
form: check
version: 1
title: A check
{numbering}
sections:
  - id: a
    title: One
    questions:
      - {{id: x, label: First?, kind: text{x}}}
      - {{id: y, label: Second?, kind: yes-no{y}}}
  - id: b
    title: Two
    questions:
      - {{id: z, label: Why?, kind: text, when: {{question: a.y, is: yes}}}}
      - id: people
        label: Who?
        row-label: Person
        questions: [{{id: name, label: Name, kind: text}}]
"""


def spec(numbering: str = "", x: str = "", y: str = "") -> Spec:
    loaded = load(SPEC.format(numbering=numbering, x=x, y=y).encode())
    assert loaded.spec is not None, loaded.problems
    return loaded.spec


@pytest.mark.parametrize(
    ("numbering", "x", "y", "found", "beside"),
    [
        ("", "", "", ["1.1", "1.2", "2.1", "2.2"], 4),
        ("", ", number: 4(b)", "", ["1.1", "1.2", "2.1", "2.2"], 4),
        ("numbering: sections", "", "", ["1.1", "1.2", "2.1", "2.2"], 0),
        ("numbering: sections", ", number: 4(b)", "", ["4(b)", "1.2", "2.1", "2.2"], 0),
        ("numbering: sections", ", number: 4(b)", ", number: 4(B)", ["1.1", "1.2", "2.1", "2.2"], 2),
        ("numbering: questions", "", "", ["1", "2", "3", "4"], 0),
    ],
)
def test_a_reference_is_the_number_that_is_shown_or_the_place(numbering, x, y, found, beside):
    given = spec(numbering, x, y)
    assert list(references(given).values()) == found
    assert len(beside_numbers(given)) == beside


@pytest.mark.parametrize("name", ["ap-audit", "provider-letter"])
def test_every_row_of_a_published_form_is_found_by_its_reference(name):
    given = load((SPECS / name / "1.yaml").read_bytes()).spec
    for address, reference in references(given).items():
        assert address_of(given, f"  {reference}. ") == address


@pytest.mark.parametrize("typed", ["", "9.9", "1", "1.1.1", "a.x", "٢.١"])
def test_what_is_no_reference_finds_nothing(typed):
    assert address_of(spec(), typed) == ""


def test_paper_and_page_show_the_same_references():
    form = compile_form(spec())
    blank = sheet(form, None)
    pages = "".join(Pages(form).blank(section.id) for section in form.spec.sections)
    for reference in references(form.spec).values():
        shown = f'<span class="row-reference">{reference}</span>'
        assert shown in blank
        assert shown in pages


def test_paper_to_go_on_with_has_the_answers_and_room_for_the_rest():
    form = compile_form(spec())
    html = sheet_to_go_on_with(form, {"a.x": "Written before"})
    assert "Written before" in html
    assert "Nothing entered" not in html
    assert html.count("If it applies") == 1, "what is not asked so far says that it may not apply"
    assert html.count("Person ") == 3 * 2, "a group without rows has three to write in"
    assert "room-text" in html


def test_the_page_of_one_row_has_its_inputs_alone():
    form = compile_form(spec())
    html = Pages(form).row("a.x").render({"a.x": "Kept"}, {})
    assert 'name="a.x"' in html
    assert "Kept" in html
    assert 'name="a.y"' not in html
    assert row_alone(form.section("a"), "a.x").names == ("a.x",)
    with pytest.raises(KeyError):
        row_alone(form.section("a"), "b.z")
