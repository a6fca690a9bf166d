"""The form that a command is given: one that is published, as `FORM` or `FORM@VERSION`, or the path of a spec.

Here lives how a form is named on the command line, and what is said when there is none of that name. What makes a
spec good lives in the language.
"""

import argparse
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from formspec.loader import Loaded, load
from formspec.model import Spec
from formspec.published import SPECS, Library, beside
from formspec.suggest import did_you_mean
from formspec.translation import LANGUAGES, load_translation, translate
from webapp.commands.outcome import CommandError, Exit
from webapp.commands.printing import problem_lines
from webapp.commands.sources import read_spec
from webapp.settings import Settings, SettingsError

SETTING = "FORMSPEC_SPECS"
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


def declare_specs(parser: argparse.ArgumentParser) -> None:
    """Say that more folders of published specs may be named."""
    parser.add_argument(
        "--specs",
        action="append",
        default=[],
        metavar="FOLDER",
        help="a folder of published specs beside the ones that come with Formspec; may be given more than once",
    )


def library_of(folders: Sequence[str]) -> Library:
    """Return the published forms: those that come with Formspec, those of the settings, and those of the folders.

    Raises CommandError when one of the folders is not there.
    """
    named = os.pathsep.join([os.environ.get(SETTING, ""), *folders])
    try:
        return Library(SPECS, *Settings.from_environment({SETTING: named}).specs)
    except SettingsError as fault:
        raise CommandError(str(fault)) from None


def spec_of(arguments: argparse.Namespace) -> Spec:
    """Return the spec of the form that was named.

    Raises CommandError when there is no such form, or a line for each error when its spec has any.
    """
    return _usable(_asked_for(arguments))


def spec_in(arguments: argparse.Namespace) -> Spec:
    """Return the spec of the form that was named, in the language that was chosen.

    Raises CommandError when there is no such form or language, or a line for each error when its files have any.
    """
    named = _asked_for(arguments)
    spec = _usable(named)
    if not arguments.language:
        return spec
    path = str(beside(Path(named.file), arguments.language))
    loaded = load_translation(read_spec(path), named.text, arguments.language)
    if loaded.translation is None:
        raise CommandError(*problem_lines(path, loaded.problems), status=Exit.FAULTS)
    return translate(named.text, loaded.translation) or spec


def _asked_for(arguments: argparse.Namespace) -> "_Named":
    asked: str = arguments.form
    if not _is_path(asked):
        return _published(asked, library_of(arguments.specs))
    text = read_spec(asked)
    return _Named(asked, text, load(text))


def _usable(named: "_Named") -> Spec:
    if named.loaded.spec is None:
        raise CommandError(*problem_lines(named.file, named.loaded.problems), status=Exit.FAULTS)
    return named.loaded.spec


@dataclass(frozen=True, slots=True)
class _Named:
    """The spec that a name led to: the file it stands in, its text, and what was loaded from it."""

    file: str
    text: bytes
    loaded: Loaded


def _is_path(asked: str) -> bool:
    """Whether a name means a file: it looks like a path, or a file of that name is here."""
    return "/" in asked or os.sep in asked or asked.endswith((".yaml", ".yml")) or Path(asked).is_file()


def _published(asked: str, library: Library) -> _Named:
    """Load a published form by its name, with or without a version."""
    form, at, written = asked.partition("@")
    versions = require_form(form, library)
    if at and not (VERSION.fullmatch(written) and int(written) in versions):
        raise CommandError(f"There is no version “{written}” of {form}. Published: {', '.join(map(str, versions))}.")
    version = int(written) if at else versions[-1]
    found = library.open(form, version)
    return _Named(found.place, found.text, found.loaded)


def require_form(form: str, library: Library) -> tuple[int, ...]:
    """Return the versions of a published form. Raises CommandError when there is none."""
    versions = library.versions(form)
    if not versions:
        published = library.forms()
        hint = did_you_mean(form, published) or f" Published: {', '.join(published)}."
        raise CommandError(f"There is no form “{form}”.{hint}")
    return versions
