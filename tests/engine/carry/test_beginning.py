"""A form that begins with the answers of an earlier one is neither signed nor explained yet."""

from datetime import date

import pytest

from engine.carried import AGAIN
from engine.carry.beginning import begun_with
from engine.compile import compile_form
from engine.form import Form
from formspec.loader import load

SPEC = """formspec: 1
form: visit
version: {}
title: A visit
parts: [{{id: one, title: One}}, {{id: two, title: Two}}]
sections:
  - id: s
    title: S
    part: one
    questions:
      - {{id: cost, label: Cost, kind: whole-number}}
      - {{id: sign, label: Sign, kind: signature, declaration: So it is.}}
      - {{id: so, label: So?, kind: declaration, declaration: So it is.}}
  - {{id: t, title: T, part: two, questions: [{{id: q, label: What?, kind: text}}]}}
checks: [{{id: dear, level: warning, when: {{question: s.cost, more-than: 3}}, message: This is dear}}]
"""
ENTRIES = {
    "s.cost": "4",
    "s.sign.name": "Ann",
    "s.sign.declared": "yes",
    "s.so": "yes",
    "checks.dear": "It is so",
    "parts.one": f"2026-11-23T10:15:00Z sha256:{'a' * 64}",
    "t.q": "A",
}


def form(version: int) -> Form:
    spec = load(SPEC.format(version).encode()).spec
    assert spec is not None
    return compile_form(spec)


@pytest.mark.parametrize("version", [1, 2])
def test_what_was_signed_explained_and_completed_is_to_be_done_again(version):
    found = begun_with([form(1), form(version)], ENTRIES, today=date(2026, 11, 23))
    assert found.entries == {"s.cost": "4", "t.q": "A"}
    assert found.left == {name: text for name, text in ENTRIES.items() if name not in found.entries}
    assert [step.was for step in found.of(AGAIN)] == ["s.sign", "s.so", "checks.dear", "parts.one"]
