"""Files that are there after a power cut: written out, and only then given their name.

Here lives the waiting for the disk. What the files hold is for others to say.
"""

import os
from pathlib import Path


def put(made: Path, place: Path) -> None:
    """Move a finished file to its place, over what is there, so that a cut leaves the one or the other whole.

    Raises OSError.
    """
    settle(made)
    made.replace(place)
    settle(place.parent)


def settle(path: Path) -> None:
    """Wait until the disk has what a file holds, or the names in a folder. Raises OSError."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
