"""HTTPS in front of a server that speaks HTTP alone, in the same process.

Here lives accepting connections, how many there may be, and the thread that all this runs in. What passes through one
connection lives in `webapp.serving.passage`, the certificate in `webapp.serving.certificate`.
"""

import asyncio
import socket
import tempfile
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from webapp.serving.certificate import Certificate, CertificateError
from webapp.serving.passage import pass_through

MOST_CONNECTIONS = 250
"""How many connections there are at a time: each takes three of the 1,024 open files that a process may often have."""
RENEWAL_SECONDS = 60.0
_PAUSE_SECONDS = 0.5
_WAITING = 128


@contextmanager
def https_before(
    listening: socket.socket, certificate: Certificate, *, tell: Callable[[str], None]
) -> Iterator[socket.socket]:
    """Give a socket where a server of plain HTTP gets what comes by HTTPS to `listening`, and nothing else.

    It stands in a folder that is its owner's alone. `tell` is told, in a sentence, of a renewed certificate that cannot
    be used. Raises OSError where there is no place for such a socket.
    """
    with tempfile.TemporaryDirectory(prefix="formspec-") as folder, socket.socket(socket.AF_UNIX) as plain:
        path = Path(folder) / "http"
        plain.bind(str(path))
        plain.listen(_WAITING)
        with _running(_relay(listening, path, certificate, tell)):
            yield plain


@contextmanager
def _running(work: Coroutine[Any, Any, None]) -> Iterator[None]:
    """Do asynchronous work in a thread of its own, until the block is left."""
    loop = asyncio.new_event_loop()
    task = loop.create_task(work)
    thread = threading.Thread(target=_run, args=(loop, task), name="https")
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join()


def _run(loop: asyncio.AbstractEventLoop, task: asyncio.Task[None]) -> None:
    with suppress(asyncio.CancelledError):
        loop.run_until_complete(task)
    loop.close()


async def _relay(listening: socket.socket, inner: Path, certificate: Certificate, tell: Callable[[str], None]) -> None:
    passages = _Passages(inner, certificate)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(_accept(listening, passages))
            group.create_task(_renew(certificate, tell))
    finally:
        await passages.end()


async def _accept(listening: socket.socket, passages: "_Passages") -> None:
    listening.setblocking(False)
    loop = asyncio.get_running_loop()
    while True:
        try:
            connection, _ = await loop.sock_accept(listening)
        except OSError:  # it was given up again, or no more files may be open: the next may fare better
            await asyncio.sleep(_PAUSE_SECONDS)
            continue
        passages.begin(connection)


async def _renew(certificate: Certificate, tell: Callable[[str], None]) -> None:
    while True:
        await asyncio.sleep(RENEWAL_SECONDS)
        try:
            certificate.renew()
        except CertificateError as fault:
            tell(f"{fault} Until then the certificate of before is shown.")


class _Passages:
    """The connections there are, the one that has been silent longest first.

    When there are too many, that one is let go: so nobody keeps others out by opening connections and saying nothing,
    and there is no telling apart who is who by their address, which a whole school may share.
    """

    def __init__(self, inner: Path, certificate: Certificate) -> None:
        self._inner = inner
        self._certificate = certificate
        self._open: dict[asyncio.Task[None], None] = {}

    def begin(self, connection: socket.socket) -> None:
        """Let something through a connection that was accepted."""
        context = self._certificate.context
        task = asyncio.create_task(pass_through(connection, context, self._inner, moved=self._moved))
        self._open[task] = None
        task.add_done_callback(self._forget)
        task.add_done_callback(lambda _: connection.close())  # one that was let go at once has closed nothing itself
        if len(self._open) > MOST_CONNECTIONS:
            silent = next(iter(self._open))
            self._forget(silent)
            silent.cancel()

    async def end(self) -> None:
        """Let go of every connection."""
        ended = list(self._open)
        for task in ended:
            task.cancel()
        await asyncio.gather(*ended, return_exceptions=True)
        await asyncio.sleep(0)  # so that each transport hears of its end

    def _moved(self, task: asyncio.Task[None]) -> None:
        if task in self._open:
            self._forget(task)
            self._open[task] = None

    def _forget(self, task: asyncio.Task[None]) -> None:
        self._open.pop(task, None)
