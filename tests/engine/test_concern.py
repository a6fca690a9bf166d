"""Whether a change concerns what was entered: something stands there, something is missing, or everyone is meant."""

import pytest

from engine.compile import compile_form
from engine.concern import concerned
from formspec.diff.extent import Extent
from formspec.loader import load

SPEC = b"""\
formspec: 1
form: visit
version: 1
title: Visit
sections:
  - id: only
    title: Only
    questions:
      - {id: name, label: "Who?", kind: text}
      - {id: by, label: "How?", kind: choice, options: [{value: foot, label: On foot}, {value: bus, label: By bus}]}
"""
FORM = compile_form(load(SPEC).spec)


@pytest.mark.parametrize(
    ("extent", "entries", "expected"),
    [
        (Extent(("only.name",)), {"only.name": "Pat"}, True),
        (Extent(("only.name",)), {"only.name": " "}, False),
        (Extent(("only.name",)), {"only.by": "bus"}, False),
        (Extent(("only.by.bus",)), {"only.by": "bus"}, True),
        (Extent(("only.by.bus",)), {"only.by": "foot"}, False),
        (Extent(("only.name", "only.by")), {"only.by": "bus"}, True),
        (Extent(("only.name", "only.by"), missing=True), {"only.by": "bus"}, True),
        (Extent(("only.name", "only.by"), missing=True), {"only.by": "bus", "only.name": "Pat"}, False),
        (Extent((), missing=True), {}, False),
        (Extent(everyone=True), {}, True),
        (Extent(), {"only.name": "Pat"}, False),
    ],
)
def test_a_change_concerns_what_it_is_about(extent, entries, expected):
    assert concerned(FORM, entries, [extent]) == (expected,)


def test_several_changes_are_told_apart():
    extents = [Extent(("only.name",)), Extent(("only.by",)), Extent(everyone=True)]
    assert concerned(FORM, {"only.by": "bus"}, extents) == (False, True, True)
    assert concerned(FORM, {}, []) == ()
