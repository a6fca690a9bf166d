"""`formspec letters remind`: writes to those whose letter is soon over and not signed yet, each once.

Here lives the command alone, for a place where the application does not run all day. What is written lives in
`webapp.pages.letters`.
"""

import argparse

from webapp.commands.open_at import noted_address
from webapp.commands.outcome import CommandError, Exit
from webapp.commands.place import declare_data, settings_of
from webapp.commands.printing import say
from webapp.guard.secret import signing_key
from webapp.mail.delivery import Delivery
from webapp.pages.sending.mail import writer
from webapp.pages.shelf import edition
from webapp.storage.failures import StorageError
from webapp.storage.opening import open_repository

_NO_SERVER = "FORMSPEC_MAIL is not set: without a mail server nobody can be reminded."


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what may follow `formspec letters`."""
    parser.add_argument("what", choices=("remind",), help="write to those whose letter is soon over")
    declare_data(parser)


def run(arguments: argparse.Namespace) -> Exit:
    """Write the reminders and send them; what cannot be sent now is tried again while the application runs."""
    settings = settings_of(FORMSPEC_DATA=arguments.data)
    if settings.mail is None:
        raise CommandError(_NO_SERVER, status=Exit.FAULTS)
    try:
        with open_repository(settings) as repository:
            key, address = signing_key(settings), (settings.public_url or noted_address(settings)).rstrip("/")
            write = writer(
                lambda sha256: edition(repository.text_of(sha256)).spec,
                lambda token: f"{address}/letter#{token}",
                key=key,
                again=True,
            )
            reminded = repository.chase_letters(write)
            Delivery(repository, settings.mail, key=key).deliver()
    except StorageError as fault:
        raise CommandError(str(fault), status=Exit.FAULTS) from None
    say(f"Reminders written: {len(reminded)}.")
    return Exit.DONE
