"""`formspec audit`: whether the audit trail is whole, and the trail itself, one act a line.

Here lives the command alone. The chain lives in `webapp.storage.trail_statements`.
"""

import argparse

from webapp.commands.outcome import CommandError, Exit
from webapp.commands.place import declare_data, settings_of
from webapp.commands.printing import say, say_as_is, say_aside
from webapp.storage.failures import StorageError
from webapp.storage.opening import open_repository
from webapp.storage.record_proof import Proved
from webapp.storage.repository import Repository


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what may follow `formspec audit`."""
    parser.add_argument("what", choices=("verify", "export"), help="check the trail, or print it")
    parser.add_argument(
        "--expect", metavar="HASH", help="a last hash that was printed earlier, and has to be in it still"
    )
    declare_data(parser)


def run(arguments: argparse.Namespace) -> Exit:
    """Check the trail and say what that came to, or print every act of it; the application may be running."""
    try:
        with open_repository(settings_of(FORMSPEC_DATA=arguments.data), serving=False) as repository:
            if arguments.what == "export":
                for act in repository.every_act():
                    say_as_is(act.line)
                return Exit.DONE
            return _verify(repository, arguments.expect or "")
    except StorageError as fault:
        raise CommandError(str(fault), status=Exit.FAULTS) from None


def _verify(repository: Repository, expected: str) -> Exit:
    """Say whether the trail is whole, holds what a printed hash says, and agrees with what is kept."""
    found = repository.verify_trail(expected)
    if found.fault:
        say_aside(f"The audit trail is not whole. {found.fault} Up to act {found.acts} it is.")
        return Exit.FAULTS
    say(f"The audit trail is whole: {found.acts} {'act' if found.acts == 1 else 'acts'}.")
    say(f"Last hash: {found.last}")
    faults = repository.all_letter_faults()
    for record_id, fault in faults:
        say_aside(f"The letter {record_id} is not as it was signed. {fault}")
    proved = repository.prove_records()
    _tell_proved(proved)
    names = repository.names()
    for record_id, seen_by in repository.letters_seen():
        who = names.get(seen_by, "somebody")
        say_aside(f"The letter {record_id} was opened by a link that {who} at the school made and saw.")
    if not expected:
        say_aside(
            "Keep this hash elsewhere: “formspec audit verify --expect HASH” then shows if later acts were cut off."
        )
    return Exit.FAULTS if faults or proved.faults else Exit.DONE


def _tell_proved(proved: Proved) -> None:
    """Say which records and decisions are not as they were made, and of how many nothing can be said."""
    for record_id, fault in proved.faults:
        say_aside(f"The record {record_id} is not as it was made. {fault}")
    if proved.unknown_records:
        say_aside(f"{proved.unknown_records} of {proved.records} records are older than the trail: not checked.")
    if proved.unknown_decisions:
        say_aside(
            f"{proved.unknown_decisions} of {proved.decisions} decisions were not checked: they were made before the "
            "trail held their checksums, or came from an export."
        )
