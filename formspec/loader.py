"""From the bytes of a spec to its model, or everything that is wrong with it, in one run.

Here lives the order of the steps: read, shape, build, rules. Each step reports what it alone can see; what only
follows from another mistake is left out at the end.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from formspec.building import build
from formspec.characters import lines_of
from formspec.diagnosis.doubled import told_once
from formspec.follow_ups import apart
from formspec.model import Spec
from formspec.nodes import Mapping, Node, Place
from formspec.problem import Level, Problem
from formspec.refusals import refusal
from formspec.rules import RULES
from formspec.shape import shape
from formspec.size import too_many, unsaved
from formspec.source import MOST_PROBLEMS, read
from formspec.written import Written


@dataclass(frozen=True, slots=True)
class Loaded:
    """The model of a spec, None when any problem is an error, and all its problems in the order of their places."""

    spec: Spec | None
    problems: tuple[Problem, ...]


def load(data: bytes) -> Loaded:
    """Load a spec from the bytes of its file. Never raises, whatever the bytes."""
    source = read(data)
    root = source.root
    if root is None:
        return Loaded(None, source.problems)
    spec, problems = _judge(root, data)
    if source.problems or problems:
        known = told_once(source.problems, lines_of(data.decode("utf-8-sig")))
        problems = apart(root, known, found=problems, judge=lambda meant: _judge(meant, data)[1])
    found = sorted(set(problems))
    wrong = any(problem.level is Level.ERROR for problem in found)
    return Loaded(None if wrong else spec, first(found, Level.ERROR if wrong else Level.WARNING))


def reopen(data: bytes) -> Spec | None:
    """Return the model of a text that was published before, whatever rules there are by now; None when it has none.

    What was asked under a version must open for ever, so only its reading and building count here.
    """
    root = read(data).root
    return build(root, sha256(data).hexdigest()).spec if isinstance(root, Mapping) else None


def _judge(root: Node, data: bytes) -> tuple[Spec | None, list[Problem]]:
    problems = list(shape(root))
    if not isinstance(root, Mapping):
        return None, problems
    written = build(root, sha256(data).hexdigest())
    return written.spec, [*problems, *_sense(written)]


def _sense(written: Written) -> Iterator[Problem]:
    """Yield what the rules find; of a form that is too large to look at, only that it is."""
    if (problem := too_many(written)) is not None:
        yield problem
        return
    yield from unsaved(written)
    for rule in RULES:
        yield from rule.check(written)


def first(problems: list[Problem], level: Level) -> tuple[Problem, ...]:
    """Return as many problems as a person can use, and after them, at this level, that there are more."""
    if len(problems) <= MOST_PROBLEMS + 1:
        return tuple(problems)
    more = Place(problems[MOST_PROBLEMS].line, problems[MOST_PROBLEMS].column)
    last = replace(refusal(more, "too-many-problems", most=MOST_PROBLEMS), level=level)
    return (*problems[:MOST_PROBLEMS], last)
