"""`formspec forms`: the published forms, their versions, and whether the review of their policy is past.

Here lives how the list is printed. Which forms are published is the library's to say.
"""

import argparse
from datetime import datetime

from formspec.library import Library
from formspec.model import Policy, Spec
from webapp.commands.outcome import Exit
from webapp.commands.printing import problem_lines, say, say_aside
from webapp.commands.published import declare_specs, library_of
from webapp.pages.words import LONDON


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what may follow `formspec forms`."""
    declare_specs(parser)


def run(arguments: argparse.Namespace) -> Exit:
    """Print a line for each version of each form, the newest first, and the problems of one that cannot be used."""
    library = library_of(arguments.specs)
    usable = [_say_version(library, form, version) for form, version in _newest_first(library)]
    return Exit.DONE if all(usable) else Exit.FAULTS


def _newest_first(library: Library) -> list[tuple[str, int]]:
    """Return each form with each of its versions, the newest version first."""
    return [(form, version) for form in library.forms() for version in sorted(library.versions(form), reverse=True)]


def _say_version(library: Library, form: str, version: int) -> bool:
    """Print one version of a form, and return whether it can be used."""
    loaded = library.load(form, version)
    if loaded.spec is None:
        say_aside(*problem_lines(str(library.path(form, version)), loaded.problems))
        return False
    standing = "in force" if version == library.current(form) else "replaced"
    say("  ".join([f"{form}@{version}", loaded.spec.title, standing, *_review(loaded.spec)]))
    return True


def _review(spec: Spec) -> list[str]:
    """Return what there is to say about the review of the form's policy."""
    match spec.policy:
        case Policy(review=review) if review:
            past = datetime.now(LONDON).date() > review.last_day
            return [f"review {review.text}{' (past)' if past else ''}"]
        case _:
            return []
