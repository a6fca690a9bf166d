"""`formspec backup` and `formspec restore`: what is asked, what is said, and how they end."""

import getpass
import re
from hashlib import sha256
from pathlib import Path

import pytest

from webapp.cli import main
from webapp.settings import Settings
from webapp.storage.opening import open_repository

PASSPHRASE = "four small words"
NO_BACKUP = "This file is no backup of Formspec: name the file that “formspec backup” wrote.\n"
NO_PASSPHRASE = (
    "A backup needs a passphrase: name a file that holds it with --passphrase-file, "
    "or set FORMSPEC_BACKUP_PASSPHRASE.\n"
)
DAMAGED = "The backup was written, but what is kept here is damaged: a text of a form in it is not what was kept."


@pytest.fixture
def kept(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep a draft in the data folder here, and the passphrase in the environment."""
    with open_repository(Settings.from_environment({})) as repository:
        text = b"form: audit"
        repository.pin("audit", 1, sha256(text).hexdigest(), text)
        repository.start_draft("audit", 1)
    monkeypatch.setenv("FORMSPEC_BACKUP_PASSPHRASE", PASSPHRASE)
    return here


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch):
    """Sit at a terminal without the passphrase in the environment, and type what is given."""
    monkeypatch.delenv("FORMSPEC_BACKUP_PASSPHRASE", raising=False)

    def types(*words: str) -> list[str]:
        left, asked = list(words), []

        def typed(prompt: str) -> str:
            asked.append(prompt)
            return left.pop(0)

        monkeypatch.setattr("webapp.commands.passphrase.sys.stdin", Terminal())
        monkeypatch.setattr(getpass, "getpass", typed)
        return asked

    return types


def test_a_backup_says_what_is_in_it(kept: Path, formspec) -> None:
    ended = formspec("backup", "school.backup")
    assert (ended.status, ended.err) == (0, "")
    first, size, digest, advice = ended.out.splitlines()
    told = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", "MOMENT", first)
    assert told == "school.backup holds all of MOMENT UTC: drafts: 1, records: 0, files: 0, published versions: 0"
    written = Path("school.backup").read_bytes()
    assert size == f"Size: {len(written)} bytes"
    assert digest == f"SHA-256: {sha256(written).hexdigest()}"
    assert advice.startswith("Only the passphrase opens it.")
    again = formspec("backup", "school.backup")
    assert (again.status, again.err) == (
        1,
        "school.backup is there already: name another file, or add --force to replace it.\n",
    )
    assert formspec("backup", "--force", "school.backup").status == 0


@pytest.mark.parametrize("option", ["--check", "--drill"])
def test_a_check_and_a_drill_report_each_step_and_a_verdict(kept: Path, formspec, option: str) -> None:
    formspec("backup", "school.backup")
    ended = formspec("restore", option, "--report", "report.txt", "school.backup")
    assert (ended.status, ended.err) == (0, "")
    assert Path("report.txt").read_text(encoding="utf-8") == ended.out
    lines = ended.out.splitlines()
    assert lines[0] == f"{option[2:].capitalize()} of school.backup"
    assert lines[-1] == "Verdict: every step was taken, and nothing is wrong."
    assert all(re.fullmatch(r" +\d+\.\d s  \S.*", line) for line in lines[2:-1])


def test_a_restore_puts_the_backup_back_and_says_so(kept: Path, formspec) -> None:
    formspec("backup", "school.backup")
    ended = formspec("restore", "--data", "elsewhere", "school.backup")
    assert (ended.status, ended.err) == (0, "")
    assert "Verdict: every step was taken" in ended.out
    assert "beside it" not in ended.out
    again = formspec("restore", "--data", "elsewhere", "school.backup")
    assert "put in the place of what was kept, which stands beside it" in again.out
    with open_repository(Settings.from_environment({"FORMSPEC_DATA": "elsewhere"})) as repository:
        assert len(repository.drafts()) == 1


def test_further_forms_of_a_backup_are_put_where_they_can_be_named(
    kept: Path, formspec, monkeypatch: pytest.MonkeyPatch
) -> None:
    (kept / "more" / "own").mkdir(parents=True)
    (kept / "more" / "own" / "1.yaml").write_text("form: own")
    monkeypatch.setenv("FORMSPEC_SPECS", "more")
    formspec("backup", "school.backup")
    ended = formspec("restore", "--data", "elsewhere", "school.backup")
    (folder,) = (kept / "elsewhere").glob("specs-restored-*")
    assert ended.err.startswith(f"The further forms of this backup are in {folder}: ")
    assert (folder / "1" / "own" / "1.yaml").read_text() == "form: own"


def test_a_restore_that_is_refused_reports_why_and_ends_with_1(kept: Path, formspec, monkeypatch) -> None:
    formspec("backup", "school.backup")
    monkeypatch.setenv("FORMSPEC_BACKUP_PASSPHRASE", "another passphrase")
    ended = formspec("restore", "--report", "report.txt", "school.backup")
    assert ended.status == 1
    assert ended.err.startswith("The passphrase is not the one of this backup")
    assert ended.err.count("\n") == 1
    assert ended.out.endswith("Verdict: not done, which says nothing of the backup.\n")
    report = Path("report.txt").read_text(encoding="utf-8").splitlines()
    assert report[-1] == f"{ended.out.splitlines()[-1]} {ended.err.rstrip()}"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nowhere.backup", "nowhere.backup cannot be read: there is no such file.\n"),
        (".", ". cannot be read: it is a folder.\n"),
        ("formspec-data/formspec.sqlite3", NO_BACKUP),
    ],
)
def test_what_is_no_backup_is_one_sentence(kept: Path, formspec, name: str, said: str) -> None:
    ended = formspec("restore", name)
    assert (ended.status, ended.err) == (1, said)


def test_a_backup_of_nothing_says_that_nothing_is_kept(here: Path, formspec, monkeypatch) -> None:
    monkeypatch.setenv("FORMSPEC_BACKUP_PASSPHRASE", PASSPHRASE)
    ended = formspec("backup", "school.backup")
    assert (ended.status, "Nothing is kept in" in ended.err) == (1, True)


def test_a_backup_of_damaged_files_is_written_and_warned_of(kept: Path, formspec) -> None:
    with open_repository(Settings.from_environment({})) as repository:
        repository.pin("other", 1, "0" * 64, b"another text")
    ended = formspec("backup", "school.backup")
    assert ended.status == 1
    assert ended.err.startswith(DAMAGED)


def test_the_passphrase_may_stand_in_a_file(kept: Path, formspec, monkeypatch) -> None:
    monkeypatch.delenv("FORMSPEC_BACKUP_PASSPHRASE")
    Path("word").write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    assert formspec("backup", "--passphrase-file", "word", "school.backup").status == 0
    assert formspec("restore", "--check", "--passphrase-file", "word", "school.backup").status == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"eleven four", "The passphrase is too short: it needs 12 letters, such as four or five words.\n"),
        (b"\xff" * 20, "word holds no passphrase: it is not a text in UTF-8.\n"),
    ],
)
def test_a_passphrase_that_will_not_do_is_one_sentence(kept: Path, formspec, content: bytes, said: str) -> None:
    Path("word").write_bytes(content)
    ended = formspec("backup", "--passphrase-file", "word", "school.backup")
    assert (ended.status, ended.err) == (2, said)
    assert not Path("school.backup").exists()


def test_at_a_terminal_the_passphrase_is_asked_for_twice_and_once(kept: Path, typing) -> None:
    asked = typing(PASSPHRASE, PASSPHRASE)
    assert main(["backup", "school.backup"]) == 0
    assert asked == ["Passphrase for this backup: ", "The same again: "]
    asked = typing(PASSPHRASE)
    assert main(["restore", "--check", "school.backup"]) == 0
    assert asked == ["Passphrase of this backup: "]


def test_two_passphrases_that_differ_make_no_backup(kept: Path, typing, capsys) -> None:
    typing(PASSPHRASE, PASSPHRASE.upper())
    assert main(["backup", "school.backup"]) == 2
    assert capsys.readouterr().err == "The two passphrases are not the same: nothing was done.\n"


@pytest.mark.parametrize("words", [["backup", "school.backup"], ["restore", "school.backup"]])
def test_without_a_terminal_it_says_where_the_passphrase_may_stand(here: Path, console, words: list[str]) -> None:
    ended = console(*words)
    assert (ended.status, ended.err) == (2, NO_PASSPHRASE)


class Terminal:
    """A terminal, as far as anybody asks whether it is one."""

    def isatty(self) -> bool:
        return True
