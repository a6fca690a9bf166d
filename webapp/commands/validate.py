"""`formspec validate`: what is wrong with a submission that came from a file, or with all of an exported ZIP.

Here lives how answer errors are printed. Finding them is the engine's.
"""

import argparse
from pathlib import Path

from engine.archive.reading import Held, opened_archive
from engine.archive.zipped import NoArchive, Unfit
from engine.canonical import tampered
from engine.compile import compile_form
from engine.form import Form
from engine.json_text import LARGEST, JsonTextError, read_json
from engine.json_value import Json, JsonObject, as_object
from engine.parts import broken
from engine.validate import unexplained, unfounded, validate
from webapp.commands.outcome import CommandError, Exit
from webapp.commands.printing import say, say_aside
from webapp.commands.progress import Progress
from webapp.commands.published import declare_form, spec_of
from webapp.commands.sources import read_bytes, seekable

_WAYS = "Name the form and then the file of a submission, or the ZIP of an export alone."


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what may follow `formspec validate`."""
    declare_form(parser, optional=True)
    parser.add_argument(
        "file",
        metavar="FILE",
        help="a submission as JSON; - is what comes in on standard input; without a form, a ZIP that was exported",
    )
    parser.add_argument("--draft", action="store_true", help="judge it as a draft, in which answers may be missing")


def run(arguments: argparse.Namespace) -> Exit:
    """Print every answer error, and say aside what the form warns of, and when the document is not what was sealed."""
    if arguments.form is None:
        return _archive(arguments)
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


def _archive(arguments: argparse.Namespace) -> Exit:
    """Print everything that is wrong in an archive, and if nothing is, what it holds."""
    if not Path(arguments.file).is_file():
        raise CommandError(f"{arguments.file} is no file. {_WAYS}")
    if arguments.draft:
        raise CommandError("A draft is judged by its form: name that before the file.")
    faulty, submissions, files, progress = 0, 0, set[str](), Progress("submissions")
    decisions, actions = 0, set[str]()
    try:
        with seekable(arguments.file) as file, opened_archive(file) as archive:
            progress.total = lambda: archive.count
            for submissions, held in enumerate(archive.submissions(), 1):
                progress(submissions)
                for each in held.files:
                    if each.sha256 not in files:
                        archive.content(each)
                        files.add(each.sha256)
                faulty += _say_what_is_wrong(held)
                if held.after:
                    decisions += len(held.after.decisions)
                    actions.update(each.id for each in held.after.actions)
            versions, told = len(archive.forms), archive.tells_afterwards
    except NoArchive:
        raise CommandError(f"{arguments.file} is not a ZIP archive, or it is damaged. {_WAYS}") from None
    except Unfit as fault:
        say(f"archive: {fault}")
        return Exit.FAULTS
    if faulty:
        return Exit.FAULTS
    held_since = f", decisions: {decisions}, actions: {len(actions)}" if told else ""
    say(
        f"Submissions: {submissions}, of versions: {versions}, with files: {len(files)}{held_since}. "
        "All are as they were made."
    )
    return Exit.DONE


def _say_what_is_wrong(held: Held) -> bool:
    """Print what is wrong with one submission of an archive, and say whether anything is."""
    for fault in held.faults:
        say(f"{held.id}: {fault}")
    return bool(held.faults)


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
