"""Whether people elsewhere may be let in.

Here lives what has to be true of a machine before Formspec opens at a public address, beyond what the settings say for
themselves. Nothing here changes anything.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from webapp.settings import Settings

NO_ACCOUNTS = (
    "Nobody has an account yet: run “formspec owner”, open the link that it prints while Formspec serves this computer "
    "alone, without the settings of a public address, and start again."
)


class NotReadyError(Exception):
    """A public address that must not be opened: one sentence that says why, and what to do."""


def require_lasting(settings: Settings) -> None:
    """Raise NotReadyError when what is entered, or the key that signs cookies, would be among temporary files.

    Whoever signed in would be signed out, and records be gone, whenever that is emptied.
    """
    for setting, place in _kept(settings):
        if _is_temporary(place):
            raise NotReadyError(
                f"{place} is in the folder for temporary files, which is emptied now and then: name a place that lasts "
                f"in {setting}."
            )


def _kept(settings: Settings) -> Iterator[tuple[str, Path]]:
    """Yield each place that has to last, with the setting that names it."""
    holds_records = not settings.database and settings.file.is_relative_to(settings.data)
    if holds_records or not settings.secret_key:
        yield "FORMSPEC_DATA", settings.data
    if not settings.database:
        yield "FORMSPEC_DATABASE", settings.file


def _is_temporary(place: Path) -> bool:
    return place.resolve().is_relative_to(Path(tempfile.gettempdir()).resolve())
