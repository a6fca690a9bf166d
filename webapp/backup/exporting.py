"""What `formspec export` prints of a database, measured: the proof that a restored one says the same.

Here lives the measuring, by the program's own way of opening and exporting.
"""

from hashlib import sha256
from pathlib import Path

from webapp.backup.manifest import Export
from webapp.settings import Settings
from webapp.storage.opening import open_repository


def export_of(file: Path, *, serving: bool = False) -> Export:
    """Open a database file as the program does, and return what is exported of it. Raises StorageError."""
    settings = Settings.from_environment({"FORMSPEC_DATA": str(file.parent), "FORMSPEC_DATABASE": f"sqlite:///{file}"})
    hashed, records = sha256(), 0
    with open_repository(settings, serving=serving) as repository:
        for document in repository.documents():
            hashed.update(document.encode() + b"\n")
            records += 1
    return Export(records, hashed.hexdigest())
