"""Timing in pairs: every contestant runs in every turn, and ratios are taken inside a turn.

A machine's speed drifts and neighbours come and go; a ratio of two runs that stood side by side does not mind.
"""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """One contestant's figures: median microseconds, and its ratio to the base with the 10th and 90th percentile."""

    name: str
    median: float
    ratio: float
    low: float
    high: float


def race(contestants: Mapping[str, Callable[[], object]], *, base: str, seconds: float) -> list[Timing]:
    """Run the contestants turn by turn for about `seconds` in all, and compare each with `base` in the same turn."""
    batches = {name: _batch(call) for name, call in contestants.items()}
    turns: dict[str, list[float]] = {name: [] for name in contestants}
    end = time.perf_counter() + seconds
    while len(turns[base]) < 5 or (time.perf_counter() < end and len(turns[base]) < 300):
        for name, call in contestants.items():
            turns[name].append(_timed(call, batches[name]))
    return [_timing(name, turns[name], turns[base]) for name in contestants]


def _batch(call: Callable[[], object]) -> int:
    call()
    return max(1, int(3000 / max(_timed(call, 1), 0.05)))


def _timed(call: Callable[[], object], times: int) -> float:
    start = time.perf_counter()
    for _ in range(times):
        call()
    return (time.perf_counter() - start) / times * 1e6


def _timing(name: str, own: list[float], base: list[float]) -> Timing:
    ratios = sorted(mine / other for mine, other in zip(own, base, strict=True))
    tenth = len(ratios) // 10
    return Timing(name, statistics.median(own), statistics.median(ratios), ratios[tenth], ratios[-1 - tenth])
