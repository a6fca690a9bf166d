"""`formspec compare`: what changed from one submission of a form to another one, whatever versions asked them.

Here lives which documents and versions are meant, and how a comparison is printed. Comparing is the engine's, and its
words are those of the page.
"""

import argparse
from collections.abc import Iterator

from engine.canonical import tampered
from engine.compare import compare
from engine.compile import compile_form
from engine.form import Form
from engine.json_text import LARGEST, JsonTextError, read_json
from engine.json_value import JsonObject, as_object
from engine.kinds.numbers import exact
from engine.subject import same_subject
from engine.validate import validate
from formspec.libraries import AnyLibrary
from formspec.loader import reopen
from webapp.commands.outcome import CommandError, Exit
from webapp.commands.place import declare_specs
from webapp.commands.printing import say, say_aside
from webapp.commands.published import library_of, require_form
from webapp.commands.sources import read_bytes
from webapp.pages.records.beside import Text
from webapp.pages.records.compared import Shown, shown
from webapp.pages.records.compared_findings import Beside, ShownFinding
from webapp.pages.records.compared_questions import ShownQuestion


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what may follow `formspec compare`."""
    parser.add_argument("before", metavar="BEFORE", help="the earlier submission or draft as JSON; - is what comes in")
    parser.add_argument("now", metavar="NOW", help="the later one")
    declare_specs(parser)


def run(arguments: argparse.Namespace) -> Exit:
    """Print what differs: in numbers, then finding by finding, then question by question."""
    before, now = _read(arguments.before), _read(arguments.now)
    form, first = _version(arguments.before, before)
    other, last = _version(arguments.now, now)
    if form != other:
        raise CommandError(f"{arguments.before} is of {form}, and {arguments.now} of {other}: they cannot be compared.")
    forms = [*_forms(library_of(arguments.specs), form, first, last)]
    _require_valid(arguments.before, forms[0], before)
    _require_valid(arguments.now, forms[-1], now)
    _say_what_about(before, now)
    comparison = compare(forms, before, now)
    say(f"From {form}@{first} to {form}@{last}: {forms[-1].spec.title}")
    for line in _lines(shown(comparison, forms[-1].spec)):
        say(line)
    return Exit.DONE if comparison.nothing else Exit.FAULTS


def _read(name: str) -> JsonObject:
    """Return the document in a file. Raises CommandError when it holds none."""
    try:
        return as_object(read_json(read_bytes(name, limit=LARGEST)))
    except JsonTextError as fault:
        raise CommandError(f"{name}: {fault.sentence} (line {fault.line}, column {fault.column})") from None
    except TypeError:
        raise CommandError(f"{name} is no submission: it must be an object.") from None


def _version(name: str, document: JsonObject) -> tuple[str, int]:
    """Return the form and the version that a document says it is of. Raises CommandError when it says neither."""
    form, version = document.get("form"), document.get("version")
    if not isinstance(form, str) or not isinstance(version, int) or isinstance(version, bool):
        raise CommandError(f"{name} is no submission: it does not say of which form and version it is.")
    return form, int(exact(version))


def _forms(library: AnyLibrary, form: str, first: int, last: int) -> Iterator[Form]:
    """Yield the versions from the first to the last, in the order of their numbers or against it, two at least."""
    known = require_form(form, library)
    for each in (first, last):
        if each not in known:
            raise CommandError(f"There is no version {each} of {form}. Published: {', '.join(map(str, known))}.")
    least, most = sorted((first, last))
    between = sorted((each for each in known if least < each < most), reverse=first > last)
    yield _form(library, form, first)
    for each in between:
        spec = reopen(library.open(form, each).text)
        if spec is not None:
            yield compile_form(spec)
    yield _form(library, form, last)


def _form(library: AnyLibrary, form: str, version: int) -> Form:
    spec = reopen(library.open(form, version).text)
    if spec is None:
        raise CommandError(f"Version {version} of {form} cannot be used.")
    return compile_form(spec)


def _require_valid(name: str, form: Form, document: JsonObject) -> None:
    """Raise CommandError for a document that its own version finds fault with, or that was changed since."""
    errors = validate(form, document, draft=document.get("status") == "draft")
    if errors:
        raise CommandError(*(f"{name}: {error.address}: {error.message}" for error in errors))
    if tampered(document):
        raise CommandError(f"{name} has changed since it was submitted: its digest is not that of what it holds.")


def _say_what_about(before: JsonObject, now: JsonObject) -> None:
    names = [str(as_object(each.get("about", {})).get("name", "")) for each in (before, now)]
    if any(names) and not same_subject(*names):
        say_aside(f"Warning: these are not about the same: “{names[0]}” and “{names[1]}”.")


def _lines(found: Shown) -> Iterator[str]:
    if found.nothing:
        yield "Nothing differs."
        return
    yield from (line.words for line in found.lines)
    for sort in found.findings:
        for group in sort.groups:
            for each in group.findings:
                yield from _finding(f"{sort.title}, {group.title.lower()}", each, found.action)
    for section in found.sections:
        for question in section.changed:
            yield from _question(section.title, question)


def _finding(lead: str, each: ShownFinding, action: str) -> Iterator[str]:
    yield f"{lead}: {_asked(each.finding.question, each.finding.row)}"
    yield from (f"  {text}" for text in (each.severity, each.why) if text)
    yield from (f"  {_text(text)}" for text in each.texts)
    if each.beside:
        yield f"  {_beside(each.beside)}"
    for done in each.actions:
        beside = f" ({_beside(done.beside)})" if done.beside else ""
        yield f"  {action}, {done.when}: {_one_line(done.text)}{beside}"


def _beside(found: Beside) -> str:
    return "; ".join(f"{label}: {_one_line(words)}" for label, words in found)


def _question(section: str, question: ShownQuestion) -> Iterator[str]:
    yield f"{question.status}: {_asked(question.question, question.row)} [{section}]"
    if question.before:
        yield f"  Worded before: {question.before}"
    for answer in question.answers:
        if answer.label:
            yield f"  {answer.label}: {answer.status.lower()}" if answer.status else f"  {answer.label}"
        yield from (f"    {_text(text)}" for text in answer.texts)


def _asked(question: str, row: str) -> str:
    return f"{row}: {question}" if row else question


def _text(text: Text) -> str:
    said = _one_line("".join(run.text for run in text.runs))
    return f"{text.lead}: {said}" if text.lead else said


def _one_line(text: str) -> str:
    return ", ".join(filter(None, map(str.strip, text.splitlines())))
