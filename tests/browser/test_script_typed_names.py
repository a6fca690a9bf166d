"""A page's script knows which names of a form somebody enters there, as the engine does."""

from pathlib import Path

from engine.compile import compile_form
from engine.form import Form
from engine.named_files import takes_files
from engine.program import program
from engine.rows import ROW
from formspec.loader import load
from tests.browser.gallery import FORMS, GALLERY
from tests.browser.scripts import open_scripts

AUDIT = Path("formspec/specs/ap-audit/1.yaml")
BESIDE = (".shows", ".taken", f".remove.{'0' * 16}", f".says.{'1' * 16}", f".shows.{'2' * 16}")
NOTE = f"--note.{'a1' * 6}"
OTHERS = ("", "one", f"{NOTE}.filed", "--note.a1", "one.rooms", "one.rooms.A-1.name")
NAMED = """async (cases) => {
  const { namesTyped } = await import("/typed-names.js");
  return cases.map(({ program, names }) => names.filter(namesTyped(program)));
}"""
ROWS = """\
formspec: 1
form: rows
version: 1
title: Rows
parts:
  - {id: first, title: First}
checks:
  - {id: plans, level: warning, when: {question: one.attachments, answered: true}, message: Look at the plans.}
sections:
  - id: one
    title: One
    part: first
    questions:
      - id: attachments
        label: What is attached?
        kind: text
        could-not-find-out: true
        checks:
          - {id: long, level: warning, when: {question: one.attachments, is: Nothing}, message: Look again.}
      - id: rooms
        label: Rooms
        rows: {least: 0, most: 3}
        questions:
          - {id: plan, label: Its plan, kind: file}
          - {id: name, label: Its name, kind: text}
          - id: doors
            label: Doors
            rows: {least: 0, most: 3}
            questions: [{id: picture, label: Its picture, kind: photo}]
"""


def forms() -> list[Form]:
    texts = [AUDIT.read_bytes(), ROWS.encode(), *((GALLERY / f"{each}.yaml").read_bytes() for each in FORMS)]
    return [compile_form(load(each).spec) for each in texts]


def with_rows(form: Form) -> Form:
    """A form with a row in each group, within rows too."""
    entries: dict[str, str] = {}
    for _ in range(3):
        groups = form.of(entries).groups
        entries |= {f"{address}.a1": ROW for address in groups}
    return form.of(entries)


def test_the_script_names_what_the_engine_has_inputs_for_and_nothing_else(browse) -> None:
    cases, expected = [], []
    for form in forms():
        laid = with_rows(form)
        names = [name for section in laid.spec.sections for name in laid.section(section.id).names]
        of_files = {cell.address for cell in laid.cells if takes_files(cell)}
        beside = [f"{address}{each}" for address in of_files for each in BESIDE]
        others = [*laid.reasons, *laid.seals, *laid.groups, *(f"{name}.none" for name in names), *OTHERS]
        cases.append({"program": program(form), "names": [*names, NOTE, *beside, *others]})
        expected.append({*names, NOTE} - of_files)
    found = open_scripts(browse()).evaluate(NAMED, cases)
    assert [{*each} for each in found] == expected
    rows = with_rows(forms()[1])
    assert rows.reasons == ("checks.plans", "one.attachments.checks.long")
    assert rows.seals == ("parts.first",)
    assert "one.attachments.could-not-find-out" in expected[1]
    assert "one.rooms.a1.doors.a1" in expected[1]
