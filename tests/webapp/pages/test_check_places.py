"""A check is told, and leads, to what it is about: an answer, what was worked out, or a group; and else to nothing."""

import pytest

SPEC = """\
formspec: 1
form: picnic
version: 1
title: Picnic
sections:
  - id: food
    title: The food
    questions:
      - {id: cakes, label: Cakes, kind: whole-number}
      - {id: worry, label: What worries you?, kind: text, role: concern}
      - {id: pieces, label: Pieces, kind: calculated, calculate: {product: [food.cakes, 8]}}
  - id: guests
    title: The guests
    questions:
      - id: people
        label: Who comes?
        row-label: Guest
        questions: [{id: name, label: Name, kind: text}]
checks:
  - {id: many, must: {question: food.pieces, at-most: 100}, message: Bake fewer cakes}
  - {id: some, must: {value: {count: [guests.people]}, at-least: 1}, message: Say who comes}
  - {id: twice, must: {all-different: [guests.people.name]}, message: Name each guest once, at: guests.people}
  - {id: three, level: warning, must: {value: {count: [guests.people]}, at-least: 3}, message: These are few}
  - {id: worried, when: {value: {findings: concern}, at-least: 1}, message: Come back without a worry}
"""


@pytest.fixture
def tasks(specs, visitor):
    (specs / "picnic").mkdir()
    (specs / "picnic" / "1.yaml").write_text(SPEC, encoding="utf-8")
    return visitor.start("Picnic")


def test_a_check_leads_to_what_was_worked_out_and_to_a_group(visitor, tasks):
    visitor.get(f"{tasks.path}/sections/food").press("Save and continue", {"food.cakes": "20"})
    links = {words: path for path, words in visitor.get(f"{tasks.path}/check").links}
    assert links["Bake fewer cakes"] == f"{tasks.path}/sections/food#food.pieces"
    assert links["Say who comes"] == f"{tasks.path}/sections/guests#guests.people"
    food, guests = (visitor.get(f"{tasks.path}/sections/{each}") for each in ("food", "guests"))
    assert "Error: Bake fewer cakes" in food.text
    assert 'id="food.pieces"' in food.html
    assert "Say who comes" not in guests.text
    assert 'id="guests.people"' in guests.html


def test_a_section_with_such_a_fault_needs_correcting(visitor, tasks):
    visitor.get(f"{tasks.path}/sections/food").press("Save and continue", {"food.cakes": "20"})
    assert "The food 1 needs correcting" in visitor.get(tasks.path).text


def test_a_group_shows_what_is_wrong_with_its_rows_together_and_what_is_advised(visitor, tasks):
    page = visitor.get(f"{tasks.path}/sections/guests").press("Add guest").press("Add guest")
    names = [name for name in page.fields() if name.endswith(".name")]
    visitor.get(page.path).press("Save and continue", dict(zip(names, ("Ann", "ann"), strict=True)))
    page = visitor.get(page.path)
    assert "Who comes? Error: Name each guest once" in page.text
    assert "These are few" in page.text
    check = visitor.get(f"{tasks.path}/check")
    assert f"{tasks.path}/sections/guests#guests.people" in [
        path for path, words in check.links if "Who comes?" in words
    ]


def test_what_is_about_no_answer_is_told_under_the_title_of_the_form_and_without_a_link(visitor, tasks):
    visitor.get(f"{tasks.path}/sections/food").press("Save and continue", {"food.worry": "Rain"})
    page = visitor.get(f"{tasks.path}/check")
    assert "Picnic Come back without a worry" in page.text
    assert "Come back without a worry" not in [words for _, words in page.links]
