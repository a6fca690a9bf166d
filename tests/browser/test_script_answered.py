"""A device shows of answers and their findings what the server does, of every case of the gallery."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.check import state_of
from engine.document import entries_of, findings
from engine.page.picture import Picture
from engine.page.shown import ShownRun
from engine.program import headings, program
from engine.rules.state import State
from engine.texts import Told
from tests.agreement.answers_by_chance import TODAY
from tests.browser.gallery import FORMS, GALLERY, form_of
from tests.browser.scripts import answered_all, open_scripts
from webapp.pages.findings import Finding, shown


def _cases(name: str) -> Iterator[tuple[Path, dict[str, str]]]:
    for path in sorted((GALLERY / name).glob("*.json")):
        entries, _ = entries_of(form_of(name), json.loads(path.read_text("utf-8"))["answers"])
        yield path, entries


def _said(found: Finding) -> dict[str, Any]:
    beside = [each for each in (found.severity, found.who, found.by_when) if each]
    return {"question": found.question, "text": found.text, "beside": beside}


def _texts_of(runs: Iterable[ShownRun]) -> Iterator[str]:
    """The words of each answer on the server's sheet."""
    for row in (row for run in runs for row in run.rows):
        yield from (_words(" ".join(cell.shown)) for cell in row.cells if cell.asked)
        for within in row.within:
            yield from _texts_of(within)


def _words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", FORMS)
def test_it_shows_what_the_server_shows(browse, name):
    form, cases = form_of(name), list(_cases(name))
    rules = program(form)
    given = [{"program": rules, "entries": entries, "today": TODAY.isoformat()} for _, entries in cases]
    for (path, entries), said in zip(cases, answered_all(open_scripts(browse()), given), strict=True):
        laid = form.of(entries)
        state = state_of(laid, entries, TODAY)
        found = shown(findings(laid, entries, TODAY), Told(laid, entries, State()))
        assert said["concerns"] == [_said(each) for each in found.concerns], path
        assert said["actions"] == [_said(each) for each in found.actions], path
        unknown = [{"question": each.question, "text": each.text} for each in found.could_not_find_out]
        assert said["unknown"] == unknown, path
        questions = [each for section in said["sections"] for each in section["questions"]]
        cells = [cell.address for each in laid.laid.values() for cell in each.cells]
        asked = [address for address in cells if state.asked.get(address, True)]
        assert sum(len(each["parts"]) for each in questions) == len(asked), path
        texts = [_words(each["text"]) for question in questions for each in question["parts"]]
        assert texts == [*_texts_of(run for each in Picture(laid, entries, TODAY).sections() for run in each.runs)], (
            path
        )
        ticked = sum(entries.get(tick.name) == "seen" for tick in laid.ticks)
        assert sum(each["seen"] for each in questions) == ticked, path


def test_what_stands_over_an_answer_is_known_of_every_column(browse):
    form = form_of("premises-inspection")
    said = headings(form)
    columns = {cell.template for cell in form.cells if cell.column.id}
    assert columns - {each for each in columns if each.endswith(".attachments")} <= said.keys()
