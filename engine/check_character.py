"""Whether the check characters of a number are right: what each name in `formspec.check_characters` reckons.

Here lives what `python-stdnum` is asked for each. Spaces, hyphens and the case of letters do not count; the record
keeps what was typed. `engine/script/check-characters.js` is the same for a page.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from string import ascii_uppercase, digits
from typing import Any

_LEFT_OUT = str.maketrans("", "", " \u00a0-\u2010\u2011\u2013")
_PUPIL = "A-HJ-NP-RT-Z"
_SIGNS = f"{digits}{ascii_uppercase}*"


def _is_valid(module: Any, number: str) -> bool:
    return bool(module.is_valid(number))


def _has_the_pair(module: Any, number: str) -> bool:
    """Say whether the check digits of an account are those that the standard reckons, of which there is one pair."""
    return bool(module.calc_check_digits(number[4:] + number[:2]) == number[2:4])


def _has_the_letter(module: Any, number: str) -> bool:
    """Say whether a pupil's check letter is right; the library's own list of local authorities lacks the newer ones."""
    return bool(module.calc_check_digit(number[1:]) == number[0])


@dataclass(frozen=True, slots=True)
class _Algorithm:
    """How a number is written, a number that is right, which module of the library knows it, and what it is asked.

    `lengths` are how many characters it has, where that is always the same.
    """

    form: str
    example: str
    module: str
    right: Callable[[Any, str], bool] = _is_valid
    lengths: tuple[int, ...] = ()


_ALGORITHMS = {
    "ean-13": _Algorithm("[0-9]{13}", "1234567890128", "ean", lengths=(13,)),
    "iban": _Algorithm(
        "[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}", "XX93 TEST 0000 0012 3456 78", "iso7064.mod_97_10", _has_the_pair
    ),
    "isbn": _Algorithm("[0-9]{9}[0-9X]|[0-9]{13}", "978-0-00-000000-2", "isbn", lengths=(10, 13)),
    "luhn": _Algorithm("[0-9]{2,100}", "1234567897", "luhn"),
    "mod-11-10": _Algorithm("[0-9]{2,100}", "12345672", "iso7064.mod_11_10"),
    "mod-11-2": _Algorithm("[0-9]{1,99}[0-9X]", "123456789X", "iso7064.mod_11_2"),
    "mod-37-2": _Algorithm("[0-9A-Z]{1,99}[0-9A-Z*]", "EXAMPLE0U", "iso7064.mod_37_2"),
    "mod-97-10": _Algorithm("[0-9A-Z]{1,98}[0-9]{2}", "EXAMPLE173", "iso7064.mod_97_10"),
    "nhs-number": _Algorithm("[0-9]{10}", "999 000 0018", "gb.nhs", lengths=(10,)),
    "upn": _Algorithm(f"[{_PUPIL}][0-9]{{11}}[0-9{_PUPIL}]", "C999000000001", "gb.upn", _has_the_letter, (13,)),
    "utr": _Algorithm("[0-9]{10}", "1123456789", "gb.utr", lengths=(10,)),
}


def is_checked(algorithm: str, text: str) -> bool:
    """Say whether a text is a number whose check characters are right."""
    known = _ALGORITHMS[algorithm]
    number = text.translate(_LEFT_OUT)
    if not re.fullmatch(known.form, number, re.ASCII | re.IGNORECASE):
        return False
    return known.right(_library(known.module), number.upper())


def lengths(algorithm: str) -> tuple[int, ...]:
    """Return how many characters such a number has; nothing where that is not always the same."""
    return _ALGORITHMS[algorithm].lengths


def has_length(algorithm: str, text: str) -> bool:
    """Say whether a text has as many characters as such a number."""
    known = lengths(algorithm)
    return not known or len(text.translate(_LEFT_OUT)) in known


def example(algorithm: str) -> str:
    """Return a number that is right, and that nobody takes for a real one."""
    return _ALGORITHMS[algorithm].example


def mended(algorithm: str, text: str) -> Iterator[str]:
    """Yield numbers that are right and differ from a text in one character, the last character first."""
    for at in reversed(range(len(text))):
        tried = (text[:at] + sign + text[at + 1 :] for sign in _SIGNS)
        yield from (each for each in tried if is_checked(algorithm, each))


def _library(module: str) -> Any:
    """Return a module of the library, loaded when it is first needed: at every start it would cost 0.04 s."""
    return import_module(f"stdnum.{module}")
