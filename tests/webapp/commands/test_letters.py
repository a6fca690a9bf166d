"""What `formspec remind` does about letters, and what `formspec audit verify` says of letters."""

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
import sqlalchemy as sa

from engine.canonical import digest
from tests.webapp.commands.conftest import Formspec
from webapp.settings import Settings
from webapp.storage.letter_recipients import recipient_of
from webapp.storage.letter_tables import letter_signatures
from webapp.storage.letters import Addressed
from webapp.storage.opening import open_repository
from webapp.storage.repository import Document, Draft, Repository
from webapp.storage.stored_letters import LetterRequest

SETTINGS = {"FORMSPEC_DATA": "kept"}
MAIL = {"FORMSPEC_MAIL": "smtp://127.0.0.1:1", "FORMSPEC_MAIL_FROM": "forms@school.example"}
LETTER = Path(__file__).parents[3] / "formspec" / "specs" / "provider-letter" / "1.yaml"


def letter(repository: Repository, days: int) -> tuple[LetterRequest, str]:
    text = LETTER.read_bytes()
    repository.pin("provider-letter", 1, sha256(text).hexdigest(), text)
    to = Addressed(name="Pat", email="pat@provider.example", lifetime=timedelta(days=days))
    return repository.send_letter("provider-letter", 1, to)


def test_those_whose_letter_is_soon_over_are_reminded_once(
    formspec: Formspec, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_repository(Settings.from_environment(SETTINGS)) as repository:
        letter(repository, 3)
        letter(repository, 20)
    assert "FORMSPEC_MAIL is not set" in formspec("remind", "--data", "kept").err
    for name, text in {**MAIL, "FORMSPEC_URL": "https://forms.school.example", "FORMSPEC_PROXY": "yes"}.items():
        monkeypatch.setenv(name, text)
    assert formspec("remind", "--data", "kept").out == "Reminders written: 1.\n"
    assert formspec("remind", "--data", "kept").out == "Reminders written: 0.\n"


def test_the_audit_says_which_letter_is_not_as_it_was_signed(formspec: Formspec, here: Path) -> None:
    with open_repository(Settings.from_environment(SETTINGS)) as repository:
        sent, token = letter(repository, 3)
        session = repository.enter_letter(token, "pat@provider.example")
        assert session is not None
        theirs = repository.seen_by(recipient_of(sent))
        record = theirs.sign_letter(session, base=0, show=lambda _: "The words.", build=_document).record
    verified = formspec("audit", "verify", "--data", "kept")
    assert verified.status == 0
    assert f"The letter {record.id} was opened by a link that somebody at the school made and saw." in verified.err
    with (
        open_repository(Settings.from_environment(SETTINGS)) as repository,
        repository._database.writing("A forgery") as connection,
    ):
        connection.execute(sa.update(letter_signatures).values(shown="Others."))
    ended = formspec("audit", "verify", "--data", "kept")
    assert ended.status == 1
    assert f"The letter {record.id} is not as it was signed. The words that are kept" in ended.err


def _document(draft: Draft) -> Document:
    content = {"id": draft.id}
    return Document(
        text=json.dumps(content),
        digest=digest(content),
        about="",
        outcome="",
        concerns=0,
        actions=0,
        submitted=datetime.now(UTC),
    )
