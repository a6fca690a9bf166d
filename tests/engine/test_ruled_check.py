"""What `check` says of forms with rules: every fault by itself, and none of what is not asked."""

import pytest

from engine.check import check
from engine.compile import compile_form
from engine.form import Form
from formspec.loader import load


def _form(*lines: str) -> Form:
    loaded = load("\n".join(("formspec: 1", "form: ruled", "version: 1", "title: Ruled", *lines)).encode())
    assert loaded.spec is not None, loaded.problems
    return compile_form(loaded.spec)


def _found(form: Form, entries: dict[str, str]) -> list[str]:
    return [f"{error.name} {error.code}" for error in check(form, entries, complete=True)]


COUNTED = _form(
    "sections:",
    "  - id: home",
    "    title: Home",
    "    questions:",
    "      - id: pets",
    "        label: Pets",
    "        rows: {most: 1}",
    "        questions: [{id: age, label: Age, kind: whole-number, role: concern}]",
    "      - {id: last, label: Last, kind: text, required: true}",
    "checks:",
    "  - {id: one, message: First, when: {value: {findings: concern}, at-most: 3}}",
    "  - {id: two, message: Second, when: {value: {findings: concern}, at-most: 2}}",
    "  - {id: told, level: warning, message: Third, when: {value: {findings: concern}, at-most: 1}}",
)
ROWS = {"home.pets.1": "row", "home.pets.2": "row"}


def test_no_fault_hides_another_at_another_place() -> None:
    wrong = {**ROWS, "home.pets.1.age": "old", "home.pets.2.age": "old", "checks.told": "x" * 501}
    assert _found(COUNTED, wrong) == [
        "home.pets too-many-rows",
        "home.pets.1.age not-a-number",
        "home.pets.2.age not-a-number",
        "home.last required",
        "checks check",
        "checks check",
        "checks.told too-long",
    ]


@pytest.mark.parametrize(
    "entries",
    [
        {"visit.seen": "no", "visit.log.evidence.book": "JUNK"},
        {"visit.seen": "no", "visit.log.answer": "JUNK"},
        {"visit.seen": "no", "visit.log.action": "x" * 10_000},
    ],
)
def test_what_is_not_asked_is_not_looked_at(entries: dict[str, str]) -> None:
    form = _form(
        "columns:",
        "  - {id: answer, role: answer, label: Answer, kind: yes-no}",
        "  - {id: action, role: action, label: Action, kind: text}",
        "sections:",
        "  - id: visit",
        "    title: Visit",
        "    questions:",
        "      - {id: seen, label: Visited?, kind: yes-no, columns: []}",
        "      - id: log",
        "        label: The log",
        "        when: {question: visit.seen, is: yes}",
        "        evidence: [{id: book, text: The book}]",
    )
    assert _found(form, entries) == []
    assert _found(form, {**entries, "visit.seen": "yes"}) != []


def test_rows_stand_in_the_order_in_which_they_were_added() -> None:
    ids = ("10", "9", "a", "0", "00")
    form = COUNTED.of({f"home.pets.{row}": "row" for row in ids})
    assert form.groups["home.pets"].row_ids == ("0", "9", "a", "00", "10")


def test_what_a_form_with_rows_does_not_ask_for_is_told_and_what_stood_in_a_row_is_not() -> None:
    entries = {"home.last": "x", "home.pets.7.age": "3", "home.other": "x", "home.pets.7.name": "x"}
    found = [f"{error.name} {error.code}" for error in check(COUNTED, entries, complete=False)]
    assert found == ["home.other unknown"]
