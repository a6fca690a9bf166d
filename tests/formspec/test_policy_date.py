"""A policy's date may be a month or a day, in words or numbers, and covers all of it."""

import pytest

from formspec.policy_date import policy_date


@pytest.mark.parametrize(
    ("text", "last_day"),
    [
        ("October 2025", "2025-10-31"),
        ("october 2025", "2025-10-31"),
        ("31 October 2025", "2025-10-31"),
        ("1 October 2025", "2025-10-01"),
        ("01 October 2025", "2025-10-01"),
        ("2025-10", "2025-10-31"),
        ("2025-10-05", "2025-10-05"),
        ("February 2024", "2024-02-29"),
        ("February 2025", "2025-02-28"),
        ("29 February 2024", "2024-02-29"),
    ],
)
def test_a_date_is_read_and_its_words_are_kept(text, last_day):
    found = policy_date(text)
    assert found is not None
    assert (found.text, found.last_day.isoformat()) == (text, last_day)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025",
        "Autumn 2025",
        "October",
        "October 25",
        "31 February 2025",
        "29 February 2025",
        "0 May 2025",
        "2025-13",
        "2025-00",
        "2025-1",
        "2025-10-32",
        "10/2025",
        "October 0000",
        "0000-10",
        "October  2025",
        "٢٠٢٥-١٠",
    ],
)
def test_what_is_no_date_is_none(text):
    assert policy_date(text) is None
