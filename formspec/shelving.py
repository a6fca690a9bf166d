"""Putting a published version into a folder of specs, with its release and its words in other languages.

Here lives the writing of those files: each is there whole or not at all, and none is ever written over.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from formspec.release import Release, write_release


class AlreadyThere(Exception):  # noqa: N818 (named after what happened)
    """The file of the version exists, with other words than are to be published: one sentence says which."""


def shelve(folder: Path, release: Release, text: bytes, words: Mapping[str, bytes]) -> Path:
    """Write a version to `<folder>/<form>/<version>.yaml`, what goes with it beside it, and return that path.

    The spec comes last, so that a version is never there without its release. Raises AlreadyThere, and OSError when
    the files cannot be written: then none of them is there.
    """
    place = folder / release.form
    place.mkdir(parents=True, exist_ok=True)
    spec = place / f"{release.version}.yaml"
    if spec.exists():
        raise AlreadyThere(f"{spec} is there already, and a published version never changes. Nothing was written.")
    files = {place / f"{release.version}.{code}.yaml": data for code, data in words.items()}
    files[place / f"{release.version}.release.json"] = write_release(release)
    written: list[Path] = []
    try:
        for path, data in {**files, spec: text}.items():
            _write(path, data)
            written.append(path)
    except OSError:
        for path in written:
            with suppress(OSError):
                path.unlink()
        raise
    return spec


def _write(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole, and kept, or not at all. OSError when another is there."""
    made = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with made.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.link(made, path)
    finally:
        with suppress(OSError):
            made.unlink()
