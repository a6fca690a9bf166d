"""A table as CSV (RFC 4180), for spreadsheets and programs: UTF-8, a comma between cells, a line for each row.

Here lives the writing, and what keeps a spreadsheet from taking a text for a formula. A text that begins with a sign
that opens a formula, whatever blanks stand before it, gets an apostrophe in front; so does one that begins with an
apostrophe, a tab or a line break, so that whoever takes one apostrophe off a cell that begins with one has the text as
it was. Numbers, days and times are never texts. (OWASP, CSV Injection.)
"""

import csv
import unicodedata
from collections.abc import Iterable, Iterator

from engine.export.given import Submission
from engine.export.submissions import as_written
from engine.export.table import Row, Table
from engine.kinds.kind import Tabled

BYTE_ORDER_MARK = "\ufeff"
"""Stands before the first line: without it, spreadsheets take UTF-8 for something else."""
_SIGNS = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
"""What a formula may begin with; the last four are the wide signs of Chinese and Japanese keyboards."""
_FIRST = ("'", "\t", "\r", "\n")
_APOSTROPHE = "'"
_UNSEEN = "CZ"
"""The classes of Unicode that leave nothing to be seen: controls, marks of formatting, and blanks."""


def csv_lines(table: Table, submissions: Iterable[Submission]) -> Iterator[str]:
    """Yield the lines of a table, each with its end: the names of its columns, then its rows."""
    line = _Line()
    writer = csv.writer(line, lineterminator="\r\n")
    writer.writerow([harmless(each.name) for each in table.headings])
    yield BYTE_ORDER_MARK + line.taken()
    for submission in submissions:
        for row in table.rows(submission):
            writer.writerow(_cells(row))
            yield line.taken()


def harmless(text: str) -> str:
    """Return a text as a cell of CSV may hold it, so that no spreadsheet takes it for a formula."""
    return _APOSTROPHE + text if text.startswith(_FIRST) or opens_formula(text) else text


def opens_formula(text: str) -> bool:
    """Say whether the first sign of a text that can be seen is one that a formula begins with."""
    if text[:1].isalnum():
        return False
    return next((each for each in text if unicodedata.category(each)[0] not in _UNSEEN), "") in _SIGNS


def _cells(row: Row) -> list[Tabled | None]:
    return [each if each is None else _cell(each) for each in row]


def _cell(value: Tabled) -> str | int | float:
    if isinstance(value, str):
        return harmless(value)
    return value if isinstance(value, int | float) else as_written(value)


class _Line:
    """Where the writer puts the line that it makes."""

    def __init__(self) -> None:
        self._pieces: list[str] = []

    def write(self, piece: str) -> None:
        self._pieces.append(piece)

    def taken(self) -> str:
        line = "".join(self._pieces)
        self._pieces.clear()
        return line
