"""`formspec parse`: what the reader read from a spec, as JSON, before any rule of the language is applied.

Here lives only the printing. Reading is the source reader's.
"""

import argparse

from formspec.nodes import as_json
from formspec.problem import Level
from formspec.source import read
from webapp.commands.outcome import Exit
from webapp.commands.printing import problem_lines, say_aside, say_json
from webapp.commands.sources import read_spec


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what may follow `formspec parse`."""
    parser.add_argument("file", metavar="FILE", help="a spec; - is what comes in on standard input")


def run(arguments: argparse.Namespace) -> Exit:
    """Print what was read; or, where it cannot be read, what is wrong with it on standard error."""
    source = read(read_spec(arguments.file))
    say_aside(*problem_lines(arguments.file, source.problems))
    if source.root is None or any(problem.level is Level.ERROR for problem in source.problems):
        return Exit.FAULTS
    say_json(as_json(source.root))
    return Exit.DONE
