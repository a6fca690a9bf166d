"""`formspec register`: prints a register, says what an import would do, and does it once that is confirmed."""

from pathlib import Path

import pytest

from engine.register.details import Details
from tests.webapp.commands.conftest import Formspec
from webapp.settings import Settings
from webapp.storage.opening import open_repository

KEPT = {"FORMSPEC_DATA": "kept"}
SHEET = "name,note\nThe Barn,Two doors\nforge ltd,Ask for Bob\nBarn,\nMill,\n"


@pytest.fixture
def forge(here: Path) -> str:
    (here / "list.csv").write_text(SHEET, encoding="utf-8")
    with open_repository(Settings.from_environment(KEPT)) as repository:
        return repository.add_entry("providers", Details(name="The Forge", note="=Ask")).id


def names() -> list[str]:
    with open_repository(Settings.from_environment(KEPT)) as repository:
        return [each.name for each in repository.register_entries("providers")]


def test_a_register_is_printed_and_its_own_print_changes_nothing(formspec: Formspec, here: Path, forge: str) -> None:
    ended = formspec("register", "providers", "--data", "kept")
    assert (ended.status, ended.err) == (0, "")
    assert f"{forge},The Forge,,,,,,,,,'=Ask" in ended.out
    (here / "own.csv").write_text(ended.out, encoding="utf-8")
    again = formspec("register", "Providers", "--import", "own.csv", "--confirm", "--data", "kept")
    assert (again.status, again.out) == (0, "own.csv:2: same: The Forge\n")


def test_nothing_is_written_without_a_word_of_confirmation(formspec: Formspec, forge: str) -> None:
    ended = formspec("register", "providers", "--import", "list.csv", "--data", "kept")
    assert ended.out.splitlines() == [
        "list.csv:2: new: The Barn",
        "list.csv:3: changed: The Forge: note",
        "list.csv:4: doubtful: Barn: Line 2 has the same name.",
        "list.csv:5: new: Mill",
    ]
    assert ended.err == "Nothing was written: --confirm does it. It would be: 2 new, 1 changed, 1 doubtful.\n"
    assert (ended.status, names()) == (1, ["The Forge"])
    done = formspec("register", "providers", "--import", "list.csv", "--confirm", "--data", "kept")
    assert done.err == "Imported: 2 new, 1 changed, 1 doubtful.\n"
    assert (done.out, names()) == (ended.out, ["The Barn", "The Forge", "Mill"])


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (["provders"], 2, "No published form is about “provders”. Did you mean “providers”?"),
        (["providers", "--confirm"], 2, "There is nothing to confirm"),
        (["providers", "--import", "no.csv"], 2, "no.csv cannot be read: there is no such file."),
        (["providers", "--import", "-"], 1, "-: Line 1 has to name the columns"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    formspec: Formspec, forge: str, words: list[str], status: int, sentence: str
) -> None:
    ended = formspec("register", *words, "--data", "kept")
    assert (ended.status, ended.out) == (status, "")
    assert sentence in ended.err


def test_where_nothing_is_kept_there_is_no_register(formspec: Formspec, here: Path) -> None:
    assert formspec("register", "providers", "--data", "elsewhere").status == 1
