"""What the program itself says of a copy: what it exports, and whether the audit trail holds.

Here lives the proof that a restored database says what the old one said, by the program's own way of opening it.
"""

from hashlib import sha256
from pathlib import Path

from webapp.backup.failures import DamagedError
from webapp.backup.manifest import Export
from webapp.settings import Settings
from webapp.storage.opening import open_repository
from webapp.storage.repository import Repository


def export_of(file: Path, *, serving: bool = False) -> Export:
    """Open a database file, and return what is exported of it, damaged or not. Raises StorageError."""
    hashed, records = sha256(), 0
    with _opened(file, serving=serving) as repository:
        for document in repository.documents(as_kept=True):
            hashed.update(document.encode() + b"\n")
            records += 1
    return Export(records, hashed.hexdigest())


def require_trail(file: Path) -> None:
    """Open a database file, and check its audit trail act by act. Raises DamagedError and StorageError."""
    with _opened(file, serving=False) as repository:
        fault = repository.verify_trail().fault
    if fault:
        raise DamagedError(f"its audit trail is not whole ({fault.rstrip('.')})")


def _opened(file: Path, *, serving: bool) -> Repository:
    places = {"FORMSPEC_DATA": str(file.parent), "FORMSPEC_DATABASE": f"sqlite:///{file}"}
    return open_repository(Settings.from_environment(places), serving=serving)
