"""The public address as the settings name it, and the sentence for each that is not safe."""

from pathlib import Path

import pytest

from webapp.settings import Settings, SettingsError

URL = "https://forms.school.example"
PROXY = {"FORMSPEC_PROXY": "yes"}
OWN = {"FORMSPEC_TLS_CERTIFICATE": "/etc/a.pem", "FORMSPEC_TLS_KEY": "/etc/b.pem"}
UNUSABLE_URL = (
    "FORMSPEC_URL cannot be used: write it as https://NAME or https://NAME:PORT, such as "
    "https://forms.school.example, with nothing after it."
)


def sentence(**environment: str) -> str:
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment(environment)
    return str(refused.value)


def test_without_a_public_address_only_this_computer_is_served() -> None:
    settings = Settings.from_environment({"FORMSPEC_PROXY": "no"})
    assert (settings.is_public, settings.public_url) == (False, "")


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (URL, URL),
        (f"{URL}/", URL),
        ("HTTPS://Forms.School.Example", URL),
        (f"{URL}:443", URL),
        (f"{URL}:8443", f"{URL}:8443"),
        ("https://10.0.0.7:8443", "https://10.0.0.7:8443"),
        ("https://[2001:db8::7]", "https://[2001:db8::7]"),
        ("https://server", "https://server"),
        ("https://xn--ysgol-0ra.cymru", "https://xn--ysgol-0ra.cymru"),
    ],
)
def test_an_address_of_https_is_public_in_one_spelling(text: str, url: str) -> None:
    settings = Settings.from_environment({"FORMSPEC_URL": text, **PROXY})
    assert (settings.is_public, settings.public_url) == (True, url)


@pytest.mark.parametrize(
    "text",
    [
        "http://forms.school.example",
        "forms.school.example",
        "//forms.school.example",
        "https://",
        "https://:443",
        f"{URL}:",
        f"{URL}:0",
        f"{URL}:99999",
        f"{URL}:http",
        f"{URL}/forms",
        f"{URL}//",
        f"{URL}?",
        f"{URL}?a=1",
        f"{URL}#",
        "https://head:secret@forms.school.example",
        "https://@forms.school.example",
        "https://forms.school.example.",
        "https://-forms.school.example",
        "https://forms..school.example",
        "https://forms_school.example",
        "https://forms school.example",
        "https://fôrms.school.example",
        "https://forms.school%2eexample",
        "https://forms.school.example\\evil.example",
        "https://[2001:db8::7",
        "https://[fe80::1%eth0]",
        "https://127.1",
        "https://0x7f000001",
        "https://2130706433",
    ],
)
def test_anything_else_is_no_public_address(text: str) -> None:
    assert sentence(FORMSPEC_URL=text, **PROXY) == UNUSABLE_URL


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.168.1.2", "school.example", "localhost.school.example", "127.1"]
)
def test_where_others_can_reach_it_the_public_address_is_asked_for(host: str) -> None:
    assert sentence(FORMSPEC_HOST=host) == (
        f"FORMSPEC_HOST is “{host}”, where other computers can reach it: set FORMSPEC_URL to the address that people "
        "are to use, such as https://forms.school.example, or leave FORMSPEC_HOST at 127.0.0.1."
    )


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "127.0.0.1", "[::1]", "192.168.1.2"])
def test_a_public_address_may_be_listened_to_anywhere(host: str) -> None:
    settings = Settings.from_environment({"FORMSPEC_HOST": host, "FORMSPEC_URL": URL, **PROXY})
    assert settings.host == host.strip("[]")


def test_the_certificate_is_its_own_or_that_of_the_proxy() -> None:
    own = Settings.from_environment({"FORMSPEC_URL": URL, **OWN}).public
    assert own is not None
    assert own.files is not None
    assert (own.files.certificate, own.files.key) == (Path("/etc/a.pem"), Path("/etc/b.pem"))
    proxied = Settings.from_environment({"FORMSPEC_URL": URL, **PROXY}).public
    assert proxied is not None
    assert proxied.files is None


def test_a_public_address_without_https_is_refused() -> None:
    for proxy in ({}, {"FORMSPEC_PROXY": "no"}):
        assert sentence(FORMSPEC_URL=URL, **proxy) == (
            "FORMSPEC_URL is set, and nothing makes its HTTPS: name a certificate in FORMSPEC_TLS_CERTIFICATE and its "
            "key in FORMSPEC_TLS_KEY, or set FORMSPEC_PROXY to yes when a proxy in front of Formspec has them."
        )


@pytest.mark.parametrize("name", OWN)
def test_a_certificate_beside_a_proxy_is_refused(name: str) -> None:
    assert sentence(FORMSPEC_URL=URL, **PROXY, **{name: OWN[name]}) == (
        f"FORMSPEC_PROXY is yes and {name} is set, but HTTPS ends in one place only: leave {name} out when the proxy "
        "has the certificate, and FORMSPEC_PROXY when Formspec has it."
    )


@pytest.mark.parametrize(("name", "missing"), [tuple(OWN), tuple(OWN)[::-1]])
def test_a_certificate_without_its_key_is_refused(name: str, missing: str) -> None:
    assert sentence(FORMSPEC_URL=URL, **{name: OWN[name]}) == (
        f"{name} is set and {missing} is not: a certificate is used with its key, set both."
    )


@pytest.mark.parametrize(("name", "text"), [*OWN.items(), *PROXY.items()])
def test_what_makes_https_without_a_public_address_is_refused(name: str, text: str) -> None:
    assert sentence(**{name: text}) == (
        f"{name} is set and FORMSPEC_URL is not: set FORMSPEC_URL to the address that people are to use, such as "
        f"https://forms.school.example, or leave {name} out."
    )


def test_a_proxy_is_there_or_not() -> None:
    for url in ({}, {"FORMSPEC_URL": URL}):
        assert sentence(FORMSPEC_PROXY="caddy", **url) == "FORMSPEC_PROXY is “caddy”: set it to yes or no."
