"""`formspec import`: takes submissions in from a ZIP that `formspec export` made, here or elsewhere.

Here lives what is asked and said, and that no form which is published here gets other words. What the archive must be
is for `engine.archive` to say, what may come in for the storage.
"""

import argparse
from collections.abc import Iterator

from engine.archive.reading import Archive, opened_archive
from engine.archive.zipped import Unfit
from formspec.libraries import AnyLibrary
from webapp.arriving import arriving
from webapp.commands.outcome import CommandError, Exit
from webapp.commands.place import declare_data, declare_specs, settings_of
from webapp.commands.printing import say
from webapp.commands.progress import Progress
from webapp.commands.published import library_of
from webapp.commands.sources import seekable
from webapp.storage.exported import Arriving, TakenIn
from webapp.storage.failures import StorageError
from webapp.storage.opening import open_repository


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what may follow `formspec import`."""
    parser.add_argument("file", metavar="FILE", help="a ZIP that “formspec export --format zip” made")
    declare_specs(parser)
    declare_data(parser)


def run(arguments: argparse.Namespace) -> Exit:
    """Take in every submission that is not here already, or none at all."""
    settings = settings_of(FORMSPEC_DATA=arguments.data)
    library = library_of(arguments.specs, data=arguments.data)
    try:
        with seekable(arguments.file) as file, opened_archive(file) as archive:
            _require_same_words(archive, library)
            texts = [text for _, text in archive.forms.values()]
            with open_repository(settings) as repository:
                taken = repository.take_in(texts, _counted(archive))
            told = archive.tells_afterwards
    except Unfit as fault:
        raise CommandError(f"Nothing was imported from {arguments.file}. {fault}", status=Exit.FAULTS) from None
    except StorageError as fault:
        raise CommandError(str(fault), status=Exit.FAULTS) from None
    for sentence in _told(taken, told=told):
        say(sentence)
    return Exit.DONE


def _require_same_words(archive: Archive, library: AnyLibrary) -> None:
    """Raise Unfit when a version that is published here has other words in the archive."""
    for version, (_, text) in archive.forms.items():
        known = version.version in library.versions(version.form)
        if known and library.open(version.form, version.version).text != text:
            raise Unfit(f"Version {version.version} of “{version.form}” is published here with other words than in it.")


def _counted(archive: Archive) -> Iterator[Arriving]:
    progress = Progress("submissions")
    progress.total = lambda: archive.count
    for number, each in enumerate(arriving(archive), 1):
        progress(number)
        yield each


def _told(taken: TakenIn, *, told: bool) -> Iterator[str]:
    """Yield what became of what was to be imported, a sentence a line; `told` says that it told what came after it."""
    yield f"Imported: {taken.added}. Here already, and left as they were: {taken.present}."
    if not told and taken.added:
        yield "The ZIP is of an older Formspec and tells of no decisions: every action begins as open."
    if taken.decisions or taken.actions:
        yield f"With them came decisions: {taken.decisions}, and actions with their history: {taken.actions}."
    if taken.strangers:
        yield f"Unfinished actions whose owner has no account here and is not reminded: {taken.strangers}."
    if taken.differing:
        yield f"Submissions with more decisions or work on actions in the ZIP than here, left there: {taken.differing}."
