"""`formspec schema`: the JSON Schema that any validator can check a form's submissions by.

Here lives only the printing. The schema is the engine's.
"""

import argparse

from engine.compile import compile_form
from engine.schema import draft_schema, submission_schema
from webapp.commands.outcome import Exit
from webapp.commands.printing import say_json
from webapp.commands.published import declare_form, spec_of


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what may follow `formspec schema`."""
    declare_form(parser)
    parser.add_argument("--draft", action="store_true", help="the schema of a draft, in which answers may be missing")


def run(arguments: argparse.Namespace) -> Exit:
    """Print the schema of the form's submissions, or of its drafts."""
    form = compile_form(spec_of(arguments))
    say_json(draft_schema(form) if arguments.draft else submission_schema(form))
    return Exit.DONE
