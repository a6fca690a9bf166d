"""The published versions of forms: where they stand, which is current, and what is in them.

Here lives the meaning of file names: a version stands in `<folder>/<form>/<version>.yaml`, and the file says the same
form and version within. Nothing here judges anything else in a spec; the loader does. Whatever else stands in a folder
is passed over, so one bad file never hides the others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from formspec.characters import MOST_BYTES
from formspec.loader import Loaded, load
from formspec.nodes import Mapping, Text
from formspec.problem import Level, Problem
from formspec.source import read
from formspec.suggest import short

SPECS = Path(__file__).parent / "specs"
"""The folder of the specs that come with Formspec."""

READ_LIMIT = MOST_BYTES + 1
"""How much of a file is read: one byte more than a spec may have, so that the reader can say that it is too long."""

_FORM = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_FILE = re.compile(r"([1-9][0-9]{0,8})\.yaml")
_Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True, init=False)
class Library:
    """The published forms of some folders.

    `Library()` holds the forms that come with Formspec, `Library(folder, …)` those of the folders, of which `SPECS` may
    be one. Where two folders have the same version of a form, the earlier folder's counts. Files are looked for
    at every call, so a new version is there at once; a file is loaded again only when its time or size has changed.
    """

    folders: tuple[Path, ...]
    _loaded: dict[Path, tuple[_Stamp, Loaded]] = field(repr=False, compare=False)

    def __init__(self, *folders: Path | str) -> None:
        """Take the folders to look in, the one whose files count first of all first."""
        object.__setattr__(self, "folders", tuple(dict.fromkeys(map(Path, folders))) or (SPECS,))
        object.__setattr__(self, "_loaded", {})

    def forms(self) -> tuple[str, ...]:
        """Return the ids of the forms that have a published version, in alphabetical order."""
        named = {path.name for folder in self.folders for path in _within(folder) if _FORM.fullmatch(path.name)}
        return tuple(form for form in sorted(named) if self.versions(form))

    def versions(self, form: str) -> tuple[int, ...]:
        """Return the published versions of a form from first to last; none when there is no such form."""
        return tuple(sorted(self._files(form)))

    def current(self, form: str) -> int:
        """Return the version in force, which is the last. KeyError when there is no such form."""
        versions = self.versions(form)
        if not versions:
            raise KeyError(form)
        return versions[-1]

    def path(self, form: str, version: int) -> Path:
        """Return the file of a published version. KeyError when there is none."""
        return self._files(form)[version][0]

    def text(self, form: str, version: int) -> bytes:
        """Return the bytes of a published version. KeyError when there is none, OSError when it cannot be read."""
        return _bytes(self.path(form, version))

    def load(self, form: str, version: int) -> Loaded:
        """Return the spec of a published version with its problems. KeyError when there is none."""
        path, *twins = self._files(form)[version]
        try:
            found = path.stat()
            stamp = found.st_mtime_ns, found.st_size
            kept = self._loaded.get(path)
            if kept is None or kept[0] != stamp:
                kept = self._loaded[path] = stamp, _load(_bytes(path), form, version)
            return _with(kept[1], *_published_twice(path, twins))
        except OSError:
            return Loaded(None, (Problem(1, 1, "unreadable-file", f"{path} cannot be opened: check who may read it."),))

    def _files(self, form: str) -> dict[int, list[Path]]:
        """Return the files of each version of a form, the one that counts first."""
        files: dict[int, list[Path]] = {}
        for folder in self.folders if _FORM.fullmatch(form) else ():
            for path in _within(folder / form):
                if (named := _FILE.fullmatch(path.name)) and path.is_file():
                    files.setdefault(int(named[1]), []).append(path)
        return files


def _within(folder: Path) -> tuple[Path, ...]:
    """Return what stands in a folder; nothing when there is no such folder or it may not be read."""
    try:
        return tuple(folder.iterdir())
    except OSError:
        return ()


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(READ_LIMIT)


def _load(data: bytes, form: str, version: int) -> Loaded:
    loaded = load(data)
    if loaded.spec is not None and (loaded.spec.form, loaded.spec.version) == (form, version):
        return loaded
    return _with(loaded, *_misfiled(data, form, version))


def _misfiled(data: bytes, form: str, version: int) -> Iterator[Problem]:
    """Yield where the file says another form or version than its name."""
    root = read(data).root
    named = (("form", form, f"the folder {form}"), ("version", str(version), f"the file {version}.yaml"))
    for key, expected, place in named if isinstance(root, Mapping) else ():
        written = root.get(key) if isinstance(root, Mapping) else None
        if isinstance(written, Text) and not written.empty and written.text.strip() != expected:
            message = f"“{key}” says “{short(written.text)}”, but this stands in {place}. Make the two the same."
            yield Problem(written.place.line, written.place.column, f"{key}-matches-file", message)


def _published_twice(path: Path, twins: list[Path]) -> Iterator[Problem]:
    """Yield a warning for each file that has the same form and version as the one that counts, and another text."""
    for twin in twins:
        if _bytes(twin) != _bytes(path):
            message = f"{twin} has the same form and version, and other words. It is not used: give it a new version."
            yield Problem(1, 1, "published-twice", message, Level.WARNING)


def _with(loaded: Loaded, *problems: Problem) -> Loaded:
    """Return what was loaded with more problems."""
    if not problems:
        return loaded
    wrong = any(problem.level is Level.ERROR for problem in problems)
    return Loaded(None if wrong else loaded.spec, tuple(sorted({*loaded.problems, *problems})))
