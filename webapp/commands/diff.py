"""`formspec diff`: what differs between two versions of a form, and what that does to people and records.

Here lives which two are compared, and the exit status. What differs is the language's to find, and to say.
"""

import argparse

from formspec.diff.change import Change, Level
from formspec.diff.formats import FORMATS
from formspec.diff.report import compare_through
from formspec.model import Spec
from formspec.translation import Translation
from webapp.commands.outcome import CommandError, Exit
from webapp.commands.place import declare_specs
from webapp.commands.printing import problem_lines, say_as_is
from webapp.commands.published import Named, between, named_form

_LEVELS = {str(level): level for level in Level}


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what may follow `formspec diff`."""
    named = "a published form, as FORM@VERSION, or the path of a spec"
    parser.add_argument("old", metavar="OLD", help=f"the version before: {named}")
    parser.add_argument("new", metavar="NEW", help=f"the version after: {named}")
    parser.add_argument("--format", choices=tuple(FORMATS), default="text", help="how the changes are written")
    parser.add_argument(
        "--fail-on",
        choices=tuple(_LEVELS),
        metavar="LEVEL",
        help="end with 1 only when a change is of this level or above: wording, addition, tightening, breaking",
    )
    declare_specs(parser)


def run(arguments: argparse.Namespace) -> Exit:
    """Print every change, and end with 1 where there is any, or any that is asked about."""
    old, new = (named_form(each, arguments.specs) for each in (arguments.old, arguments.new))
    before, after = _spec(old), _spec(new)
    versions = [before, *between(old, new, arguments.specs), after]
    changes = compare_through(versions, _words(old), _words(new))
    heading = f"From {before.address} to {after.address}: {after.title}"
    say_as_is(FORMATS[arguments.format](heading, changes))
    return Exit.FAULTS if _fails(changes, arguments.fail_on) else Exit.DONE


def _fails(changes: tuple[Change, ...], fail_on: str | None) -> bool:
    least = _LEVELS[fail_on] if fail_on else Level.WORDING
    return any(change.level >= least for change in changes)


def _spec(named: Named) -> Spec:
    """Return the spec of a version. Raises CommandError with a line for each error when it has any."""
    if named.loaded.spec is None:
        raise CommandError(*problem_lines(named.file, named.loaded.problems))
    return named.loaded.spec


def _words(named: Named) -> dict[str, Translation]:
    """Return the translations of a version. Raises CommandError with a line for each error when one has any."""
    found: dict[str, Translation] = {}
    for language in named.languages:
        loaded = named.words(language)
        if loaded.translation is None:
            raise CommandError(*problem_lines(f"{named.file} ({language})", loaded.problems))
        found[language] = loaded.translation
    return found
