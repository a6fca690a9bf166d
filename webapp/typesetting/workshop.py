"""The process in which one PDF is made: a report and its photos come in, the PDF goes out, and the process ends.

Here live its limits, set before it reads anything. `webapp.typesetting.making` starts it.

What comes in are pieces, each a line with its name and its size in bytes, and so many bytes: the content as JSON under
the name `content`, then drawings and photos. The moment that the PDF is dated is the one word that it is started with.
"""

import importlib
import json
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from webapp.log import trace

MOST_SECONDS = 30
MOST_MEMORY = 2048 * 1024 * 1024
FAILED = 3
"""What the process ends with where the PDF cannot be made; why, without a word of it, is on standard error."""
CONTENT = "content"
UNDATED = "undated"


def limit() -> None:
    """Let this process have no more time and memory than a PDF needs, and write no file."""
    try:
        resource = importlib.import_module("resource")
    except ImportError:  # Windows has none: there the time that its parent waits is the limit
        return
    for what, most in (
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))


def pieces(given: BinaryIO) -> Iterator[tuple[str, bytes]]:
    """Yield the pieces that come in, each with its name."""
    while line := given.readline():
        name, size = line.decode().split()
        yield name, given.read(int(size))


def main(dated: str) -> int:
    """Make the PDF of the report that comes in, and return what the process ends with."""
    limit()
    moment = None if dated == UNDATED else datetime.fromisoformat(dated)
    try:
        typesetting = importlib.import_module("engine.pdf.typesetting")
        pictures = dict(pieces(sys.stdin.buffer))
        made = typesetting.typeset(json.loads(pictures.pop(CONTENT)), pictures, moment)
    except Exception as failure:  # whatever it is, who asked for the PDF is told the same, and the log where it was
        sys.stderr.write(trace(failure))
        return FAILED
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
