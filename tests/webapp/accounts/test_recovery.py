"""Recovery codes: ten, long enough never to be guessed, and read however they are typed."""

import re

import pytest

from webapp.accounts.recovery import mark, new_codes


def test_there_are_ten_of_120_bits_each():
    codes = new_codes()
    assert len(set(codes)) == 10
    assert all(re.fullmatch("[A-Z2-7]{4}(-[A-Z2-7]{4}){5}", code) for code in codes)


@pytest.mark.parametrize(
    "typed", ["ABIO-OQRS-2345-67BI", "abiooqrs234567bi", " AB10 0QRS 2345 678I ", "ab1o–0qrs–2345–67bi"]
)
def test_a_code_is_known_however_it_is_typed(typed):
    assert mark(typed) == mark("ABIO-OQRS-2345-67BI")


def test_another_code_is_another_mark():
    assert len({mark(code) for code in new_codes()}) == 10


def test_the_mark_does_not_show_the_code():
    code = new_codes()[0]
    assert code.replace("-", "") not in mark(code).upper()
