"""`formspec export`: what was submitted, in the formats that programs and people take it in.

Here lives which of it is asked for, where it goes, and how far it is. Making it is for `webapp.exports`.
"""

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from webapp.commands.outcome import CommandError, Exit
from webapp.commands.place import declare_data, settings_of
from webapp.commands.printing import hand_over, is_a_terminal, say_aside
from webapp.commands.progress import Progress
from webapp.commands.published import library_of, require_form
from webapp.exports.asking import Unclear, selection
from webapp.exports.formats import FORMATS, Format, NotExported, Ordered, pieces
from webapp.storage.failures import StorageError
from webapp.storage.opening import open_repository

Write = Callable[[bytes], object]
_LISTED = "; ".join(f"{each.name}: {each.about}" for each in FORMATS.values())


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what may follow `formspec export`."""
    parser.add_argument("--form", metavar="FORM[@VERSION]", help="only submissions of this form")
    parser.add_argument("--since", metavar="DATE", help="only what was submitted on this day or later, like 2026-11-23")
    parser.add_argument("--until", metavar="DATE", help="only what was submitted on this day or earlier")
    parser.add_argument("--format", choices=tuple(FORMATS), default="jsonl", help=f"{_LISTED} (default: jsonl)")
    parser.add_argument("--output", metavar="FILE", help="the file to write; without it, it is printed")
    declare_data(parser)


def run(arguments: argparse.Namespace) -> Exit:
    """Write the records that are asked for, the oldest first, while they are read."""
    chosen = FORMATS[arguments.format]
    try:
        asked = selection(arguments.form, arguments.since, arguments.until)
    except Unclear as fault:
        raise CommandError(str(fault)) from None
    if chosen.of_one_form and asked.form is None:
        raise CommandError(f"{chosen.name} has the columns of one form: name it with --form.")
    if not chosen.is_text and arguments.output is None and is_a_terminal():
        raise CommandError(f"{chosen.name} is nothing to read on a screen: name a file with --output.")
    settings = settings_of(FORMSPEC_DATA=arguments.data)
    progress = Progress("submissions")
    try:
        with open_repository(settings, serving=False) as repository:
            progress.total = lambda: sum(each.number for each in repository.asked_with(asked))
            _write(chosen, Ordered(repository, asked, progress), arguments.output)
    except (StorageError, NotExported) as fault:
        raise CommandError(str(fault), status=Exit.FAULTS) from None
    if not progress.number:
        if asked.form is not None:
            require_form(asked.form, library_of((), data=arguments.data))
        say_aside("Nothing was submitted that this asks for.")
    return Exit.DONE


def _write(chosen: Format, ordered: Ordered, output: str | None) -> None:
    with _destination(output) as write:
        for piece in pieces(chosen, ordered):
            write(piece)


@contextmanager
def _destination(output: str | None) -> Iterator[Write]:
    """Give what an export is written with: a file that is there once it is whole, or standard output.

    Raises CommandError where the file cannot be written.
    """
    if output is None:
        yield hand_over
        return
    wanted = Path(output)
    try:
        handle, made = tempfile.mkstemp(prefix=f".{wanted.name}.", dir=wanted.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file.write
            Path(made).replace(wanted)
        finally:
            Path(made).unlink(missing_ok=True)
    except OSError as fault:
        why = (fault.strerror or "it was refused").lower()
        raise CommandError(f"{output} cannot be written: {why}.", status=Exit.FAULTS) from None
