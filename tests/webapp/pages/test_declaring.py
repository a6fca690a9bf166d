"""What was declared stands under the words that were read: when they change, it is to be declared again."""

from pathlib import Path

import pytest

from tests.webapp.pages.visitor import Page, Visitor

SPEC = """\
formspec: 1
form: pledge
version: 1
title: Pledge
parts: [{id: asker, title: What is asked}, {id: giver, title: What is given}]
sections:
  - id: ask
    part: asker
    title: What is asked
    questions:
      - {id: purpose, label: What is it for?, name: the purpose, kind: text, required: true}
      - {id: other, label: What else?, kind: text}
  - id: give
    part: giver
    title: What is given
    questions:
      - {id: sum, label: How many pounds?, name: the sum, kind: whole-number, required: true}
      - id: sure
        label: Are you sure?
        kind: declaration
        declaration: "I give £((give.sum)) for ((ask.purpose))."
        required: true
      - id: signed
        label: Sign here
        kind: signature
        declaration: "I have read what ((ask.purpose)) is."
        required: true
"""
ASKED = {"ask.purpose": "the roof"}
GIVEN = {"give.sum": "100", "give.sure": "yes", "give.signed.name": "Ann", "give.signed.declared": "yes"}
AGAIN = "Something that was declared reads otherwise now"


@pytest.fixture
def tasks(visitor: Visitor, specs: Path) -> Page:
    """The list of sections of a draft whose first part is complete."""
    folder = specs / "pledge"
    folder.mkdir()
    (folder / "1.yaml").write_text(SPEC, encoding="utf-8")
    begun = visitor.start("Pledge")
    saved(begun, "ask", ASKED)
    visitor.get(f"{begun.path}/check").press("Complete this part")
    return begun


def saved(tasks: Page, section: str, entries: dict[str, str], by: Visitor | None = None) -> Page:
    page = (by or tasks.visitor).get(f"{tasks.path}/sections/{section}")
    return page.press("Save and continue", entries)


def ticked(tasks: Page) -> list[str]:
    fields = tasks.visitor.get(f"{tasks.path}/sections/give").fields()
    return [name for name in ("give.sure", "give.signed.declared") if fields.get(name) == "yes"]


def test_a_box_is_ticked_under_the_words_that_the_page_showed(tasks):
    first = saved(tasks, "give", GIVEN)
    assert AGAIN in first.text
    assert "I give £ 100 for the roof ." in first.text
    assert ticked(tasks) == ["give.signed.declared"]
    second = first.press("Save and continue", {"give.sure": "yes"})
    assert AGAIN not in second.text
    assert ticked(tasks) == ["give.sure", "give.signed.declared"]


def test_a_page_whose_words_a_script_kept_up_is_taken_at_its_word(tasks):
    page = tasks.visitor.get(f"{tasks.path}/sections/give")
    form = next(each for each in page.forms if "give.sum" in each.inputs)
    assert AGAIN not in tasks.visitor.send(page, form, {**GIVEN, "live": "yes"}).text
    assert ticked(tasks) == ["give.sure", "give.signed.declared"]


def test_a_box_is_cleared_when_what_is_declared_changes_in_another_part(tasks):
    saved(tasks, "give", GIVEN).press("Save and continue", {"give.sure": "yes"})
    tasks.visitor.get(tasks.path).press("Go back to this part")
    saved(tasks, "ask", {"ask.other": "Nothing"})
    tasks.visitor.get(f"{tasks.path}/check").press("Complete this part")
    assert ticked(tasks) == ["give.sure", "give.signed.declared"]
    tasks.visitor.get(tasks.path).press("Go back to this part")
    saved(tasks, "ask", {"ask.purpose": "a party"})
    tasks.visitor.get(f"{tasks.path}/check").press("Complete this part")
    assert ticked(tasks) == []
    check = tasks.visitor.get(f"{tasks.path}/check")
    assert "Select “I give £100 for a party.”" in check.text
    assert "Select “I have read what a party is.” to sign" in check.text


def test_what_was_read_on_a_page_from_before_somebody_elses_save_is_not_declared(tasks, colleague):
    late = tasks.visitor.get(f"{tasks.path}/sections/give")
    saved(tasks, "give", {"give.sum": "900"}, by=colleague)
    form = next(each for each in late.forms if "give.sum" in each.inputs)
    led = tasks.visitor.send(late, form, {"give.sure": "yes", "live": "yes"})
    assert AGAIN in led.text
    assert ticked(tasks) == []


def test_a_box_that_is_cleared_is_told_of_where_a_save_met_with_somebody_elses(tasks, colleague):
    saved(tasks, "give", GIVEN).press("Save and continue", {"give.sure": "yes"})
    tasks.visitor.get(tasks.path).press("Go back to this part")
    late = colleague.get(f"{tasks.path}/sections/ask")
    saved(tasks, "ask", {"ask.other": "A door"})
    met = late.press("Save and continue", {"ask.other": "A window", "ask.purpose": "a party"})
    assert met.status == 409
    assert AGAIN in met.text


def test_a_box_that_is_cleared_is_told_of_where_a_draft_was_carried_meanwhile(tasks, specs):
    saved(tasks, "give", GIVEN).press("Save and continue", {"give.sure": "yes"})
    tasks.visitor.get(tasks.path).press("Go back to this part")
    late = tasks.visitor.get(f"{tasks.path}/sections/ask")
    (specs / "pledge" / "2.yaml").write_text(SPEC.replace("version: 1", "version: 2"), encoding="utf-8")
    tasks.visitor.get(f"{tasks.path}/carry").press("Carry it forward")
    told = late.press("Save and continue", {"ask.purpose": "a party"})
    assert "Saved, under version 2" in told.text
    assert AGAIN in told.text


def test_a_box_is_cleared_where_a_note_is_filed_under_what_it_declares_and_taken_out_again(tasks):
    visitor = tasks.visitor

    def complete() -> None:
        visitor.get(f"{tasks.path}/check").press("Complete this part")

    def go_back() -> None:
        visitor.get(tasks.path).press("Go back to this part")

    saved(tasks, "give", GIVEN).press("Save and continue", {"give.sure": "yes"})
    go_back()
    note = visitor.get(f"{tasks.path}/notes").press("Keep this note", {"note": "and the cellar"})
    plain = note.follow("File or change").press("File it", {"question": "ask.other", "as": "answer"})
    assert AGAIN not in plain.text
    complete()
    assert ticked(tasks) == ["give.sure", "give.signed.declared"]
    go_back()
    note = visitor.get(f"{tasks.path}/notes").press("Take it out again")
    filed = note.follow("File or change").press("File it", {"question": "ask.purpose", "as": "answer"})
    assert AGAIN in filed.text
    assert "The note is filed." in filed.text
    complete()
    assert ticked(tasks) == []
    saved(tasks, "give", {"give.sure": "yes", "give.signed.declared": "yes"})
    go_back()
    assert AGAIN in visitor.get(f"{tasks.path}/notes").press("Take it out again").text
    complete()
    assert ticked(tasks) == []
