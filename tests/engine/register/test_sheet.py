"""A register that was written as CSV is read as it was, and whatever cannot be read is said with its line."""

import csv
import io

import pytest
from hypothesis import given

from engine.export.csv_text import opens_formula
from engine.register.details import Details
from engine.register.plan import planned
from engine.register.sheet import COLUMNS, MOST_BYTES, Unread, read_rows, text_of, written
from tests.engine.register.strategies import registers

HEAD = ",".join(COLUMNS)
UNREAD = [
    (b"\xff\xfen\x00a\x00", "saved as UTF-16"),
    (b"name\r\nCaf\xe9\r\n", "Line 2 holds a letter that is not saved as UTF-8"),
    (b"", "one of them has to be “name”"),
    (b"note\nx\n", "one of them has to be “name”"),
    (b"name,colour\nForge,red\n", "Line 1, column 2: “colour” is no column of a register"),
    (b"name,Name\nForge,Forge\n", "Line 1, column 2: “Name” stands there a second time"),
    (b"name,note\n\nForge\n", "Line 3 has 1 cell, and line 1 has 2: put the missing separators in."),
    (b"name,note\nForge,a,b\n", "Line 2 has 3 cells, and line 1 has 2: put quotation marks round"),
    (b"name,\nForge,red\n", "Line 2, column 2: this column has no heading"),
    (b'name\nForge\n"The Barn\n', "From line 3 on this file cannot be read as CSV"),
    (b"name\n" + b"Forge\n" * 5_001, "more than 5,000 rows"),
    (b"name\n" + b"x" * MOST_BYTES, "larger than 2 MB"),
]


@pytest.mark.parametrize(("data", "sentence"), UNREAD)
def test_what_cannot_be_read_is_said_in_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(Unread, match=sentence.replace("(", r"\(")):
        read_rows(text_of(data))


@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_what_a_spreadsheet_makes_of_it_is_read(between: str, mark: str) -> None:
    lines = [["Name", "Other names", "Next review"], ["Café", "Forge\nHay", "05/09/2026"], ["", "", ""]]
    text = mark + "\n".join(between.join(f'"{cell}"' for cell in line) for line in lines)
    rows = read_rows(text_of(text.encode()))
    assert [(row.line, row.typed) for row in rows] == [
        (2, {"name": "Café", "other_names": "Forge\nHay", "next_review": "05/09/2026"})
    ]


@given(registers())
def test_to_import_what_was_exported_changes_nothing(known: dict[str, Details]) -> None:
    text = "".join(written(known.items()))
    found = planned(read_rows(text_of(text.encode())), known)
    assert [(each.sort, each.entry, each.details) for each in found] == [
        ("same", entry, details) for entry, details in known.items()
    ]


@given(registers())
def test_what_was_exported_makes_the_same_register_elsewhere(known: dict[str, Details]) -> None:
    found = planned(read_rows("".join(written(known.items()))), {})
    assert [(each.sort, each.details) for each in found] == [("new", details) for details in known.values()]


@given(registers())
def test_no_cell_is_a_formula(known: dict[str, Details]) -> None:
    text = "".join(written(known.items())).removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0] == list(COLUMNS)
    assert not [cell for row in rows[1:] for cell in row if opens_formula(cell) or cell.startswith(("\t", "\r"))]


def test_a_quotation_mark_of_a_person_stays() -> None:
    assert read_rows("name\n's Forge\n")[0].typed == {"name": "'s Forge"}
