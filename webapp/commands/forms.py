"""`formspec forms`: the published forms, their versions, and whether the review of their policy is past.

Here lives how the list is printed. Which forms are published is the library's to say.
"""

import argparse

from formspec.model import Spec
from formspec.policy_date import overdue
from formspec.published import Library
from formspec.translation import LANGUAGES
from webapp.commands.outcome import Exit
from webapp.commands.printing import problem_lines, say, say_aside
from webapp.commands.published import declare_specs, library_of
from webapp.pages.words import today


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what may follow `formspec forms`."""
    declare_specs(parser)


def run(arguments: argparse.Namespace) -> Exit:
    """Print a line for each version of each form, the newest first, and the problems of one that cannot be used."""
    library = library_of(arguments.specs)
    usable = [_say_form(library, form) for form in library.forms()]
    return Exit.DONE if all(usable) else Exit.FAULTS


def _say_form(library: Library, form: str) -> bool:
    """Print the versions of one form, the newest that can be used in force, and return whether all can be used."""
    standing, usable = "in force", True
    for version in library.versions(form)[::-1]:
        found = library.open(form, version)
        if found.loaded.spec is None:
            say_aside(*problem_lines(found.place, found.loaded.problems))
            usable = False
            continue
        languages = [f"also in {LANGUAGES[each]}" for each in library.translations(form, version)]
        say(
            "  ".join([f"{form}@{version}", found.loaded.spec.title, standing, *_review(found.loaded.spec), *languages])
        )
        standing = "replaced"
    return usable


def _review(spec: Spec) -> list[str]:
    """Return what there is to say about the review of the form's policy."""
    review = spec.policy.review if spec.policy else None
    past = " (past)" if overdue(spec.policy, today()) else ""
    return [f"review {review.text}{past}"] if review else []
