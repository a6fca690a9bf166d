"""`formspec serve`: the application, opened at an address of this machine.

Here lives what may follow the command. The start and the stop live in `webapp.commands.serving`.
"""

import argparse
import gc
import os

from webapp.commands.outcome import Exit
from webapp.commands.place import declare_data, declare_specs, settings_of


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
    gc.disable()  # what is imported stays
    from webapp.commands.serving import serve  # noqa: PLC0415 (what is wrong with a setting is said at once)

    gc.enable()
    return serve(settings)
