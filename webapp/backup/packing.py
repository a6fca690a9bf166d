"""The body of a backup: a tar archive of the manifest and, in its order, the parts.

Here lives the way into it and out of it, each part measured as it passes. What the parts mean is for others to say.
"""

import io
import os
import shutil
import tarfile
from hashlib import file_digest
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO

from webapp.backup.failures import DamagedError
from webapp.backup.manifest import Manifest, Part

BODY = "body.tar"
"""The name of the archive itself, while it is made or opened in a folder."""
MANIFEST = "manifest.json"
DATABASE = "database.sqlite3"
SPECS = "specs"
"""The names of what is in it: `SPECS` is a folder of numbered ones, one for each folder of further specs."""
_PIECE = 1024 * 1024
_LONGEST_MANIFEST = 16 * _PIECE
_OWNER_ONLY = 0o600


def measured(name: str, file: Path) -> Part:
    """Return what a manifest says of a file."""
    with file.open("rb") as source:
        return Part(name, file.stat().st_size, file_digest(source, "sha256").hexdigest())


def pack(manifest: Manifest, folder: Path, body: BinaryIO) -> None:
    """Write a manifest, and the parts that it lists from a folder, into a new archive."""
    text = manifest.to_json()
    with tarfile.open(fileobj=body, mode="w", format=tarfile.PAX_FORMAT) as archive:
        archive.addfile(_member(MANIFEST, len(text)), io.BytesIO(text))
        for part in manifest.parts:
            with (folder / part.name).open("rb") as source:
                archive.addfile(_member(part.name, part.size), source)


def unpack(body: BinaryIO, folder: Path) -> Manifest:
    """Put the parts of an archive into a folder, and return the manifest that they were found to agree with.

    Raises DamagedError.
    """
    try:
        with tarfile.open(fileobj=body, mode="r:") as archive:
            members = iter(archive)
            manifest = Manifest.from_json(_content(archive, next(members, None), MANIFEST).read(_LONGEST_MANIFEST))
            for part in manifest.parts:
                _take_out(_content(archive, next(members, None), part.name), part, folder)
            if next(members, None) is not None:
                raise DamagedError("it holds more than it lists")
    except tarfile.TarError as fault:
        raise DamagedError("what it holds cannot be taken apart") from fault
    return manifest


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, _OWNER_ONLY
    return member


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo | None, name: str) -> IO[bytes]:
    """Return the content of the next file of an archive, which has to have this name."""
    content = archive.extractfile(member) if member is not None and member.isfile() and member.name == name else None
    if content is None:
        raise DamagedError(f"“{name}” is not where it should be")
    return content


def _take_out(content: IO[bytes], part: Part, folder: Path) -> None:
    path = PurePosixPath(part.name)
    if path.is_absolute() or ".." in path.parts:
        raise DamagedError(f"“{part.name}” is no name of a part")
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY), "wb") as target:
        shutil.copyfileobj(content, target, _PIECE)
    if measured(part.name, file) != part:
        raise DamagedError(f"“{part.name}” is not what was put into it")
