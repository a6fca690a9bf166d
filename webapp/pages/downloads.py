"""Answers as files to keep: one JSON document, or many, one a line.

Here lives how a download is named and sent. What stands in a document is the engine's.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import chain

from flask import Response

from engine.json_value import JsonObject

_BATCH = 64


def as_line(document: JsonObject) -> str:
    """Return a document as one line of JSON."""
    return json.dumps(document, ensure_ascii=False)


def attachment(text: str, name: str) -> Response:
    """Return one document as a file of that name."""
    return _named(Response(text + "\n", mimetype="application/json"), name)


def lines(documents: Iterable[str], name: str) -> Response:
    """Return many documents as one file, a document a line, sent while they are read.

    What cannot be read among the first is said on a page; what cannot later ends the file before its end is told.
    """
    batches = _batches(documents)
    first = next(batches)
    return _named(Response(chain((first,), batches), mimetype="application/jsonl"), name)


def _named(response: Response, name: str) -> Response:
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _batches(documents: Iterable[str]) -> Iterator[str]:
    batch: list[str] = []
    for document in documents:
        batch.append(document + "\n")
        if len(batch) == _BATCH:
            yield "".join(batch)
            batch.clear()
    yield "".join(batch)
