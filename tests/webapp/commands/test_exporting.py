"""`formspec export` in every format, and what goes in again by `formspec import`."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook

from engine.canonical import digest
from tests.engine.archive.archives import packed, parts_of, told_again
from tests.webapp.commands.school_export import FIRST, fill, opened, photo, submit
from webapp.commands import progress
from webapp.exports.formats import FORMATS
from webapp.storage.stored import Record

EARLIER = datetime(2025, 1, 1, tzinfo=UTC)
WORDS = (Path(__file__).parents[3] / "docs" / "commands.md").read_text(encoding="utf-8")


@pytest.fixture
def kept(here: Path) -> list[Record]:
    return fill("kept")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_every_format_is_in_the_words() -> None:
    table = WORDS.partition("| format | what it is |")[2].partition("\n\n")[0]
    assert [line.split("`")[1] for line in table.splitlines() if "`" in line] == list(FORMATS)


def test_the_table_of_submissions_has_a_row_for_each(kept, formspec) -> None:
    ended = formspec("export", "--data", "kept", "--form", "visit", "--format", "csv")
    found = rows(ended.out)
    assert (ended.status, ended.err) == (0, "")
    assert [(each["version"], each["about"], each["place.charge"], each["place.old"]) for each in found] == [
        ("2", "“Café”", "12", "(not asked)"),
        ("1", "The Forge", "", ""),
        ("2", "", "", "(not asked)"),
    ]
    assert found[1]["walk.stairs.concern"] == "'=1+1"


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ([], 3),
        (["--form", "visit@2"], 2),
        (["--until", "2025-11-23"], 2),
        (["--since", "2025-12-01"], 1),
        (["--since", "2025-11-23", "--until", "2025-11-23"], 2),
        (["--since", "2025-12-01", "--until", "2025-12-01"], 1),
        (["--since", "2025-12-02"], 0),
    ],
    ids=lambda each: "" if isinstance(each, int) else " ".join(each) or "everything",
)
def test_a_period_is_one_of_whole_days(kept, formspec, words: list[str], count: int) -> None:
    found = json.loads(formspec("export", "--data", "kept", "--format", "json", *words).out)
    assert len(found) == count


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_the_same_in_a_file_and_printed(kept, here: Path, formspec, name: str) -> None:
    words = ("export", "--data", "kept", "--form", "visit", "--format", name)
    assert formspec(*words, "--output", "made").status == 0
    made = (here / "made").read_bytes()
    assert made
    assert sorted(each.name for each in here.iterdir()) == ["kept", "made"]
    if name not in {"xlsx", "zip"}:
        assert formspec(*words).out.encode() == made


def test_the_workbook_has_what_is_expected(kept, here: Path, formspec) -> None:
    formspec("export", "--data", "kept", "--form", "visit", "--format", "xlsx", "--output", "made.xlsx")
    book = load_workbook(here / "made.xlsx")
    assert book.sheetnames == ["Submissions", "Concerns and actions", "Columns"]
    assert [row[9].value for row in book["Concerns and actions"].iter_rows(min_row=2)] == ["=1+1"]


REFUSED = {
    "no form": (["--format", "csv"], 2, "csv has the columns of one form: name it with --form.\n"),
    "no such form": (
        ["--format", "csv", "--form", "visit@two"],
        2,
        "There is no version “two” of visit: write it like visit@1.\n",
    ),
    "no such day": (["--until", "1/2/2026"], 2, "“1/2/2026” is not a day: write it like 2026-11-23.\n"),
    "a period of nothing": (
        ["--since", "2026-12-01", "--until", "2026-11-30"],
        2,
        "The last day, 2026-11-30, is before the first, 2026-12-01.\n",
    ),
    "no such folder": (["--output", "no/where"], 1, "no/where cannot be written: no such file or directory.\n"),
}


@pytest.mark.parametrize(("words", "status", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_exported_is_said(kept, formspec, words: list[str], status: int, sentence: str) -> None:
    ended = formspec("export", "--data", "kept", *words)
    assert (ended.status, ended.out, ended.err) == (status, "", sentence)


def test_an_export_that_ends_early_leaves_the_file_that_was_there(kept, here: Path, formspec) -> None:
    (here / "made").write_text("before")
    with opened("kept") as repository, repository._database.writing("x") as connection:
        connection.exec_driver_sql("UPDATE records SET document = replace(document, 'Forge', 'Smithy')")
    ended = formspec("export", "--data", "kept", "--output", "made")
    assert ended.status == 1
    assert "it is damaged" in ended.err
    assert (here / "made").read_text() == "before"
    assert sorted(each.name for each in here.iterdir()) == ["kept", "made"]


def test_what_takes_long_says_how_far_it_is(kept, formspec, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "EVERY_SECONDS", 0.0)
    ended = formspec("export", "--data", "kept", "--form", "visit", "--format", "csv")
    assert ended.err.splitlines() == [f"{number} of 3 submissions" for number in (1, 2, 3)]


@pytest.fixture
def archive(kept, here: Path, formspec) -> Path:
    assert formspec("export", "--data", "kept", "--format", "zip", "--output", "made.zip").status == 0
    return here / "made.zip"


def test_the_archive_is_checked_with_nothing_else_at_hand(archive: Path, here: Path, formspec) -> None:
    (here / "kept").rename(here / "gone")
    ended = formspec("validate", "made.zip")
    assert (ended.status, ended.err) == (0, "")
    assert (
        ended.out
        == "Submissions: 3, of versions: 2, with files: 1, decisions: 0, actions: 0. All are as they were made.\n"
    )


def test_an_import_of_an_export_gives_equal_exports(archive: Path, kept, here: Path, formspec) -> None:
    ended = formspec("import", "--data", "other", "made.zip")
    assert (ended.status, ended.out, ended.err) == (0, "Imported: 3. Here already, and left as they were: 0.\n", "")
    for name in FORMATS:
        for folder in ("kept", "other"):
            formspec("export", "--data", folder, "--form", "visit", "--format", name, "--output", f"{folder}.{name}")
        if name != "xlsx":  # which says when it was made
            assert (here / f"other.{name}").read_bytes() == (here / f"kept.{name}").read_bytes(), name
    with opened("other") as repository:
        for before in kept:
            after = repository.record(before.id)
            assert after == before
        stored = repository.file(next(each for each in parts_of(archive.read_bytes()) if "files/" in each)[6:])
        assert stored is not None
        assert (stored.content, stored.type) == (photo(), "image/png")
        assert repository.verify_trail().fault == ""


def test_an_import_twice_does_nothing_the_second_time(archive: Path, formspec) -> None:
    formspec("import", "--data", "other", "made.zip")
    acts = formspec("audit", "--data", "other", "verify").out
    ended = formspec("import", "--data", "other", "made.zip")
    assert ended.out == "Imported: 0. Here already, and left as they were: 3.\n"
    assert formspec("audit", "--data", "other", "verify").out == acts


def test_an_import_goes_into_what_is_in_use(archive: Path, formspec, here: Path) -> None:
    with opened("other") as repository:
        own = submit(repository, 2, {"place.name": "Ours"}, EARLIER)
    assert formspec("import", "--data", "other", "made.zip").out.startswith("Imported: 3.")
    found = json.loads(formspec("export", "--data", "other", "--format", "json").out)
    assert len(found) == 4
    assert own.id in [each["id"] for each in found]


def spoiled(archive: Path, change: Callable[[dict[str, bytes]], dict[str, bytes]]) -> None:
    archive.write_bytes(packed(change(parts_of(archive.read_bytes()))))


def other_photo(parts: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content[:-1] + b"x" if name.startswith("files/") else content for name, content in parts.items()}


def not_a_photo(parts: dict[str, bytes]) -> dict[str, bytes]:
    """A page in the place of the photo, with everything that names it made to agree."""
    page = b"<script>alert(1)</script>".ljust(len(photo()))
    was = sha256(photo()).hexdigest()
    now = sha256(page).hexdigest()
    parts = {name.replace(was, now): content.replace(was.encode(), now.encode()) for name, content in parts.items()}
    parts[f"files/{now}"] = page
    documents = [json.loads(line) for line in parts["submissions.jsonl"].splitlines()]
    moments = [json.loads(line) for line in parts["moments.jsonl"].splitlines()]
    for document, moment in zip(documents, moments, strict=True):
        document["digest"] = moment["digest"] = digest(document)
    for name, listed in (("submissions.jsonl", documents), ("moments.jsonl", moments)):
        parts[name] = b"".join(json.dumps(each, ensure_ascii=False).encode() + b"\n" for each in listed)
    return told_again(parts)


HOSTILE = {
    "another photo": (other_photo, "in it is not what it was when the archive was made."),
    "a page for a photo": (not_a_photo, "in it is not of the type that it is said to be."),
    "a path upwards": (lambda parts: {**parts, "../x": b""}, "It holds “../x”, which no export holds."),
    "no moments": (
        lambda parts: {name: each for name, each in parts.items() if name != "moments.jsonl"},
        "“moments.jsonl” is missing from it.",
    ),
}


@pytest.mark.parametrize(("change", "sentence"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_archive_is_refused_in_one_sentence_and_changes_nothing(
    archive: Path, formspec, here: Path, change, sentence: str
) -> None:
    with opened("other") as repository:
        submit(repository, 1, {"place.name": "Ours"}, EARLIER)
    before = (
        formspec("export", "--data", "other", "--format", "json").out,
        formspec("audit", "--data", "other", "export"),
    )
    spoiled(archive, change)
    ended = formspec("import", "--data", "other", "made.zip")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith("Nothing was imported from made.zip. ")
    assert ended.err.endswith(f"{sentence}\n")
    assert ended.err.count("\n") == 1
    after = (
        formspec("export", "--data", "other", "--format", "json").out,
        formspec("audit", "--data", "other", "export"),
    )
    assert after == before
    with opened("other") as repository, repository._database.reading("x") as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM files").scalar() == 0


def test_a_version_that_is_published_here_keeps_its_words(archive: Path, here: Path, formspec) -> None:
    folder = here / "specs" / "visit"
    folder.mkdir(parents=True)
    (folder / "1.yaml").write_text(FIRST.replace("title: A visit", "title: Another visit"))
    ended = formspec("import", "--data", "other", "--specs", "specs", "made.zip")
    assert (ended.status, ended.err) == (
        1,
        "Nothing was imported from made.zip. Version 1 of “visit” is published here with other words than in it.\n",
    )
    assert not (here / "other").exists()


def test_a_file_that_is_not_there_is_said(here: Path, formspec) -> None:
    ended = formspec("import", "--data", "other", "made.zip")
    assert (ended.status, ended.err) == (2, "made.zip cannot be read: there is no such file.\n")
    assert not (here / "other").exists()


def test_what_is_wrong_with_a_submission_is_told_of_each(archive: Path, formspec) -> None:
    def change(parts: dict[str, bytes]) -> dict[str, bytes]:
        text = parts["submissions.jsonl"].replace("“Café”".encode(), b"Another")
        return told_again({**parts, "submissions.jsonl": text})

    spoiled(archive, change)
    with zipfile.ZipFile(archive) as parts:
        first = json.loads(parts.read("submissions.jsonl").splitlines()[0])["id"]
    ended = formspec("validate", "made.zip")
    said = "digest: the document has changed since it was submitted: this is not the digest of what it holds"
    assert (ended.status, ended.out.splitlines()) == (1, [f"{first}: {said}"])


def test_what_the_answers_do_not_come_to_is_told_as_the_import_refuses_it(archive: Path, formspec) -> None:
    def change(parts: dict[str, bytes]) -> dict[str, bytes]:
        first, *others = map(json.loads, parts["submissions.jsonl"].splitlines())
        first["about"]["name"] = "Another"
        first["digest"] = digest(first)
        moments = parts["moments.jsonl"].splitlines(keepends=True)
        moments[0] = json.dumps(json.loads(moments[0]) | {"digest": first["digest"]}).encode() + b"\n"
        text = b"".join(json.dumps(each).encode() + b"\n" for each in (first, *others))
        return told_again({**parts, "submissions.jsonl": text, "moments.jsonl": b"".join(moments)})

    spoiled(archive, change)
    with zipfile.ZipFile(archive) as parts:
        first = json.loads(parts.read("submissions.jsonl").splitlines()[0])["id"]
    said = "about: this is not what the answers come to: have the ZIP made again where it was submitted"
    validated, imported = formspec("validate", "made.zip"), formspec("import", "--data", "other", "made.zip")
    assert (validated.status, validated.out.splitlines()) == (1, [f"{first}: {said}"])
    assert (imported.status, imported.err) == (
        1,
        f"Nothing was imported from made.zip. The submission {first} in it is not right: {said}.\n",
    )


def test_what_is_no_archive_needs_the_name_of_its_form(here: Path, formspec) -> None:
    (here / "one.json").write_text("{}")
    ended = formspec("validate", "one.json")
    said = "Name the form and then the file of a submission, or the ZIP of an export alone."
    assert (ended.status, ended.out, ended.err) == (2, "", f"one.json is not a ZIP archive, or it is damaged. {said}\n")


def test_an_archive_is_no_draft(archive: Path, formspec) -> None:
    ended = formspec("validate", "--draft", "made.zip")
    assert (ended.status, ended.err) == (2, "A draft is judged by its form: name that before the file.\n")
