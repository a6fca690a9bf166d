"""The files that the answers of a form name.

Here lives which entries can name files: those of questions that are answered with files. What else was typed names
none, whatever it looks like. How such an entry is written lives in `engine.stored_file`.
"""

from collections.abc import Iterator, Mapping

from engine.form import Cell, Form
from engine.stored_file import StoredFile, read_files

FILES = "files"
"""The reader of the kinds that are answered with files."""


def takes_files(cell: Cell) -> bool:
    """Say whether an answer is files."""
    return cell.kind.reader == FILES


def named_files(form: Form, entries: Mapping[str, str]) -> Iterator[StoredFile]:
    """Yield the files that answers name, in the form's order; one that two answers name comes twice."""
    for cell in filter(takes_files, form.of(entries).cells):
        for text in cell.texts(entries.get):
            yield from read_files(text) or ()
