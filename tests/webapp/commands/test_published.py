"""Commands see what was published in the browser, and open the database for nothing else."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.releases import release_of
from webapp.settings import Settings
from webapp.storage.opening import open_repository
from webapp.storage.repository import Repository

SPEC = """\
formspec: 1
form: {form}
version: {version}
title: {title}
sections:
  - {{id: visit, title: The visit, questions: [{{id: who, label: Who?, kind: text}}]}}
"""
WELSH = "formspec: 1\nform: home-call\nversion: 2\nlanguage: cy\ntexts: {form: {title: Ymweliad}}\n"


def publish(repository: Repository, version: int, *, form: str = "home-call", day: date = date(2026, 1, 1)) -> None:
    text = SPEC.format(form=form, version=version, title=f"Call, version {version}").encode()
    release = release_of(text, form, version, in_force=day)
    repository.publish(release, text, {"cy": WELSH.encode()} if version == 2 else {})


@pytest.fixture
def kept(here: Path) -> Path:
    """The data folder of where one stands, in which two versions of a form were published."""
    with open_repository(Settings.from_environment({"FORMSPEC_DATA": str(here / "formspec-data")})) as repository:
        publish(repository, 1)
        publish(repository, 2)
    return here / "formspec-data"


def withdraw(kept: Path, version: int) -> None:
    with open_repository(Settings.from_environment({"FORMSPEC_DATA": str(kept)})) as repository:
        repository.withdraw("home-call", version, date(2026, 2, 1), "Wrong")


def version_in(formspec, *words: str) -> int:
    ended = formspec(*words)
    assert (ended.status, ended.err) == (0, "")
    return json.loads(ended.out)["version"]


def test_forms_lists_what_was_published_in_the_browser(formspec, kept: Path) -> None:
    ended = formspec("forms")
    assert [line.split("  ")[0] for line in ended.out.splitlines()] == [
        "ap-audit@1",
        "home-call@2",
        "home-call@1",
        "provider-letter@1",
    ]
    assert ended.out.count("home-call@2  Call, version 2  in force  also in Welsh") == 1


def test_a_form_is_found_by_its_name_in_the_version_in_force(formspec, kept: Path) -> None:
    assert version_in(formspec, "example", "home-call") == 2
    assert version_in(formspec, "example", "home-call@1") == 1
    assert '"const": 2' in formspec("schema", "home-call").out
    assert "Call, version 2" in formspec("render", "home-call").out
    assert "Ymweliad" in formspec("render", "home-call", "--in", "cy").out
    example = formspec("example", "home-call").out.encode()
    assert formspec("validate", "home-call", "-", stdin=example).status == 0
    withdraw(kept, 2)
    assert version_in(formspec, "example", "home-call") == 1
    assert version_in(formspec, "example", "home-call@2") == 2


def test_a_language_that_a_published_version_has_no_words_in_is_refused(formspec, kept: Path) -> None:
    ended = formspec("render", "home-call@1", "--in", "cy")
    assert (ended.status, ended.err) == (2, "home-call@1 has no words in Welsh.\n")


def test_a_form_of_which_no_version_is_in_force_is_asked_for_by_its_number(formspec, kept: Path) -> None:
    for version in (1, 2):
        withdraw(kept, version)
    ended = formspec("example", "home-call")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err == "No version of home-call is in force today. Name one, like home-call@2.\n"
    assert version_in(formspec, "example", "home-call@1") == 1


def test_export_knows_a_form_that_was_only_published_in_the_browser(formspec, kept: Path, here: Path) -> None:
    elsewhere = kept.rename(here / "elsewhere")
    ended = formspec("export", "--data", str(elsewhere), "--form", "home-call")
    assert (ended.status, ended.out, ended.err) == (0, "", "Nothing was submitted that this asks for.\n")


def test_what_is_kept_on_a_server_is_seen_as_well(
    formspec, new_database: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = new_database()
    with open_repository(Settings.from_environment({"FORMSPEC_DATABASE": url})) as repository:
        publish(repository, 1)
    monkeypatch.setenv("FORMSPEC_DATABASE", url)
    assert version_in(formspec, "example", "home-call") == 1


def test_a_database_that_cannot_be_read_is_said(formspec, kept: Path) -> None:
    (kept / "formspec.sqlite3").write_bytes(b"no database" * 1000)
    for words in (["forms"], ["example", "ap-audit"]):
        ended = formspec(*words)
        assert (ended.status, ended.out) == (1, "")
        assert ended.err == f"{kept / 'formspec.sqlite3'} cannot be opened: the file is not a Formspec database.\n"


def test_a_setting_that_cannot_be_used_is_said(formspec, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORMSPEC_DATABASE", "mysql://x")
    ended = formspec("schema", "ap-audit")
    assert (ended.status, ended.err.partition(":")[0]) == (2, "FORMSPEC_DATABASE cannot be used")


@pytest.mark.parametrize("command", ["check", "parse", "example"])
def test_what_names_a_file_opens_no_database(formspec, kept: Path, command: str) -> None:
    (kept / "formspec.sqlite3").write_bytes(b"no database" * 1000)
    (kept.parent / "new.yaml").write_text(SPEC.format(form="visit", version=1, title="A visit"), encoding="utf-8")
    ended = formspec(command, "new.yaml")
    assert (ended.status, ended.err) == (0, "")


def test_checking_a_spec_loads_no_database_even_where_there_is_one(kept: Path) -> None:
    (kept.parent / "new.yaml").write_text(SPEC.format(form="visit", version=1, title="A visit"), encoding="utf-8")
    program = (
        "import sys; from webapp.cli import main; status = main(['check', 'new.yaml']); "
        "print('sqlalchemy' in sys.modules); sys.exit(status)"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout == "False\n"
