"""A device says of how far a form has come what the server does, in parts too, of every case of the gallery."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from engine.document import entries_of, timestamp
from engine.form import Form
from engine.parts import entry_of, name_of
from engine.program import program
from tests.agreement.answers_by_chance import TODAY
from tests.browser.gallery import FORMS, GALLERY, form_of
from tests.browser.scripts import left_all, open_scripts
from webapp.pages.drafts.progress import progress

PARTED = "premises-inspection"
AT = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)


def _cases(name: str) -> Iterator[Mapping[str, str]]:
    """Yield what was entered: nothing, each case, and each with the sections of its second half left blank."""
    form = form_of(name)
    half = {each.id for each in form.spec.sections[len(form.spec.sections) // 2 :]}
    yield {}
    for path in sorted((GALLERY / name).glob("*.json")):
        entries, _ = entries_of(form, json.loads(path.read_text("utf-8"))["answers"])
        yield entries
        yield {name: text for name, text in entries.items() if name.partition(".")[0] not in half}


def _completed(form: Form, entries: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    """Yield entries with no part complete, with the first, with the first two, and so on."""
    yield entries
    for part in form.spec.parts:
        entries = {**entries, name_of(part.id): entry_of(form, entries, part.id, AT, timestamp(AT))}
        yield entries


def _said(form: Form, entries: Mapping[str, str]) -> dict[str, Any]:
    come = progress(form, entries, TODAY)
    states = [{"id": each.id, "words": each.state, "look": each.look} for each in come.tasks if each.fillable]
    return {"missing": come.missing, "left": come.left, "states": states}


@pytest.mark.parametrize("name", FORMS)
def test_it_says_what_is_left_as_the_server_does(browse, name):
    form, rules = form_of(name), program(form_of(name))
    cases = [done for entries in _cases(name) for done in _completed(form, entries)]
    given = [{"program": rules, "entries": each, "today": TODAY.isoformat(), "concerns": None} for each in cases]
    for entries, said in zip(cases, left_all(open_scripts(browse()), given), strict=True):
        expected = _said(form, entries)
        shown = {each["id"] for each in expected["states"]}
        said["states"] = [each for each in said["states"] if each["id"] in shown]
        glance = progress(form, entries, TODAY).answered or "Nothing has to be answered"
        assert said == {**expected, "glance": glance}, entries


def test_parts_are_among_the_cases():
    said = {
        progress(form_of(PARTED), done, TODAY).left
        for each in _cases(PARTED)
        for done in _completed(form_of(PARTED), each)
    }
    assert "Everything is answered: check your answers and complete this part" in said
    assert "Everything is answered: check your answers and submit" in said
    assert len(said) > 4
