"""`formspec check`: what is wrong with a spec, one line a problem, at the place where a person would look.

Here lives how problems are printed. Finding them is the loader's.
"""

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path

from formspec.problem import Level, Problem
from formspec.published import load_file
from webapp.commands.outcome import CommandError, Exit
from webapp.commands.printing import problem_lines, say, say_aside, say_json
from webapp.commands.sources import read_spec


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what may follow `formspec check`."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="a spec; - is what comes in on standard input")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="lines to read, or a list for programs"
    )


def run(arguments: argparse.Namespace) -> Exit:
    """Check every file, print every problem, and go on past a file that cannot be read."""
    found: dict[str, tuple[Problem, ...]] = {}
    status = Exit.DONE
    for name in dict.fromkeys(arguments.files):
        try:
            found[name] = load_file(Path(name), read_spec(name)).problems
        except CommandError as refused:
            say_aside(*refused.lines)
            status = refused.status
    _report(found, arguments.format)
    return max(status, _verdict(found.values()))


def _verdict(found: Iterable[tuple[Problem, ...]]) -> Exit:
    """Return the status that the problems ask for: warnings alone stop nobody."""
    errors = any(problem.level is Level.ERROR for problems in found for problem in problems)
    return Exit.FAULTS if errors else Exit.DONE


def _report(found: Mapping[str, tuple[Problem, ...]], shape: str) -> None:
    """Print the problems of all files in the shape asked for."""
    if shape == "json":
        say_json([_as_json(name, problem) for name, problems in found.items() for problem in problems])
        return
    for name, problems in found.items():
        for line in problem_lines(name, problems):
            say(line)


def _as_json(name: str, problem: Problem) -> dict[str, str | int]:
    """Return one problem as the object that programs read."""
    return {
        "file": name,
        "line": problem.line,
        "column": problem.column,
        "level": problem.level.value,
        "rule": problem.rule,
        "message": problem.message,
    }
