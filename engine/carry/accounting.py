"""The last look before anything carried is given out: every old entry stands where the report says, or is left.

Here lives that one look, whatever the ways that led there. What an answer becomes is for the other modules to say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from engine.carried import AGAIN, KEPT, LEFT, MOVED, Carried, Step
from engine.rows import ROW

NOT_PLACED = "It could not be put in its place here: enter it again."


def accounted(before: Mapping[str, str], carried: Carried) -> Carried:
    """Return what was carried, with all that stands nowhere put among what is left and told as to be given again."""
    places = frozenset(_places(carried.entries))
    lost: dict[str, str] = {}
    report: list[Step] = []
    for step in carried.report:
        gone = [name for name in step.names if not _stands(name, step, before, carried, places)]
        lost |= {name: before[name] for name in gone}
        report.append(replace(step, sort=AGAIN, note=NOT_PLACED) if gone else step)
    return replace(carried, report=tuple(report), left={**carried.left, **lost}) if lost else carried


def _places(entries: Mapping[str, str]) -> Iterator[str]:
    """Yield the name of every entry that holds something, and every address that it stands in."""
    for name, text in entries.items():
        if text.strip():
            steps = name.split(".")
            yield from (".".join(steps[:length]) for length in range(1, len(steps) + 1))


def _stands(name: str, step: Step, before: Mapping[str, str], carried: Carried, places: frozenset[str]) -> bool:
    text = before.get(name, "").strip()
    if step.sort == LEFT or name in carried.left or text in {"", ROW}:
        return True
    now = carried.entries.get(step.address + name.removeprefix(step.was), "")
    if step.sort == KEPT:
        return text == now.strip()
    return text in now if step.sort == MOVED else step.address in places
