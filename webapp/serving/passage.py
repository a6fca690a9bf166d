"""One connection by HTTPS, and what passes through it.

Here lives the handshake and the two ways that bytes go, each no faster than the other side takes them. What the bytes
say is not looked at: the server behind judges them, and closes a connection that keeps it waiting.
"""

import asyncio
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import cast

HANDSHAKE_SECONDS = 10.0
PATIENCE_SECONDS = 60.0
"""How long the other side may take no byte of an answer."""
LINGER_SECONDS = 2.0
"""How long what the server takes no more is let go by, so that its answer reaches whoever is still sending."""
_PARTING_SECONDS = 30.0
_PIECE = 64 * 1024

Moved = Callable[["asyncio.Task[None]"], None]


async def pass_through(connection: socket.socket, context: ssl.SSLContext, inner: Path, *, moved: Moved) -> None:
    """Let bytes through until one side has ended. `moved` is called with this task each time that some went on."""
    with suppress(OSError):  # whoever comes may also go, or speak no TLS: nobody else has to know
        reader, writer = await _handshake(connection, context)
        try:
            await _Passage(reader, writer, moved=moved).run(inner)
            writer.close()
            await writer.wait_closed()
        finally:
            writer.transport.abort()


async def _handshake(
    connection: socket.socket, context: ssl.SSLContext
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Agree on keys with whoever came. Raises OSError when that fails, or takes too long."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=_PIECE)
    protocol = asyncio.StreamReaderProtocol(reader)
    transport, _ = await loop.connect_accepted_socket(
        lambda: protocol,
        connection,
        ssl=context,
        ssl_handshake_timeout=HANDSHAKE_SECONDS,
        ssl_shutdown_timeout=_PARTING_SECONDS,
    )
    transport.set_write_buffer_limits(high=_PIECE)
    return reader, asyncio.StreamWriter(transport, protocol, reader, loop)


class _Passage:
    """Bytes between somebody who came by HTTPS and the server behind.

    The server's side is a plain socket, because what the server said before it hung up can still be read from one.
    """

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, moved: Moved) -> None:
        self._reader = reader
        self._writer = writer
        self._tell_moved = moved
        self._task = cast("asyncio.Task[None]", asyncio.current_task())
        self._hung_up = False

    async def run(self, inner: Path) -> None:
        """Go on until the server behind has ended. Raises OSError when the other side is gone."""
        with socket.socket(socket.AF_UNIX) as server:
            server.setblocking(False)
            await asyncio.get_running_loop().sock_connect(server, str(inner))
            asking = asyncio.create_task(self._ask(server))
            try:
                await self._answer(server)
                if self._hung_up:
                    await asyncio.wait([asking], timeout=LINGER_SECONDS)
            finally:
                asking.cancel()
                await asyncio.gather(asking, return_exceptions=True)

    async def _ask(self, server: socket.socket) -> None:
        """Send on what comes in; once the server takes no more, let the rest go by, so that its answer is read."""
        with suppress(OSError):
            while piece := await self._reader.read(_PIECE):
                self._moved()
                if not self._hung_up:
                    await self._send(server, piece)
        with suppress(OSError):
            server.shutdown(socket.SHUT_WR)

    async def _send(self, server: socket.socket, piece: bytes) -> None:
        try:
            await asyncio.get_running_loop().sock_sendall(server, piece)
        except OSError:
            self._hung_up = True

    async def _answer(self, server: socket.socket) -> None:
        """Bring back what the server says, no faster than it is read."""
        while piece := await self._receive(server):
            self._moved()
            self._writer.write(piece)
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._writer.drain()

    async def _receive(self, server: socket.socket) -> bytes:
        try:
            return await asyncio.get_running_loop().sock_recv(server, _PIECE)
        except ConnectionResetError:  # all that it said was read, and not all that it was sent
            self._hung_up = True
            return b""

    def _moved(self) -> None:
        self._tell_moved(self._task)
