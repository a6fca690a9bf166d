"""The published schema, two validators and our own validation reach the same verdict on every document."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.answer_error import AnswerError
from engine.check import check
from engine.compile import compile_form
from engine.document import answers_of, draft, entries_of, submission
from engine.example import example
from engine.form import Form
from engine.schema import draft_schema, submission_schema
from engine.validate import validate

MOMENT = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
CHANCE = st.randoms(use_true_random=False)
RELAXED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


class Judges:
    """One form's three judges of a document."""

    def __init__(self, form: Form, *, of_draft: bool) -> None:
        self.form, self.of_draft = form, of_draft
        schema = draft_schema(form) if of_draft else submission_schema(form)
        self.first = jsonschema.Draft202012Validator(schema)
        self.second = jsonschema_rs.Draft202012Validator(schema)

    def agree(self, document: Any) -> bool:
        """Return our verdict; fail where the judges differ in more than what a schema leaves unsaid."""
        ours = validate(self.form, document, draft=self.of_draft)
        said, again = self.first.is_valid(document), self.second.is_valid(document)
        assert said is again
        assert said if not ours else not said or all(map(self._is_unsaid, ours)), (
            f"schema {said}, validate {ours}:\n{json.dumps(document)}\n"
            f"{[each.message for each in self.first.iter_errors(document)]}"
        )
        return not ours

    def _is_unsaid(self, error: AnswerError) -> bool:
        """Say whether a schema cannot say what is wrong here, and says so."""
        cell = self.form.cell(error.address)
        in_parts = cell is not None and (len(cell.inputs) > 1 or cell.kind.reader == "files")
        if cell is None or (error.code == "malformed" and not in_parts):
            return False
        by_kind = cell.kind.shape(cell.column, complete=not self.of_draft).unsaid
        return bool(by_kind) or error.code == "calculated" or (error.name == cell.reason and error.code == "too-long")


def _documents(form: Form, entries: dict[str, str]) -> dict[bool, Any]:
    return {
        False: submission(form, entries, id="a", submitted=MOMENT),
        True: draft(form, entries, id="a", saved=MOMENT),
    }


def _all_agree(random: Random, spec_by_chance: Any, entries_by_chance: Any, mutation: Any) -> None:
    form = compile_form(spec_by_chance(random))
    documents = _documents(form, entries_by_chance(form, random))
    for of_draft, document in documents.items():
        judges = Judges(form, of_draft=of_draft)
        judges.agree(document)
        judges.agree(documents[not of_draft])
        for _ in range(12):
            judges.agree(mutation(document, random))


@settings(max_examples=25, deadline=None, suppress_health_check=RELAXED)
@given(random=CHANCE)
def test_every_judge_reaches_the_same_verdict_on_mutated_documents(
    random: Random, spec_by_chance: Any, entries_by_chance: Any, mutation: Any
) -> None:
    _all_agree(random, spec_by_chance, entries_by_chance, mutation)


def test_every_judge_reaches_the_same_verdict_on_seeded_documents(
    seeded: Random, soak: int, spec_by_chance: Any, entries_by_chance: Any, mutation: Any
) -> None:
    for _ in range(40 * soak):
        _all_agree(seeded, spec_by_chance, entries_by_chance, mutation)


def test_clean_entries_become_valid_documents_and_come_back_out_of_them(
    seeded: Random, soak: int, spec_by_chance: Callable[[Random], Any], entries_by_chance: Any
) -> None:
    clean = 0
    for _ in range(150 * soak):
        form = compile_form(spec_by_chance(seeded))
        entries = entries_by_chance(form, seeded, sound=0.97)
        documents = _documents(form, entries)
        if not check(form, entries, complete=True):
            clean += 1
            assert Judges(form, of_draft=False).agree(documents[False]), validate(form, documents[False])
        if not check(form, entries, complete=False):
            assert Judges(form, of_draft=True).agree(documents[True]), validate(form, documents[True], draft=True)
        answers = documents[True]["answers"]
        again, refused = entries_of(form, answers)
        assert refused == ()
        assert answers_of(form, again) == answers
        assert entries_of(form, answers_of(form, again)) == (again, ())
    assert clean > 10 * soak


def test_every_form_accepts_its_own_example(seeded: Random, soak: int, spec_by_chance: Any) -> None:
    for _ in range(60 * soak):
        form = compile_form(spec_by_chance(seeded))
        assert Judges(form, of_draft=False).agree(example(form))


def test_every_schema_is_a_schema(seeded: Random, spec_by_chance: Any) -> None:
    for _ in range(15):
        form = compile_form(spec_by_chance(seeded))
        jsonschema.Draft202012Validator.check_schema(submission_schema(form))
        jsonschema.Draft202012Validator.check_schema(draft_schema(form))


@pytest.mark.parametrize("of_draft", [True, False])
def test_verdicts_are_mixed_so_that_agreement_means_something(
    of_draft: bool, seeded: Random, spec_by_chance: Any, entries_by_chance: Any, mutation: Any
) -> None:
    verdicts = []
    for _ in range(30):
        form = compile_form(spec_by_chance(seeded))
        judges = Judges(form, of_draft=of_draft)
        document = _documents(form, entries_by_chance(form, seeded, sound=seeded.choice((0.98, 1.0))))[of_draft]
        verdicts += [judges.agree(mutation(document, seeded)) for _ in range(10)]
    assert 10 < sum(verdicts) < 290
