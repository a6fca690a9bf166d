"""`formspec export`: the documents that were kept, one a line, of a form or since a day, while the server is open."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.canonical import digest
from webapp.settings import Settings
from webapp.storage.opening import open_repository
from webapp.storage.stored import Document, Draft

EVENING = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)  # half past eleven in London, in summer
MIDNIGHT = datetime(2026, 6, 30, 23, 0, tzinfo=UTC)  # the first moment of July in London
AUTUMN = datetime(2026, 11, 23, 10, 15, tzinfo=UTC)
KEPT = {
    "first": ("ap-audit", EVENING),
    "second": ("provider-letter", MIDNIGHT),
    "third": ("ap-audit", AUTUMN),
}


def submitting(text: str, moment: datetime) -> Callable[[Draft], Document]:
    def build(_draft: Draft) -> Document:
        return Document(
            text=text, digest=digest(json.loads(text)), about="", outcome="", concerns=0, actions=0, submitted=moment
        )

    return build


def text_of(name: str) -> str:
    return json.dumps({"form": KEPT[name][0], "version": 1, "answer": f"{name} “café”\u2028\u0085"}, ensure_ascii=False)


@pytest.fixture
def kept(here: Path) -> Path:
    """Keep three records in the data folder here, the later ones first."""
    settings = Settings.from_environment({"FORMSPEC_DATA": "kept"})
    with open_repository(settings) as repository:
        for form in ("ap-audit", "provider-letter"):
            repository.pin(form, 1, "0" * 64, b"form: x")
        for name, (form, moment) in reversed(KEPT.items()):
            draft = repository.start_draft(form, 1)
            repository.submit(draft.id, base=draft.revision, build=submitting(text_of(name), moment))
    return here / "kept"


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ([], ["first", "second", "third"]),
        (["--format", "jsonl"], ["first", "second", "third"]),
        (["--form", "ap-audit"], ["first", "third"]),
        (["--form", "ap-audit@1"], ["first", "third"]),
        (["--since", "2026-06-30"], ["first", "second", "third"]),
        (["--since", "2026-07-01"], ["second", "third"]),
        (["--since", "2026-11-23"], ["third"]),
        (["--form", "provider-letter", "--since", "2026-07-01"], ["second"]),
    ],
    ids=lambda each: " ".join(each) or "everything",
)
def test_what_was_submitted_is_printed_oldest_first_as_it_was_kept(kept, formspec, words, names) -> None:
    ended = formspec("export", "--data", "kept", *words)
    assert (ended.status, ended.err) == (0, "")
    assert ended.out == "".join(f"{text_of(name)}\n" for name in names)


@pytest.mark.parametrize("words", [["--form", "ap-audit@2"], ["--since", "2027-01-01"]], ids=" ".join)
def test_where_nothing_was_submitted_nothing_is_printed_and_that_is_said(kept, formspec, words) -> None:
    ended = formspec("export", "--data", "kept", *words)
    assert (ended.status, ended.out, ended.err) == (0, "", "Nothing was submitted that this asks for.\n")


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ("ap-adit", "There is no form “ap-adit”. Did you mean “ap-audit”?"),
        ("ap-audit@one", "There is no version “one” of ap-audit: write it like ap-audit@1."),
    ],
)
def test_a_form_that_is_not_there_is_no_empty_export(kept, formspec, form: str, sentence: str) -> None:
    ended = formspec("export", "--data", "kept", "--form", form)
    assert (ended.status, ended.out, ended.err) == (2, "", f"{sentence}\n")


@pytest.mark.parametrize("day", ["23/11/2026", "2026-13-01", "2026-02-30", "20261123", "٢٠٢٦-11-23", "today", ""])
def test_a_day_is_written_in_one_way(kept, formspec, day: str) -> None:
    ended = formspec("export", "--data", "kept", "--since", day)
    assert (ended.status, ended.out, ended.err) == (2, "", f"“{day}” is not a day: write it like 2026-11-23.\n")


def test_where_nothing_was_ever_kept_nothing_is_made(here: Path, formspec) -> None:
    ended = formspec("export", "--data", "nowhere")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith(f"Nothing is kept in {here}/nowhere/formspec.sqlite3 yet")
    assert not (here / "nowhere").exists()


def test_export_reads_while_the_application_is_open(kept, formspec) -> None:
    with open_repository(Settings.from_environment({"FORMSPEC_DATA": "kept"})):
        assert formspec("export", "--data", "kept", "--since", "2026-11-23").out == f"{text_of('third')}\n"


def test_a_file_that_is_no_database_is_said_in_one_sentence(here: Path, formspec) -> None:
    (here / "kept").mkdir()
    (here / "kept" / "formspec.sqlite3").write_bytes(b"not a database" * 100)
    ended = formspec("export", "--data", "kept")
    assert (ended.status, ended.out, ended.err.count("\n")) == (1, "", 1)
