"""A document is refused for what is not asked, and for what was worked out otherwise, but not for leaving that out."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import Any

from engine.compile import compile_form
from engine.document import submission
from engine.form import Form
from engine.validate import validate
from formspec.loader import load
from formspec.model import Spec
from tests.agreement.answers_by_chance import Given, chance_answers, entries_of
from tests.agreement.differences import MOMENT
from tests.agreement.generate import chance_tree
from tests.agreement.malformed import Broken, faults
from tests.agreement.oracle import Verdict
from tests.agreement.places import items, template_of
from tests.agreement.writing import written
from tests.engine.conftest import SEED, SOAK

SPECS = 80
ENOUGH = 50
_GAP = {"address": "s1.q1", "question": "Another", "text": "Low"}
Place = tuple[Any, Any]
"""What an answer stands in, and its key there."""


@dataclass(frozen=True)
class Clean:
    """A document in which nothing is wrong, of rows that are called 1, 2, 3."""

    spec: Spec
    form: Form
    made: Given
    verdict: Verdict
    document: Any

    def faults_of(self, document: Any) -> set[tuple[str, str]]:
        return {(error.address, error.code) for error in validate(self.form, document)}


def _clean() -> Iterator[Clean]:
    print(f"FORMSPEC_SEED={SEED}")
    random = Random(f"{SEED} documents")
    for _ in range(SPECS * SOAK):
        spec = load(written(chance_tree(random)).encode()).spec
        assert spec is not None
        form = compile_form(spec)
        for _ in range(4):
            made = chance_answers(spec, random)
            made.rows = {group: [str(number + 1) for number in range(len(rows))] for group, rows in made.rows.items()}
            verdict = made.verdict(spec)
            if not verdict.faults:
                document = submission(form, entries_of(spec, made), id="a", submitted=MOMENT)
                yield Clean(spec, form, made, verdict, document)


def _place(clean: Clean, document: Any, address: str) -> Place | None:
    """Where an answer stands in the document, or would stand; None where it has no row to stand in."""
    cell = clean.form.of(entries_of(clean.spec, clean.made)).by_address.get(address)
    if cell is None:
        return None
    steps = [step for step in cell.path if step != ""]
    within = document["answers"]
    for step, following in pairwise(steps):
        if isinstance(within, list):
            if step >= len(within):
                return None
            within = within[step]
        elif isinstance(following, int) and step not in within:
            return None
        else:
            within = within.setdefault(step, {})
    return within, steps[-1]


def test_what_was_worked_out_otherwise_is_refused_and_what_is_left_out_is_not() -> None:
    tried = 0
    for clean in _clean():
        columns = {address: item.column for address, item in items(clean.spec).items()}
        for address in clean.verdict.values:
            column = columns[template_of(clean.spec, address)]
            if column is None or column.kind != "calculated":
                continue
            other, left_out = deepcopy(clean.document), deepcopy(clean.document)
            within, key = _place(clean, other, address) or ({}, "")
            within[key] = within[key] + 1 if isinstance(within[key], int | float) else f"{within[key]}x"
            assert (address, "calculated") in clean.faults_of(other), written_of(clean)
            within, key = _place(clean, left_out, address) or ({}, "")
            del within[key]
            if within:
                assert clean.faults_of(left_out) == set(), written_of(clean)
            tried += 1
    assert tried > ENOUGH * SOAK


def test_an_outcome_that_the_form_does_not_come_to_is_refused_and_one_left_out_is_not() -> None:
    tried = 0
    for clean in _clean():
        for outcome in clean.spec.outcomes:
            other, left_out = deepcopy(clean.document), deepcopy(clean.document)
            held = other["outcomes"].get(outcome.id)
            is_listed, is_number = outcome.gaps is not None, isinstance(held, int | float)
            other["outcomes"][outcome.id] = [*held, _GAP] if is_listed else held + 1 if is_number else f"{held}x"
            assert clean.faults_of(other) == {(f"outcomes.{outcome.id}", "calculated")}, written_of(clean)
            left_out["outcomes"].pop(outcome.id, None)
            assert clean.faults_of(left_out) == set(), written_of(clean)
            tried += 1
    assert tried > ENOUGH * SOAK


def test_what_is_not_asked_is_refused() -> None:
    tried = 0
    for clean in _clean():
        columns = {address: item.column for address, item in items(clean.spec).items()}
        for address, value in clean.made.values.items():
            column = columns[template_of(clean.spec, address)]
            assert column is not None
            more = deepcopy(clean.document)
            place = _place(clean, more, address)
            if clean.verdict.asked.get(address, False) or place is None or isinstance(value, Broken):
                continue
            if faults(column, value) or "value" in str(value):
                continue
            place[0][place[1]] = value
            assert (address, "not-asked") in clean.faults_of(more), written_of(clean)
            tried += 1
    assert tried > ENOUGH * SOAK


def written_of(clean: Clean) -> str:
    return f"{clean.spec}\n{clean.made}\n{clean.document}"
