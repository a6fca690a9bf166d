"""The application while it is open: made from its settings, listening, and serving until it is told to stop.

Here lives the start and the stop. What the application does lives in `webapp.application`, and what may be asked of the
start in `webapp.commands.serve`, which loads nothing of this before the settings are known to be good.
"""

import errno
import logging
import os
import shlex
import signal
import socket
import sys
from contextlib import AbstractContextManager, closing, nullcontext
from types import FrameType
from typing import cast

from flask import Flask
from waitress.server import BaseWSGIServer, create_server

from webapp.application import close, create_app
from webapp.backup.workshop import sweep
from webapp.commands.open_at import note
from webapp.commands.outcome import CommandError, Exit
from webapp.commands.printing import say, say_all, say_aside
from webapp.guard.address import LONGEST_HEADERS
from webapp.guard.body import MOST_BYTES_WITH_FILES
from webapp.guard.connection import PromptChannel
from webapp.log import start_log
from webapp.pages.desk import EXTENSION, Desk
from webapp.serving.anchor import LOG as ANCHOR
from webapp.serving.anchor import anchored
from webapp.serving.certificate import Certificate, CertificateError
from webapp.serving.readiness import NO_ACCOUNTS, NotReadyError, require_lasting
from webapp.serving.relay import MOST_CONNECTIONS, https_before
from webapp.settings import Settings
from webapp.storage.failures import StorageError

THREADS = 8
WAITING = 128
_IDLE_SECONDS = 60
_TIDY_SECONDS = 10
_ROOM = 2
"""How many times the most that a page takes the server reads, so that the page can say that it is too much."""


def serve(settings: Settings) -> Exit:
    """Open the application, say where, and serve until told to stop. Raises CommandError."""
    signal.signal(signal.SIGTERM, _stop)
    start_log()
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a request that waits its turn is no news
    ANCHOR.setLevel(logging.INFO)
    certificate = _certificate(settings)
    with (
        _listening(settings) as listening,
        closing(_Opened(settings)) as opened,
        _plain(listening, certificate) as plain,
        anchored(opened.repository) if settings.is_public else nullcontext(),
    ):
        server = server_for(opened.application, plain, scheme="https" if settings.is_public else "http")
        note(settings, settings.public_url or _here(listening))
        _say_where(settings, listening)
        server.run()
        server.close()
    return Exit.DONE


def server_for(application: Flask, listening: socket.socket, *, scheme: str = "http") -> BaseWSGIServer:
    """Return the server of one address, with an end to what it reads and to how long it waits.

    `scheme` is what people come by, whoever ends it.
    """
    made = create_server(
        application,
        sockets=[listening],
        threads=THREADS,
        ident=None,
        connection_limit=2 * MOST_CONNECTIONS,
        max_request_header_size=_ROOM * LONGEST_HEADERS,
        max_request_body_size=_ROOM * MOST_BYTES_WITH_FILES,
        channel_timeout=_IDLE_SECONDS,
        cleanup_interval=_TIDY_SECONDS,
        asyncore_use_poll=True,
        url_scheme=scheme,
    )
    server = cast(BaseWSGIServer, made)
    server.channel_class = PromptChannel
    return server


class _Opened:
    """The application, with what it keeps held open until `close`.

    At a public address it is opened only where it has accounts, and keeps what is entered in a place that lasts.
    """

    def __init__(self, settings: Settings) -> None:
        try:
            if settings.is_public:
                require_lasting(settings)
            self.application = create_app(settings, tell=say_aside)
            self.application.config["OWNER_COMMAND"] = _owner_command(settings)
            self.repository = cast(Desk, self.application.extensions[EXTENSION]).repository
            for folder in {settings.data, settings.file.parent}:
                sweep(folder)
        except (NotReadyError, StorageError) as fault:
            raise CommandError(str(fault), status=Exit.FAULTS) from None
        if settings.is_public and not self.repository.has_accounts():
            self.close()
            raise CommandError(NO_ACCOUNTS, status=Exit.FAULTS)

    def close(self) -> None:
        """Let go of what is kept."""
        close(self.application)


def _owner_command(settings: Settings) -> str:
    """Return the command that prints the owner's link for this folder, as it is typed in the folder of this one."""
    program = os.path.relpath(sys.argv[0]) if os.sep in sys.argv[0] else sys.argv[0]
    here = settings.data == Settings.from_environment({}).data
    return shlex.join([program, "owner", *([] if here else ["--data", str(settings.data)])])


def _certificate(settings: Settings) -> Certificate | None:
    """Return Formspec's own certificate, None where it has none."""
    if settings.public is None or settings.public.files is None:
        return None
    try:
        return Certificate(settings.public.files, settings.public.name)
    except CertificateError as fault:
        raise CommandError(str(fault), status=Exit.FAULTS) from None


def _plain(listening: socket.socket, certificate: Certificate | None) -> AbstractContextManager[socket.socket]:
    """Give the socket at which HTTP arrives: the one that others reach, or one behind Formspec's own HTTPS."""
    return https_before(listening, certificate, tell=say_aside) if certificate else nullcontext(listening)


def _listening(settings: Settings) -> socket.socket:
    """Take the port before anything else is touched, so that a second start leaves the first alone."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=WAITING)
    except OSError as fault:
        raise CommandError(_not_listening(settings, fault), status=Exit.FAULTS) from None


def _not_listening(settings: Settings, fault: OSError) -> str:
    """Return the sentence about a port that cannot be listened at."""
    if fault.errno == errno.EADDRINUSE:
        return f"Port {settings.port} is in use: stop what uses it, or choose another with --port (make run PORT=…)."
    reason = os.strerror(fault.errno).lower() if fault.errno else str(fault)
    return f"Port {settings.port} of {settings.host} cannot be used: {reason}. Choose another with --port."


def _here(listening: socket.socket) -> str:
    """Return the address of this computer at which it listens."""
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _say_where(settings: Settings, listening: socket.socket) -> None:
    """Print the address to open, where it listens if that is another, and the place where things are kept."""
    if settings.public is None:
        say(f"Formspec is open at {_here(listening)}/")
    else:
        behind = "" if settings.public.files else "the proxy in front at "
        here = _here(listening).removeprefix("http://")
        say(f"Formspec is open at {settings.public_url}/ and listens to {behind}{here}")
    say(f"What is entered is kept in {settings.place}")
    say("Press Ctrl+C to stop.")
    say_all()


def _stop(_number: int, _frame: FrameType | None) -> None:
    """End as at Ctrl+C: a request in hand still keeps what it was to keep. Once is enough."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt
