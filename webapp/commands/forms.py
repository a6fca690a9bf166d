"""`formspec forms`: the published forms, their versions, and whether the review of their policy is due.

Here lives how the list is printed. Which forms are published is the library's to say, when a review is due the
language's.
"""

import argparse

from formspec.libraries import AnyLibrary
from formspec.model import Spec
from formspec.published import Publication
from formspec.reviews import SOON_DAYS, review_of
from formspec.translation import LANGUAGES
from formspec.version_state import usable_in_force, version_state
from webapp.commands.outcome import Exit
from webapp.commands.place import declare_specs
from webapp.commands.printing import problem_lines, say, say_aside
from webapp.commands.published import library_of
from webapp.pages.words import today


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what may follow `formspec forms`."""
    parser.add_argument(
        "--due",
        action="store_true",
        help=f"only forms whose review is overdue or due within {SOON_DAYS} days; the status is 1 when one is overdue",
    )
    declare_specs(parser)


def run(arguments: argparse.Namespace) -> Exit:
    """Print a line for each version of each form, the newest first, and the problems of one that cannot be used.

    With `--due` it is a line for each form that is to be reviewed.
    """
    library = library_of(arguments.specs)
    say_form = _say_due if arguments.due else _say_versions
    well = [say_form(library, form) for form in library.forms()]
    return Exit.DONE if all(well) else Exit.FAULTS


def _say_versions(library: AnyLibrary, form: str) -> bool:
    """Print the versions of one form, and return whether all can be used."""
    usable = True
    for version in library.versions(form)[::-1]:
        found = library.open(form, version)
        if found.loaded.spec is None:
            usable = _say_faults(found)
            continue
        say("  ".join([f"{form}@{version}", found.loaded.spec.title, *_told(library, found.loaded.spec)]))
    return usable


def _say_due(library: AnyLibrary, form: str) -> bool:
    """Print a form if its review is overdue or due soon, and return whether nothing about it needs doing today."""
    known = _say_unusable(library, form)
    version = usable_in_force(library, form, today())
    spec = library.open(form, version).loaded.spec if version else None
    review = review_of(spec.policy, today()) if spec else None
    if spec is None or review is None or review.standing == "later":
        return known
    say("  ".join([spec.address, spec.title, review.words]))
    return known and review.standing != "overdue"


def _say_unusable(library: AnyLibrary, form: str) -> bool:
    """Print the problems of versions after the one on offer, of which no review can be known; return if none is."""
    offered = usable_in_force(library, form, today()) or 0
    later = [library.open(form, version) for version in library.versions(form) if version > offered]
    unusable = [found for found in later if found.loaded.spec is None]
    for found in unusable:
        _say_faults(found)
    return not unusable


def _say_faults(found: Publication) -> bool:
    say_aside(*problem_lines(found.place, found.loaded.problems))
    return False


def _told(library: AnyLibrary, spec: Spec) -> list[str]:
    """Return what there is to say about a version: how it stands, the review of its policy, other languages."""
    state = version_state(library, spec.form, spec.version, today())
    standing = f"{state.words[0].lower()}{state.words[1:]}" if state.state == "to come" else state.state
    languages = [f"also in {LANGUAGES[each]}" for each in library.translations(spec.form, spec.version)]
    return [standing, *_review(spec), *languages]


def _review(spec: Spec) -> list[str]:
    """Return what there is to say about the review of the form's policy."""
    review = review_of(spec.policy, today())
    past = " (past)" if review and review.standing == "overdue" else ""
    return [f"review {review.due.text}{past}"] if review else []
