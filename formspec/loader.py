"""From the bytes of a spec to its model, or everything that is wrong with it, in one run.

Here lives the order of the steps: read, shape, build, rules. Each step reports what it alone can see.
"""

from dataclasses import dataclass
from hashlib import sha256

from formspec.building import build
from formspec.model import Spec
from formspec.nodes import Mapping
from formspec.problem import Level, Problem
from formspec.rules import RULES
from formspec.shape import shape
from formspec.source import read


@dataclass(frozen=True, slots=True)
class Loaded:
    """The model of a spec, None when any problem is an error, and all its problems in the order of their places."""

    spec: Spec | None
    problems: tuple[Problem, ...]


def load(data: bytes) -> Loaded:
    """Load a spec from the bytes of its file. Never raises, whatever the bytes."""
    source = read(data)
    problems = list(source.problems)
    if source.root is None:
        return Loaded(None, tuple(sorted(problems)))
    problems += shape(source.root)
    if not isinstance(source.root, Mapping):
        return Loaded(None, tuple(sorted(problems)))
    written = build(source.root, sha256(data).hexdigest())
    for rule in RULES:
        problems += rule.check(written)
    wrong = any(problem.level is Level.ERROR for problem in problems)
    return Loaded(None if wrong else written.spec, tuple(sorted(set(problems))))
