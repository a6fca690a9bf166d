"""The last hash of the audit trail, written to the log at the start and once a day.

Here lives how often. Whoever can write to the database can work out every hash of the trail anew, but changes no line
of a log that is kept elsewhere: an act before the last line that was changed since shows by that.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from webapp.storage.failures import StorageError
from webapp.storage.trail import Trail

LOG = logging.getLogger(__name__)
_DAY = 24 * 60 * 60.0
_PATIENCE = 5.0


@contextmanager
def anchored(trail: Trail, *, every: float = _DAY) -> Iterator[None]:
    """Write the last hash to the log now and every so many seconds, beside whatever is done meanwhile."""
    stopping = threading.Event()
    thread = threading.Thread(target=_run, args=(trail, stopping, every), name="anchor", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join(_PATIENCE)


def _run(trail: Trail, stopping: threading.Event, every: float) -> None:
    while True:
        _tell(trail)
        if stopping.wait(every):
            return


def _tell(trail: Trail) -> None:
    try:
        last = trail.last_act()
    except StorageError:
        LOG.exception("The last hash of the audit trail could not be read")
        return
    if last is not None:
        LOG.info("The last hash of the audit trail, of act %s, is %s", last.number, last.hash)
