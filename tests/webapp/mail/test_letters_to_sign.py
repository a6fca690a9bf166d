"""The mail that opens a letter for whoever is to sign it: which words it has, and who sent it."""

from datetime import UTC, datetime

import pytest

from tests.webapp.access.school import School, token_for
from tests.webapp.mail.conftest import Letters
from webapp.pages.letters import Sender, letter_to_sign
from webapp.storage.letters import Addressed
from webapp.storage.stored_letters import LetterRequest

REQUEST = LetterRequest(
    id="a",
    draft="b",
    form="letter",
    version=1,
    sha256="c",
    access="ordinary",
    owner="d",
    register="",
    entry="",
    name="Pat Jones",
    email="pat@provider.example",
    state="sent",
    sent=datetime(2026, 11, 23, 12, tzinfo=UTC),
    expires=datetime(2026, 12, 21, 12, tzinfo=UTC),
)
SENDERS = [
    (Sender("Hill School", "Ann Lee"), "Hill School asks", "It was sent by Ann Lee at Hill School.\n", "Ann Lee at"),
    (Sender("", "Ann Lee"), "The school asks", "It was sent by Ann Lee at the school.\n", "Ann Lee at"),
    (Sender("Hill School", ""), "Hill School asks", "", "at"),
    (Sender("", ""), "The school asks", "", "at"),
]


@pytest.mark.parametrize(("whose", "asks", "sent", "whom"), SENDERS)
def test_the_mail_names_who_sent_the_letter_as_far_as_that_is_known(
    whose: Sender, asks: str, sent: str, whom: str
) -> None:
    mail = letter_to_sign(REQUEST, "Letter", whose, "https://forms.school.example/letter#x")
    begins = f"Dear Pat Jones,\n\n{asks} you to read, complete and sign this letter:\nLetter.\n{sent}\nOpen this link"
    assert mail.body.startswith(begins)
    expected = f"If you did not expect this letter, ask {whom} the school before you open the link.\n"
    assert mail.body.endswith(expected)
    assert "Ann" not in mail.subject


def test_a_mail_names_the_account_that_sent_the_letter_whoever_reminds_of_it(school: School, letters: Letters) -> None:
    mine = school.repository.seen_by(school.people["staff"].viewer)
    made, _ = mine.send_letter("plain", 1, Addressed(name="Pat Jones", email="pat@provider.example"))
    for who in ("staff", "decider"):
        sent = {"csrf": token_for(school.application), "how": "mail"}
        assert school.client(who).post(f"/letters/{made.id}/remind", data=sent).status_code == 303
    for mail in letters(2):
        assert "reminds you of this letter:\nThe plain form.\nIt was sent by Staff at the school.\n" in mail
