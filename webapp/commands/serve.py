"""`formspec serve`: the application, opened at an address of this machine.

Here lives the start and the stop. What the application does lives in `webapp.application`.
"""

import argparse
import os
import signal
import socket
from types import FrameType

import waitress

from webapp.application import create_app
from webapp.commands.outcome import CommandError, Exit
from webapp.commands.place import declare_data, settings_of
from webapp.commands.printing import say, say_all
from webapp.commands.published import declare_specs
from webapp.settings import Settings

THREADS = 8
WAITING = 128


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what may follow `formspec serve`."""
    parser.add_argument(
        "--port", metavar="PORT", help="the port to listen at (default: PORT, or 8000; 0: any that is free)"
    )
    parser.add_argument(
        "--host", metavar="HOST", help="the address to listen at (default: FORMSPEC_HOST, or 127.0.0.1)"
    )
    declare_data(parser)
    declare_specs(parser)


def run(arguments: argparse.Namespace) -> Exit:
    """Open the application, say where, and serve until told to stop."""
    settings = settings_of(
        PORT=arguments.port,
        FORMSPEC_HOST=arguments.host,
        FORMSPEC_DATA=arguments.data,
        FORMSPEC_SPECS=os.pathsep.join([*filter(None, [os.environ.get("FORMSPEC_SPECS")]), *arguments.specs]) or None,
    )
    signal.signal(signal.SIGTERM, _stop)
    with _listening(settings) as listening:
        server = waitress.create_server(create_app(settings), sockets=[listening], threads=THREADS, ident=None)
        _say_where(settings, listening)
        server.run()
        server.close()
    return Exit.DONE


def _listening(settings: Settings) -> socket.socket:
    """Take the port before anything else is touched, so that a second start leaves the first alone."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=WAITING)
    except OSError as fault:
        raise CommandError(
            f"Port {settings.port} of {settings.host} cannot be listened at: {str(fault.strerror).lower()}. "
            "Stop what uses it, or choose another with --port.",
            status=Exit.FAULTS,
        ) from None


def _say_where(settings: Settings, listening: socket.socket) -> None:
    """Print the address to open and the place where things are kept."""
    host, port = listening.getsockname()[:2]
    say(f"Formspec is open at http://{f'[{host}]' if ':' in host else host}:{port}/")
    say(f"What is entered is kept in {settings.place}")
    say("Press Ctrl+C to stop.")
    say_all()


def _stop(_number: int, _frame: FrameType | None) -> None:
    """End as at Ctrl+C: the server finishes the request in hand."""
    raise KeyboardInterrupt
