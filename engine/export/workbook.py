"""Tables as an XLSX workbook: a sheet for each, and one that says what the columns are.

Here lives the writing. A sheet has its first row frozen and a filter on every column; numbers are numbers, days and
times are such, and a text is never a formula, whatever it begins with: its cell says that it is text, also once
somebody edits it. Moments are told as the clocks in London say. Rows go to a file on the disk as they come, so that any
number of submissions takes the same memory.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import IO

import xlsxwriter  # type: ignore[import-untyped]

from engine.export.columns import columns_of
from engine.export.csv_text import opens_formula
from engine.export.given import Submission
from engine.export.submissions import as_written, versions
from engine.export.table import NARROW, WIDE, Heading, Row, Table
from engine.form import Form
from engine.kinds.kind import Tabled
from engine.london import in_london

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
LONGEST = 32_767
"""The most rows, columns and characters of a cell that XLSX has (ECMA-376, as Excel reads it)."""
_UNIT = 2
"""The bytes of one of the units of UTF-16 that a cell's characters are counted in: an emoji has two."""
CUT = "… (the rest is in the JSON)"
_FIRST_YEAR = 1901
_FORMATS = {datetime: "dd/mm/yyyy hh:mm", date: "dd/mm/yyyy", time: "hh:mm"}
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_COLUMNS = (
    Heading("column", "Column", NARROW),
    Heading("address", "Address", WIDE),
    Heading("words", "What it holds", WIDE),
    Heading("versions", "Asked by versions", NARROW),
)


class TooWide(Exception):  # noqa: N818 (named after what happened)
    """A table has more columns than a sheet: the message is a sentence for a person."""

    def __init__(self, columns: int) -> None:
        super().__init__(
            f"This form has {columns:,} columns and a sheet has {MOST_COLUMNS:,}: take the CSV with one row an answer."
        )


def write_workbook(
    file: IO[bytes], tables: Sequence[Table], forms: Sequence[Form], submissions: Iterable[Submission]
) -> None:
    """Write tables of the submissions of some versions of one form into a file that can be sought in.

    Raises TooWide.
    """
    widest = max(len(each.headings) for each in tables)
    if widest > MOST_COLUMNS:
        raise TooWide(widest)
    workbook = _Workbook(file)
    sheets = [_Sheet(workbook, each.title, each.headings) for each in tables]
    for submission in submissions:
        for table, sheet in zip(tables, sheets, strict=True):
            for row in table.rows(submission):
                sheet.add(row)
    explained = _Sheet(workbook, "Columns", _COLUMNS)
    for row in _explained(tables[0], forms):
        explained.add(row)
    for each in (*sheets, explained):
        each.end()
    workbook.close()


def _explained(table: Table, forms: Sequence[Form]) -> Iterator[Row]:
    """Yield what each column of a table is, and for one of answers which versions asked it."""
    asked = {each.address: each.at for each in columns_of(forms)}
    for number, heading in enumerate(table.headings):
        said = versions(asked[heading.name]) if heading.name in asked else ""
        yield [xlsxwriter.utility.xl_col_to_name(number), heading.name, heading.words, said or None]


class _Workbook:
    """A workbook in the making, and the formats of its cells."""

    def __init__(self, file: IO[bytes]) -> None:
        self._book = xlsxwriter.Workbook(file, _OPTIONS)
        top = {"valign": "top", "text_wrap": True}
        self.head = self._book.add_format({"bold": True, **top})
        self.quoted = self._book.add_format({"quote_prefix": True})
        self.of_moments = {sort: self._book.add_format({"num_format": each}) for sort, each in _FORMATS.items()}
        self.sheet = self._book.add_worksheet
        self.close = self._book.close


class _Sheet:
    """A sheet in the making, which goes on in another one when it is full."""

    def __init__(self, workbook: _Workbook, title: str, headings: tuple[Heading, ...]) -> None:
        self._workbook = workbook
        self._title = title
        self._headings = headings
        self._number = 0
        self._begin()

    def add(self, row: Row) -> None:
        if self._rows == MOST_ROWS:
            self.end()
            self._begin()
        for column, value in enumerate(row):
            if value is not None:
                self._put(column, value)
        self._rows += 1

    def end(self) -> None:
        """Put a filter over the rows that there are."""
        self._sheet.autofilter(0, 0, self._rows - 1, len(self._headings) - 1)

    def _begin(self) -> None:
        self._number += 1
        self._sheet = self._workbook.sheet(self._title if self._number == 1 else f"{self._title} {self._number}")
        self._sheet.freeze_panes(1, 0)
        for column, heading in enumerate(self._headings):
            self._sheet.set_column(column, column, heading.width)
            self._sheet.write_string(0, column, _text(heading.words), self._workbook.head)
        self._rows = 1

    def _put(self, column: int, value: Tabled) -> None:
        """Put a value in its cell; a day before those that XLSX counts is a text."""
        if isinstance(value, int | float):
            self._sheet.write_number(self._rows, column, value)
            return
        if isinstance(value, date) and value.year < _FIRST_YEAR:
            value = as_written(value)
        if isinstance(value, str):
            quoted = self._workbook.quoted if opens_formula(value) else None
            self._sheet.write_string(self._rows, column, _text(value), quoted)
            return
        if isinstance(value, datetime) and value.tzinfo is not None:
            value = in_london(value).replace(tzinfo=None)
        self._sheet.write_datetime(self._rows, column, value, self._workbook.of_moments[type(value)])


def _text(text: str) -> str:
    """Return a text as a cell can hold it."""
    written = _UNWRITABLE.sub("\ufffd", text)
    units = written.encode("utf-16-le", "replace")
    if len(units) <= LONGEST * _UNIT:
        return written
    return units[: (LONGEST - len(CUT)) * _UNIT].decode("utf-16-le", "ignore") + CUT
