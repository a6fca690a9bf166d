"""`formspec export`: what was submitted, one JSON document a line, exactly as it was kept.

Here lives which of it is asked for and the printing. Keeping is the storage's.
"""

import argparse
import json
import re
from datetime import date, datetime, time

from webapp.commands.outcome import CommandError, Exit
from webapp.commands.place import declare_data, settings_of
from webapp.commands.printing import say_as_is, say_aside
from webapp.commands.published import VERSION, library_of, require_form
from webapp.pages.words import LONDON
from webapp.storage.failures import StorageError
from webapp.storage.opening import open_repository

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what may follow `formspec export`."""
    parser.add_argument("--form", metavar="FORM[@VERSION]", help="only submissions of this form")
    parser.add_argument("--since", metavar="DATE", help="only what was submitted on this day or later, like 2026-11-23")
    parser.add_argument("--format", choices=("jsonl",), default="jsonl", help="one JSON document a line")
    declare_data(parser)


def run(arguments: argparse.Namespace) -> Exit:
    """Print the documents of the records that are asked for, the oldest first, while they are read."""
    since = None if arguments.since is None else _start_of(arguments.since)
    form, version = _form_of(arguments.form)
    found = 0
    try:
        with open_repository(settings_of(FORMSPEC_DATA=arguments.data), serving=False) as repository:
            for document in repository.documents(form=form, since=since):
                if version is None or json.loads(document).get("version") == version:
                    say_as_is(document)
                    found += 1
    except StorageError as fault:
        raise CommandError(str(fault), status=Exit.FAULTS) from None
    if not found:
        if form is not None:
            require_form(form, library_of((), data=arguments.data))
        say_aside("Nothing was submitted that this asks for.")
    return Exit.DONE


def _form_of(asked: str | None) -> tuple[str | None, int | None]:
    """Return the form and the version that are asked for. Raises CommandError when the version is none."""
    if asked is None:
        return None, None
    form, at, written = asked.partition("@")
    if at and not VERSION.fullmatch(written):
        raise CommandError(f"There is no version “{written}” of {form}: write it like {form}@1.")
    return form, int(written) if at else None


def _start_of(day: str) -> datetime:
    """Return the moment at which a day begins in London. Raises CommandError when it is not a day."""
    try:
        if DAY.fullmatch(day):
            return datetime.combine(date.fromisoformat(day), time.min, LONDON)
    except ValueError:
        pass
    raise CommandError(f"“{day}” is not a day: write it like 2026-11-23.")
