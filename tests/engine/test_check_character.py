"""Check characters are reckoned as their standards say, and a wrong one is found."""

from random import Random

import pytest

from engine.check_character import example, is_checked
from formspec.check_characters import CHECK_CHARACTERS
from formspec.kinds import KINDS

RIGHT = [
    ("ean-13", "4006381333931"),
    ("iban", "GB82 WEST 1234 5698 7654 32"),
    ("iban", "NO93 8601 1117 947"),
    ("iban", "de89370400440532013000"),
    ("isbn", "0-306-40615-2"),
    ("isbn", "0 8044 2957 x"),
    ("isbn", "978-0-306-40615-7"),
    ("luhn", "79927398713"),
    ("luhn", "4111 1111 1111 1111"),
    ("mod-11-10", "07945"),
    ("mod-11-2", "07940"),
    ("mod-11-2", "0000-0002-1694-233X"),
    ("mod-37-2", "G123489654321Y"),
    ("mod-97-10", "79444"),
    ("mod-97-10", "5493001KJTIIGC8Y1R12"),
    ("nhs-number", "943 476 5919"),
    ("nhs-number", "943\u00a0476\u00a05919"),
    ("upn", "B801200005001"),
    ("upn", "b801 2000 05001"),
    ("utr", "19558 39661"),
]
WRONG = [
    ("ean-13", "4006381333930"),
    ("ean-13", "73513537"),
    ("ean-13", ""),
    ("iban", "GB82 WEST 1234 5698 7654 33"),
    ("iban", "GB82 WEST 1234"),
    ("iban", "8212 WEST 1234 5698 7654 32"),
    ("isbn", "0-306-40615-3"),
    ("isbn", "123-0-306-40615-7"),
    ("isbn", "306406152"),
    ("isbn", "X-306-40615-2"),
    ("luhn", "79927398710"),
    ("luhn", "0"),
    ("luhn", "٧٩٩٢٧٣٩٨٧١٣"),
    ("mod-11-10", "07946"),
    ("mod-11-2", "X7940"),
    ("mod-37-2", "G123489654321Z"),
    ("mod-37-2", "*123489654321Y"),
    ("mod-97-10", "79445"),
    ("mod-97-10", "\u212a7"),
    ("nhs-number", "943 476 5918"),
    ("nhs-number", "943 476 591"),
    ("nhs-number", "943/476/5919"),
    ("nhs-number", "943 476 5919\n"),
    ("upn", "A801200005001"),
    ("upn", "S801200005001"),
    ("upn", "B80120000500I"),
    ("utr", "29558 39661"),
    ("utr", "K1955839661"),
]
FINDS_EVERY_SLIP = sorted(CHECK_CHARACTERS.keys() - {"utr"})


@pytest.mark.parametrize(("algorithm", "text"), RIGHT)
def test_a_number_that_is_right_is_taken(algorithm: str, text: str) -> None:
    assert is_checked(algorithm, text)


@pytest.mark.parametrize(("algorithm", "text"), WRONG)
def test_a_number_that_is_wrong_is_not(algorithm: str, text: str) -> None:
    assert not is_checked(algorithm, text)


@pytest.mark.parametrize("algorithm", CHECK_CHARACTERS)
def test_the_example_of_each_check_is_right_and_short_enough_for_a_text(algorithm: str) -> None:
    assert is_checked(algorithm, example(algorithm))
    assert len(example(algorithm)) <= KINDS["text"].characters


def test_each_check_has_its_cases() -> None:
    assert {algorithm for algorithm, _ in RIGHT} == {algorithm for algorithm, _ in WRONG} == set(CHECK_CHARACTERS)


@pytest.mark.parametrize("algorithm", FINDS_EVERY_SLIP)
def test_one_digit_that_is_typed_wrong_is_found(algorithm: str, seeded: Random) -> None:
    for right in (example(algorithm), *(text for known, text in RIGHT if known == algorithm)):
        for at in (at for at, sign in enumerate(right) if sign.isdigit()):
            slip = seeded.choice([digit for digit in "0123456789" if digit != right[at]])
            assert not is_checked(algorithm, right[:at] + slip + right[at + 1 :])


def test_the_two_pairs_of_an_account_that_leave_one_remainder_are_told_apart() -> None:
    account = next(each for each in map("XX98{:015}".format, range(1000)) if is_checked("iban", each))
    assert not is_checked("iban", account.replace("XX98", "XX01"))
