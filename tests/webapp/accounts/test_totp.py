"""Codes of an authenticator app: which are taken, for which step, and how the secret reaches the app."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
import segno

from webapp.accounts import totp
from webapp.accounts.totp import drawing, in_groups, new_secret, step_of

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
"""That of RFC 6238, appendix B."""
MOMENT = datetime(2005, 3, 18, 1, 58, 31, tzinfo=UTC)
STEP = int(MOMENT.timestamp()) // 30


@pytest.mark.parametrize(
    ("seconds", "figures"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]
)
def test_the_codes_are_those_of_the_standard(seconds, figures):
    assert step_of(SECRET, figures, datetime.fromtimestamp(seconds, UTC)) == seconds // 30


@pytest.mark.parametrize(("off", "step"), [(-90, None), (-60, None), (-30, -1), (0, 0), (30, 1), (60, None)])
def test_a_clock_may_be_wrong_by_one_step(off, step):
    code = pyotp.TOTP(SECRET).at(MOMENT + timedelta(seconds=off))
    assert step_of(SECRET, code, MOMENT) == (None if step is None else STEP + step)


def test_a_code_may_be_typed_with_blanks():
    code = pyotp.TOTP(SECRET).at(MOMENT)
    assert step_of(SECRET, f" {code[:3]} {code[3:]} ", MOMENT) == STEP


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "12345\ud800", "-12345"])
def test_what_is_no_code_is_of_no_step(code):
    assert step_of(SECRET, code, MOMENT) is None


def test_a_secret_has_160_bits_and_is_never_the_same():
    assert len({new_secret() for _ in range(50)}) == 50
    assert len(new_secret()) * 5 == 160


def test_a_secret_is_typed_in_groups_of_four():
    assert in_groups(SECRET).split() == ["GEZD", "GNBV", "GY3T", "QOJQ"] * 2


def test_the_drawing_says_whose_secret_it_is_and_for_which_place(monkeypatch):
    drawn, make = [], segno.make
    monkeypatch.setattr(totp.segno, "make", lambda address, error: drawn.append(address) or make(address))
    svg = drawing(SECRET, "ann@school.example", "forms.school.example:8443")
    address = urlsplit(drawn[0])
    assert (address.scheme, address.netloc) == ("otpauth", "totp")
    assert {name: values[0] for name, values in parse_qs(address.query).items()} == {
        "secret": SECRET,
        "issuer": "Formspec (forms.school.example)",
    }
    assert svg.startswith("<svg")
    assert " style=" not in svg
