"""A spec that is made to cost much is judged within a second, and says why it is refused."""

import pytest

from formspec.loader import load
from formspec.problem import Level
from tests.formspec.hostile_specs import HOSTILE
from tests.pace import Work

SLOWEST = 1.0
TRIES = 3
"""A neighbour on the machine can take its caches away for a moment, but not for three."""
SOUND = {
    "each asked under the one before",
    "tests of one answer",
    "either of many",
    "alternatives in alternatives",
    "bands",
    "bands of two",
    "wide groups",
    "patterns",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_spec_is_judged_within_a_second(name):
    data = HOSTILE[name]().encode()
    for _ in range(TRIES):
        with Work() as work:
            loaded = load(data)
        if work.seconds < SLOWEST:
            break
    assert work.seconds < SLOWEST
    wrong = any(problem.level is Level.ERROR for problem in loaded.problems)
    assert (loaded.spec is None) == wrong
    assert wrong == (name not in SOUND)
    assert len(loaded.problems) <= 101
