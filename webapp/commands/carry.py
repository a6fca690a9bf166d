"""`formspec carry`: documents of older versions of a form, as documents of a newer one.

Here lives which documents and versions are meant, and how the report is printed. Carrying is the engine's.
"""

import argparse
import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from engine.canonical import tampered
from engine.carried import AGAIN, LEFT, SORTS, Carried, Step
from engine.carry.documents import carry_document
from engine.compile import compile_form
from engine.form import Form
from engine.json_text import LARGEST, JsonTextError, read_json
from engine.json_value import Json, JsonObject, as_list, as_object
from engine.validate import validate
from formspec.libraries import AnyLibrary
from formspec.loader import reopen
from webapp.commands.outcome import CommandError, Exit
from webapp.commands.printing import problem_lines, say_as_is, say_aside, say_json
from webapp.commands.published import declare_form, library_of, named_form
from webapp.commands.sources import read_bytes, reason

_MOST = 16 * LARGEST
_TURNED = "this was submitted, and is a draft now: something has to be answered before it can be submitted again."
_WORDS = dict(
    zip(
        SORTS,
        ("kept", "moved", "written another way", "to be answered or looked at again", "with no place any more"),
        strict=True,
    )
)


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what may follow `formspec carry`."""
    declare_form(parser)
    parser.add_argument("file", metavar="FILE", help="a document as JSON, or one a line; - is what comes in")
    parser.add_argument("--report", metavar="REPORT", help="write the report into this file, as JSON, and not aside")


def run(arguments: argparse.Namespace) -> Exit:
    """Print every document, carried, and say aside, or write down, what became of its answers."""
    line = _Line(arguments)
    status, reports = Exit.DONE, list[Json]()
    given, several = _documents(arguments.file)
    for place, data in given:
        try:
            read = _read(data, in_line=several)
            made, carried = line.carried(read)
        except _RefusedError as refused:
            say_aside(*(f"{place}: {sentence}" for sentence in refused.sentences))
            status = max(status, refused.status)
            continue
        say_as_is(json.dumps(made, ensure_ascii=False)) if several else say_json(made)
        if carried is not None:
            turned = made["status"] != as_object(read)["status"]
            status = max(status, Exit.FAULTS) if turned or not carried.whole else status
            reports.append({"id": made["id"], "status": made["status"], **as_object(as_list(made["carried"])[-1])})
            say_aside(*([f"{place}: {_TURNED}"] if turned else []))
            say_aside(*(() if arguments.report else _told(place, carried)))
    if arguments.report:
        _write(arguments.report, reports)
    return status


class _RefusedError(Exception):
    """A document that is not carried, and why: a sentence for each fault of it; `status` is what that makes it."""

    def __init__(self, *sentences: str, status: Exit = Exit.FAULTS) -> None:
        super().__init__(*sentences)
        self.sentences = sentences
        self.status = status


class _Line:
    """The versions of one form, up to the one that is carried to."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        named = named_form(arguments.form, arguments.specs)
        if named.loaded.spec is None:
            raise CommandError(*problem_lines(named.file, named.loaded.problems), status=Exit.FAULTS)
        self._spec = named.loaded.spec
        self._library: AnyLibrary = library_of(arguments.specs)
        self._made: dict[int, Form] = {}

    @cached_property
    def _new(self) -> Form:
        return compile_form(self._spec)

    def carried(self, document: Json) -> tuple[JsonObject, Carried | None]:
        """Return a document carried to the new version, and what was; no report where it is of that version."""
        version = self._version(document)
        found = as_object(document)
        forms = [self._form(each) for each in self._between(version)]
        errors = validate(forms[0], found, draft=found.get("status") == "draft")
        if errors:
            raise _RefusedError(*(f"{error.address}: {error.message}" for error in errors))
        if tampered(found):
            raise _RefusedError("This has changed since it was submitted: its digest is not that of what it holds.")
        if version == self._spec.version:
            return found, None
        made = carry_document(forms, found)
        return made.document, made.carried

    def _version(self, document: Json) -> int:
        """Return the version that a document is of. Raises _RefusedError when it is none that can be carried."""
        said = document if isinstance(document, dict) else {}
        form, version = said.get("form"), said.get("version")
        if form != self._spec.form or not isinstance(version, int) or isinstance(version, bool):
            raise _RefusedError(f"This is no document of {self._spec.form}.")
        if version > self._spec.version:
            raise _RefusedError(f"This is of version {version}, which comes after version {self._spec.version}.")
        if version != self._spec.version and version not in self._library.versions(self._spec.form):
            raise _RefusedError(f"There is no version {version} of {self._spec.form}.")
        return version

    def _between(self, version: int) -> Iterator[int]:
        """Yield a version, those that came after it, and the new one."""
        known = self._library.versions(self._spec.form)
        yield from (each for each in known if version <= each < self._spec.version)
        yield self._spec.version

    def _form(self, version: int) -> Form:
        if version == self._spec.version:
            return self._new
        if version not in self._made:
            spec = reopen(self._library.open(self._spec.form, version).text)
            if spec is None:
                raise CommandError(f"Version {version} of {self._spec.form} cannot be used.", status=Exit.FAULTS)
            self._made[version] = compile_form(spec)
        return self._made[version]


def _documents(name: str) -> tuple[Iterator[tuple[str, bytes]], bool]:
    """Return the text of each document in a file with where it stands, and whether that is one a line."""
    data = read_bytes(name, limit=_MOST)
    lines = [(at, line) for at, line in enumerate(data.split(b"\n"), 1) if line.strip()]
    if len(lines) < 2 or lines[0][1].strip() in (b"{", b"["):  # noqa: PLR2004 (one document on one line, or on many)
        return iter([(name, data)]), False
    return ((f"{name}:{at}", line) for at, line in lines), True


def _read(data: bytes, *, in_line: bool) -> Json:
    """Return a document that may be one line of several. Raises _RefusedError for what is no JSON."""
    try:
        return read_json(data)
    except JsonTextError as fault:
        place = f"column {fault.column}" if in_line else f"line {fault.line}, column {fault.column}"
        status = Exit.USAGE if in_line else Exit.FAULTS
        raise _RefusedError(f"{fault.sentence} ({place})", status=status) from None


def _told(place: str, carried: Carried) -> Iterator[str]:
    """Yield what became of a document: how many answers of each sort, and those that somebody has to look at."""
    counted = ((_WORDS[sort], len(carried.of(sort))) for sort in SORTS)
    yield f"{place}: {', '.join(f'{number} {words}' for words, number in counted if number) or 'nothing was entered'}"
    yield from (f"  {_line(step)}" for step in carried.report if step.sort in (AGAIN, LEFT))


def _line(step: Step) -> str:
    before = f" (before: {', '.join(step.before.splitlines())})" if step.before else ""
    return f"{step.address or step.was}: “{step.question}”: {step.note}{before}"


def _write(name: str, reports: list[Json]) -> None:
    try:
        Path(name).write_text(json.dumps(reports, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except (OSError, ValueError) as fault:
        raise CommandError(f"{name} cannot be written: {reason(fault)}.") from None
