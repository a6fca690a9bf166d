"""`formspec schema`: the JSON Schema that any validator can check a form's submissions by, or an editor a spec.

Here lives only the printing. The schemas are the engine's and the language's.
"""

import argparse

from engine.afterwards.shape import afterwards_schema
from engine.compile import compile_form
from engine.schema import draft_schema, submission_schema
from formspec.metaschema import metaschema
from webapp.commands.outcome import CommandError, Exit
from webapp.commands.printing import say_json
from webapp.commands.published import declare_form, spec_of

_ONE_OF_THEM = (
    "formspec schema: name a form, or say --language or --afterwards. To see what it takes: formspec schema --help"
)


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what may follow `formspec schema`."""
    declare_form(parser, optional=True)
    parser.add_argument("--draft", action="store_true", help="the schema of a draft, in which answers may be missing")
    parser.add_argument(
        "--language", action="store_true", help="the schema of the language that specs are written in, for an editor"
    )
    parser.add_argument(
        "--afterwards",
        action="store_true",
        help="the schema of what a ZIP says was decided and done after a submission",
    )


def run(arguments: argparse.Namespace) -> Exit:
    """Print the schema of the form's submissions, or of its drafts, or of specs, or of what came after submissions."""
    of_no_form = arguments.language or arguments.afterwards
    wanted = [arguments.form is not None, arguments.language, arguments.afterwards]
    if wanted.count(True) != 1 or (of_no_form and arguments.draft):
        raise CommandError(_ONE_OF_THEM)
    if of_no_form:
        say_json(metaschema() if arguments.language else afterwards_schema())
        return Exit.DONE
    form = compile_form(spec_of(arguments))
    say_json(draft_schema(form) if arguments.draft else submission_schema(form))
    return Exit.DONE
