"""`formspec register`: a register as CSV, and what an import of one would do, or does.

Here lives what is asked and said. How a register is read and written, and what becomes of a row, is for
`engine.register` to say. Nothing is written without `--confirm`.
"""

import argparse
from collections.abc import Iterable, Sequence

from engine.register.details import register_id
from engine.register.plan import SORTS, Planned, fingerprint
from engine.register.sheet import MOST_BYTES, Row, Unread, read_rows, text_of, written
from formspec.libraries import AnyLibrary
from formspec.suggest import did_you_mean
from webapp.commands.outcome import CommandError, Exit
from webapp.commands.place import declare_data, declare_specs, settings_of
from webapp.commands.printing import hand_over, say, say_aside
from webapp.commands.published import library_of
from webapp.commands.sources import read_bytes
from webapp.storage.failures import StorageError
from webapp.storage.opening import open_repository
from webapp.storage.repository import Repository

_LEFT_OUT = frozenset({"doubtful", "wrong"})


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what may follow `formspec register`."""
    parser.add_argument("register", metavar="REGISTER", help="what published forms are about, such as providers")
    parser.add_argument("--import", dest="file", metavar="FILE", help="a CSV: say row by row what it would do")
    parser.add_argument("--confirm", action="store_true", help="do what the import would do")
    declare_specs(parser)
    declare_data(parser)


def run(arguments: argparse.Namespace) -> Exit:
    """Print a register, say what an import would do, or do it."""
    register = _known(arguments.register, library_of(arguments.specs, data=arguments.data))
    if arguments.confirm and arguments.file is None:
        raise CommandError("There is nothing to confirm: name the CSV with --import.")
    rows = None if arguments.file is None else _rows(arguments.file)
    try:
        with open_repository(settings_of(FORMSPEC_DATA=arguments.data), serving=arguments.confirm) as repository:
            if rows is None:
                return _print(repository, register)
            return _import(repository, register, rows, arguments)
    except StorageError as fault:
        raise CommandError(str(fault), status=Exit.FAULTS) from None


def _known(named: str, library: AnyLibrary) -> str:
    """Return the id of a register. Raises CommandError when no published form is about it."""
    known = sorted(set(_registers(library)))
    if register_id(named) in known:
        return register_id(named)
    listed = f" They are about: {', '.join(known)}." if known else ""
    raise CommandError(f"No published form is about “{named}”.{did_you_mean(named, known) or listed}")


def _registers(library: AnyLibrary) -> Iterable[str]:
    for form in library.forms():
        for version in library.versions(form):
            spec = library.open(form, version).loaded.spec
            if spec is not None and spec.about is not None:
                yield register_id(spec.about.register)


def _rows(name: str) -> tuple[Row, ...]:
    try:
        return read_rows(text_of(read_bytes(name, limit=MOST_BYTES)))
    except Unread as fault:
        raise CommandError(f"{name}: {fault}", status=Exit.FAULTS) from None


def _print(repository: Repository, register: str) -> Exit:
    for line in written((each.id, each.details) for each in repository.register_entries(register)):
        hand_over(line.encode())
    return Exit.DONE


def _import(repository: Repository, register: str, rows: Sequence[Row], asked: argparse.Namespace) -> Exit:
    plan = repository.plan_import(register, rows)
    if asked.confirm:
        repository.import_entries(register, rows, seen=fingerprint(plan))
    for each in plan:
        for line in _told(each):
            say(f"{asked.file}:{each.line}: {each.sort}: {line}")
    counts = ", ".join(f"{number} {sort}" for sort in SORTS if (number := sum(each.sort == sort for each in plan)))
    done = "Imported" if asked.confirm else "Nothing was written: --confirm does it. It would be"
    say_aside(f"{done}: {counts or 'nothing'}.")
    return Exit.FAULTS if any(each.sort in _LEFT_OUT for each in plan) else Exit.DONE


def _told(planned: Planned) -> Iterable[str]:
    """Yield what is said of a row: why it is left out, or which fields change."""
    name = planned.details.name or "no name"
    if planned.why:
        return (f"{name}: {why}" for why in planned.why)
    fields = ", ".join(each.column for each in planned.changes)
    return (f"{name}: {fields}" if fields else name,)
