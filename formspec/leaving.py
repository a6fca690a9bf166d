"""What is gone from one version of a form to the next: whether it has to be accounted for, and whether it is.

Here lives that judging of one difference. What is said of it lives in `gate`.
"""

from collections.abc import Mapping

from formspec.diff.change import Difference
from formspec.diff.naming import Named
from formspec.diff.prompts import ListedPrompt

_IDENTIFIED = frozenset({"section", "question", "column", "prompt", "option"})


def matters(told: Difference, others: set[str]) -> bool:
    """Say whether something that is gone had a name that records keep; options of another kind of answer go with it."""
    if told.noun == "prompt":
        return isinstance(told.before, ListedPrompt) and told.before.tickable
    return told.noun in _IDENTIFIED and not (told.noun == "option" and told.within in others)


def is_retired(told: Difference, retired: set[str], names: Mapping[Named, str]) -> bool:
    """Say whether something that is gone is retired, by itself or with what it stood in."""
    steps = told.address.split(".")
    if any(".".join(steps[:length]) in retired for length in range(1, len(steps) + 1)):
        return True
    if steps[0] not in {"lists", "columns"}:
        return False
    return any((told.noun, each) in names and each.endswith(f".{steps[-1]}") for each in retired)


def within(address: str, covered: set[str], unsaid: list[Difference]) -> bool:
    """Say whether each question of a section that is gone is retired by itself."""
    inside = f"{address}."
    return any(each.startswith(inside) for each in covered) and not any(
        each.address.startswith(inside) for each in unsaid
    )


def name_before(told: Difference) -> str:
    """Return what a successor of a part writes behind `was`."""
    return told.address if told.noun == "question" else told.address.rpartition(".")[2]
