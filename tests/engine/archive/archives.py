"""An archive of a few visits with a file, and ways to spoil it."""

import hashlib
import io
import json
import warnings
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from engine.archive.layout import MANIFEST
from engine.archive.reading import Held, opened_archive
from engine.archive.writing import Arrived, archive_of
from engine.canonical import digest
from tests.engine.export.visits import FIRST, MOMENT, SECOND, document_of, form_of

TEXTS = {hashlib.sha256(text.encode()).hexdigest(): text.encode() for text in (FIRST, SECOND)}
CONTENT = b"%PDF-1.7 a plan"
SUM = hashlib.sha256(CONTENT).hexdigest()
NOW = MOMENT + timedelta(days=1)
"""When the archive is read, as the tests have it."""
Parts = dict[str, bytes]


class Kept:
    """Where the archive has its contents from."""

    def spec_text(self, sha256: str) -> bytes:
        return TEXTS[sha256]

    def content(self, sha256: str) -> bytes | None:
        return CONTENT if sha256 == SUM else None


def visits(number: int = 3) -> list[Arrived]:
    found = []
    for at in range(number):
        form = form_of(SECOND if at % 2 else FIRST)
        entries = {"place.name": f"Place {at} “café”"}
        if at == 0:
            entries["walk.stairs.attachments"] = f"{SUM} {len(CONTENT)} application/pdf plan.pdf"
        text = json.dumps(document_of(form, entries, at), ensure_ascii=False)
        found.append(Arrived(text, MOMENT + timedelta(minutes=at, microseconds=7)))
    return found


def archive(submissions: list[Arrived] | None = None) -> bytes:
    return b"".join(archive_of(visits() if submissions is None else submissions, Kept()))


def parts_of(made: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def packed(parts: Parts, *more: tuple[str, bytes]) -> bytes:
    """The parts as a ZIP again, with more parts behind them, whatever their names."""
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w") as made:
        warnings.simplefilter("ignore")  # that a name stands twice
        for name, content in (*parts.items(), *more):
            method = zipfile.ZIP_STORED if name.startswith("files/") else zipfile.ZIP_DEFLATED
            made.writestr(zipfile.ZipInfo(name), content, method)
    return file.getvalue()


def told_again(parts: Parts, **more: object) -> Parts:
    """The parts with a manifest that says what they are, as somebody makes it who wants to be believed."""
    manifest = json.loads(parts[MANIFEST]) | more
    others = [name for name in parts if name != MANIFEST and not name.startswith("files/")]
    manifest["parts"] = [
        {"name": name, "size": len(parts[name]), "sha256": hashlib.sha256(parts[name]).hexdigest()} for name in others
    ]
    return {**parts, MANIFEST: json.dumps(manifest).encode()}


def with_documents(parts: Parts, change: Callable[[list[dict[str, Any]]], object], *, sealed: bool = True) -> Parts:
    """The parts with the documents changed, and everything that depends on them made to agree."""
    documents = [json.loads(line) for line in parts["submissions.jsonl"].splitlines()]
    moments = [json.loads(line) for line in parts["moments.jsonl"].splitlines()]
    change(documents)
    for document, moment in zip(documents, moments, strict=False):
        document["digest"] = digest(document) if sealed else document["digest"]
        when = document["submitted"][:-1] + moment["submitted"][len("2026-07-01T09:30:00") :]
        moment |= {"id": document["id"], "digest": document["digest"], "submitted": when}
    afterwards = [{"submission": each["id"], "decisions": [], "actions": []} for each in documents]
    lines = {"submissions.jsonl": documents, "moments.jsonl": moments[: len(documents)], "afterwards.jsonl": afterwards}
    made = {name: b"".join(json.dumps(each).encode() + b"\n" for each in listed) for name, listed in lines.items()}
    return told_again({**parts, **made}, submissions=len(documents))


def read(made: bytes) -> list[Held]:
    with opened_archive(io.BytesIO(made), now=NOW) as opened:
        found = []
        for held in opened.submissions():
            for file in held.files:
                opened.content(file)
            found.append(held)
        return found
