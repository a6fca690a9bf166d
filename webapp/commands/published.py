"""The form that a command is given: one that is published, as `FORM` or `FORM@VERSION`, or the path of a spec.

Here lives how a form is named on the command line, and what is said when there is none of that name. What makes a
spec good lives in the language.
"""

import argparse
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from formspec.libraries import AnyLibrary, JoinedLibrary
from formspec.loader import Loaded, load, reopen
from formspec.model import Spec
from formspec.published import SPECS, Library, beside
from formspec.suggest import did_you_mean
from formspec.translation import LANGUAGES, LoadedTranslation, load_translation, translate
from webapp.commands.outcome import CommandError, Exit
from webapp.commands.place import declare_specs
from webapp.commands.printing import problem_lines
from webapp.commands.sources import read_spec
from webapp.pages.words import today
from webapp.settings import Settings, SettingsError

SETTING = "FORMSPEC_SPECS"
STORAGE = ("FORMSPEC_DATA", "FORMSPEC_DATABASE")
VERSION = re.compile(r"[1-9][0-9]{0,8}")


def declare_form(parser: argparse.ArgumentParser, *, optional: bool = False) -> None:
    """Say that a form follows the command's name."""
    parser.add_argument(
        "form",
        nargs="?" if optional else None,
        metavar="FORM[@VERSION]",
        help="a published form (the version in force unless you name one), or the path of a spec",
    )
    declare_specs(parser)


def declare_language(parser: argparse.ArgumentParser) -> None:
    """Say that a language may be chosen."""
    named = ", ".join(f"{code} for {name}" for code, name in LANGUAGES.items())
    help_text = f"the language of the page: {named} (default: that of the spec)"
    parser.add_argument("--in", dest="language", choices=tuple(LANGUAGES), default="", help=help_text)


def library_of(folders: Sequence[str], *, data: str | None = None) -> AnyLibrary:
    """Return the published forms: those that were published in the browser, those that come with Formspec, and more.

    More are those in the folders of the settings, and in the folders given. Raises CommandError when one of the folders
    is not there, or what is kept cannot be read.
    """
    kept = {name: os.environ.get(name, "") for name in STORAGE} | ({} if data is None else {STORAGE[0]: data})
    named = os.pathsep.join([os.environ.get(SETTING, ""), *folders])
    try:
        settings = Settings.from_environment({SETTING: named, **kept})
    except SettingsError as fault:
        raise CommandError(str(fault)) from None
    files = Library(SPECS, *settings.specs)
    return JoinedLibrary(_kept(settings), files) if settings.database or os.path.isfile(settings.file) else files  # noqa: PTH113 (never raises)


def _kept(settings: Settings) -> AnyLibrary:
    """Return what was published in the browser, as it is now. Raises CommandError when it cannot be read."""
    from webapp.storage.failures import StorageError  # noqa: PLC0415 (the database's library costs a start 0.3 s)
    from webapp.storage.stored_library import published_now  # noqa: PLC0415

    try:
        return published_now(settings)
    except StorageError as fault:
        raise CommandError(str(fault), status=Exit.FAULTS) from None


def spec_of(arguments: argparse.Namespace) -> Spec:
    """Return the spec of the form that was named.

    Raises CommandError when there is no such form, or a line for each error when its spec has any.
    """
    return _usable(named_form(arguments.form, arguments.specs))


def spec_in(arguments: argparse.Namespace) -> Spec:
    """Return the spec of the form that was named, in the language that was chosen.

    Raises CommandError when there is no such form or language, or a line for each error when its files have any.
    """
    named = named_form(arguments.form, arguments.specs)
    spec = _usable(named)
    if not arguments.language:
        return spec
    loaded = named.words(arguments.language)
    if loaded.translation is None:
        path = str(beside(Path(named.file), arguments.language))
        raise CommandError(*problem_lines(path, loaded.problems), status=Exit.FAULTS)
    return translate(named.text, loaded.translation) or spec


def between(old: "Named", new: "Named", folders: Sequence[str]) -> tuple[Spec, ...]:
    """Return the published versions between two of a form that can be read; none for an old one that is not published.

    Raises CommandError when what is kept cannot be read.
    """
    before, after = old.loaded.spec, new.loaded.spec
    if before is None or after is None or before.form != after.form or after.version - before.version <= 1:
        return ()
    library = library_of(folders)
    known = library.versions(before.form)
    if before.version not in known or library.open(before.form, before.version).text != old.text:
        return ()
    numbers = sorted(each for each in known if before.version < each < after.version)
    found = (reopen(library.open(before.form, each).text) for each in numbers)
    return tuple(each for each in found if each is not None)


def named_form(asked: str, folders: Sequence[str]) -> "Named":
    """Return the version that a name or the path of a spec leads to. Raises CommandError when there is none."""
    if not _is_path(asked):
        return _published(asked, library_of(folders))
    text = read_spec(asked)
    languages = tuple(each for each in LANGUAGES if beside(Path(asked), each).is_file())
    return Named(asked, text, load(text), languages, lambda language: _words_beside(asked, text, language))


def _words_beside(file: str, text: bytes, language: str) -> LoadedTranslation:
    return load_translation(read_spec(str(beside(Path(file), language))), text, language)


def _usable(named: "Named") -> Spec:
    if named.loaded.spec is None:
        raise CommandError(*problem_lines(named.file, named.loaded.problems), status=Exit.FAULTS)
    return named.loaded.spec


@dataclass(frozen=True, slots=True)
class Named:
    """The spec that a name led to: the file it stands in, its text, what was loaded from it, and its other words."""

    file: str
    text: bytes
    loaded: Loaded
    languages: tuple[str, ...]
    words: Callable[[str], LoadedTranslation]


def _is_path(asked: str) -> bool:
    """Whether a name means a file: it looks like a path, or a file of that name is here."""
    return "/" in asked or os.sep in asked or asked.endswith((".yaml", ".yml")) or Path(asked).is_file()


def _published(asked: str, library: AnyLibrary) -> Named:
    """Load a published form by its name, with or without a version."""
    form, at, written = asked.partition("@")
    versions = require_form(form, library)
    if at and not (VERSION.fullmatch(written) and int(written) in versions):
        raise CommandError(f"There is no version “{written}” of {form}. Published: {', '.join(map(str, versions))}.")
    version = int(written) if at else library.in_force(form, today())
    if version is None:
        raise CommandError(f"No version of {form} is in force today. Name one, like {form}@{versions[-1]}.")
    found = library.open(form, version)
    languages = library.translations(form, version)
    words = partial(_published_words, library, form, version)
    return Named(found.place, found.text, found.loaded, languages, words)


def _published_words(library: AnyLibrary, form: str, version: int, language: str) -> LoadedTranslation:
    try:
        return library.translation(form, version, language)
    except KeyError:
        raise CommandError(f"{form}@{version} has no words in {LANGUAGES[language]}.") from None


def require_form(form: str, library: AnyLibrary) -> tuple[int, ...]:
    """Return the versions of a published form. Raises CommandError when there is none."""
    versions = library.versions(form)
    if not versions:
        published = library.forms()
        hint = did_you_mean(form, published) or f" Published: {', '.join(published)}."
        raise CommandError(f"There is no form “{form}”.{hint}")
    return versions
