"""A page's holes are filled with what other answers come to: words of answers for the row that reads them."""

import re
from typing import Any

import pytest

from engine.check import state_of
from engine.compile import compile_form
from engine.page import Pages
from engine.page.live import Live
from formspec.loader import load

SPEC = """
formspec: 1
form: decl
version: 1
title: Rows that sign
sections:
  - id: site
    title: Site
    questions:
      - {id: ref, label: Reference, kind: text}
      - id: rows
        label: Rows
        rows: {exactly: 2}
        questions:
          - {id: name, label: Name, kind: text}
          - id: sign
            label: Sign for ((site.ref))
            kind: signature
            declaration: I am ((site.rows.name)) at ((site.ref)).
"""


@pytest.fixture
def page() -> Any:
    loaded = load(SPEC.encode())
    assert loaded.spec is not None, loaded.problems
    form = compile_form(loaded.spec)

    def filled(entries: dict[str, str]) -> str:
        laid_out = form.of(entries)
        live = Live(laid_out, entries, state_of(laid_out, entries))
        return Pages(form).section("site", laid_out).render(entries, {}, live)

    return filled


def test_a_declaration_is_shown_in_the_words_of_its_own_row(page):
    html = page({"site.ref": "R1", "site.rows.1.name": "Ann", "site.rows.2.name": "Bob"})
    assert [re.sub("<[^>]+>", "", each) for each in re.findall("I am .*?</label>", html)] == [
        "I am Ann at R1.",
        "I am Bob at R1.",
    ]
    assert re.findall('data-text="(site.rows.*?)"', html) == ["site.rows.1.name", "site.rows.2.name"]


def test_what_was_answered_is_escaped_and_never_filled_in_again(page):
    html = page({"site.ref": "<b>", "site.rows.1.name": "((site.ref))"})
    assert "<b>" not in html
    assert 'I am <span data-text="site.rows.1.name">((site.ref))</span>' in html
    assert 'I am <span data-text="site.rows.2.name">[Name]</span>' in html


def test_a_warning_stands_beside_the_answer_that_it_is_about():
    source = SPEC.replace(
        "- {id: ref, label: Reference, kind: text}",
        (
            "- {id: ref, label: Reference, kind: text, checks: [{id: odd, level: warning, "
            "when: {question: site.ref, is: X}, message: Is ((site.ref)) right?}]}"
        ),
    )
    loaded = load(source.encode())
    assert loaded.spec is not None, loaded.problems
    form = compile_form(loaded.spec)
    for entered, said in (("X", "Is X right?"), ("Y", "")):
        entries = {"site.ref": entered}
        laid_out = form.of(entries)
        html = (
            Pages(form)
            .section("site", laid_out)
            .render(entries, {}, Live(laid_out, entries, state_of(laid_out, entries)))
        )
        assert re.findall('data-warning="site.ref">(.*?)</p>', html) == [said]
