"""The reader survives any number of spoiled specs: it answers, it keeps its promises, and it is quick.

`FORMSPEC_SOAK=20` makes it 100,000; `FORMSPEC_SEED` repeats a run.
"""

import os
import random
import time
from collections import Counter
from pathlib import Path

from tests.formspec.source.mutators import spoil
from tests.formspec.source.promises import keeps_promises

HERE = Path(__file__).parent
SPECS = HERE.parents[2] / "formspec" / "specs"
ROUNDS = 5_000 * int(os.environ.get("FORMSPEC_SOAK", "1"))
SEED = int(os.environ.get("FORMSPEC_SEED", "20261124"))


def seeds() -> list[bytes]:
    """The two specs stand for half of what is spoiled; the files of faults and of good texts for the other half."""
    small = [case.read_bytes() for case in sorted((*HERE.glob("faults/*.yaml"), *HERE.glob("good/*.yaml")))]
    specs = [case.read_bytes() for case in sorted(SPECS.glob("*/*.yaml"))]
    return specs * (len(small) // len(specs)) + small


def test_no_spoiled_spec_escapes_the_reader():
    print(f"FORMSPEC_SEED={SEED}")
    sources, rules, unread, slowest = seeds(), Counter(), 0, 0.0
    for number in range(ROUNDS):
        chance = random.Random(f"{SEED}/{number}")
        data = spoil(chance, chance.choice(sources))
        started = time.process_time()
        try:
            source = keeps_promises(data)
        except BaseException:
            print(f"round {number} of FORMSPEC_SEED={SEED}: {data[:4000]!r}")
            raise
        slowest = max(slowest, time.process_time() - started)
        unread += source.root is None
        rules.update({problem.rule for problem in source.problems})
    print(
        f"{ROUNDS:,} spoiled specs: {unread:,} unread, slowest {slowest * 1000:.0f} ms with its checks; {dict(rules)}"
    )
    assert 0 < unread < ROUNDS
    assert len(rules) >= 10
