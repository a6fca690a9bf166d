"""A box that declares something counts for the words that were read, and for no others."""

from datetime import date

import pytest

from engine.compile import compile_form
from engine.declared import undeclared
from formspec.loader import load

TODAY = date(2026, 11, 26)
SPEC = b"""\
formspec: 1
form: pledge
version: 1
title: Pledge
sections:
  - id: s
    title: S
    questions:
      - {id: for, label: What for?, kind: text}
      - {id: sum, label: How much?, kind: whole-number}
      - {id: twice, label: Twice, kind: calculated, calculate: {product: [s.sum, 2]}}
      - {id: sure, label: Sure?, kind: declaration, declaration: "((s.twice)) for ((s.for))"}
      - {id: plain, label: Read?, kind: declaration, declaration: I have read this}
      - id: people
        label: People
        row-label: Person
        questions:
          - {id: name, label: Name, kind: text}
          - {id: sign, label: Sign, kind: signature, declaration: "I am ((s.people.name))"}
      - {id: care, label: Care?, kind: declaration, declaration: "I care for ((s.people.name))"}
"""
FORM = compile_form(load(SPEC).spec)
ROW = {"s.people.a": "row", "s.people.a.name": "Ann", "s.people.a.sign.name": "Ann", "s.people.a.sign.declared": "yes"}
READ = {"s.for": "a roof", "s.sum": "5", "s.sure": "yes", "s.plain": "yes", **ROW}


@pytest.mark.parametrize(
    ("changes", "boxes"),
    [
        ({}, ()),
        ({"s.for": " a roof "}, ()),
        ({"s.for": "a party"}, ("s.sure",)),
        ({"s.sum": "6"}, ("s.sure",)),
        ({"s.sum": "six"}, ("s.sure",)),
        ({"s.sum": "6", "s.sure": ""}, ()),
        ({"s.people.a.name": "Bo"}, ("s.people.a.sign.declared",)),
        ({"s.people.b": "row"}, ()),
        ({"s.care": "yes"}, ()),
        ({"s.care": "yes", "s.people.b": "row", "s.people.b.name": "Cy"}, ("s.care",)),
        ({"s.care": "yes", "s.people.a": "", "s.people.a.name": "", "s.people.a.sign.declared": ""}, ("s.care",)),
        (
            {"s.people.b": "row", "s.people.b.name": "Cy", "s.people.b.sign.declared": "yes"},
            ("s.people.b.sign.declared",),
        ),
    ],
)
def test_a_box_is_to_be_ticked_again_under_other_words(changes, boxes):
    assert undeclared(FORM, READ, {**READ, **changes}, TODAY) == boxes
