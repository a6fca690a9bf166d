"""The published versions of forms: where they stand, which is current, and what is in them.

Here lives the meaning of file names: a version stands in `<folder>/<form>/<version>.yaml`, its words in another
language beside it in `<version>.<language>.yaml`, how it was published in `<version>.release.json`, and the files say
the same within. Nothing here judges anything else in a spec; the loader does. Whatever else stands in a folder is
passed over, so one bad file never hides the others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from formspec.characters import MOST_BYTES
from formspec.loader import Loaded, load
from formspec.nodes import Mapping, Text
from formspec.problem import Level, Problem
from formspec.release import MOST_RELEASE_BYTES, LoadedRelease, Release, read_release
from formspec.source import read
from formspec.suggest import short
from formspec.translation import LANGUAGES, LoadedTranslation, load_translation

SPECS = Path(__file__).parent / "specs"
"""The folder of the specs that come with Formspec."""

READ_LIMIT = MOST_BYTES + 1
"""How much of a file is read: one byte more than a spec may have, so that the reader can say that it is too long."""

_UNREADABLE = Problem(1, 1, "unreadable-file", "The file cannot be opened: check who may read it.")
_FORM = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_FILE = re.compile(r"([1-9][0-9]{0,8})\.yaml")
_TRANSLATED = re.compile(r"(.+)\.([a-z]{2})\.yaml")


@dataclass(frozen=True, slots=True)
class Publication:
    """A published version as one reading found it: where it stands, its bytes, and what they say.

    `place` is its file, or the name of one that stands in no file. `text` is empty when the file cannot be read;
    `loaded` says so then.
    """

    place: str
    text: bytes
    loaded: Loaded


@dataclass(frozen=True, slots=True, init=False)
class Library:
    """The published forms of some folders.

    `Library()` holds the forms that come with Formspec, `Library(folder, …)` those of the folders, of which `SPECS` may
    be one. Where two folders have the same version of a form, the earlier folder's counts. Files are looked for
    and read at every call, so a new version and a changed one are there at once; a text is judged once.
    """

    folders: tuple[Path, ...]
    _opened: dict[Path, Publication] = field(repr=False, compare=False)
    _words: dict[Path, tuple[bytes, bytes, LoadedTranslation]] = field(repr=False, compare=False)

    def __init__(self, *folders: Path | str) -> None:
        """Take the folders to look in, the one whose files count first of all first."""
        object.__setattr__(self, "folders", tuple(dict.fromkeys(map(Path, folders))) or (SPECS,))
        object.__setattr__(self, "_opened", {})
        object.__setattr__(self, "_words", {})

    def forms(self) -> tuple[str, ...]:
        """Return the ids of the forms that have a published version, in alphabetical order."""
        named = {path.name for folder in self.folders for path in _within(folder) if _FORM.fullmatch(path.name)}
        return tuple(form for form in sorted(named) if self.versions(form))

    def versions(self, form: str) -> tuple[int, ...]:
        """Return the published versions of a form from first to last; none when there is no such form."""
        return tuple(sorted(self._files(form)))

    def available(self, form: str, day: date) -> tuple[int, ...]:
        """Return the versions of a form that may be started on a day, the one in force first."""
        files = sorted(self._files(form).items(), reverse=True)
        return tuple(version for version, (path, *_) in files if _released(path, form, version).stands(day))

    def in_force(self, form: str, day: date) -> int | None:
        """Return the version in force on a day: the last that may be started then, None when there is none."""
        return next(iter(self.available(form, day)), None)

    def release(self, form: str, version: int) -> Release | None:
        """Return how a version was published: None when no file says so, and it is in force from always.

        None as well when its file cannot be used; then it may not be started. KeyError when there is no such version.
        """
        return _released(self._files(form)[version][0], form, version).release

    def path(self, form: str, version: int) -> Path:
        """Return the file of a published version. KeyError when there is none."""
        return self._files(form)[version][0]

    def load(self, form: str, version: int) -> Loaded:
        """Return the spec of a published version with its problems. KeyError when there is none."""
        return self.open(form, version).loaded

    def open(self, form: str, version: int) -> Publication:
        """Return a published version, its bytes and the verdict on them from one reading. KeyError when there is none.

        A file that cannot be read has that as its problem.
        """
        path, *twins = self._files(form)[version]
        try:
            text = _bytes(path)
        except OSError:
            return Publication(str(path), b"", Loaded(None, (_UNREADABLE,)))
        kept = self._opened.get(path)
        if kept is None or kept.text != text:
            kept = self._opened[path] = Publication(str(path), text, load_version(text, form, version))
        beside_it = _mismatches(path, text, _released(path, form, version))
        return replace(kept, loaded=with_problems(kept.loaded, *_published_twice(text, twins), *beside_it))

    def translations(self, form: str, version: int) -> tuple[str, ...]:
        """Return the languages that a published version is translated into, whether or not that can be used."""
        path = self._files(form)[version][0]
        return tuple(language for language in sorted(LANGUAGES) if beside(path, language).is_file())

    def translation(self, form: str, version: int, language: str) -> LoadedTranslation:
        """Return the words of a published version in another language, with their problems. KeyError without them."""
        opened = self.open(form, version)
        path = beside(self.path(form, version), language)
        try:
            text = self.words(form, version, language)
        except OSError:
            return LoadedTranslation(None, (_UNREADABLE,))
        kept = self._words.get(path)
        if kept is None or kept[:2] != (text, opened.text):
            kept = self._words[path] = text, opened.text, load_translation(text, opened.text, language)
        return kept[2]

    def words(self, form: str, version: int, language: str) -> bytes:
        """Return the text of the words of a published version in another language. KeyError without them.

        OSError when the file cannot be read.
        """
        if language not in self.translations(form, version):
            raise KeyError(language)
        return _bytes(beside(self.path(form, version), language))

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


def load_version(data: bytes, form: str, version: int) -> Loaded:
    """Load the text of a version, which must say the same form and version of itself."""
    loaded = load(data)
    if loaded.spec is not None and (loaded.spec.form, loaded.spec.version) == (form, version):
        return loaded
    return with_problems(loaded, *_misfiled(data, form, version))


def _released(path: Path, form: str, version: int) -> LoadedRelease:
    """Return how a file was published, as the file beside it says: nothing when there is none."""
    file = path.with_name(f"{path.stem}.release.json")
    try:
        with file.open("rb") as opened:
            loaded = read_release(opened.read(MOST_RELEASE_BYTES + 1))
    except FileNotFoundError:
        return LoadedRelease(None, ())
    except OSError:
        return LoadedRelease(None, (_UNREADABLE,))
    if loaded.release is None or (loaded.release.form, loaded.release.version) == (form, version):
        return loaded
    return LoadedRelease(None, (replace(_UNREADABLE, message="It is of another form or version."),))


def _mismatches(path: Path, text: bytes, loaded: LoadedRelease) -> Iterator[Problem]:
    """Yield that the release beside a file cannot be used, or is of another text than the file has."""
    for problem in loaded.problems[:1]:
        message = (
            f"{path.stem}.release.json beside this file cannot be used, so this version opens but cannot be started "
            f"until that file is put right. Line {problem.line}: {problem.message}"
        )
        yield Problem(1, 1, "release-file", message, Level.WARNING)
    if loaded.release is not None and loaded.release.sha256 != sha256(text).hexdigest():
        message = "This file has other words than it was published with: put them back, or publish a new version."
        yield Problem(1, 1, "published-text", message)


def beside(path: Path, language: str) -> Path:
    """Return the file of the words of a spec's file in another language."""
    return path.with_name(f"{path.stem}.{language}.yaml")


def load_file(path: Path, data: bytes) -> Loaded | LoadedTranslation:
    """Load the bytes of a file, a spec or a translation, which must say the same of itself as its name does."""
    translated = _TRANSLATED.fullmatch(path.name)
    if translated is not None:
        return _load_words(data, translated[2], path.with_name(f"{translated[1]}.yaml"))
    loaded = load(data)
    named = _FILE.fullmatch(path.name)
    form = path.absolute().parent.name
    if named is None or loaded.spec is None or loaded.spec.form != form:
        return loaded
    version = int(named[1])
    released = _mismatches(path, data, _released(path, form, version))
    return with_problems(loaded, *_misfiled(data, form, version), *released)


def _load_words(data: bytes, language: str, spec: Path) -> LoadedTranslation:
    try:
        text = _bytes(spec)
    except OSError:
        message = f"{spec.name}, which this file translates, cannot be opened: it must stand beside it."
        return LoadedTranslation(None, (Problem(1, 1, "unreadable-file", message),))
    return load_translation(data, text, language)


def _misfiled(data: bytes, form: str, version: int) -> Iterator[Problem]:
    """Yield where the file says another form or version than its name."""
    root = read(data).root
    named = (("form", form, f"the folder {form}"), ("version", str(version), f"the file {version}.yaml"))
    for key, expected, place in named if isinstance(root, Mapping) else ():
        written = root.get(key) if isinstance(root, Mapping) else None
        if isinstance(written, Text) and not written.empty and written.text.strip() != expected:
            message = f"“{key}” says “{short(written.text)}”, but this stands in {place}. Make the two the same."
            yield Problem(written.place.line, written.place.column, f"{key}-matches-file", message)


def _published_twice(text: bytes, twins: list[Path]) -> Iterator[Problem]:
    """Yield a warning for each file that has the same form and version as the one that counts, and another text."""
    for twin in twins:
        if not _says(twin, text):
            message = f"{twin} has the same form and version, and other words. It is not used: give it a new version."
            yield Problem(1, 1, "published-twice", message, Level.WARNING)


def _says(path: Path, text: bytes) -> bool:
    """Say whether a file has this text, as far as it can be read."""
    try:
        return _bytes(path) == text
    except OSError:
        return True


def with_problems(loaded: Loaded, *problems: Problem) -> Loaded:
    """Return what was loaded with more problems."""
    if not problems:
        return loaded
    wrong = any(problem.level is Level.ERROR for problem in problems)
    return Loaded(None if wrong else loaded.spec, tuple(sorted({*loaded.problems, *problems})))
