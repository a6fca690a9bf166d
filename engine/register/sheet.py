"""A register as CSV (RFC 4180): a line an entry, a column a field, for spreadsheets and for the import.

Here lives the writing, harmless to spreadsheets as every other export, and the reading of what people make of it: UTF-8
with or without a byte order mark; commas, semicolons or tabs between cells. What a row would do to the register is for
`engine.register.plan` to say. Everything that keeps a file from being read is `Unread`.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.export.csv_text import BYTE_ORDER_MARK, harmless
from engine.register.details import FIELDS, Details, tidied

ID = "id"
"""The column that says which entry a row is of; it may be left out, or blank for a new one."""
COLUMNS = (ID, *(each.column for each in FIELDS))
MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 5_000
_BETWEEN = (",", ";", "\t")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_NAMES = {each.column: each.name for each in FIELDS} | {each.label.casefold(): each.name for each in FIELDS} | {ID: ID}
_SAVE_AGAIN = "In the spreadsheet, save it as “CSV UTF-8”, then choose it again."


class Unread(Exception):  # noqa: N818 (named after what happened)
    """A file that cannot be read as a register: one sentence that says where and why, and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file: the line that it begins on, the entry that it names, and what stands in it, by field.

    `columns` are the numbers of the columns, from 1, by field.
    """

    line: int
    id: str
    typed: Mapping[str, str]
    columns: Mapping[str, int]


def written(entries: Iterable[tuple[str, Details]]) -> Iterator[str]:
    """Yield the lines of a register, each with its end: the names of its columns, then an entry a line."""
    yield BYTE_ORDER_MARK + _line(COLUMNS)
    for entry_id, details in entries:
        yield _line([entry_id, *map(harmless, details.texts().values())])


def text_of(data: bytes) -> str:
    """Return the text of a file. Raises Unread."""
    if len(data) > MOST_BYTES:
        raise Unread(f"This file is larger than {MOST_BYTES // 1024**2} MB: import it in several.")
    if data.startswith(_UTF_16):
        raise Unread(f"This file is saved as UTF-16. {_SAVE_AGAIN}")
    try:
        return tidied(data.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise Unread(f"Line {line} holds a letter that is not saved as UTF-8. {_SAVE_AGAIN}") from None


def read_rows(text: str) -> tuple[Row, ...]:
    """Return the rows of a register that was written as CSV. Raises Unread."""
    lines = _lines(text.removeprefix(BYTE_ORDER_MARK))
    _, heading = next(lines, (1, []))
    names = _names(heading)
    rows = tuple(_row(number, cells, names) for number, cells in lines)
    if len(rows) > MOST_ROWS:
        raise Unread(f"This file has more than {MOST_ROWS:,} rows: import it in several.")
    return rows


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold anything, each with the line that it begins on. Raises Unread."""
    first = text.partition("\n")[0]
    between = next((each for each in _BETWEEN if "name" in first.strip().replace('"', "").casefold().split(each)), ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error:
        raise Unread(
            f"From line {begins} on this file cannot be read as CSV: a quotation mark there is not closed, or stands "
            "within a cell that does not begin with one."
        ) from None


def _names(heading: Sequence[str]) -> list[str]:
    """Return the field of each column, "" for one without a heading. Raises Unread."""
    names = [_NAMES.get(" ".join(cell.split()).casefold(), cell.strip()) for cell in heading]
    for number, name in enumerate(names, 1):
        if name and name not in _NAMES.values():
            raise Unread(
                f"Line 1, column {number}: “{name}” is no column of a register. They are: {', '.join(COLUMNS)}."
            )
        if name and name in names[: number - 1]:
            raise Unread(f"Line 1, column {number}: “{heading[number - 1].strip()}” stands there a second time.")
    if "name" not in names:
        raise Unread("Line 1 has to name the columns, and one of them has to be “name”.")
    return names


def _row(line: int, cells: Sequence[str], names: Sequence[str]) -> Row:
    """Return a row. Raises Unread where it has not a cell for each column."""
    few = len(cells) < len(names)
    if few or any(cell.strip() for cell in cells[len(names) :]):
        mend = "put the missing separators in" if few else "put quotation marks round a text that holds a separator"
        cell = "cell" if len(cells) == 1 else "cells"
        raise Unread(f"Line {line} has {len(cells)} {cell}, and line 1 has {len(names)}: {mend}.")
    loose = next((at for at, name in enumerate(names) if not name and cells[at].strip()), None)
    if loose is not None:
        raise Unread(f"Line {line}, column {loose + 1}: this column has no heading in line 1.")
    typed = {name: _as_typed(cell) for name, cell in zip(names, cells, strict=False) if name}
    return Row(line, typed.pop(ID, "").strip(), typed, {name: at for at, name in enumerate(names, 1)})


def _as_typed(cell: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    bare = cell[1:]
    return bare if cell.startswith("'") and harmless(bare) == cell else cell
