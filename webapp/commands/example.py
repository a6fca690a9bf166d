"""`formspec example`: a valid submission of a form, to see what an export looks like.

Here lives only the printing. The example is the engine's.
"""

import argparse

from engine.compile import compile_form
from engine.example import example
from engine.validate import validate
from webapp.commands.outcome import Exit
from webapp.commands.printing import say_aside, say_json
from webapp.commands.published import declare_form, spec_of


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what may follow `formspec example`."""
    declare_form(parser)


def run(arguments: argparse.Namespace) -> Exit:
    """Print the example submission of the form, or say aside what is wrong with the best that was found."""
    form = compile_form(spec_of(arguments))
    document = example(form)
    errors = validate(form, document)
    if not errors:
        say_json(document)
        return Exit.DONE
    say_aside(f"No valid example of {form.spec.address} was found. This is wrong with the best one:")
    for error in errors:
        say_aside(f"{error.address}: {error.message}")
    return Exit.FAULTS
