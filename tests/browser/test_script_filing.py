"""A device files a note as the server does: with the same questions, in the same boxes, to the same words."""

import json

import pytest

from engine.check import state_of
from engine.document import entries_of
from engine.form import Cell
from engine.notes import Note
from engine.program import program
from engine.row_words import question_words
from engine.texts import Told
from engine.wording import question_text
from tests.agreement.answers_by_chance import TODAY
from tests.browser.gallery import FORMS, GALLERY, form_of
from tests.browser.scripts import filed_all, open_scripts, places_all, taking_all
from webapp.pages.drafts.filing import boxes, flat, joined, without

STANDS = ["", "Level 2", " Level 2 \n", "Level 2\nfor all", "a b", "\ufeffLevel 2\x1f", "b\nLevel 2", "x  y x  y"]
KINDS = {"text", "long-text"}
WORDS = ["Level 2", "a  b\n c", " b ", "x  y", "\x85open\u2003gate\ufeff", "b"]


def _box(cell: Cell, limit: int) -> dict[str, object]:
    return {"name": cell.typed[0], "template": cell.template, "kind": cell.kind.name, "longest": limit}


@pytest.mark.parametrize("name", FORMS)
def test_it_offers_the_questions_and_boxes_that_the_server_does(browse, name):
    form, paths = form_of(name), sorted((GALLERY / name).glob("*.json"))
    cases = [entries_of(form, json.loads(path.read_text("utf-8"))["answers"])[0] for path in paths]
    given = [{"program": program(form), "entries": entries, "today": TODAY.isoformat()} for entries in [{}, *cases]]
    for entries, said in zip([{}, *cases], taking_all(open_scripts(browse()), given), strict=True):
        laid = form.of(entries)
        told = Told(laid, entries, state_of(laid, entries, TODAY))
        expected = []
        for each in (each for section in laid.sections for each in flat(section.laid)):
            found = {role: _box(cell, laid.limits[cell.typed[0]]) for role, cell in boxes(told, each).items()}
            words = question_words(told, each.address, question_text(each.question))
            expected += [{"address": each.address, "words": words, "boxes": found}] if found else []
        assert said == expected


@pytest.mark.parametrize("name", FORMS)
def test_it_names_where_a_note_is_filed_as_the_server_does_whether_that_is_asked_now_or_not(browse, name):
    form, paths = form_of(name), sorted((GALLERY / name).glob("*.json"))
    cases = [{}, *(entries_of(form, json.loads(path.read_text("utf-8"))["answers"])[0] for path in paths)]
    given = [{"program": program(form), "entries": entries, "today": TODAY.isoformat()} for entries in cases]
    for entries, said in zip(cases, places_all(open_scripts(browse()), given), strict=True):
        laid = form.of(entries)
        told = Told(laid, entries, state_of(laid, entries, TODAY))
        expected = {}
        for each in (each for section in laid.sections for each in flat(section.laid)):
            words = question_words(told, each.address, question_text(each.question))
            for cell in (cell for cell in each.cells if cell.kind.name in KINDS):
                expected[cell.typed[0]] = {"words": words, "template": cell.template, "kind": cell.kind.name}
        assert {name: there for name, there in said.items() if there["kind"] in KINDS} == expected


def test_it_makes_of_an_answer_and_a_note_what_the_server_does(browse):
    form = form_of("premises-inspection")
    of_kind = {cell.kind.name: cell for cell in form.cells if cell.kind.name in KINDS}
    assert len(of_kind) == 2
    cases = [(kind, stands, words) for kind in of_kind for stands in STANDS for words in WORDS]
    expected = [
        [joined(of_kind[kind], stands, words), without(of_kind[kind], stands, Note("", words))]
        for kind, stands, words in cases
    ]
    assert filed_all(open_scripts(browse()), cases) == expected
    assert any(rest is None for _, rest in expected)
    assert any(rest for _, rest in expected)
