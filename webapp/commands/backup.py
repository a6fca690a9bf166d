"""`formspec backup`: everything that is kept, in one encrypted file.

Here lives what is asked and what is said. What goes into the file lives in `webapp.backup`.
"""

import argparse
from pathlib import Path

from webapp.backup.failures import BackupError
from webapp.backup.making import Made, make_backup
from webapp.commands.outcome import CommandError, Exit
from webapp.commands.passphrase import declare_passphrase, new_passphrase
from webapp.commands.place import declare_data, settings_of
from webapp.commands.printing import say, say_aside
from webapp.storage.failures import StorageError

_TOLD = {"drafts": "drafts", "records": "records", "files": "files", "publications": "published versions"}


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what may follow `formspec backup`."""
    parser.add_argument("file", metavar="FILE", help="the file to write, on another disk than what is kept")
    parser.add_argument("--force", action="store_true", help="replace a file that is there already")
    declare_passphrase(parser)
    declare_data(parser)


def run(arguments: argparse.Namespace) -> Exit:
    """Write the backup, and say what is in it."""
    settings = settings_of(FORMSPEC_DATA=arguments.data)
    passphrase = new_passphrase(arguments.passphrase_file)
    try:
        made = make_backup(settings, Path(arguments.file), passphrase, force=arguments.force)
    except (BackupError, StorageError) as fault:
        raise CommandError(str(fault), status=Exit.FAULTS) from None
    _say_what_is_in_it(arguments.file, made)
    if made.fault:
        say_aside(
            f"The backup was written, but what is kept here is damaged: {made.fault}. It cannot be restored as it is: "
            "keep the last backup without this warning, too."
        )
        return Exit.FAULTS
    return Exit.DONE


def _say_what_is_in_it(file: str, made: Made) -> None:
    manifest = made.manifest
    counts = ", ".join(f"{name}: {manifest.rows[table]}" for table, name in _TOLD.items())
    say(f"{file} holds all of {manifest.made:%Y-%m-%d %H:%M:%S} UTC: {counts}")
    say(f"Size: {made.size} bytes")
    say(f"SHA-256: {made.sha256}")
    say("Only the passphrase opens it. Keep that apart from the file: nobody can open it without.")
