"""A number of rows is asked for bounds that rows can have, and for no others."""

import pytest

from formspec.loader import load
from tests.formspec.hostile_specs import question, spec

ROWS = "{{id: g{0}, label: G{0}, rows: {{as-many-as: s.q1}}, questions: [{{id: a, label: A{0}, kind: text}}]}}"


@pytest.mark.parametrize(
    ("bounds", "asked"),
    [
        ("least: 0, most: 100", ""),
        ("least: 3, most: 12", ""),
        ("least: 0, most: {question: s.q0}", ""),
        ("least: 0", "“most: 100”"),
        ("most: 9", "“least: 0”"),
        ("least: -1, most: 9", "“least: 0”"),
        ("least: 0, most: 101", "“most: 100”"),
        ("", "“least: 0” and “most: 100”"),
    ],
)
def test_a_number_of_rows_is_asked_once_for_the_bounds_that_it_has_not(bounds, asked):
    rows = [question(0, "whole-number"), question(1, "whole-number", bounds), ROWS.format(2), ROWS.format(3)]
    found = [each.message for each in load(spec(rows).encode()).problems]
    begins = "This number says how many rows there are, and there are 100 at most: write "
    assert found == ([f"{begins}{asked}."] if asked else [])
