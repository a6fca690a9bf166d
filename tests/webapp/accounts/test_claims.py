"""How far a sign-in service is believed in what it says of a person."""

from typing import Any

import pytest

from webapp.accounts.claims import shows_second_factor, verified_address

PAT = "pat@school.example"
GOOGLE = {"iss": "https://accounts.google.com", "email": PAT}
ENTRA = {"iss": "https://login.microsoftonline.com/a-tenant/v2.0", "email": PAT}


@pytest.mark.parametrize(
    "claims",
    [
        {**GOOGLE, "email_verified": True},
        {**ENTRA, "xms_edov": True},
        {**ENTRA, "xms_edov": 1},
        {**ENTRA, "xms_edov": "1"},
        {**ENTRA, "xms_edov": "true"},
    ],
)
def test_an_address_counts_that_the_service_has_verified(claims: dict[str, Any]) -> None:
    assert verified_address(claims) == PAT


@pytest.mark.parametrize(
    "claims",
    [
        GOOGLE,
        {**GOOGLE, "email_verified": False},
        {**GOOGLE, "email_verified": "true"},
        {**GOOGLE, "email_verified": 1},
        {**GOOGLE, "xms_edov": True},
        {**GOOGLE, "iss": "https://login.microsoftonline.com.example", "xms_edov": True},
        ENTRA,
        {**ENTRA, "xms_edov": False},
        {**ENTRA, "xms_edov": "0"},
        {**ENTRA, "preferred_username": PAT, "email": None, "xms_edov": True},
        {"iss": "https://accounts.google.com", "email_verified": True},
        {"iss": "https://accounts.google.com", "email": [PAT], "email_verified": True},
    ],
)
def test_no_other_address_counts(claims: dict[str, Any]) -> None:
    assert verified_address(claims) == ""


@pytest.mark.parametrize(
    ("claims", "shown"),
    [
        ({"amr": ["pwd", "mfa"]}, True),
        ({"acr": "phr"}, True),
        ({"acr": "https://refeds.org/profile/mfa"}, True),
        ({}, False),
        ({"amr": ["pwd"]}, False),
        ({"amr": ["otp"]}, False),
        ({"amr": "mfa"}, False),
        ({"acr": "1"}, False),
        ({"acr": ["phr"]}, False),
    ],
)
def test_a_second_factor_counts_where_the_service_says_that_there_was_one(claims: dict[str, Any], shown: bool) -> None:
    assert shows_second_factor(claims) is shown


@pytest.mark.parametrize(
    "address",
    ["\u017fam@school.example", "s\u0101m@school.example", "sam", " sam@school.example"],
)
def test_what_is_no_address_as_accounts_have_them_leads_nowhere(address: str) -> None:
    assert verified_address({"email": address, "email_verified": True}) == ""
