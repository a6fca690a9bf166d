"""The command line: finds the command that was asked for, runs it, and turns how it ended into an exit status.

Here lives the list of commands. What a command does lives in its module of `webapp.commands`, which is imported only
when that command is asked for.
"""

import argparse
import importlib
import sys
from collections.abc import Sequence
from typing import NoReturn, Protocol, cast

from formspec.suggest import did_you_mean
from webapp.commands.outcome import CommandError, Exit, OutputError
from webapp.commands.printing import say_all, say_aside, say_no_more, speak_utf8

COMMANDS = {
    "check": "say what is wrong with a spec, line by line",
    "parse": "show what was read from a spec, as JSON",
    "forms": "list the published forms and their versions",
    "diff": "say what differs between two versions of a form, and whom it affects",
    "publish": "publish a version of a form, if nothing stands in its way",
    "schema": "print the JSON Schema of a form's submissions",
    "validate": "say what is wrong with a submission, answer by answer",
    "carry": "carry submissions and drafts to a newer version of their form",
    "compare": "say what changed from one submission of a form to another",
    "render": "print a form, blank, as one HTML page or as a PDF",
    "example": "print an example submission of a form",
    "serve": "open the application in this machine's browsers",
    "owner": "print a link that makes the first account",
    "audit": "check the audit trail, or print it",
    "export": "write what was submitted, as JSON, tables, a workbook or a ZIP with everything",
    "import": "take submissions in from a ZIP that was exported",
    "register": "print a register as CSV, or import one after saying row by row what that would do",
    "remind": "write to whoever has an action that is due, or a letter that is soon over",
    "backup": "keep everything in one encrypted file",
    "restore": "put a backup in the place of what is kept, or check it",
}


class Command(Protocol):
    """What a module of `webapp.commands` offers."""

    def declare(self, parser: argparse.ArgumentParser) -> None:
        """Say what may follow the command's name."""

    def run(self, arguments: argparse.Namespace) -> Exit:
        """Do what the command is for."""


class Parser(argparse.ArgumentParser):
    """A parser whose faults are one sentence, not a page of usage, and that takes options between other words."""

    _mixing = False

    def parse_known_args(self, args=None, namespace=None):  # type: ignore[no-untyped-def]
        """Parse the words of a command, options wherever they stand, also where a word may be left out."""
        if self._subparsers is not None or self._mixing:
            return super().parse_known_args(args, namespace)
        self._mixing = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._mixing = False

    def error(self, message: str) -> NoReturn:
        """Refuse what was typed, and say where the help is."""
        raise CommandError(f"{self.prog}: {message}. To see what it takes: {self.prog} --help")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that the words ask for, and return its exit status."""
    speak_utf8()
    try:
        return _run(sys.argv[1:] if argv is None else list(argv))
    except OutputError as lost:
        say_no_more()
        return _refuse(lost)
    except CommandError as refused:
        return _refuse(refused)
    except KeyboardInterrupt:
        return Exit.INTERRUPTED


def parser_of(words: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser that knows every command's name, and what may follow the one that is asked for."""
    asked = next((word for word in words if not word.startswith("-")), "")
    parser = Parser(
        prog="formspec",
        description="Forms that are declared in a spec: check one, fill it in, export what was submitted.",
        epilog="For one command: formspec COMMAND --help",
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command", required=True)
    for name, summary in COMMANDS.items():
        described = f"{summary[0].upper()}{summary[1:]}."
        command = commands.add_parser(name, help=summary, description=described, allow_abbrev=False)
        if name == asked:
            _module(name).declare(command)
    return parser


def _run(words: list[str]) -> int:
    """Run a command, and see its output out of the door."""
    asked = next(iter(words), "")
    if asked and not asked.startswith("-") and asked not in COMMANDS:
        raise CommandError(_no_such_command(asked))
    try:
        arguments = parser_of(words).parse_args(words)
        status = _module(arguments.command).run(arguments)
    except SystemExit as stop:
        status = Exit.USAGE if stop.code else Exit.DONE
    say_all()
    return status


def _refuse(refused: CommandError) -> Exit:
    """Say why a command cannot go on, and return the status it ends with."""
    say_aside(*refused.lines)
    return refused.status


def _module(name: str) -> Command:
    """Import the module of a command."""
    return cast(Command, importlib.import_module(f"webapp.commands.{name}"))


def _no_such_command(asked: str) -> str:
    """Return the sentence about a command that does not exist."""
    hint = did_you_mean(asked, COMMANDS) or " To see the commands: formspec --help"
    return f"formspec: there is no command “{asked}”.{hint}"


if __name__ == "__main__":
    sys.exit(main())
