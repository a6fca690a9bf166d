"""What is true of the tables of any form, whatever was answered."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from engine.compile import compile_form
from engine.document import submission
from engine.example import example
from engine.export.answers import answers_table
from engine.export.csv_text import csv_lines
from engine.export.findings import findings_table
from engine.export.given import Submission
from engine.export.submissions import NOT_ASKED, submissions_table
from engine.form import Form
from formspec.loader import load
from formspec.published import SPECS

GALLERY = Path(__file__).parents[2] / "gallery"
FORMS = sorted(path for path in (*GALLERY.glob("*.yaml"), *SPECS.glob("*/*.yaml")) if ".cy" not in path.name)
MOMENT = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
STATES = {"answered", "not answered", "not asked", "could not find out"}


def hold(form: Form, document: dict[str, Any]) -> None:
    """Each law, of the tables of one document."""
    made = Submission.of(document, form)
    tables = (submissions_table([form]), answers_table(), findings_table())
    wide, long, findings = ([dict(zip(_names(each), row, strict=True)) for row in each.rows(made)] for each in tables)
    assert len(wide) == 1
    found = document["findings"]
    assert len(findings) == len(found["concerns"]) + len(found["actions"]) + len(found["could-not-find-out"])
    assert len({each["address"] for each in long}) == len(long)
    assert {each["state"] for each in long} <= STATES
    given = {each["address"] for each in long if each["state"] in {"answered", "could not find out"}}
    assert given == set(_held(form, made))
    for each in long:
        assert (each["answer"] is None) == (each["state"] in {"not answered", "not asked"})
    for each in (each for each in made.given() if not each.owner.rows and ".evidence" not in each.key):
        cell = wide[0][each.key]
        expected = {"not asked": NOT_ASKED, "not answered": None, "answered": each.value}
        assert cell == expected.get(each.standing.value, f"(could not find out) {each.value}")
    for table in tables:
        rows = list(csv.reader(io.StringIO("".join(csv_lines(table, [made])).removeprefix("\ufeff"), newline="")))
        assert {len(row) for row in rows} == {len(table.headings)}


def _names(table: Any) -> list[str]:
    return [each.name for each in table.headings]


def _held(form: Form, made: Submission) -> list[str]:
    """The addresses of everything that the document holds, found by going through it and not through the form."""
    places = {_path(each.path): each.address for each in made.form.cells}
    places |= {_path((*each.path, "seen")): each.name for each in made.form.ticks}
    return [places[path] for path in places if _at(made.document["answers"], path) is not None]


def _path(path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    return tuple(step for step in path if step != "")


def _at(value: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


@pytest.mark.parametrize("path", FORMS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_laws_hold_of_every_form_that_there_is(path: Path) -> None:
    loaded = load(path.read_bytes())
    assert loaded.spec is not None
    form = compile_form(loaded.spec)
    document = example(form)
    assert isinstance(document, dict)
    hold(form, json.loads(json.dumps(document)))
    for case in sorted((GALLERY / path.stem).glob("valid-*.json")):
        answers = json.loads(case.read_text(encoding="utf-8"))
        if isinstance(answers.get("answers"), dict) and "like" not in answers:
            hold(form, {**json.loads(json.dumps(document)), "answers": answers["answers"]})


def test_the_laws_hold_of_forms_and_answers_by_chance(
    seeded: Random, soak: int, spec_by_chance: Any, entries_by_chance: Any
) -> None:
    for _ in range(40 * soak):
        form = compile_form(spec_by_chance(seeded))
        made = submission(form, entries_by_chance(form, seeded), id="a", submitted=MOMENT)
        hold(form, json.loads(json.dumps(made)))
