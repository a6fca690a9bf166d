"""`formspec owner`: a link that makes the first account, to be opened by whoever sets Formspec up.

Here lives the command alone. What the link does lives in `webapp.pages.signing`.
"""

import argparse

from webapp.commands.open_at import noted_address
from webapp.commands.outcome import CommandError, Exit
from webapp.commands.place import declare_data, settings_of
from webapp.commands.printing import say
from webapp.guard.owner import LIFETIME, owner_token
from webapp.guard.secret import signing_key
from webapp.settings import Settings
from webapp.storage.failures import NotReady, StorageError
from webapp.storage.opening import open_repository

_MINUTES = int(LIFETIME.total_seconds()) // 60


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what may follow `formspec owner`."""
    parser.add_argument(
        "--url",
        metavar="URL",
        help="the address that Formspec is open at (default: FORMSPEC_URL, or where it was started last)",
    )
    declare_data(parser)


def run(arguments: argparse.Namespace) -> Exit:
    """Print the link, which holds for an hour; the application may be running."""
    settings = settings_of(FORMSPEC_DATA=arguments.data)
    try:
        if _has_accounts(settings):
            raise CommandError(
                "There are accounts already: an administrator can invite people, and make a link for a new password, "
                "on the page “People”.",
                status=Exit.FAULTS,
            )
        token = owner_token(signing_key(settings))
    except StorageError as fault:
        raise CommandError(str(fault), status=Exit.FAULTS) from None
    noted = noted_address(settings) or f"http://{settings.host}:{settings.port}"
    address = (arguments.url or settings.public_url or noted).rstrip("/")
    say(f"{address}/join#{token}")
    say(f"Open this link in a browser to make the first account. It works once, for {_MINUTES} minutes.")
    return Exit.DONE


def _has_accounts(settings: Settings) -> bool:
    """Return whether somebody has an account. Raises StorageError where nothing is kept yet."""
    try:
        with open_repository(settings, serving=False) as repository:
            return repository.has_accounts()
    except NotReady:
        return False
