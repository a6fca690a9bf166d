"""`formspec publish`: a version of a form is judged at the gate, and published if nothing stands in its way.

Here lives what is asked of whoever publishes, and what is said. The gate is the language's; keeping a version in a
folder lives in `formspec.shelving`, in the database in the storage.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from formspec.coming_along import coming_along, told
from formspec.diff.formats import FORMATS
from formspec.diff.kept import written
from formspec.edits.dating import set_dates
from formspec.edits.refused import EditRefused
from formspec.edits.translating import RevisedWords
from formspec.gate import Verdict, gate
from formspec.libraries import AnyLibrary, JoinedLibrary
from formspec.loader import load
from formspec.model import Policy, Spec
from formspec.published import Library, beside
from formspec.release import Release
from formspec.release_words import NAMES, Entered, entered, mistakes, same_person
from formspec.shelving import AlreadyThere, NotWritten, shelve
from formspec.suggest import listed
from formspec.translation import LANGUAGES
from webapp.commands.outcome import CommandError, Exit
from webapp.commands.place import declare_data, declare_specs, settings_of
from webapp.commands.printing import problem_lines, say, say_as_is
from webapp.commands.published import library_of
from webapp.commands.sources import read_spec
from webapp.pages.words import today

_ASKED = {
    "note": ("--note", "Why is this version made? (the change note)"),
    "approved_by": ("--approved-by", "Who approved it?"),
    "approved": ("--approved", "When was it approved? (such as November 2026)"),
    "review": ("--review", "When is it reviewed next? (such as November 2028)"),
    "by": ("--by", "Who publishes it? (your name)"),
}


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what may follow `formspec publish`."""
    parser.add_argument("file", metavar="FILE", help="the spec of the new version")
    parser.add_argument("--note", metavar="NOTE", help="the change note: why this version is made")
    parser.add_argument("--approved-by", metavar="WHO", help="who approved it (default: what the spec says)")
    parser.add_argument("--approved", metavar="DATE", help="when it was approved (default: what the spec says)")
    parser.add_argument("--review", metavar="DATE", help="when it is reviewed next (default: what the spec says)")
    parser.add_argument("--by", metavar="NAME", help="who publishes it")
    parser.add_argument("--seconded-by", metavar="NAME", default="", help="the second person who approves of that")
    parser.add_argument("--in-force", metavar="DAY", help="the day from which it is asked, like 2026-11-23: today")
    parser.add_argument("--to", metavar="FOLDER", help="a folder of specs to publish it in, instead of the database")
    parser.add_argument("--check", action="store_true", help="say what stands in the way and what changes, no more")
    declare_data(parser)
    declare_specs(parser)


def run(arguments: argparse.Namespace) -> Exit:
    """Judge the version, say what it changes, ask what has to be known, and publish it."""
    library = _library(arguments)
    candidate = _candidate(arguments, library)
    spec = candidate.verdict.spec
    if spec is not None and candidate.published(library, spec):
        say(f"{spec.address} is published already, word for word: nothing was done.")
        return Exit.DONE
    for line in _problems(arguments.file, candidate):
        say(line)
    if spec is None:
        return Exit.FAULTS
    say_as_is(FORMATS["text"](_heading(candidate.verdict, spec), candidate.verdict.changes))
    for code, words in candidate.along.items():
        _say_words(code, words)
    if not candidate.verdict.opens:
        return Exit.FAULTS
    if arguments.check:
        return Exit.DONE
    release = _release(arguments, candidate, spec)
    place = _put_in_folder(arguments.to, release, candidate) if arguments.to else _put(arguments, release, candidate)
    say(f"{spec.address} is published in {place}, in force from {release.in_force.isoformat()}.")
    return Exit.DONE


@dataclass(frozen=True, slots=True)
class _Candidate:
    """The version that is to be published: its text, its words in other languages, and what the gate says.

    `along` are those words that come along from the version before, since no file beside the spec has them.
    """

    text: bytes
    words: dict[str, bytes]
    along: dict[str, RevisedWords]
    verdict: Verdict

    def published(self, library: AnyLibrary, spec: Spec) -> bool:
        """Say whether the very same text is published already."""
        return spec.version in library.versions(spec.form) and library.open(spec.form, spec.version).text == self.text


def _library(arguments: argparse.Namespace) -> AnyLibrary:
    library = library_of(arguments.specs, data=arguments.data)
    return JoinedLibrary(Library(arguments.to), library) if arguments.to else library


def _candidate(arguments: argparse.Namespace, library: AnyLibrary) -> _Candidate:
    text = read_spec(arguments.file)
    if load(text).spec is not None:
        text = _dated(text, arguments)
    paths = {code: beside(Path(arguments.file), code) for code in LANGUAGES}
    words = {code: read_spec(str(path)) for code, path in paths.items() if path.is_file()}
    along = {code: each for code, each in coming_along(library, text).items() if code not in words}
    words |= {code: each.text for code, each in along.items() if each.text}
    return _Candidate(text, words, along, gate(text, library, today(), words=words))


def _problems(file: str, candidate: _Candidate) -> Iterator[str]:
    """Yield the problems of the spec, and of the words in other languages in files beside it."""
    yield from problem_lines(file, candidate.verdict.problems)
    for code, problems in candidate.verdict.words.items():
        if code not in candidate.along:
            yield from problem_lines(str(beside(Path(file), code)), problems)


def _say_words(language: str, words: RevisedWords) -> None:
    say(told(language, words))
    for each in words.reworded:
        say(f"  {each.address} ({each.key}): {each.translated}")


def _dated(text: bytes, arguments: argparse.Namespace) -> bytes:
    """Return the text with the dates that were given, as far as its policy says others."""
    spec = load(text).spec
    policy = spec.policy if spec else None
    if policy is None:
        return text
    had = {
        "approved": policy.approved.text if policy.approved else "",
        "approved_by": policy.approved_by,
        "review": policy.review.text if policy.review else "",
    }
    given = {name: getattr(arguments, name) for name in had}
    other = {name: words for name, words in given.items() if words is not None and words != had[name]}
    try:
        return set_dates(text.decode(), **other).encode() if other else text
    except EditRefused as refused:
        raise CommandError(str(refused)) from None


def _heading(verdict: Verdict, spec: Spec) -> str:
    first = ", the first version" if not verdict.last else ""
    return f"{spec.address}: {spec.title}" + (f", after version {verdict.before}" if verdict.before else first)


def _release(arguments: argparse.Namespace, candidate: _Candidate, spec: Spec) -> Release:
    said = _said(arguments, spec)
    seconded = " ".join(arguments.seconded_by.split())
    if settings_of(FORMSPEC_DATA=arguments.data).second_person and (not seconded or same_person(seconded, said.by)):
        raise CommandError("Here a second person approves of each version: name them with --seconded-by.")
    return Release(
        form=spec.form,
        version=spec.version,
        sha256=sha256(candidate.text).hexdigest(),
        note=said.note,
        approved_by=said.approved_by,
        approved=said.approved,
        review=said.review,
        published_by=said.by,
        published=datetime.now(UTC),
        in_force=said.first_day(today()),
        seconded_by=seconded,
        report=written(candidate.verdict.changes) if candidate.verdict.before else "",
    )


def _said(arguments: argparse.Namespace, spec: Spec) -> Entered:
    """Return what has to be known of a publication: as given, as the spec says, or as somebody at a terminal answers.

    Raises CommandError with what is missing or wrong.
    """
    said = _known(arguments, spec.policy)
    needed = [name for name in _ASKED if name != "review" or spec.policy]
    missing = [name for name in needed if not said[name]]
    if missing and sys.stdin is not None and sys.stdin.isatty():
        said |= {name: _answer(_ASKED[name][1]) for name in missing}
        missing = [name for name in missing if not said[name]]
    if missing:
        flags = listed([_ASKED[name][0] for name in missing], "and")
        raise CommandError(f"Before a version is published, more has to be known: add {flags}.")
    given = entered(said)
    wrong = mistakes(given, has_policy=spec.policy is not None, today=today())
    if wrong:
        raise CommandError(*(f"--{name.replace('_', '-')}: {message}." for name, message in wrong.items()))
    return given


def _known(arguments: argparse.Namespace, policy: Policy | None) -> dict[str, str]:
    """Return what was given, or else what the spec says; "" where neither says it."""
    known = {
        "approved_by": policy.approved_by if policy else "",
        "approved": policy.approved.text if policy and policy.approved else "",
        "review": policy.review.text if policy and policy.review else "",
    }
    return {name: (getattr(arguments, name) or known.get(name, "")).strip() for name in NAMES}


def _answer(question: str) -> str:
    sys.stderr.write(f"{question} ")
    sys.stderr.flush()
    return sys.stdin.readline().strip()


def _put_in_folder(folder: str, release: Release, candidate: _Candidate) -> str:
    try:
        return str(shelve(Path(folder), release, candidate.text, candidate.words))
    except AlreadyThere as refused:
        raise CommandError(str(refused), status=Exit.FAULTS) from None
    except NotWritten as fault:
        raise CommandError(f"Nothing was published in {folder}: {fault}.", status=Exit.FAULTS) from None


def _put(arguments: argparse.Namespace, release: Release, candidate: _Candidate) -> str:
    """Publish in the database, and return its place."""
    from webapp.storage.failures import StorageError  # noqa: PLC0415 (the database's library costs a start 0.3 s)
    from webapp.storage.opening import open_repository  # noqa: PLC0415

    settings = settings_of(FORMSPEC_DATA=arguments.data)
    try:
        with open_repository(settings) as repository:
            repository.publish(release, candidate.text, candidate.words, last=candidate.verdict.last)
    except StorageError as fault:
        lines = [str(fault), "To publish it as a file, name a folder of specs with --to."]
        raise CommandError(*lines, status=Exit.FAULTS) from None
    return settings.place
