"""Making an archive while submissions go by, piece by piece, so that it can be sent before it is whole.

Here lives the order of its parts. One submission is in memory at a time; the checksum of each file is, too, because a
content is written once. What the archive is made of is asked for as it is needed.
"""

import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import IO, Protocol, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from engine.afterwards.document import Afterwards
from engine.afterwards.shape import afterwards_schema
from engine.afterwards.telling import written
from engine.archive.layout import (
    AFTERWARDS,
    AFTERWARDS_SCHEMA,
    FILES,
    FORMAT,
    MANIFEST,
    MOMENTS,
    README,
    README_WORDS,
    SUBMISSIONS,
    Version,
)
from engine.compile import compile_form
from engine.document import entries_of
from engine.form import Form
from engine.json_value import Json, JsonObject, as_object
from engine.named_files import named_files
from engine.schema import submission_schema
from formspec.loader import reopen

_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The moment that every part bears, the first that ZIP knows, so that the same submissions make the same bytes."""
_LINES = 100
"""How many submissions are written between two pieces."""
_BLOCK = 1024 * 1024


class Unmade(Exception):  # noqa: N818 (named after what happened)
    """An archive cannot be made: the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A submission to be put in: the text of its document, on one line, and when it came, to the microsecond.

    `after` is what came after it, None for nothing.
    """

    text: str
    submitted: datetime
    after: Afterwards | None = None


class Source(Protocol):
    """Where an archive has its contents from, by their checksums."""

    def spec_text(self, sha256: str) -> bytes:
        """Return the text of a spec."""

    def content(self, sha256: str) -> bytes | None:
        """Return what a file holds, None when that is not kept any more."""


def archive_of(submissions: Iterable[Arrived], source: Source) -> Iterator[bytes]:
    """Yield the pieces of an archive of these submissions. Raises Unmade, and what `source` raises."""
    return _Archive(source).pieces(submissions)


class _Sink:
    """Where a ZIP is written that nobody seeks in: what came is taken away again."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Do nothing: every piece is there already."""

    def close(self) -> None:
        """Do nothing: there is nothing to let go of."""

    def taken(self) -> bytes:
        whole = b"".join(self._pieces)
        self._pieces.clear()
        return whole


class _Archive:
    """One archive in the making."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._sink = _Sink()
        self._zip = ZipFile(self._sink, "w")
        self._parts: list[Json] = []
        self._forms: dict[str, tuple[Form, bytes]] = {}
        self._files: dict[str, None] = {}
        self._count = 0

    def pieces(self, submissions: Iterable[Arrived]) -> Iterator[bytes]:
        self._put(README, README_WORDS.encode())
        with tempfile.TemporaryFile() as moments, tempfile.TemporaryFile() as afterwards:
            yield from self._submissions(submissions, moments, afterwards)
            yield from self._copied(MOMENTS, moments)
            yield from self._copied(AFTERWARDS, afterwards)
        self._put(AFTERWARDS_SCHEMA, _json(afterwards_schema()))
        for form, text in sorted(self._forms.values(), key=lambda each: _version(each[0])):
            self._put(_version(form).spec, text)
            self._put(_version(form).schema, _json(submission_schema(form)))
        yield self._sink.taken()
        yield from self._contents()
        told: JsonObject = {"format": FORMAT, "submissions": self._count, "files": len(self._files)}
        self._put(MANIFEST, _json({**told, "parts": self._parts}))
        self._zip.close()
        yield self._sink.taken()

    def _submissions(
        self, submissions: Iterable[Arrived], moments: IO[bytes], afterwards: IO[bytes]
    ) -> Iterator[bytes]:
        with _Measured(self, SUBMISSIONS) as part:
            for each in submissions:
                document = as_object(json.loads(each.text))
                self._know(document, each.after)
                part.write(each.text.encode() + b"\n")
                moments.write(_moment(document, each.submitted))
                afterwards.write(_afterwards(document, each.after))
                self._count += 1
                if self._count % _LINES == 0:
                    yield self._sink.taken()

    def _know(self, document: JsonObject, after: Afterwards | None) -> None:
        """Take down the form and the files that a document names, and the files of what came after it."""
        asked = str(document["spec"]).removeprefix("sha256:")
        if asked not in self._forms:
            text = self._source.spec_text(asked)
            spec = reopen(text)
            if spec is None:
                raise Unmade(f"The text that {document['form']}@{document['version']} was asked with cannot be read.")
            if any(_version(form) == (spec.form, spec.version) for form, _ in self._forms.values()):
                raise Unmade(f"{spec.address} was asked with two texts, and an archive has room for one: ask for less.")
            self._forms[asked] = compile_form(spec), text
        form, _ = self._forms[asked]
        entries, _ = entries_of(form, document["answers"])
        named = (*named_files(form, entries), *(after.files if after else ()))
        self._files |= dict.fromkeys(each.sha256 for each in named)

    def _copied(self, name: str, lines: IO[bytes]) -> Iterator[bytes]:
        lines.seek(0)
        with _Measured(self, name) as part:
            while block := lines.read(_BLOCK):
                part.write(block)
                yield self._sink.taken()

    def _contents(self) -> Iterator[bytes]:
        for checksum in self._files:
            content = self._source.content(checksum)
            if content is None:
                raise Unmade(
                    "A file that was there is not kept any more: something was erased meanwhile. Export again."
                )
            self._zip.writestr(_entry(FILES + checksum, ZIP_STORED), content)
            yield self._sink.taken()

    def _put(self, name: str, content: bytes) -> None:
        with _Measured(self, name) as part:
            part.write(content)

    def told(self, name: str, size: int, checksum: str) -> None:
        """Take down what the manifest says of a part."""
        self._parts.append({"name": name, "size": size, "sha256": checksum})

    def opened(self, name: str) -> "_Writable":
        """Begin a part; the one before it has to be closed."""
        part: _Writable = self._zip.open(_entry(name, ZIP_DEFLATED), "w", force_zip64=True)
        return part


class _Writable(Protocol):
    def write(self, piece: bytes, /) -> int: ...

    def close(self) -> None: ...


class _Measured:
    """A part that is written, measured as it is."""

    def __init__(self, archive: _Archive, name: str) -> None:
        self._archive = archive
        self._name = name
        self._size = 0
        self._sum = sha256()
        self._file = archive.opened(name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        self._file.close()
        self._archive.told(self._name, self._size, self._sum.hexdigest())

    def write(self, piece: bytes) -> None:
        self._file.write(piece)
        self._sum.update(piece)
        self._size += len(piece)


def _entry(name: str, method: int) -> ZipInfo:
    entry = ZipInfo(name, _BEGINNING)
    entry.compress_type = method
    entry.external_attr = 0o600 << 16
    return entry


def _version(form: Form) -> Version:
    return Version(form.spec.form, form.spec.version)


def _json(value: JsonObject) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def _moment(document: JsonObject, submitted: datetime) -> bytes:
    moment = submitted.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    line = {"id": document["id"], "submitted": moment, "digest": document["digest"]}
    return json.dumps(line).encode() + b"\n"


def _afterwards(document: JsonObject, after: Afterwards | None) -> bytes:
    line = written(after or Afterwards(submission=str(document["id"])))
    return json.dumps(line, ensure_ascii=False).encode() + b"\n"
