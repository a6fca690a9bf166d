"""`formspec remind`: writes to whoever has an action that is due, or a letter that is soon over, of each once.

Here lives the command alone, for a place where the application does not run all day. What is written lives in
`webapp.reminding`.
"""

import argparse

from webapp.commands.open_at import noted_address
from webapp.commands.outcome import CommandError, Exit
from webapp.commands.place import declare_data, settings_of
from webapp.commands.printing import say
from webapp.guard.secret import signing_key
from webapp.mail.delivery import Delivery
from webapp.pages.words import today
from webapp.reminding import remind
from webapp.storage.failures import StorageError
from webapp.storage.opening import open_repository

_NO_SERVER = "FORMSPEC_MAIL is not set: without a mail server nobody can be reminded."
_NO_ADDRESS = (
    "It is not known where Formspec is open, so no link can be written: start it once with this data folder, or set "
    "FORMSPEC_URL."
)


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what may follow `formspec remind`."""
    declare_data(parser)


def run(arguments: argparse.Namespace) -> Exit:
    """Write the reminders and send them; what cannot be sent now is tried again while the application runs."""
    settings = settings_of(FORMSPEC_DATA=arguments.data)
    if settings.mail is None:
        raise CommandError(_NO_SERVER, status=Exit.FAULTS)
    address = settings.public_url or noted_address(settings)
    if not address:
        raise CommandError(_NO_ADDRESS, status=Exit.FAULTS)
    try:
        with open_repository(settings) as repository:
            key = signing_key(settings)
            mails = remind(repository, address.rstrip("/"), key=key, today=today())
            delivery = Delivery(repository, settings.mail, key=key)
            while delivery.deliver():
                pass
    except StorageError as fault:
        raise CommandError(str(fault), status=Exit.FAULTS) from None
    say(f"Reminders written: {mails}.")
    return Exit.DONE
