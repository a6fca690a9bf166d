"""`formspec owner` and `formspec audit`: what they print, and how they end."""

import json
import re
import shlex
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import urlopen

import pytest

from engine.canonical import digest
from tests.browser.walk import serving
from tests.webapp.commands.conftest import Formspec
from webapp.application import close, create_app
from webapp.deeds import Deed
from webapp.pages.desk import EXTENSION
from webapp.rights import Role
from webapp.settings import Settings
from webapp.storage.decision_statements import Made
from webapp.storage.identifiers import new_id
from webapp.storage.opening import open_repository
from webapp.storage.stored import Document

SETTINGS = {"FORMSPEC_DATA": "kept"}


@pytest.fixture
def filled(here: Path) -> None:
    """A data folder in which three things were looked at."""
    with open_repository(Settings.from_environment(SETTINGS)) as repository:
        for number in range(3):
            repository.look(Deed.RECORD_READ, f"r{number}")


def test_the_link_of_the_owner_makes_the_first_account(formspec: Formspec) -> None:
    application = create_app(Settings.from_environment(SETTINGS))
    ended = formspec("owner", "--data", "kept", "--url", "http://127.0.0.1:8080/")
    found = re.fullmatch(r"http://127\.0\.0\.1:8080/join#(\S+)", ended.out.splitlines()[0])
    assert (ended.status, found is not None) == (0, True)
    client = application.test_client()
    page = client.get("/join").get_data(as_text=True)
    token = re.search('name="csrf" value="([^"]+)"', page)[1]
    asked = client.post("/join", data={"csrf": token, "token": found[1]}).get_data(as_text=True)
    close(application)
    assert "Make the first account" in asked


def test_the_link_of_the_owner_leads_to_where_the_server_was_started_last(formspec: Formspec, here: Path) -> None:
    with serving(here / "kept") as address:
        assert formspec("owner", "--data", "kept").out.startswith(f"{address}/join#")
    assert formspec("owner", "--data", "kept").out.startswith(f"{address}/join#")
    (here / "kept" / "open-at").unlink()
    assert formspec("owner", "--data", "kept").out.startswith("http://127.0.0.1:8000/join#")


def test_the_notice_says_the_command_for_this_folder(here: Path) -> None:
    with serving(here / "kept") as address, urlopen(address) as page:
        command = re.search("<code>([^<]*owner[^<]*)</code>", page.read().decode())[1]
        printed = subprocess.run(shlex.split(command), capture_output=True, text=True, check=True, cwd=here)
        assert printed.stdout.startswith(f"{address}/join#")


def test_no_link_is_made_for_a_folder_in_which_nothing_is_kept(formspec: Formspec, here: Path) -> None:
    ended = formspec("owner", "--data", "elsewhere")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith("Nothing is kept in ")
    assert not (here / "elsewhere").exists()


def test_there_is_no_link_of_the_owner_once_there_are_accounts(formspec: Formspec, here: Path) -> None:
    application = create_app(Settings.from_environment(SETTINGS))
    application.extensions[EXTENSION].repository.make_first("a@school.example", "Ann", [Role.STAFF], "x")
    close(application)
    ended = formspec("owner", "--data", "kept")
    assert (ended.status, ended.out) == (1, "")
    assert "There are accounts already" in ended.err


def test_a_whole_trail_is_told_with_its_last_hash(formspec: Formspec, filled: None) -> None:
    ended = formspec("audit", "verify", "--data", "kept")
    assert ended.status == 0
    assert ended.out.startswith("The audit trail is whole: 3 acts.\nLast hash: ")
    last = ended.out.split()[-1]
    assert formspec("audit", "verify", "--data", "kept", "--expect", last).status == 0
    assert formspec("audit", "verify", "--data", "kept", "--expect", "0" * 64).status == 1


def test_a_trail_that_was_changed_is_told_and_the_status_is_1(formspec: Formspec, filled: None) -> None:
    opened = open_repository(Settings.from_environment(SETTINGS))
    with opened as repository, repository._database.writing("The trail") as connection:
        connection.exec_driver_sql("DROP TRIGGER acts_no_update")
        connection.exec_driver_sql("UPDATE acts SET thing = 'other' WHERE number = 2")
    ended = formspec("audit", "verify", "--data", "kept")
    assert ended.status == 1
    assert "Act 2 was changed after it was written." in ended.err


def test_a_record_and_a_decision_that_were_changed_are_told_and_the_status_is_1(formspec: Formspec, here: Path) -> None:
    document = Document(
        text="{}", digest=digest({}), about="", outcome="", concerns=0, actions=0, submitted=datetime.now(UTC)
    )
    with open_repository(Settings.from_environment(SETTINGS)) as repository:
        repository.pin("audit", 1, "aa", b"form: audit")
        draft = repository.start_draft("audit", 1)
        record = repository.submit(draft.id, base=0, build=lambda _: document).record
        repository.decide(record.id, Made(id=new_id(), option="no", words="No", reasons="It is not."), base="")
    assert formspec("audit", "verify", "--data", "kept").status == 0
    forged = digest({"a": 1})
    opened = open_repository(Settings.from_environment(SETTINGS))
    with opened as kept, kept._database.writing("A forgery") as connection:
        connection.exec_driver_sql("UPDATE decisions SET reasons = 'It is.'")
        connection.exec_driver_sql("UPDATE records SET document = '{\"a\": 1}', digest = ?", (forged,))
    ended = formspec("audit", "verify", "--data", "kept")
    assert ended.status == 1
    assert f"The record {record.id} is not as it was made. It is not the record that was submitted" in ended.err
    assert f"The record {record.id} is not as it was made. Decision 1 on it is not as it was made." in ended.err


def test_the_trail_is_printed_one_act_a_line(formspec: Formspec, filled: None) -> None:
    ended = formspec("audit", "export", "--data", "kept")
    acts = [json.loads(line) for line in ended.out.splitlines()]
    assert [act["thing"] for act in acts] == ["r0", "r1", "r2"]
    assert [act["previous"] for act in acts[1:]] == [act["hash"] for act in acts[:-1]]
