"""`formspec render`: a form, blank, as one HTML page that needs nothing beside it.

Here lives only the printing. The page is the engine's.
"""

import argparse

from engine.compile import compile_form
from engine.language import language
from engine.page import blank_page
from webapp.commands.outcome import Exit
from webapp.commands.printing import say_as_is
from webapp.commands.published import declare_form, declare_language, spec_in


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what may follow `formspec render`."""
    declare_form(parser)
    declare_language(parser)


def run(arguments: argparse.Namespace) -> Exit:
    """Print the blank page of the form."""
    say_as_is(blank_page(compile_form(spec_in(arguments), language(arguments.language or "en"))))
    return Exit.DONE
