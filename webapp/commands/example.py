"""`formspec example`: a valid submission of a form, to see what an export looks like.

Here lives only the printing. The example is the engine's.
"""

import argparse

from engine.compile import compile_form
from engine.example import example
from webapp.commands.outcome import Exit
from webapp.commands.printing import say_json
from webapp.commands.published import declare_form, spec_of


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what may follow `formspec example`."""
    declare_form(parser)


def run(arguments: argparse.Namespace) -> Exit:
    """Print the example submission of the form."""
    say_json(example(compile_form(spec_of(arguments))))
    return Exit.DONE
