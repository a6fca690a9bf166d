"""Putting a published version into a folder of specs, with its release and its words in other languages.

Here lives the writing of those files. The spec's own file comes last and makes the version: until it is there, whatever
stands beside it is what somebody left who was stopped halfway; once it is there, nothing is ever written over.
"""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from filelock import FileLock

from formspec.published import beside
from formspec.release import Release, write_release
from formspec.translation import LANGUAGES


class AlreadyThere(Exception):  # noqa: N818 (named after what happened)
    """The file of the version exists, with other words than are to be published: one sentence says which."""


class NotWritten(Exception):  # noqa: N818 (named after what happened)
    """A file cannot be written, so the version was not published: the words say which file and why."""


def shelve(folder: Path, release: Release, text: bytes, words: Mapping[str, bytes]) -> Path:
    """Write a version to `<folder>/<form>/<version>.yaml`, what goes with it beside it, and return that path.

    Words that were left there in other languages are set aside as `….yaml.before`. Raises AlreadyThere, and NotWritten
    when a file cannot be written: then none of them is there.
    """
    place = folder / release.form
    spec = place / f"{release.version}.yaml"
    with _said_of(place):
        place.mkdir(parents=True, exist_ok=True)
    with _alone(place):
        if spec.exists():
            raise AlreadyThere(f"{spec} is there already, and a published version never changes. Nothing was written.")
        files = {beside(spec, code): data for code, data in words.items()}
        files[spec.with_name(f"{spec.stem}.release.json")] = write_release(release)
        _set_aside({beside(spec, code) for code in LANGUAGES} - set(files))
        _write_all(files, spec, text)
    return spec


@contextmanager
def _said_of(path: Path) -> Iterator[None]:
    """Raise NotWritten about a path instead of OSError."""
    try:
        yield
    except OSError as fault:
        why = (fault.strerror or "the machine gives no reason").lower()
        raise NotWritten(f"{path} cannot be written: {why}") from None


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Let one process at a time write to a folder; the next one is let in when this one ends, however it ends."""
    name = sha256(os.fsencode(place.resolve())).hexdigest()[:32]
    lock = FileLock(Path(tempfile.gettempdir()) / f"formspec-{name}.lock")
    with _said_of(place):
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _set_aside(left: set[Path]) -> None:
    for path in left:
        if path.is_file():
            with _said_of(path):
                path.replace(path.with_name(f"{path.name}.before"))


def _write_all(files: Mapping[Path, bytes], spec: Path, text: bytes) -> None:
    """Write what goes with a spec, and then the spec: the files of a version that is not there are taken away again."""
    written: list[Path] = []
    try:
        for path, data in files.items():
            with _said_of(path), _made(path, data) as made:
                made.replace(path)
            written.append(path)
        with _said_of(spec), _made(spec, text) as made:
            _keep(spec.parent)
            os.link(made, spec)
    except NotWritten:
        for path in written:
            with suppress(OSError):
                path.unlink()
        raise
    _keep(spec.parent)


@contextmanager
def _made(path: Path, data: bytes) -> Iterator[Path]:
    """Write what a file is to hold beside it, whole and kept, to be put in its place; take it away afterwards."""
    made = path.with_name(f".{path.name}.new")
    made.unlink(missing_ok=True)
    try:
        with made.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield made
    finally:
        with suppress(OSError):
            made.unlink()


def _keep(folder: Path) -> None:
    """Have a folder's names kept by the disk, where its file system can do that."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
