"""The formats of exports, and how each is made of the records that are asked for.

Here lives one table. Whatever the format, records are read a page at a time and given out in pieces, so that any number
of them takes the same memory; a workbook goes by way of a file on the disk, because it is known only at its end.
"""

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from engine.archive.writing import Arrived, Unmade, archive_of
from engine.compile import compile_form
from engine.export.answers import answers_table
from engine.export.csv_text import csv_lines
from engine.export.findings import findings_table
from engine.export.given import Submission
from engine.export.submissions import submissions_table
from engine.export.workbook import TooWide, write_workbook
from engine.form import Form
from engine.json_value import as_object
from formspec.loader import reopen
from webapp.exports.deciding import Standing
from webapp.exports.following import followed_up
from webapp.storage.exported import Sealed, Selection
from webapp.storage.failures import StorageError
from webapp.storage.repository import Repository

_BATCH = 64
_BLOCK = 256 * 1024
_MEANWHILE = "A version was submitted for the first time while the export was made: export again."


class NotExported(Exception):  # noqa: N818 (named after what happened)
    """An export cannot be made: the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """What is exported: the records that are asked for, of those that whoever asks reaches.

    `told` is called with each record's number as it goes by.
    """

    repository: Repository
    selection: Selection
    told: Callable[[int], object] = lambda _number: None

    def sealed(self) -> Iterator[Sealed]:
        """Yield the records, the oldest first."""
        for number, each in enumerate(self.repository.sealed(self.selection), 1):
            self.told(number)
            yield each

    def forms(self) -> dict[str, Form]:
        """Return the forms that the records were asked with, by the checksums of their texts, from first to last."""
        asked = self.repository.asked_with(self.selection)
        return {each.sha256: _form(self.repository, each.sha256) for each in asked}

    def submissions(self, forms: dict[str, Form]) -> Iterator[Submission]:
        """Yield the records as tables read them. Raises NotExported where one is of none of the forms."""
        for each in self.sealed():
            document = as_object(json.loads(each.text))
            form = forms.get(str(document["spec"]).removeprefix("sha256:"))
            if form is None:
                raise NotExported(_MEANWHILE)
            yield Submission.of(document, form)


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what it is called, what it is good for, the type and the ending of its file, and how it is made.

    One `of_one_form` has columns that only one form has; one `in_pieces` can be sent before all of it is made.
    """

    name: str
    title: str
    about: str
    media_type: str
    suffix: str
    made: Callable[[Ordered], Iterator[bytes]]
    of_one_form: bool = False
    in_pieces: bool = True
    is_text: bool = True


def pieces(chosen: Format, ordered: Ordered) -> Iterator[bytes]:
    """Yield an export, piece by piece. Raises NotExported, and StorageError where what is kept cannot be read."""
    try:
        yield from chosen.made(ordered)
    except (TooWide, Unmade) as fault:
        raise NotExported(str(fault)) from fault


def _json_lines(ordered: Ordered) -> Iterator[bytes]:
    return _joined(f"{each.text}\n" for each in ordered.sealed())


def _json_list(ordered: Ordered) -> Iterator[bytes]:
    def written() -> Iterator[str]:
        yield "["
        for number, each in enumerate(ordered.sealed()):
            yield f"{',' if number else ''}\n{each.text}"
        yield "\n]\n"

    return _joined(written())


def _submissions(ordered: Ordered) -> Iterator[bytes]:
    forms, standing = ordered.forms(), Standing(ordered.repository)
    table = submissions_table(tuple(forms.values()), standing.on)
    return _joined(csv_lines(table, standing.beside(ordered.submissions(forms))))


def _answers(ordered: Ordered) -> Iterator[bytes]:
    return _joined(csv_lines(answers_table(), ordered.submissions(ordered.forms())))


def _findings(ordered: Ordered) -> Iterator[bytes]:
    table = findings_table(followed_up(ordered.repository))
    return _joined(csv_lines(table, ordered.submissions(ordered.forms())))


def _workbook(ordered: Ordered) -> Iterator[bytes]:
    forms, standing = ordered.forms(), Standing(ordered.repository)
    listed = tuple(forms.values())
    tables = [submissions_table(listed, standing.on), findings_table(followed_up(ordered.repository))]
    with tempfile.TemporaryFile() as file:
        write_workbook(file, tables, listed, standing.beside(ordered.submissions(forms)))
        file.seek(0)
        while block := file.read(_BLOCK):
            yield block


def _archive(ordered: Ordered) -> Iterator[bytes]:
    after = ordered.repository.afterwards()
    arrived = (Arrived(each.text, each.submitted, after(each.id)) for each in ordered.sealed())
    return archive_of(arrived, _Source(ordered.repository))


@dataclass(frozen=True, slots=True)
class _Source:
    """Where an archive has its contents from."""

    repository: Repository

    def spec_text(self, sha256: str) -> bytes:
        return self.repository.text_of(sha256)

    def content(self, sha256: str) -> bytes | None:
        kept = self.repository.file(sha256)
        return kept.content if kept else None


def _form(repository: Repository, sha256: str) -> Form:
    spec = reopen(repository.text_of(sha256))
    if spec is None:
        raise StorageError("The words that this was asked with cannot be read.")
    return compile_form(spec)


def _joined(lines: Iterable[str]) -> Iterator[bytes]:
    batch: list[str] = []
    for line in lines:
        batch.append(line)
        if len(batch) == _BATCH:
            yield "".join(batch).encode()
            batch.clear()
    yield "".join(batch).encode()


_ZIP = (
    "the submissions, what was decided and followed up since, their forms and schemas, photos and files: to keep for "
    "years, or to take into another Formspec"
)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ALL = (
    Format(
        "xlsx", "Excel workbook", "a row a submission, and a sheet of concerns and actions", _XLSX, "xlsx", _workbook,
        of_one_form=True, in_pieces=False, is_text=False,
    ),
    Format(
        "csv", "CSV of submissions", "a row a submission, for any spreadsheet", "text/csv", "csv",
        _submissions, of_one_form=True,
    ),
    Format(
        "csv-answers", "CSV of answers", "a row an answer, for counting over forms and versions", "text/csv",
        "answers.csv", _answers,
    ),
    Format(
        "csv-findings", "CSV of findings", "a row a concern, an action, or what could not be found out", "text/csv",
        "findings.csv", _findings,
    ),
    Format("zip", "ZIP with everything", _ZIP, "application/zip", "zip", _archive, is_text=False),
    Format("jsonl", "JSON Lines", "a document a line, for programs", "application/jsonl", "jsonl", _json_lines),
    Format("json", "JSON", "one list of documents, for programs", "application/json", "json", _json_list),
)  # fmt: skip
FORMATS = {each.name: each for each in _ALL}
"""Every format, by its name."""
