"""A page reads an answer of every kind as the server does: what is accepted, how it reads, what is refused where."""

import json
from typing import Any

import pytest

from engine.check import check
from engine.compile import compile_form
from engine.language import language
from engine.program import program
from formspec.loader import load
from tests.browser.scripts import evaluate_all, open_scripts
from tests.engine.test_kinds import ADDRESS, FIXTURES, TODAY, _form

TOO_LONG, OF_REASON = "too-long", ".could-not-find-out"
SPEC = b"""formspec: 1
form: visit
version: 1
title: A visit
sections:
  - id: s
    title: A section
    questions:
      - {id: q, label: What?, kind: long-text, max-length: 2000}
"""
NEVER_TYPED = "malformed"
"""What only a text of files can be, which nobody types: a page may say something else of it."""


def _cases(*sorts: str) -> tuple[list[Any], list[Any]]:
    """Return the cases of the kinds' fixtures, and the same as a script takes them."""
    found, given = [], []
    for path in sorted(FIXTURES.glob("*.json")):
        for group in json.loads(path.read_text(encoding="utf-8")):
            rules = program(_form(path.stem, group))
            for case in (case for sort in sorts for case in group.get(sort, ())):
                entries = {ADDRESS + suffix: text for suffix, text in case["entries"].items()}
                found.append((f"{path.stem} {entries}"[:200], case))
                given.append({"program": rules, "entries": entries, "today": TODAY.isoformat()})
    return found, given


def test_what_is_accepted_has_no_error_and_reads_the_same(browse):
    cases, given = _cases("accepted")
    said = evaluate_all(open_scripts(browse()), given)
    wrong = [
        (about, one["errors"], one["shown"].get(ADDRESS))
        for (about, case), one in zip(cases, said, strict=True)
        if one["errors"] or one["shown"].get(ADDRESS, "") != case["shown"]
    ]
    assert len(cases) > 100
    assert wrong == []


def test_what_is_refused_is_refused_by_the_same_code_at_the_same_input(browse):
    cases, given = _cases("refused", "ruled")
    said = evaluate_all(open_scripts(browse()), given)
    wrong = []
    for (about, case), one in zip(cases, said, strict=True):
        wanted = [(each["code"], ADDRESS + each["suffix"]) for each in case["errors"]]
        found = [(each["code"], each["name"]) for each in one["errors"]]
        if found != wanted and not (found and wanted == [(NEVER_TYPED, ADDRESS)]):
            wrong.append((about, found, wanted))
    assert len(cases) > 200
    assert wrong == []


def test_what_is_too_long_says_by_how_many_characters_as_the_server_does(browse):
    cases, given = _cases("refused")
    said = evaluate_all(open_scripts(browse()), given)
    pairs = [
        ([each["message"] for each in one["errors"]], [each["message"] for each in case["errors"]])
        for (_, case), one in zip(cases, said, strict=True)
        if any(each["code"] == TOO_LONG and each["suffix"] != OF_REASON for each in case["errors"])
    ]
    assert len(pairs) > 15
    assert [found for found, wanted in pairs if found != wanted] == []


@pytest.mark.parametrize("more", [1, 1_200])
def test_in_welsh_it_says_so_in_welsh(browse, more):
    spec = load(SPEC).spec
    form = compile_form(spec, language("cy"))
    entries = {"s.q": "x" * (2_000 + more)}
    wanted = {each.name: each.message for each in check(form, entries, complete=False, today=TODAY)}
    given = {"program": program(form), "entries": entries, "today": TODAY.isoformat()}
    (said,) = evaluate_all(open_scripts(browse()), [given])
    assert {each["name"]: each["message"] for each in said["errors"]} == wanted
    assert wanted["s.q"].endswith(f": mae {more:,} nod yn rhy hir")
