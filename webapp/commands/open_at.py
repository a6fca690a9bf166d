"""Where the server of a data folder was opened last, so that another command can name its address.

Here lives the note that a server leaves when it starts. It stays when the server stops: that is where the next one is
likely to be open.
"""

from contextlib import suppress

from webapp.settings import Settings

_FILE = "open-at"


def note(settings: Settings, address: str) -> None:
    """Note the address of a server that starts; where nothing can be written, nobody is told."""
    with suppress(OSError):
        (settings.data / _FILE).write_text(f"{address}\n", encoding="utf-8")


def noted_address(settings: Settings) -> str:
    """Return the address that a server noted last; "" where none did."""
    try:
        return (settings.data / _FILE).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
