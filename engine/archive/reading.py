"""Reading an archive from anywhere: nothing in it is believed before it was checked, and nothing is unpacked.

Here lives what is checked: that it has the parts that an archive has and no others, each once and under its own name
(so that no name leads anywhere); that each is as large as the manifest says and has its SHA-256; that every submission
is of a form that is there, is valid under it, has its digest, and says nothing that its answers do not come to; that
each file is what its name says, and is named by a submission or one of its actions. What takes a small archive to a
large memory is refused before it is read. One exception leaves this module, `engine.archive.zipped.Unfit`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import IO
from zipfile import ZipFile

from engine.afterwards.document import Afterwards
from engine.archive.layout import (
    AFTERWARDS,
    AFTERWARDS_SCHEMA,
    FILES,
    FIRST,
    FORMAT,
    LONGEST_PART,
    MANIFEST,
    MOMENTS,
    MOST_VERSIONS,
    README,
    SUBMISSIONS,
    Version,
    checksum_of,
    version_of,
)
from engine.archive.moments import ahead, completed, submitted_at
from engine.archive.reissues import Reissues
from engine.archive.telling import Telling
from engine.archive.zipped import Unfit, entries, opened_zip, reading, shown
from engine.canonical import tampered
from engine.compile import compile_form
from engine.document import entries_of
from engine.follow_up import actions_of, concerns_of
from engine.form import Form
from engine.json_text import JsonTextError, read_json
from engine.json_value import Json, JsonObject
from engine.named_files import named_files
from engine.stored_file import StoredFile
from engine.validate import unfounded, validate
from formspec.loader import reopen

_TAMPERED = "the document has changed since it was submitted: this is not the digest of what it holds"
_UNFOUNDED = "this is not what the answers come to: have the ZIP made again where it was submitted"
_CHANGED = "“{name}” in it is not what it was when the archive was made."


@dataclass(frozen=True, slots=True)
class Held:
    """A submission as an archive holds it: the text of its document, and the form that it was asked with.

    `submitted` is when it came, to the microsecond; `files` are those that its answers name, and those of its actions.
    `faults` is what is wrong with the document itself, a sentence each behind the address of the answer. `after` is
    what came after it, None in an archive of an older Formspec, which says nothing of that.
    """

    number: int
    id: str
    text: str
    document: JsonObject
    form: Form
    submitted: datetime
    files: tuple[StoredFile, ...]
    faults: tuple[str, ...]
    after: Afterwards | None


class Archive:
    """An archive that is open, with the forms in it; `submissions` are read once."""

    def __init__(self, archive: ZipFile, now: datetime) -> None:
        self._zip = archive
        self._now = now
        self._entries = entries(archive)
        self._manifest = self._told()
        self._sums = self._parts()
        self.forms: Mapping[Version, tuple[Form, bytes]] = self._forms()
        self._named: dict[str, None] = {}
        self._telling = Telling(now)
        self._small(README)
        if self.tells_afterwards:
            self._small(AFTERWARDS_SCHEMA)

    def submissions(self) -> Iterator[Held]:
        """Yield every submission, the oldest first; once all are read, what remains to be checked is. Raises Unfit."""
        known, reissues = set[str](), Reissues()
        documents, moments = self._lines(SUBMISSIONS), self._lines(MOMENTS)
        afterwards = self._lines(AFTERWARDS) if self.tells_afterwards else iter(())
        for number, line in enumerate(documents, 1):
            held = self._held(number, line, next(moments, b""), next(afterwards, b""))
            if held.id in known:
                raise Unfit(f"It holds the submission {held.id} twice.")
            known.add(held.id)
            if fault := "" if held.faults else reissues.fault(held.form, held.document):
                raise Unfit(fault)
            yield held
        self._finish(len(known), next(moments, b"") or next(afterwards, b""))

    @property
    def tells_afterwards(self) -> bool:
        """Whether it says what came after its submissions, which one of an older Formspec does not."""
        return self._manifest["format"] != FIRST

    @property
    def count(self) -> int:
        """How many submissions the archive says it holds, which is known to be true once all are read."""
        told = self._manifest.get("submissions")
        return told if isinstance(told, int) else 0

    def content(self, file: StoredFile) -> bytes:
        """Return what a file holds that a submission or an action names. Raises Unfit unless it is that."""
        entry = self._entries.get(FILES + file.sha256)
        if entry is None:
            raise Unfit(f"A file that a submission or an action names is not in it: {file.sha256}.")
        with reading(entry.filename):
            content = self._zip.read(entry) if entry.file_size == file.size else b""
        if sha256(content).hexdigest() != file.sha256:
            raise Unfit(_CHANGED.format(name=entry.filename))
        return content

    def _told(self) -> JsonObject:
        manifest = _object(self._read(MANIFEST), MANIFEST)
        found = manifest.get("format")
        if isinstance(found, int) and found > FORMAT:
            raise Unfit("It was made by a newer Formspec: bring this one up to date first.")
        if found is True or found not in (FIRST, FORMAT):
            raise Unfit(_CHANGED.format(name=MANIFEST))
        return manifest

    def _parts(self) -> dict[str, tuple[Json, Json]]:
        """Return the size and the checksum of every part but the files, as the manifest says them."""
        told = self._manifest.get("parts")
        listed = [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []
        sums = {str(each.get("name")): (each.get("size"), each.get("sha256")) for each in listed}
        expected = {each for each in self._entries if each != MANIFEST and not checksum_of(each)}
        wanted = expected | {README, SUBMISSIONS, MOMENTS}
        later = {AFTERWARDS, AFTERWARDS_SCHEMA}
        if self.tells_afterwards:
            wanted |= later
        elif later & expected:
            raise Unfit(_CHANGED.format(name=MANIFEST))
        wanted |= {version.schema for each in expected if (version := version_of(each))}
        for name in sorted(wanted ^ sums.keys() | wanted - expected):
            missing = "is missing from it" if name not in self._entries else "is not in its manifest"
            raise Unfit(f"“{shown(name)}” {missing}.")
        return sums

    def _forms(self) -> dict[Version, tuple[Form, bytes]]:
        versions = [version for name in self._entries if (version := version_of(name))]
        if len(versions) > MOST_VERSIONS:
            raise Unfit(f"It holds more than {MOST_VERSIONS:,} versions of forms, which is the most that is read.")
        return {version: self._form(version) for version in sorted(versions)}

    def _form(self, version: Version) -> tuple[Form, bytes]:
        text = self._small(version.spec)
        self._small(version.schema)
        try:
            spec = reopen(text)
            form = compile_form(spec) if spec else None
        except Exception:  # what is no form breaks the making of one in many ways, and all of them say the same
            form = None
        if form is None or (form.spec.form, form.spec.version) != version:
            raise Unfit(f"“{version.spec}” in it is not the text of that version.")
        return form, text

    def _held(self, number: int, line: bytes, moment: bytes, after: bytes) -> Held:
        place = f"Line {number} of “{SUBMISSIONS}” in it"
        document = _object(line, f"line {number} of {SUBMISSIONS}")
        named = document.get("form"), document.get("version")
        found = next((each for each in self.forms.items() if each[0] == named), None)
        if found is None or document.get("spec") != f"sha256:{found[1][0].spec.sha256}":
            raise Unfit(f"{place} is of a form whose text is not in it.")
        form = found[1][0]
        with _guarded(f"{place} is not a submission."):
            faults = _faults(form, document)
            entries, _ = entries_of(form, document.get("answers"))
            files = tuple(named_files(form, entries))
            submitted = submitted_at(document, _object(moment, f"line {number} of {MOMENTS}"))
            moments = [submitted, *(() if faults else completed(document))] if submitted else []
            if not faults:
                _require_readable(document)
        if submitted is None:
            raise Unfit(f"Line {number} of “{MOMENTS}” in it is not about the submission in the same line.")
        if early := ahead(moments, self._now):
            raise Unfit(f"{place} {early}.")
        with _guarded(f"Line {number} of “{AFTERWARDS}” in it cannot be what came after that submission."):
            told = self._told_of(number, after, form, document, sound=not faults)
        files = (*files, *(told.files if told else ()))
        self._named |= dict.fromkeys(each.sha256 for each in files)
        return Held(number, str(document["id"]), line[:-1].decode(), document, form, submitted, files, faults, told)

    def _told_of(self, number: int, line: bytes, form: Form, document: JsonObject, *, sound: bool) -> Afterwards | None:
        if not self.tells_afterwards:
            return None
        told = _object(line, f"line {number} of {AFTERWARDS}")
        return self._telling.of(number, told, form=form, document=document, sound=sound)

    def _finish(self, count: int, moment: bytes) -> None:
        if moment or self._manifest.get("submissions") != count:
            raise Unfit("It does not hold as many submissions as it says.")
        kept = {checksum for name in self._entries if (checksum := checksum_of(name))}
        if kept - self._named.keys() or self._manifest.get("files") != len(kept):
            raise Unfit("It holds a file that no submission and no action names.")

    def _small(self, name: str) -> bytes:
        """Return a part that is held in memory, once it is what the manifest says."""
        content = self._read(name)
        self._require(name, len(content), sha256(content).hexdigest())
        return content

    def _read(self, name: str) -> bytes:
        if name not in self._entries:
            raise Unfit(f"“{name}” is missing from it.")
        with reading(name), self._zip.open(self._entries[name]) as part:
            content = part.read(LONGEST_PART + 1)
        if len(content) > LONGEST_PART:
            raise Unfit(f"“{name}” in it is larger than {LONGEST_PART // 1024 // 1024} MiB, the most that is read.")
        return content

    def _lines(self, name: str) -> Iterator[bytes]:
        """Yield the lines of a part, each with its end; whether they were the right ones is said at the end."""
        size, checksum, number = 0, sha256(), 0
        with reading(name):
            part = self._zip.open(self._entries[name])
        with part:
            while True:
                number += 1
                with reading(name):
                    line = part.readline(LONGEST_PART + 1)
                if not line:
                    break
                if not line.endswith(b"\n"):
                    raise Unfit(f"Line {number} of “{name}” in it is cut off, or longer than any that is read.")
                size += len(line)
                checksum.update(line)
                yield line
        self._require(name, size, checksum.hexdigest())

    def _require(self, name: str, size: int, checksum: str) -> None:
        if self._sums[name] != (size, checksum):
            raise Unfit(_CHANGED.format(name=name))


@contextmanager
def opened_archive(file: IO[bytes], *, now: datetime | None = None) -> Iterator[Archive]:
    """Give the archive that a file holds, which can be sought in, as it is read at a moment. Raises Unfit."""
    with opened_zip(file) as archive:
        yield Archive(archive, now or datetime.now(UTC))


@contextmanager
def _guarded(sentence: str) -> Iterator[None]:
    """Raise Unfit with a sentence where anything but that is raised, as forms and documents that are none let it be."""
    try:
        yield
    except Unfit:
        raise
    except Exception as fault:
        raise Unfit(sentence) from fault


def _require_readable(document: JsonObject) -> None:
    """Raise whatever keeps the findings of a submission without errors from being read."""
    actions_of(document)
    concerns_of(document)


def _faults(form: Form, document: JsonObject) -> tuple[str, ...]:
    found = tuple(f"{each.address}: {each.message}" for each in validate(form, document))
    if tampered(document):
        found = (*found, f"digest: {_TAMPERED}")
    return found or tuple(f"{member}: {_UNFOUNDED}" for member in unfounded(form, document))


def _object(text: bytes, name: str) -> JsonObject:
    try:
        value = read_json(text)
    except JsonTextError as fault:
        raise Unfit(f"“{name}” in it is not JSON: {fault.sentence}.") from None
    if not isinstance(value, dict):
        raise Unfit(f"“{name}” in it is not a JSON object.")
    return value
