"""`formspec validate`: what is wrong with a submission that came from a file, answer by answer.

Here lives how answer errors are printed. Finding them is the engine's.
"""

import argparse

from engine.canonical import tampered
from engine.compile import compile_form
from engine.form import Form
from engine.json_text import LARGEST, JsonTextError, read_json
from engine.json_value import Json, JsonObject, as_object
from engine.parts import broken
from engine.validate import unexplained, unfounded, validate
from webapp.commands.outcome import Exit
from webapp.commands.printing import say, say_aside
from webapp.commands.published import declare_form, spec_of
from webapp.commands.sources import read_bytes


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what may follow `formspec validate`."""
    declare_form(parser)
    parser.add_argument("file", metavar="FILE", help="a submission as JSON; - is what comes in on standard input")
    parser.add_argument("--draft", action="store_true", help="judge it as a draft, in which answers may be missing")


def run(arguments: argparse.Namespace) -> Exit:
    """Print every answer error, and say aside what the form warns of, and when the document is not what was sealed."""
    form = compile_form(spec_of(arguments))
    try:
        document = read_json(read_bytes(arguments.file, limit=LARGEST))
    except JsonTextError as fault:
        say(f"document: {fault.sentence} (line {fault.line}, column {fault.column})")
        return Exit.FAULTS
    errors = validate(form, document, draft=arguments.draft)
    for error in errors:
        say(f"{error.address}: {error.message}")
    for advice in () if arguments.draft else unexplained(form, document):
        say_aside(f"warning: {advice.address}: {advice.message}")
    _say_when_tampered(arguments.file, document)
    if not (errors or arguments.draft):
        _say_when_unfounded(form, as_object(document))
    return Exit.FAULTS if errors else Exit.DONE


def _say_when_tampered(name: str, document: Json) -> None:
    """Warn about a document whose digest is not that of what it holds."""
    if isinstance(document, dict) and tampered(document):
        say_aside(f"Warning: {name} has changed since it was submitted: its digest is not that of what it holds.")


def _say_when_unfounded(form: Form, document: JsonObject) -> None:
    """Warn about what a submission keeps beside its answers, and that is not what these come to."""
    for member in unfounded(form, document):
        say_aside(f"Warning: “{member}” is not what the answers come to.")
    for part in broken(form, document):
        say_aside(f"Warning: the part “{part}” has changed since it was completed: its digest is of other answers.")
