"""Where the application keeps what is entered and finds specs, as a command line and its environment settle it.

Here lives how options go before settings. What the settings mean lives in `webapp.settings`.
"""

import argparse
import os

from webapp.commands.outcome import CommandError
from webapp.settings import Settings, SettingsError


def declare_data(parser: argparse.ArgumentParser) -> None:
    """Say that the data folder may be named."""
    parser.add_argument(
        "--data", metavar="FOLDER", help="where what is entered is kept (default: FORMSPEC_DATA, or formspec-data here)"
    )


def declare_specs(parser: argparse.ArgumentParser) -> None:
    """Say that more folders of published specs may be named."""
    parser.add_argument(
        "--specs",
        action="append",
        default=[],
        metavar="FOLDER",
        help="a folder of published specs beside the ones that come with Formspec; may be given more than once",
    )


def settings_of(**options: str | None) -> Settings:
    """Return the settings of the environment, each replaced by the option that was given, named like the setting.

    Raises CommandError with the sentence about a setting that cannot be used.
    """
    given = {name: text for name, text in options.items() if text is not None}
    try:
        return Settings.from_environment({**os.environ, **given})
    except SettingsError as fault:
        raise CommandError(str(fault)) from None
