"""What a pattern may hold, what is said of what it may not, and the example that it gives."""

import string

import pytest

from formspec.pattern import LONGEST, example, faults

USABLE = {
    "[A-Z]{2}[0-9]{6}": "AB123456",
    "[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}": "A12AB",
    "(?:Mr|Mrs|Dr) [A-Za-z'-]+": "Mr A",
    "([a-z]+-)*[a-z]+": "a",
    "([A-Z][a-z]+ )*[A-Z][a-z]+": "Aa",
    "[^@ ]+@[^@ ]+\\.[a-z]{2,}": "A@A.ab",
    "North|North East|South": "North",
    "[a-z]+[a-z0-9]+": "aa",
    "a*a*": "aa",
    "(a|ab)(c|bcd)": "ac",
    "( |ab)c": "abc",
    "\\$\\^\\\\\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\|\\/": "$^\\.*+?()[]{}|/",
    "[\\]\\-\\\\^]": "-",
    "[-+]?[0-9]+": "1",
    "[^A-Za-z0-9]": "!",
    "[ -~]{3}": "ABC",
    "[0-9]{12}": "123456789012",
    "é{2}|ab{2}": "éé",
    "[é-ü]": "é",
    "[a-z]*": "a",
    "[a-cc-e]*x": "x",
    "a{1000}": "a" * 1000,
    "-,:;=!<>&~#%@\"'`_/": "-,:;=!<>&~#%@\"'`_/",
}
FAULTS = {
    "": "empty",
    "a" * (LONGEST + 1): "300 is the most",
    "a\nb": "more than one line",
    "a\u2028b": "U+2028",
    "a\x00b": "U+0000",
    "\ud800": "U+D800",
    "^a": "“^” is not needed",
    "a$": "“$” is not needed",
    "a.b": "“.” means different things",
    "\\d+": "write [0-9]",
    "\\w": "[A-Za-z0-9]",
    "[\\w-]": "[A-Za-z0-9]",
    "\\s": "write a space",
    "\\D": "[^0-9]",
    "\\bword": "edge of a word",
    "a\\Z": "“\\Z” is not needed",
    "(a)\\1": "the same again",
    "\\p{L}": "À",
    "a\\n": "write the character itself",
    "\\x41": "write the character itself",
    "\\Qa": "before each sign",
    "\\@": "write “@”",
    "\\-": "write “-”",
    "\\é": "write “é”",
    "a\\": "ends with “\\”",
    "(?=a)a": "Looking ahead or back",
    "(?!a)b": "Looking ahead or back",
    "(?<=a)b": "Looking ahead or back",
    "(?<!a)b": "Looking ahead or back",
    "(?<year>a)": "cannot have a name",
    "(?P<year>a)": "cannot have a name",
    "(?P=year)": "the same again",
    "(?i)a": "both cases",
    "(?i:a)": "both cases",
    "(?-i:a)": "both cases",
    "(?>a)": "“(?>” cannot be used",
    "(?#why)a": "“(?#” cannot be used",
    "a+?": "keep only “+”",
    "a*+": "keep only “*”",
    "a??": "keep only “?”",
    "a{2}?": "keep only “{2}”",
    "a{2}{3}": "keep only “{2}”",
    "a**": "keep only “*”",
    "*a": "nothing to repeat",
    "a|+": "nothing to repeat",
    "(?a": "Settings",
    "{2}": "behind what it repeats",
    "a{x}": "behind what it repeats",
    "a{1, 2}": "behind what it repeats",
    "a{,3}": "lacks a number",
    "a{}": "lacks a number",
    "a{3,2}": "write {2,3}",
    "a{0}": "repeats nothing",
    "a{1001}": "1,000 times is the most",
    "a{2,99999999999}": "1,000 times is the most",
    "(a{100}){11}": "more than 1,000 characters",
    "a{600}|b{600}": "more than 1,000 characters",
    f"[{''.join(chr(0x3B1 + 2 * n) for n in range(100))}]{{101}}": "more than 1,000 characters",
    "a}": "“}” closes nothing",
    "a]": "“]” closes nothing",
    "a)": "“)” closes nothing",
    ")": "“)” closes nothing",
    "(a": "“(” is never closed",
    "((a)": "“(” is never closed",
    "[a": "“[” is never closed",
    "[a-": "“[” is never closed",
    "[": "“[” is never closed",
    "(" * 21 + "a" + ")" * 21: "More than 20",
    "a|": "one side of a “|”",
    "|a": "one side of a “|”",
    "(a||b)": "one side of a “|”",
    "()": "inside a pair of brackets",
    "(?:)": "inside a pair of brackets",
    "[]": "holds no character",
    "[^]": "holds no character",
    "[]a]": "holds no character",
    "[[:alpha:]]": "[A-Za-z]",
    "[[a]": "“[” stands inside [ ]",
    "[a&&b]": "“&&” inside [ ]",
    "[a||b]": "“||” inside [ ]",
    "[a~~b]": "“~~” inside [ ]",
    "[\\--]": "“--” inside [ ]",
    "[--a]": "“--a” also holds other signs",
    "[a-c-e]": "write \\-",
    "[z-a]": "write “a-z”",
    "[A-z]": "“A-z” also holds other signs",
    "[0-Z]": "“0-Z” also holds other signs",
    " a": "blanks",
    "a ": "blanks",
    "a( | {2})": "blanks",
    " *": "blanks",
    "a*a*a*": "“a*”",
    "[a-z]+[a-y]+[a-x]+": "“[a-z]+”",
    "(a+)+": "“a+”",
    "(a|ab)*": "“a|ab”",
    "(a|b|ab)*c": "“a|b|ab”",
    "(a*b?)*": "very long",
    "(a?){30}a{30}": "“a?”",
    "([a-z]*){1,10}": "“[a-z]*”",
    "[a-z]{1,90}[a-z]{1,90}[a-z]{1,90}": "very long",
    "a{1000,}": "",
    "(a{9,}){9}a*b": "“a{9,}”",
}


@pytest.mark.parametrize(("pattern", "text"), USABLE.items())
def test_a_pattern_that_can_be_used_gives_an_example(pattern: str, text: str) -> None:
    assert faults(pattern) == ""
    assert example(pattern) == text


@pytest.mark.parametrize(("pattern", "words"), FAULTS.items())
def test_what_cannot_be_used_is_said_with_what_to_write_instead(pattern: str, words: str) -> None:
    assert words in faults(pattern)
    assert bool(faults(pattern)) == bool(words)


@pytest.mark.parametrize("letter", string.ascii_letters + string.digits)
def test_no_letter_or_digit_means_anything_behind_a_backslash(letter: str) -> None:
    assert f"“\\{letter}”" in faults(f"\\{letter}")
    assert f"“\\{letter}”" in faults(f"[\\{letter}]")


@pytest.mark.parametrize("pattern", FAULTS)
def test_a_fault_is_one_plain_sentence(pattern: str) -> None:
    assert "\n" not in faults(pattern)
    assert faults(pattern)[-1:] in ("", ".")
    assert len(faults(pattern)) < 200 + len(pattern)
