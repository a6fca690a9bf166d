"""Passkeys: what is asked of a browser, and which of its answers are right."""

import json

import pytest

from tests.webapp.authenticator import Authenticator
from webapp.accounts.passkeys import Answer, PasskeyRefused, Site, made, making, showing, shown

SITE = Site("localhost", "http://localhost")
USER = "0123456789abcdefghjkmnpqrs"
CHALLENGE = bytes(range(32))
ELSEWHERE = [
    {"origin": "https://localhost"},
    {"origin": "http://localhost:8000"},
    {"origin": "http://evil.example"},
    {"host": "evil.example"},
]


def asked_to_make() -> str:
    return making(SITE, USER, ("ann@school.example", "Ann"), known=(), challenge=CHALLENGE)


def asked_to_show(*, alone: bool = True) -> str:
    return showing(SITE, known=(), challenge=CHALLENGE, alone=alone)


def check(key, answer: str, *, alone: bool = True) -> int:
    return shown(SITE, Answer.read(answer), user=USER, public_key=key.public_key, alone=alone)


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("http://localhost:8000/", Site("localhost", "http://localhost:8000")),
        ("https://forms.school.example/", Site("forms.school.example", "https://forms.school.example")),
        ("http://127.0.0.1:8000/", None),
        ("http://[::1]:8000/", None),
    ],
)
def test_a_site_is_a_name_and_never_a_number(url, site):
    assert Site.at(url) == site


def test_a_passkey_that_was_made_can_be_shown():
    authenticator = Authenticator()
    key = made(SITE, Answer.read(authenticator.make(asked_to_make())))
    assert [check(key, authenticator.show(asked_to_show())) for _ in range(3)] == [1, 2, 3]


def test_a_browser_is_asked_for_a_passkey_that_it_can_find_again_by_itself():
    asked = json.loads(asked_to_make())
    assert asked["rp"] == {"name": "Formspec", "id": "localhost"}
    assert asked["authenticatorSelection"]["residentKey"] == "preferred"
    assert asked["authenticatorSelection"]["userVerification"] == "preferred"
    assert asked["attestation"] == "none"


@pytest.mark.parametrize("elsewhere", ELSEWHERE, ids=str)
def test_one_that_was_made_elsewhere_is_refused(elsewhere):
    with pytest.raises(PasskeyRefused):
        made(SITE, Answer.read(Authenticator(**elsewhere).make(asked_to_make())))


@pytest.mark.parametrize("elsewhere", ELSEWHERE, ids=str)
def test_one_that_is_shown_elsewhere_is_refused(elsewhere):
    authenticator = Authenticator()
    key = made(SITE, Answer.read(authenticator.make(asked_to_make())))
    for name, value in elsewhere.items():
        setattr(authenticator, name, value)
    with pytest.raises(PasskeyRefused):
        check(key, authenticator.show(asked_to_show()))


def test_the_signature_of_another_passkey_is_refused():
    authenticator, other = Authenticator(), Authenticator()
    key = made(SITE, Answer.read(authenticator.make(asked_to_make())))
    other.make(asked_to_make())
    other.id = authenticator.id
    with pytest.raises(PasskeyRefused):
        check(key, other.show(asked_to_show()))


def test_one_for_another_account_is_refused():
    authenticator = Authenticator()
    key = made(SITE, Answer.read(authenticator.make(asked_to_make())))
    authenticator.user = "Ym9i"
    with pytest.raises(PasskeyRefused):
        check(key, authenticator.show(asked_to_show()))


@pytest.mark.parametrize("alone", [True, False])
def test_alone_it_counts_only_when_the_person_was_verified(alone):
    authenticator = Authenticator(verifies=False)
    key = made(SITE, Answer.read(authenticator.make(asked_to_make())))
    answer = authenticator.show(asked_to_show(alone=alone))
    if alone:
        with pytest.raises(PasskeyRefused):
            check(key, answer, alone=alone)
    else:
        assert check(key, answer, alone=alone) == 1


@pytest.mark.parametrize(
    "text",
    [
        *("", "x", "null", "[]", "{}", "[" * 15_000, "9" * 20_001),
        '{"id": 1, "response": {"clientDataJSON": "x"}}',
        '{"id": "AA", "response": {"clientDataJSON": "e30"}}',
        '{"id": "é", "response": {"clientDataJSON": "bnVsbA"}}',
    ],
)
def test_what_no_browser_answers_is_refused_in_a_sentence(text):
    with pytest.raises(PasskeyRefused, match="cannot be read"):
        Answer.read(text)
