"""No text that somebody typed becomes a formula, in CSV or XLSX, and every one can be read back."""

import csv
import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from engine.export.answers import answers_table
from engine.export.csv_text import csv_lines, harmless, opens_formula
from engine.export.given import Submission
from engine.export.submissions import submissions_table
from engine.export.workbook import write_workbook
from tests.engine.export.payloads import PAYLOADS
from tests.engine.export.visits import FIRST, SECOND, document_of, form_of

ONE = form_of(FIRST)
OFFICE = shutil.which("soffice")


def typed(payload: str, number: int = 0) -> Submission:
    """A submission as somebody else's program may have made it, with the payload for every text."""
    document = document_of(ONE, {"place.name": "x", "place.by": "x", "walk.stairs.concern": "x"}, number)
    document["by"]["name"] = document["about"]["name"] = document["answers"]["place"]["name"] = payload
    document["answers"]["walk"]["stairs"]["concern"] = document["findings"]["concerns"][0]["text"] = payload
    return Submission.of(document, ONE)


def everything() -> Iterator[Submission]:
    return (typed(payload, number) for number, payload in enumerate(PAYLOADS))


def csv_rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def unguarded(cell: str) -> str:
    return cell.removeprefix("'")


def test_there_are_a_hundred_payloads() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) > 100


@given(st.one_of(st.text(max_size=8), st.sampled_from(PAYLOADS), st.sampled_from(PAYLOADS).map("'".__add__)))
def test_a_guarded_text_opens_no_formula_and_loses_nothing(text: str) -> None:
    assert not opens_formula(harmless(text))
    assert unguarded(harmless(text)) == text


@pytest.mark.parametrize("text", ["", "An answer", "1-2", "a=b", "it’s", "\u00e9t\u00e9", "(not asked)", "5 -3"])
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_no_cell_of_the_csv_is_a_formula_and_every_text_is_there() -> None:
    rows = csv_rows("".join(csv_lines(submissions_table([ONE]), everything())))
    assert [cell for row in rows for cell in row.values() if opens_formula(cell)] == []
    for name in ("by", "about", "place.name", "walk.stairs.concern"):
        assert [unguarded(row[name]) for row in rows] == list(PAYLOADS)


def test_a_number_below_nought_is_a_number() -> None:
    (row,) = csv_rows("".join(csv_lines(submissions_table([ONE]), [with_fee(-5)])))
    assert row["place.fee"] == "-5"


def with_fee(fee: float) -> Submission:
    document = document_of(ONE, {"place.fee": "12"})
    document["answers"]["place"]["fee"] = fee
    return Submission.of(document, ONE)


def test_the_words_of_a_form_are_no_formulas_either() -> None:
    form = form_of(FIRST.replace("label: Who are you?", 'label: "=1+1"'))
    book = workbook([Submission.of(document_of(form, {"place.by": "x"}), form)], form)
    cells = [cell for sheet in load_workbook(book) for row in sheet.iter_rows() for cell in row]
    assert "=1+1" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    table = "".join(csv_lines(answers_table(), [Submission.of(document_of(form, {"place.by": "x"}), form)]))
    assert "'=1+1" in [row["question"] for row in csv_rows(table)]


def workbook(submissions: Iterator[Submission] | list[Submission], form=ONE) -> io.BytesIO:
    file = io.BytesIO()
    write_workbook(file, [submissions_table([form]), answers_table()], [form], iter(submissions))
    file.seek(0)
    return file


def test_no_cell_of_the_workbook_is_a_formula_and_every_text_is_there() -> None:
    file = workbook(everything())
    with zipfile.ZipFile(file) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert [each for each in sheets if b"<f>" in each or b"<f " in each or b"<hyperlink" in each] == []
        assert not [name for name in parts.namelist() if "external" in name.lower()]
    book = load_workbook(file)
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    names = {cell.value: cell.column for cell in book["Submissions"][1]}
    for name in ("By", "About"):
        cells = [book["Submissions"].cell(row, names[name]) for row in range(2, len(PAYLOADS) + 2)]
        assert [read(cell.value) for cell in cells] == [read(each) for each in PAYLOADS]
        assert [bool(cell.quotePrefix) for cell in cells] == [opens_formula(each) for each in PAYLOADS]


def read(text: object) -> str:
    """A text as readers of XML give it: line breaks are one sort, and controls and escapes are as they are written."""
    return str(text).replace("\r", "\n").replace("_x0001_", "\x01").replace("_x005F_", "_").strip(" \n\t")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not here")
def test_an_office_program_finds_no_formula(tmp_path: Path) -> None:
    files = {
        tmp_path / "text.csv": "".join(csv_lines(submissions_table([ONE]), everything())).encode(),
        tmp_path / "book.xlsx": workbook(everything()).getvalue(),
        tmp_path / "planted.csv": b"one,two\n=1+1,x\n",
    }
    for file, content in files.items():
        file.write_bytes(content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    words = [OFFICE or "", profile, "--headless", "--convert-to", "fods", "--outdir", tmp_path, *files]
    subprocess.run(words, check=True, capture_output=True)
    read = {file.stem: file.with_suffix(".fods").read_text(encoding="utf-8") for file in files}
    assert PAYLOADS[0] in read["text"]
    assert {stem for stem, text in read.items() if "table:formula" in text} == {"planted"}


def test_a_workbook_is_as_people_expect_one() -> None:
    forms = [ONE, form_of(SECOND)]
    days = {"place.day.day": "23", "place.day.month": "11", "place.day.year": "2026", "place.pupils": "1250"}
    file = io.BytesIO()
    made = [Submission.of(document_of(form, days, number), form) for number, form in enumerate(forms)]
    write_workbook(file, [submissions_table(forms), answers_table()], forms, iter(made))
    book = load_workbook(file)
    assert book.sheetnames == ["Submissions", "Answers", "Columns"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
    first = {head.value: cell for head, cell in zip(*book["Submissions"][1:2], strict=True)}
    day = first["When was it?"]
    assert (day.value.date(), day.number_format) == (date(2026, 11, 23), "dd/mm/yyyy")
    assert (first["How many pupils?"].value, first["How many pupils?"].data_type) == (1250, "n")
    assert f"{first['Submitted'].value:%H:%M}" == "10:30"  # half past nine in UTC, in summer
    explained = {row[1].value: (row[0].value, row[3].value) for row in book["Columns"].iter_rows(min_row=2)}
    letter, versions = explained["place.old"]
    assert (book["Submissions"][f"{letter}1"].value, versions) == ("Asked once only", "1")


def test_a_sheet_that_is_full_goes_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.export.workbook.MOST_ROWS", 3)
    book = load_workbook(workbook([typed("x", number) for number in range(5)]))
    rows = [row[0].value for sheet in book if sheet.title.startswith("Submissions") for row in sheet.iter_rows()]
    assert rows == ["Submission", "visit-0", "visit-1", "Submission", "visit-2", "visit-3", "Submission", "visit-4"]
    assert book["Submissions 3"].freeze_panes == "A2"


def test_a_text_that_no_cell_can_hold_says_that_it_was_cut() -> None:
    book = load_workbook(workbook([typed("y" * 40_000)]))
    held = book["Submissions"]["D2"].value
    assert (len(held), held.endswith("(the rest is in the JSON)")) == (32_767, True)


def test_a_cell_is_full_by_the_units_that_excel_counts() -> None:
    for text, left in (("\U0001f33c" * 16_383, True), ("\U0001f33c" * 16_384, False), ("y" * 32_767, True)):
        held = str(load_workbook(workbook([typed(text)]))["Submissions"]["D2"].value)
        assert (held == text) is left
        assert len(held.encode("utf-16-le")) // 2 <= 32_767
