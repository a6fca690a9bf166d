"""What the log says of a failure: when, what sort, and where in the code. Never with which words.

Here lives how a failure is told to whoever looks after the application. The message of an exception may hold what
somebody typed, a token or a password (a database repeats the row that it refuses), and so may an address; neither is
ever written down. What people read on the page lives in `webapp.pages.refusals`.
"""

import logging
import time
import traceback
from collections.abc import Iterator
from types import TracebackType

_OURS = "webapp."
_CODES = ("sqlite_errorname", "sqlstate", "errno")
"""Where exceptions of databases and of the system keep a code that says what went wrong."""


def trace(failure: BaseException) -> str:
    """Return the sort of an exception and of each that led to it, with the places that they came through."""
    return "\n".join(line for each in _chain(failure) for line in (_sort(each), *_places(each.__traceback__)))


class Discreet(logging.Formatter):
    """Writes a line of ours as it is, and of others' only where it was written: who knows what they put in theirs."""

    def __init__(self) -> None:
        self.converter = time.gmtime
        super().__init__("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%SZ")

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and what it says of an exception."""
        theirs = {} if record.name.startswith(_OURS) else {"msg": _said_by(record), "args": ()}
        return super().format(logging.makeLogRecord({**record.__dict__, **theirs, "exc_text": None}))

    def formatException(  # noqa: N802 (the name is that of logging)
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """Return where an exception came from."""
        return trace(ei[1]) if ei[1] else ""


def start_log() -> None:
    """Write warnings and failures to the error stream of this process; of the rest only what has a level of its own."""
    stream = logging.StreamHandler()
    stream.setFormatter(Discreet())
    logging.basicConfig(level=logging.WARNING, handlers=[stream], force=True)


def _said_by(record: logging.LogRecord) -> str:
    return f"{record.name}: line {record.lineno} of {record.module}"


def _chain(failure: BaseException) -> Iterator[BaseException]:
    found: BaseException | None = failure
    while found is not None:
        yield found
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)


def _sort(failure: BaseException) -> str:
    code = next((text for name in _CODES if (text := getattr(failure, name, None))), "")
    return f"{type(failure).__module__}.{type(failure).__qualname__}{f' ({code})' if code else ''}"


def _places(found: TracebackType | None) -> list[str]:
    stack = traceback.StackSummary.extract(traceback.walk_tb(found), lookup_lines=False)
    return [f"  {each.filename}:{each.lineno} {each.name}" for each in stack]
