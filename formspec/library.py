"""The library of published versions: which forms there are, in which versions, kept as files.

Here lives the finding of `<folder>/<form>/<version>.yaml`, and the check that a file says what its name says. Nothing
is remembered between calls, so a new file is there when it is there.
"""

import re
from dataclasses import replace
from pathlib import Path

from formspec.loader import Loaded, load
from formspec.problem import Problem

SPECS = Path(__file__).parent / "specs"
_VERSION = re.compile(r"[1-9][0-9]{0,6}")


class Library:
    """The published versions in one folder or several; where two hold the same version, the first folder's counts."""

    def __init__(self, *folders: Path) -> None:
        """Look in these folders; in the package's own when none is given."""
        self.folders = folders or (SPECS,)

    def forms(self) -> tuple[str, ...]:
        """Return the ids of the forms that have a version, in alphabetical order."""
        found = {folder.name for root in self.folders if root.is_dir() for folder in root.iterdir() if folder.is_dir()}
        return tuple(sorted(form for form in found if self.versions(form)))

    def versions(self, form: str) -> tuple[int, ...]:
        """Return the numbers of a form's versions, lowest first; none for a form that is not there."""
        files = (file for root in self.folders for file in (root / form).glob("*.yaml"))
        return tuple(sorted({int(file.stem) for file in files if _VERSION.fullmatch(file.stem) and file.is_file()}))

    def current(self, form: str) -> int | None:
        """Return the number of the version in force, the highest; None for a form that is not there."""
        return max(self.versions(form), default=None)

    def path(self, form: str, version: int) -> Path:
        """Return where a version is kept. KeyError when there is no such version."""
        for root in self.folders:
            file = root / form / f"{version}.yaml"
            if file.is_file():
                return file
        raise KeyError(f"{form}@{version}")

    def text(self, form: str, version: int) -> bytes:
        """Return the source of a version. KeyError when there is no such version, OSError when it cannot be read."""
        return self.path(form, version).read_bytes()

    def load(self, form: str, version: int) -> Loaded:
        """Load a version, and check that it is the form and the version that its file's name says."""
        loaded = load(self.text(form, version))
        if loaded.spec is None:
            return loaded
        wrong = [
            Problem(
                1, 1, "file-name", f"The file is {form}/{version}.yaml, but it says “{key}: {said}”: make them agree."
            )
            for key, said, named in (("form", loaded.spec.form, form), ("version", loaded.spec.version, version))
            if said != named
        ]
        return replace(loaded, spec=None, problems=(*loaded.problems, *wrong)) if wrong else loaded
