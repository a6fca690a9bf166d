"""`formspec restore`: a backup put in the place of what is kept, or only checked, or rehearsed.

Here lives what is asked and what is said. What is checked, and in which order, lives in `webapp.backup`.
"""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from webapp.backup.failures import BackupError, DamagedError
from webapp.backup.report import Report
from webapp.backup.restoring import check_backup, restore_backup
from webapp.backup.sealing import identity_of
from webapp.commands.outcome import CommandError, Exit
from webapp.commands.passphrase import ask_person, declare_passphrase, known_passphrase
from webapp.commands.place import declare_data, settings_of
from webapp.commands.printing import say, say_aside
from webapp.commands.sources import reason
from webapp.settings import Settings
from webapp.storage.failures import StorageError


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what may follow `formspec restore`."""
    parser.add_argument("file", metavar="FILE", help="a backup that “formspec backup” wrote")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--check", action="store_true", help="only check all of it, to the side")
    only.add_argument(
        "--drill", action="store_true", help="check it, and rehearse the restore and a start, to the side"
    )
    parser.add_argument("--report", metavar="REPORT", help="write what was done into this file, too")
    declare_passphrase(parser)
    declare_data(parser)


def run(arguments: argparse.Namespace) -> Exit:
    """Do what is asked with the backup, and report it: each step, and whether all went well."""
    settings = settings_of(FORMSPEC_DATA=arguments.data)
    passphrase = known_passphrase(arguments.passphrase_file)
    what = "Check" if arguments.check else "Drill" if arguments.drill else "Restore"
    report = Report(f"{what} of {arguments.file}", datetime.now(UTC))
    fault, damaged = "", False
    try:
        _take_steps(arguments, settings, passphrase, report)
    except (BackupError, StorageError) as refused:
        fault, damaged = str(refused), isinstance(refused, DamagedError)
    _say(report.lines(fault, damaged=damaged), arguments.report, but=fault)
    if fault:
        raise CommandError(fault, status=Exit.FAULTS)
    return Exit.DONE


def _take_steps(arguments: argparse.Namespace, settings: Settings, passphrase: str, report: Report) -> None:
    file = Path(arguments.file)
    with report.step("opened by the passphrase"):
        try:
            identity = identity_of(file, passphrase)
        except OSError as fault:
            raise BackupError(f"{file} cannot be read: {reason(fault)}.") from None
    if arguments.check or arguments.drill:
        check_backup(settings, file, identity, report, drill=arguments.drill)
        return
    specs = restore_backup(settings, file, identity, report, ask=ask_person)
    if specs is not None:
        say_aside(f"The further forms of this backup are in {specs}: name its folders in FORMSPEC_SPECS to use them.")


def _say(lines: list[str], file: str | None, *, but: str) -> None:
    """Print the report, but for a sentence that is said elsewhere, and write all of it into a file when one is named.

    Raises CommandError when it cannot be written.
    """
    for line in lines:
        say(line.removesuffix(f" {but}") if but else line)
    if file is None:
        return
    try:
        Path(file).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as fault:
        raise CommandError(f"The report was not written to {file}: {(fault.strerror or '').lower()}.") from None
