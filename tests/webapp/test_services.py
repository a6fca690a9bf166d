"""What Formspec talks to, as the settings name it, and the sentence for each that cannot be used."""

import pytest

from webapp.settings import Settings, SettingsError

FROM = {"FORMSPEC_MAIL_FROM": "Our School <forms@school.example>"}
OIDC = {
    "FORMSPEC_OIDC_ISSUER": "https://accounts.school.example",
    "FORMSPEC_OIDC_CLIENT_ID": "formspec",
    "FORMSPEC_OIDC_CLIENT_SECRET": "whisper",
    "FORMSPEC_OIDC_NAME": "School Login",
}
MAIL_ADDRESSES = {
    "smtp://mail.school.example": ("mail.school.example", 587, "", "", False),
    "smtps://mail.school.example/": ("mail.school.example", 465, "", "", True),
    "smtp://forms%40school.example:a%2Fb%23c%40@mail.school.example:2525": (
        "mail.school.example",
        2525,
        "forms@school.example",
        "a/b#c@",
        False,
    ),
    "smtp://[::1]:25": ("::1", 25, "", "", False),
}


def sentence(given: dict[str, str]) -> str:
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment(given)
    return str(refused.value)


@pytest.mark.parametrize("address", MAIL_ADDRESSES)
def test_a_mail_server_is_read(address: str) -> None:
    mail = Settings.from_environment({**FROM, "FORMSPEC_MAIL": address}).mail
    assert mail is not None
    assert (mail.host, mail.port, mail.user, mail.password, mail.encrypted) == MAIL_ADDRESSES[address]
    assert mail.sender == FROM["FORMSPEC_MAIL_FROM"]


@pytest.mark.parametrize(
    "address",
    [
        "mail.school.example",
        "http://mail.school.example",
        "smtp://",
        "smtp://mail.school.example:0",
        "smtp://mail.school.example:port",
        "smtp://mail.school.example/folder",
        "smtp://user:sec/ret@mail.school.example",
        "smtp://user:sec#ret@mail.school.example",
    ],
)
def test_any_other_address_of_a_mail_server_is_refused_without_repeating_a_password(address: str) -> None:
    refused = sentence({**FROM, "FORMSPEC_MAIL": address})
    assert refused.startswith("FORMSPEC_MAIL cannot be used: write it as smtp://USER:PASSWORD@SERVER:PORT")
    assert "ret@" not in refused


@pytest.mark.parametrize("sender", ["", "The School", "forms"])
def test_mail_comes_from_an_address(sender: str) -> None:
    given = {"FORMSPEC_MAIL": "smtp://mail.school.example", "FORMSPEC_MAIL_FROM": sender}
    assert sentence(given) == "FORMSPEC_MAIL_FROM has to be the e-mail address that mail comes from: set it."


def test_an_address_to_send_from_alone_sends_nothing() -> None:
    assert sentence(FROM) == "FORMSPEC_MAIL_FROM is set and FORMSPEC_MAIL is not: set both, or neither."


def test_a_sign_in_service_is_read_and_printed_without_its_secret() -> None:
    settings = Settings.from_environment(OIDC)
    assert settings.sign_on is not None
    assert (settings.sign_on.client_secret, settings.sign_on.name) == ("whisper", "School Login")
    assert "whisper" not in repr(settings)


@pytest.mark.parametrize("name", OIDC)
def test_a_sign_in_service_has_all_four_settings_or_none(name: str) -> None:
    given = {each: text for each, text in OIDC.items() if each != name}
    assert sentence(given) == f"{name} is missing: set all four of FORMSPEC_OIDC, or none."


@pytest.mark.parametrize(
    "issuer",
    [
        "http://accounts.school.example",
        "accounts.school.example",
        "https://",
        "https://accounts.school.example?x=1",
        "https://accounts.school.example#x",
        "https://login.microsoftonline.com/common/v2.0",
        "https://login.microsoftonline.com/organizations/v2.0",
        "https://login.microsoftonline.com/consumers/v2.0",
    ],
)
def test_an_issuer_that_cannot_be_trusted_is_refused(issuer: str) -> None:
    assert sentence({**OIDC, "FORMSPEC_OIDC_ISSUER": issuer}).startswith(f"FORMSPEC_OIDC_ISSUER is “{issuer}”")


def test_an_issuer_on_this_computer_needs_no_https() -> None:
    settings = Settings.from_environment({**OIDC, "FORMSPEC_OIDC_ISSUER": "http://127.0.0.1:8080/realms/school"})
    assert settings.sign_on is not None
