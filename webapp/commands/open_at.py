"""Where the server of a data folder is open, so that another command can name its address.

Here lives the note that a server leaves while it runs. A server that was killed leaves it behind: it is where the next
one is likely to be open.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from webapp.settings import Settings

_FILE = "open-at"


@contextmanager
def noted(settings: Settings, address: str) -> Iterator[None]:
    """Note the address of a server as long as it runs; where nothing can be written, nobody is told."""
    file = settings.data / _FILE
    with suppress(OSError):
        file.write_text(f"{address}\n", encoding="utf-8")
    try:
        yield
    finally:
        with suppress(OSError):
            file.unlink()


def noted_address(settings: Settings) -> str:
    """Return the address that a server noted last, or else the one that the settings name."""
    try:
        return (settings.data / _FILE).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return f"http://{settings.host}:{settings.port}"
