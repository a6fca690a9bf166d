"""The form that a command is given: one that is published, as `FORM` or `FORM@VERSION`, or the path of a spec.

Here lives how a form is named on the command line, and what is said when there is none of that name. What makes a
spec good lives in the language.
"""

import argparse
import os
import re
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from formspec.library import Library
from formspec.loader import Loaded, load
from formspec.model import Spec
from formspec.problem import Level
from webapp.commands.outcome import CommandError, Exit
from webapp.commands.printing import problem_lines
from webapp.commands.sources import read_spec

VERSION = re.compile(r"[1-9][0-9]{0,8}")


def declare_form(parser: argparse.ArgumentParser) -> None:
    """Say that a form follows the command's name."""
    parser.add_argument(
        "form",
        metavar="FORM[@VERSION]",
        help="a published form (the version in force unless you name one), or the path of a spec",
    )
    declare_specs(parser)


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
    """Return the published forms: those that come with Formspec, those of the settings, and those of the folders."""
    settled = [folder for folder in os.environ.get("FORMSPEC_SPECS", "").split(os.pathsep) if folder]
    return Library(*(Path(folder) for folder in (*settled, *folders)))


def spec_of(arguments: argparse.Namespace) -> Spec:
    """Return the spec of the form that was named.

    Raises CommandError when there is no such form, or a line for each problem when its spec has errors.
    """
    asked: str = arguments.form
    loaded = load(read_spec(asked)) if _is_path(asked) else _published(asked, library_of(arguments.specs))
    if loaded.spec is None:
        errors = (problem for problem in loaded.problems if problem.level is Level.ERROR)
        raise CommandError(*problem_lines(asked, errors), status=Exit.FAULTS)
    return loaded.spec


def _is_path(asked: str) -> bool:
    """Whether a name means a file: it looks like a path, or a file of that name is here."""
    return "/" in asked or os.sep in asked or asked.endswith((".yaml", ".yml")) or Path(asked).is_file()


def _published(asked: str, library: Library) -> Loaded:
    """Load a published form by its name, with or without a version."""
    form, at, version = asked.partition("@")
    if form not in library.forms():
        raise CommandError(_no_such_form(form, library.forms()))
    if not at:
        return library.load(form, library.current(form))
    if not VERSION.fullmatch(version) or int(version) not in library.versions(form):
        published = ", ".join(str(each) for each in library.versions(form))
        raise CommandError(f"There is no version “{version}” of {form}. Published: {published}.")
    return library.load(form, int(version))


def _no_such_form(form: str, published: Sequence[str]) -> str:
    """Return the sentence about a form that is not published."""
    meant = get_close_matches(form, published, n=1)
    hint = f"Did you mean “{meant[0]}”?" if meant else f"Published: {', '.join(published)}."
    return f"There is no form “{form}”. {hint} The path of a spec holds a / or ends in .yaml."
